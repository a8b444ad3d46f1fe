"""What the content tables hold, to be compared between two databases: without keys and times of this one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.test import override_settings

from marketing_portal.content.models import FormerSlug, Gap
from marketing_portal.interchange.canonical.folder import Content
from marketing_portal.interchange.loader import kinds
from marketing_portal.interchange.loading.kinds import Run
from marketing_portal.interchange.models import ImportedFile, ImportedObject
from requests_board.models import KindField

# Counted, or worked out of the rest, in each database by itself.
BOOKKEEPING = {"version", "loaded_version", "loaded_digest", "reading", "imported_by", "renderer_version"}
SINCE = ("archived_at", "left_on")  # the day is not content; whether there is one says something
Rows = Counter[tuple[tuple[str, str], ...]]


def content_models() -> list[type[Any]]:
    """Every model that content files fill, with what stands below; what names others comes after those."""
    roots = list(dict.fromkeys(kind.model for kind in kinds(Run(), Content({}))))
    below = [
        model._meta.get_field(name).related_model
        for model in roots
        for name in getattr(model, "HISTORY_CHILDREN", ())
    ]
    beside = [KindField, FormerSlug, Gap, ImportedFile, ImportedObject]
    return list(dict.fromkeys([*roots, *below, *beside]))


def named(value: Any) -> str:
    """What a row is called in any database."""
    if not isinstance(value, models.Model):
        return repr(value)
    keys = [
        str(getattr(value, name))
        for name in ("family", "kind", "slug", "key", "text")
        if hasattr(value, name)
    ]
    return " ".join([type(value).__name__, *keys, str(value)])


def told(row: Any) -> tuple[tuple[str, str], ...]:
    """Everything that ``row`` says."""
    meta = row._meta
    generic = [one for one in meta.private_fields if isinstance(one, GenericForeignKey)]
    skipped = BOOKKEEPING | {name for one in generic for name in (one.ct_field, one.fk_field)}
    columns = [
        one.name
        for one in (*meta.concrete_fields, *generic)
        if one.name not in skipped
        and not getattr(one, "primary_key", False)
        and not isinstance(one, (models.DateField, models.DateTimeField))
    ]
    found = [(name, named(getattr(row, name))) for name in columns]
    found += [(name, repr(getattr(row, name) is None)) for name in SINCE if hasattr(row, name)]
    many = [(one.name, repr(sorted(map(named, getattr(row, one.name).all())))) for one in meta.many_to_many]
    return tuple(found + many)


def holds() -> dict[str, Rows]:
    """What every table says, by its model."""
    return {model._meta.label: Counter(map(told, model._base_manager.all())) for model in content_models()}


def differences(before: dict[str, Rows], after: dict[str, Rows]) -> list[str]:
    """What is in one and not in the other, for people to read."""
    return [
        f"{label} {sign} {dict(row)}"
        for label in before
        for sign, rows in (("-", before[label] - after[label]), ("+", after[label] - before[label]))
        for row in rows
    ]


@override_settings(SIMPLE_HISTORY_ENABLED=False)
def emptied() -> None:
    """Take all content away."""
    for model in reversed(content_models()):
        own = [one.name for one in model._meta.concrete_fields if one.related_model is model]
        model._base_manager.update(**dict.fromkeys(own))
        model._base_manager.all().delete()

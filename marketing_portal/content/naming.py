"""The values of a history in words: labels of choices, names of what keys point to, dates as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.dateformat import format as format_date
from django.utils.text import capfirst
from django.utils.timezone import localtime

from marketing_portal.content.snapshots import Part, Snapshot, parts_of

GONE = "(no longer there)"
NOT_SHOWN = {"order"}  # a new place is told as such, not as a number


def shown_fields(part: Part) -> list[Any]:
    """Fields of ``part`` that readers of a difference see."""
    hidden = {*part.owner_columns, part.model._meta.pk.attname, *NOT_SHOWN}
    tracked = part.model.history.model.tracked_fields
    return [found for found in tracked if found.attname not in hidden]


def many_fields(model: type[Any]) -> list[Any]:
    """Many-to-many fields of ``model`` whose history is kept."""
    return list(model.history.model._history_m2m_fields)


def label_of(found: Any) -> str:
    """The name of a field as a heading."""
    return capfirst(str(found.verbose_name))


def title_of(instance: Any) -> str:
    """What an object was called."""
    try:
        return str(instance)[:120]
    except ObjectDoesNotExist:
        return capfirst(str(instance._meta.verbose_name))


def group_of(instance: Any) -> tuple[int, str]:
    """Heading below which a part stands, and its place among the headings of its model."""
    named: tuple[int, str] | None = getattr(instance, "history_group", None)
    return named or (0, capfirst(str(instance._meta.verbose_name_plural)))


class Names:
    """What the keys in some states of ``root`` point to: one query for each model pointed to."""

    def __init__(self, root: Any, states: Iterable[Snapshot]) -> None:
        self.parts = parts_of(root)
        states = list(states)
        wanted: dict[type[Any], set[Any]] = {}
        for model, key in self.keys(states):
            wanted.setdefault(model, set()).add(key)
        self.found: dict[tuple[type[Any], Any], Any] = {(type(root), root.pk): root}
        for model, keys in wanted.items():
            self.found |= {(model, key): found for key, found in model._base_manager.in_bulk(keys).items()}
        self.lend(states)

    def foreign_keys(self, model: type[Any]) -> list[Any]:
        """Foreign keys of ``model`` that name something."""
        keys = [found for found in model._meta.concrete_fields if isinstance(found, models.ForeignKey)]
        return [found for found in keys if found.related_model is not ContentType]

    def keys(self, states: list[Snapshot]) -> Iterator[tuple[type[Any], Any]]:
        """Model and primary key of everything that is pointed to."""
        own = self.parts[0].model
        columns = {part.model: self.foreign_keys(part.model) for part in self.parts}
        for instance in {id(row): row for state in states for row in state.rows.values()}.values():
            for column in columns[type(instance)]:
                key = getattr(instance, column.attname)
                if key is not None and not (column.related_model is own and column.attname in self.owners):
                    yield column.related_model, key
        for state in states:
            for ((model, _), name), keys in state.many.items():
                target: Any = model._meta.get_field(name).related_model
                yield from ((target, key) for key in keys)

    @property
    def owners(self) -> set[str]:
        """Columns by which parts name their root."""
        return {name for part in self.parts[1:] for name in part.owner_columns}

    def lend(self, states: list[Snapshot]) -> None:
        """Give the instances of ``states`` what they point to, so that their names need no query."""
        for instance in {id(row): row for state in states for row in state.rows.values()}.values():
            for column in self.foreign_keys(type(instance)):
                target = self.found.get((column.related_model, getattr(instance, column.attname)))
                if target is not None:
                    setattr(instance, column.name, target)

    def value(self, instance: Any, column: Any) -> str:
        """The value of ``column`` in words; empty where there is none."""
        value = getattr(instance, column.attname)
        if isinstance(column, models.ForeignKey):
            return "" if value is None else str(self.found.get((column.related_model, value), GONE))
        return in_words(value, dict(column.flatchoices))

    def many(self, state: Snapshot, place: Any, column: Any) -> str:
        """The names behind a many-to-many field."""
        keys = state.many.get((place, column.name), ())
        return ", ".join(sorted(str(self.found.get((column.related_model, key), GONE)) for key in keys))


def in_words(value: Any, choices: dict[Any, Any]) -> str:
    """A plain value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime):
        return format_date(localtime(value), "j M Y, H:i")
    if isinstance(value, dt.date):
        return format_date(value, "j M Y")
    if isinstance(value, list):
        return "\n".join(in_words(item, choices) for item in value)
    return str(choices.get(value, value))

"""Sample content in whose place an original has come: taken out of use, so that nothing stands twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType

from marketing_portal.content.models import FormerSlug, HandbookPage, Origin
from marketing_portal.interchange.handbook.applying.addresses import tail
from personas.models import DeprecatedAsset, EnterpriseRole, Guidance, PersonaListEntry
from usecases.models import (
    ActivationRole,
    AreaOfInterest,
    BomElement,
    CascadeQuestion,
    DRICell,
    KeyLink,
    KeyLinkKind,
    OrgColumn,
    Ownership,
    Statement,
)

# Lists of which a page holds the whole: models, with the field that parts them into several lists.
WHOLE_LISTS: dict[type[Any], str] = {
    Guidance: "kind",
    PersonaListEntry: "",
    DeprecatedAsset: "",
    EnterpriseRole: "",
    Statement: "kind",
    AreaOfInterest: "",
    BomElement: "area",
    DRICell: "",
    ActivationRole: "",
    KeyLink: "",
    KeyLinkKind: "",
    Ownership: "",
    OrgColumn: "",
    CascadeQuestion: "",
}


def untouched_samples(model: type[Any]) -> list[Any]:
    """Rows of ``model`` that are sample content nobody edited, with what their names are made of."""
    named = [one.name for one in model._meta.concrete_fields if one.is_relation and not one.null]
    rows = model._default_manager.filter(origin=Origin.SAMPLE).select_related(*named)
    return [row for row in rows if not row.is_edited]


def retire_pages(key: str, page: HandbookPage) -> list[str]:
    """Archive sample pages about the source that ``page`` now holds; their addresses lead to it."""
    names = {tail(key), page.slug}
    gone = [
        row
        for row in untouched_samples(HandbookPage)
        if row.source_page in names and row.archived_at is None and row.pk != page.pk
    ]
    kind = ContentType.objects.get_for_model(HandbookPage)
    for row in gone:
        row.archive()
        FormerSlug.objects.update_or_create(content_type=kind, slug=row.slug, defaults={"object_id": page.pk})
    return [str(row) for row in gone]


def retire_entries(rows: Sequence[Any]) -> list[str]:
    """Delete sample entries of the lists that ``rows`` are now the whole of; the history keeps them."""
    told: list[str] = []
    for model, parted_by in WHOLE_LISTS.items():
        mine = [row for row in rows if isinstance(row, model)]
        is_nested = any(one.related_model is model for one in model._meta.concrete_fields)
        lists = {getattr(row, parted_by, "") for row in mine}
        keys = {row.pk for row in mine}
        for row in untouched_samples(model) if mine else ():
            is_spare = row.pk not in keys and getattr(row, parted_by, "") in lists
            is_gone = is_spare and is_nested and not model._default_manager.filter(pk=row.pk).exists()
            if is_spare and not is_gone:  # with the one above it
                told.append(str(row))
                row.delete()
    return told

"""What all kinds share: a document made of the fields of a row that are called the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet

from marketing_portal.content.models import Gap
from marketing_portal.interchange.documents import Document, GapDoc, Source

D = TypeVar("D", bound=Document)


def as_document(document: type[D], row: Any, **more: Any) -> D:
    """``document`` of the fields of ``row``; ``more``: those that are made otherwise. Lists become tuples."""
    names = [one.name for one in dataclasses.fields(document) if one.name not in {"found", *more}]
    values = {name: getattr(row, name) for name in names}
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return document(**plain, **more)


def in_order(rows: Iterable[Any], *names: str) -> list[Any]:
    """``rows`` (prefetched) by these fields, then in the order in which they were made."""
    return sorted(rows, key=lambda row: (*(getattr(row, name) for name in names), row.pk))


def slug_of(row: Any) -> str | None:
    """What files call ``row`` by, None for none."""
    if row is None:
        return None
    return str(row.slug if hasattr(row, "slug") else row.key)


def slugs_of(rows: Iterable[Any]) -> tuple[str, ...]:
    """The same of several, in their own order."""
    return tuple(slug for row in rows if (slug := slug_of(row)))


def chosen(rows: QuerySet[Any], slug: str) -> QuerySet[Any]:
    """The row called ``slug``; all of ``rows`` where none is named."""
    return rows.filter(slug=slug) if slug else rows


def archived(row: Any) -> bool | None:
    """Whether ``row`` is archived, as files say it: not at all where it is in use."""
    return True if row.archived_at else None


def addresses(model: type[Any]) -> frozenset[str]:
    """The addresses that lead to something of ``model``: whatever had one of them before has it no more."""
    return frozenset(model._default_manager.current().values_list("slug", flat=True))


def addressed(row: Any, taken: Container[str]) -> dict[str, Any]:
    """Owner, visibility and source of a row with an address, and what ``standing`` tells."""
    source = Source(page=row.source_page, heading=row.source_heading) if row.source_page else None
    return {
        "owner": slug_of(row.owner),
        "internal": row.internal,
        "source": source,
        **standing(row, taken),
    }


def standing(row: Any, taken: Container[str]) -> dict[str, Any]:
    """Former addresses (that are not ``taken``) of a row with an address, its gaps, and whether it is archived."""
    former = tuple(one.slug for one in in_order(row.former_slugs.all()) if one.slug not in taken)
    return {"anchors": former, "gaps": gaps_of(row.gaps.all()), "archived": archived(row)}


def gaps_of(rows: Iterable[Gap]) -> tuple[GapDoc, ...]:
    """The gaps, closed ones too."""
    return tuple(as_document(GapDoc, gap, closed=not gap.is_open) for gap in in_order(rows))

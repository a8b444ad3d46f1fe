"""Loading personas: the row, and below it introductions, points, segments, quotes and gaps, each found by its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from marketing_portal.interchange.documents import (
    Document,
    IntroDoc,
    PersonaDoc,
    PointDoc,
    QuoteDoc,
    SegmentDoc,
)
from marketing_portal.interchange.loading.kinds import AddressKind
from marketing_portal.interchange.loading.plan import Plan, sync
from personas.models import Persona, PersonaIntro, PersonaPoint, Quote, SegmentRole

D = TypeVar("D", bound=Document)


def intro_values(order: int, document: IntroDoc) -> dict[str, Any]:
    """Fields of an introduction."""
    return {"place": document.place, "text": document.text}


def point_values(order: int, document: PointDoc) -> dict[str, Any]:
    """Fields of a point."""
    return {
        "order": order,
        "kind": document.kind,
        "key": document.key,
        "label": document.label,
        "text": document.text,
        "detail": document.detail,
        "state": document.state,
        "source_url": document.source_url,
    }


def segment_values(order: int, document: SegmentDoc) -> dict[str, Any]:
    """Fields of the part in a purchase."""
    return {
        "order": order,
        "segment": document.segment,
        "text": document.text,
        "state": document.state,
        "buying_roles": list(document.buying_roles),
    }


def quote_values(order: int, document: QuoteDoc) -> dict[str, Any]:
    """Fields of a quotation."""
    return {
        "order": order,
        "key": document.key,
        "text": document.text,
        "speaker_role": document.speaker_role,
        "company_size": document.company_size,
        "industry": document.industry,
    }


def wanted(
    documents: Iterable[D], key: Callable[[D], str], values: Callable[[int, D], dict[str, Any]]
) -> dict[Any, tuple[Document, dict[str, Any]]]:
    """``documents`` by key with the fields they stand for; their order counts from 1."""
    return {key(one): (one, values(order, one)) for order, one in enumerate(documents, 1)}


def numbered_by_kind(points: Iterable[PointDoc]) -> dict[Any, tuple[Document, dict[str, Any]]]:
    """Points by key, counted from 1 within their kind."""
    numbers: dict[str, int] = {}
    found: dict[Any, tuple[Document, dict[str, Any]]] = {}
    for point in points:
        numbers[point.kind] = numbers.get(point.kind, 0) + 1
        found[point.key] = (point, point_values(numbers[point.kind], point))
    return found


class Personas(AddressKind[PersonaDoc]):
    """personas/*.md."""

    name = "personas"
    model = Persona
    prefetch = ("intros", "points", "segment_roles", "quotes", "gaps", "former_slugs")
    pages_name_gaps = True

    def values(self, document: PersonaDoc) -> dict[str, Any]:
        """What stands in the head of the file, and the note."""
        return {
            "name": document.name,
            "role": document.role,
            "kind": document.kind,
            "status": document.status,
            "summary": document.summary,
            "alternative_titles": list(document.alternative_titles),
            "note": document.note,
            **self.shared_values(document),
        }

    def parts(self, plan: Plan, row: Persona, document: PersonaDoc) -> None:
        """Everything said about the persona."""
        intros = wanted(document.intros, lambda intro: intro.place, intro_values)
        sync(plan, row.intros.all(), lambda intro: intro.place, intros, lambda: PersonaIntro(persona=row))
        points = numbered_by_kind(document.points)
        sync(plan, row.points.all(), lambda point: point.key, points, lambda: PersonaPoint(persona=row))
        segments = wanted(document.segments, lambda role: role.segment, segment_values)
        sync(
            plan,
            row.segment_roles.all(),
            lambda role: role.segment,
            segments,
            lambda: SegmentRole(persona=row),
        )
        quotes = wanted(document.quotes, lambda quote: quote.key, quote_values)
        sync(plan, row.quotes.all(), lambda quote: quote.key, quotes, lambda: Quote(persona=row))

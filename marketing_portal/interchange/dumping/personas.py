"""Personas and what stands around them as documents."""

from __future__ import annotations

from collections.abc import Iterator

from marketing_portal.interchange.canonical.vocabulary import LIST_GAP_KEY, SECTIONS
from marketing_portal.interchange.documents import (
    AssetDoc,
    EnterpriseRoleDoc,
    GuidanceDoc,
    IntroDoc,
    ListEntryDoc,
    OrgPositionDoc,
    PersonaDoc,
    PointDoc,
    QuoteDoc,
    SegmentDoc,
)
from marketing_portal.interchange.dumping.rows import (
    addressed,
    addresses,
    as_document,
    chosen,
    gaps_of,
    in_order,
    slug_of,
    slugs_of,
)
from personas.models import DeprecatedAsset, EnterpriseRole, Guidance, OrgPosition, Persona, PersonaListEntry

PLACES = [place for headings in SECTIONS.values() for place in headings.values()]
BELOW = ("intros", "points", "segment_roles", "quotes", "gaps", "former_slugs")


def place_of(kind: str) -> int:
    """Where a kind of point stands on the page; headings of one's own come last."""
    return PLACES.index(kind) if kind in PLACES else len(PLACES)


def personas(only: str = "") -> Iterator[PersonaDoc]:
    """personas/*.md, by slug; ``only`` the one with that slug."""
    taken = addresses(Persona)
    rows = chosen(Persona.objects.all(), only)
    for row in rows.select_related("owner").prefetch_related(*BELOW).order_by("slug"):
        points = sorted(row.points.all(), key=lambda point: (place_of(point.kind), point.order, point.pk))
        intros = sorted(row.intros.all(), key=lambda intro: place_of(intro.place))
        yield as_document(
            PersonaDoc,
            row,
            intros=tuple(as_document(IntroDoc, intro) for intro in intros),
            points=tuple(as_document(PointDoc, point) for point in points),
            segments=tuple(
                as_document(SegmentDoc, one) for one in in_order(row.segment_roles.all(), "order")
            ),
            quotes=tuple(as_document(QuoteDoc, quote) for quote in in_order(row.quotes.all(), "order")),
            **addressed(row, taken),
        )


def persona_list() -> Iterator[ListEntryDoc]:
    """persona_list.yaml. What is missing of an entry stands in its gap."""
    for row in (
        PersonaListEntry.objects.select_related("persona").prefetch_related("gaps").order_by("order", "key")
    ):
        gaps = {gap.key: gap for gap in gaps_of(row.gaps.all())}
        gap = gaps.pop(LIST_GAP_KEY, None)
        state, marker = (gap.state, gap.marker) if gap else ("known" if row.persona else "not_applicable", "")
        yield as_document(
            ListEntryDoc,
            row,
            persona=slug_of(row.persona),
            state=state,
            marker=marker,
            closed=gap is not None and gap.closed,
            gaps=tuple(gaps.values()),
        )


def org_chart() -> Iterator[OrgPositionDoc]:
    """org_chart.yaml."""
    rows = OrgPosition.objects.select_related("parent").prefetch_related("personas").order_by("order", "key")
    for row in rows:
        personas = tuple(sorted(slugs_of(row.personas.all())))
        yield as_document(OrgPositionDoc, row, parent=slug_of(row.parent), personas=personas)


def deprecated_assets() -> Iterator[AssetDoc]:
    """deprecated_assets.yaml."""
    for row in DeprecatedAsset.objects.select_related("superseded_by").order_by("order", "key"):
        yield as_document(AssetDoc, row, superseded_by=slug_of(row.superseded_by))


def enterprise_roles() -> Iterator[EnterpriseRoleDoc]:
    """enterprise_roles.yaml."""
    for row in EnterpriseRole.objects.select_related("parent").order_by("order", "key"):
        yield as_document(EnterpriseRoleDoc, row, parent=slug_of(row.parent))


def guidance() -> Iterator[GuidanceDoc]:
    """guidance.yaml."""
    for row in Guidance.objects.order_by("kind", "order", "key"):
        yield as_document(GuidanceDoc, row)

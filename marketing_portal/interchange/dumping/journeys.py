"""The buyer's journey, collateral, decks, the bill of materials and the organisation as documents."""

from __future__ import annotations

from collections.abc import Iterator

from marketing_portal.content.models import HandbookPage
from marketing_portal.interchange.documents import PageDoc
from marketing_portal.interchange.documents_journeys import (
    AudienceDoc,
    BomAreaDoc,
    BomElementDoc,
    CollateralDoc,
    CollateralTypeDoc,
    DeckDoc,
    JourneyDoc,
    JourneyStepDoc,
    StageDoc,
    ViewDoc,
    ViewStepDoc,
)
from marketing_portal.interchange.documents_organisation import (
    CascadeActionDoc,
    CascadeQuestionDoc,
    OrgColumnDoc,
    OwnedAreaDoc,
    OwnershipDoc,
)
from marketing_portal.interchange.dumping.rows import (
    addressed,
    addresses,
    as_document,
    chosen,
    in_order,
    slug_of,
    slugs_of,
)
from usecases.models import (
    Audience,
    BomArea,
    BomElement,
    CascadeQuestion,
    Collateral,
    Deck,
    Journey,
    JourneyStage,
    JourneyView,
    OrgColumn,
    Ownership,
)


def pages(only: str = "") -> Iterator[PageDoc]:
    """pages/**/*.md, by path; ``only`` the one with that path."""
    taken = addresses(HandbookPage)
    rows = chosen(HandbookPage.objects.all(), only)
    rows = rows.select_related("owner").prefetch_related("former_slugs", "gaps")
    for row in rows.order_by("slug"):
        yield as_document(PageDoc, row, **addressed(row, taken))


def journey_stages() -> Iterator[StageDoc]:
    """journey_stages.yaml."""
    for row in JourneyStage.objects.prefetch_related("collateral_types").order_by("order", "key"):
        types = in_order(row.collateral_types.all(), "order")
        yield as_document(
            StageDoc, row, collateral_types=tuple(as_document(CollateralTypeDoc, one) for one in types)
        )


def audiences() -> Iterator[AudienceDoc]:
    """audiences.yaml."""
    for row in Audience.objects.order_by("order", "key"):
        yield as_document(AudienceDoc, row)


def journey_views() -> Iterator[ViewDoc]:
    """journey_views.yaml."""
    for row in JourneyView.objects.prefetch_related("steps__stage").order_by("order", "key"):
        steps = in_order(row.steps.all(), "order")
        made = tuple(as_document(ViewStepDoc, step, stage=slug_of(step.stage)) for step in steps)
        yield as_document(ViewDoc, row, steps=made)


def journeys() -> Iterator[JourneyDoc]:
    """journeys.yaml."""
    for row in Journey.objects.prefetch_related("steps").order_by("order", "key"):
        steps = in_order(row.steps.all(), "order")
        yield as_document(JourneyDoc, row, steps=tuple(as_document(JourneyStepDoc, step) for step in steps))


def bom_areas() -> Iterator[BomAreaDoc]:
    """The areas of bom.yaml."""
    for row in BomArea.objects.order_by("order", "key"):
        yield as_document(BomAreaDoc, row)


def bom_elements() -> Iterator[BomElementDoc]:
    """The elements of bom.yaml."""
    for row in BomElement.objects.select_related("area", "stage").order_by(
        "area__order", "area__key", "order", "key"
    ):
        yield as_document(BomElementDoc, row, area=row.area.key, stage=slug_of(row.stage), area_name="")


def collateral() -> Iterator[CollateralDoc]:
    """collateral.yaml, kind by kind."""
    taken = addresses(Collateral)
    rows = Collateral.objects.select_related("owner", "stage")
    for row in rows.prefetch_related("audiences", "use_cases", "personas", "former_slugs", "gaps").order_by(
        "kind", "slug"
    ):
        yield as_document(
            CollateralDoc,
            row,
            key=row.slug,
            stage=slug_of(row.stage),
            audiences=slugs_of(in_order(row.audiences.all(), "order")),
            use_cases=tuple(sorted(slugs_of(row.use_cases.all()))),
            personas=tuple(sorted(slugs_of(row.personas.all()))),
            **addressed(row, taken),
        )


def decks() -> Iterator[DeckDoc]:
    """decks.yaml."""
    for row in Deck.objects.select_related("synced_from").order_by("order", "key"):
        yield as_document(DeckDoc, row, synced_from=slug_of(row.synced_from))


def ownership() -> Iterator[OwnershipDoc]:
    """ownership.yaml."""
    for row in (
        Ownership.objects.select_related("person").prefetch_related("areas__use_case").order_by("order", "pk")
    ):
        areas = tuple(
            as_document(OwnedAreaDoc, one, use_case=slug_of(one.use_case), vertical=one.is_vertical)
            for one in in_order(row.areas.all(), "order")
        )
        yield as_document(OwnershipDoc, row, person=row.person.slug, areas=areas)


def organisation() -> Iterator[OrgColumnDoc]:
    """organisation.yaml."""
    for row in OrgColumn.objects.select_related("use_case", "contact").order_by("order", "key"):
        yield as_document(
            OrgColumnDoc,
            row,
            use_case=slug_of(row.use_case),
            vertical=row.is_vertical,
            contact=slug_of(row.contact),
        )


def cascade() -> Iterator[CascadeQuestionDoc]:
    """cascade.yaml."""
    for row in CascadeQuestion.objects.prefetch_related("actions").order_by("order", "key"):
        actions = in_order(row.actions.all(), "order")
        yield as_document(
            CascadeQuestionDoc, row, actions=tuple(as_document(CascadeActionDoc, one) for one in actions)
        )

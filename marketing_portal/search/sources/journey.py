"""The buyer's journey: stages, audiences, the two views, the step tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketing_portal.content.addresses import link_to
from marketing_portal.search.documents import Document, plain
from marketing_portal.search.registry import Kind, Source
from usecases.models import (
    Audience,
    CollateralType,
    Journey,
    JourneyStage,
    JourneyStep,
    JourneyView,
    JourneyViewStep,
)

JOURNEY = Kind("journey", "Journey", "Journeys")
PAGE = "journey:detail"


def place(anchor: str) -> str:
    """An anchor on the page of the journey."""
    address = link_to(PAGE)
    return f"{address}#{anchor}" if address else ""


def stages(rows: Any) -> Iterator[Document]:
    """Stages, with what is typical of them."""
    for one in rows.prefetch_related("collateral_types"):
        typical = [kind.text for kind in one.collateral_types.all()]
        yield Document(
            one.pk,
            JOURNEY.key,
            one.name,
            place(f"stage-{one.key}"),
            names=tuple(map(str, one.aliases or [])),
            note="Stage of the buyer's journey",
            text=plain(one.question, one.definition, one.focus, ". ".join(typical)),
            weight=1.2,
        )


def audiences(rows: Any) -> Iterator[Document]:
    """Whom collateral speaks to."""
    for one in rows:
        address = place(f"audience-{one.key}")
        yield Document(one.pk, JOURNEY.key, one.name, address, note="Audience", text=plain(one.needs))


def views(rows: Any) -> Iterator[Document]:
    """The ways in which the journey begins, with their steps."""
    for one in rows.prefetch_related("steps"):
        steps = [step.label for step in one.steps.all()]
        yield Document(
            one.pk,
            JOURNEY.key,
            one.name,
            place(f"view-{one.key}"),
            note="View of the buyer's journey",
            text=plain(one.started_by, one.narrative_html, ". ".join(steps)),
        )


def journeys(rows: Any) -> Iterator[Document]:
    """The contributor, user, adoption and buyer journeys with their tables."""
    for one in rows.prefetch_related("steps"):
        steps = [text for step in one.steps.all() for text in said(step)]
        yield Document(
            one.pk,
            JOURNEY.key,
            one.name,
            place(f"journey-{one.key}"),
            text=plain(one.text_html, one.note, ". ".join(steps)),
        )


def said(step: JourneyStep) -> list[str]:
    """What stands in one row."""
    return [step.stage, step.measured_by, *map(str, step.owners or []), *map(str, step.activities or [])]


SOURCES = [
    (Source("stages", JourneyStage, PAGE, stages, parts={CollateralType: "stage_id"}), [JOURNEY]),
    (Source("audiences", Audience, PAGE, audiences), []),
    (Source("views", JourneyView, PAGE, views, parts={JourneyViewStep: "view_id"}), []),
    (Source("journeys", Journey, PAGE, journeys, parts={JourneyStep: "journey_id"}), []),
]

"""Loading the buyer's journey: stages, audiences, views, step tables."""

from __future__ import annotations

from typing import Any

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_journeys import (
    AudienceDoc,
    CollateralTypeDoc,
    JourneyDoc,
    JourneyStepDoc,
    StageDoc,
    ViewDoc,
)
from marketing_portal.interchange.loading.kinds import ListKind
from marketing_portal.interchange.loading.personas import wanted
from marketing_portal.interchange.loading.plan import Plan, sync
from usecases.models import (
    Audience,
    CollateralType,
    Journey,
    JourneyStage,
    JourneyStep,
    JourneyView,
    JourneyViewStep,
)


def type_values(order: int, document: CollateralTypeDoc) -> dict[str, Any]:
    """Fields of a typical kind of collateral."""
    return {"order": order, "key": document.key, "text": document.text}


class Stages(ListKind[StageDoc]):
    """journey_stages.yaml."""

    name = "journey_stages"
    model = JourneyStage
    prefetch = ("collateral_types",)

    def values(self, document: StageDoc) -> dict[str, Any]:
        """What the stage is."""
        return {
            "name": document.name,
            "aliases": list(document.aliases),
            "position": document.position,
            "question": document.question,
            "definition": document.definition,
            "focus": document.focus,
            **self.more(document),
        }

    def parts(self, plan: Plan, row: JourneyStage, document: StageDoc) -> None:
        """Typical kinds of collateral."""
        types = wanted(document.collateral_types, lambda one: one.key, type_values)
        sync(plan, row.collateral_types.all(), lambda one: one.key, types, lambda: CollateralType(stage=row))


class Audiences(ListKind[AudienceDoc]):
    """audiences.yaml."""

    name = "audiences"
    model = Audience

    def values(self, document: AudienceDoc) -> dict[str, Any]:
        """Everything."""
        return {"name": document.name, "needs": document.needs, **self.more(document)}


class Views(ListKind[ViewDoc]):
    """journey_views.yaml."""

    name = "journey_views"
    model = JourneyView
    prefetch = ("steps",)

    def values(self, document: ViewDoc) -> dict[str, Any]:
        """What the view is."""
        return {
            "name": document.name,
            "started_by": document.started_by,
            "narrative": document.narrative,
            "phases": list(document.phases),
            **self.more(document),
        }

    def parts(self, plan: Plan, row: JourneyView, document: ViewDoc) -> None:
        """The steps."""
        steps: dict[Any, tuple[Document, dict[str, Any]]] = {}
        for order, step in enumerate(document.steps, 1):
            values = {
                "order": order,
                "key": step.key,
                "label": step.label,
                "lane": step.lane,
                "stage": self.find(JourneyStage, step.stage, step, "stage"),
                "phase": step.phase,
            }
            steps[step.key] = (step, values)
        sync(plan, row.steps.all(), lambda step: step.key, steps, lambda: JourneyViewStep(view=row))


def step_values(order: int, document: JourneyStepDoc) -> dict[str, Any]:
    """Fields of a row of a journey's table."""
    return {
        "order": order,
        "key": document.key,
        "stage": document.stage,
        "measured_by": document.measured_by,
        "measure_state": document.measure_state,
        "owners": list(document.owners),
        "owner_state": document.owner_state,
        "activities": list(document.activities),
    }


class Journeys(ListKind[JourneyDoc]):
    """journeys.yaml."""

    name = "journeys"
    model = Journey
    prefetch = ("steps",)

    def values(self, document: JourneyDoc) -> dict[str, Any]:
        """What the journey is."""
        return {"name": document.name, "text": document.text, "note": document.note, **self.more(document)}

    def parts(self, plan: Plan, row: Journey, document: JourneyDoc) -> None:
        """The table."""
        steps = wanted(document.steps, lambda step: step.key, step_values)
        sync(plan, row.steps.all(), lambda step: step.key, steps, lambda: JourneyStep(journey=row))

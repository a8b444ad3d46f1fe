"""Figures of the use case half: use cases, matrices, journeys, collateral, organisation.

Cells tell what is missing by their states, so those counted here need no gap of their own. What belongs to an archived
use case does not count, nor does archived collateral.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from marketing_portal.content.knowledge import Knowledge
from usecases.models import (
    ActivationRole,
    AreaOfInterest,
    Audience,
    BomArea,
    BomElement,
    CascadeAction,
    CascadeQuestion,
    Collateral,
    CollateralType,
    Deck,
    DRIAssignment,
    DRICell,
    JourneyStage,
    JourneyStep,
    JourneyView,
    KeyLink,
    MarketRequirement,
    Ownership,
    Statement,
    UseCase,
    UseCasePoint,
)
from usecases.vocabulary import LinkState, StatementKind, Tier, UsePointKind

UNRESOLVED = [state for state in LinkState if state.is_unresolved]


def of_current(model: Any, path: str = "use_case") -> QuerySet[Any]:
    """Rows of ``model`` whose use case (at ``path``) is in use."""
    rows: QuerySet[Any] = model._default_manager.filter(**{f"{path}__archived_at__isnull": True})
    return rows


def tier(number: Tier) -> Callable[[], int]:
    """Counts use cases of one tier."""
    return lambda: UseCase.objects.current().filter(tier=number).count()


def statements(kind: StatementKind) -> Callable[[], int]:
    """Counts statements of ``kind`` that stand at the top: those below one are parts of it."""
    return lambda: Statement.objects.filter(kind=kind, parent__isnull=True).count()


def points(kind: UsePointKind) -> Callable[[], int]:
    """Counts points of use cases of one ``kind``, without remarks on them."""
    return lambda: of_current(UseCasePoint).filter(kind=kind, is_remark=False).count()


def ownership_tbd() -> int:
    """Personas and industries that the ownership table leaves open."""
    return sum(
        Ownership.objects.filter(Q(**{state: Knowledge.TBD})).count()
        for state in ("persona_state", "industry_state")
    )


FIGURES: dict[str, Callable[[], int]] = {
    "use_cases": lambda: UseCase.objects.current().count(),
    **{f"use_cases_tier_{number}": tier(number) for number in Tier},
    "market_requirements": lambda: of_current(MarketRequirement).count(),
    "requirement_answers": lambda: of_current(MarketRequirement).exclude(answer="").count(),
    "requirement_demos": lambda: of_current(MarketRequirement).exclude(demos="").count(),
    **{f"use_case_{kind}": points(kind) for kind in UsePointKind},
    "activation_roles": ActivationRole.objects.count,
    "role_leads": lambda: ActivationRole.objects.filter(lead__isnull=False).count(),
    "dri_cells": lambda: of_current(DRICell).count(),
    "dri_cells_unknown": lambda: of_current(DRICell).filter(state=Knowledge.UNKNOWN).count(),
    "dri_assignments": lambda: of_current(DRIAssignment, "cell__use_case").count(),
    "key_link_cells": lambda: of_current(KeyLink).count(),
    "key_link_cells_unresolved": lambda: of_current(KeyLink).filter(state__in=UNRESOLVED).count(),
    "journey_stages": JourneyStage.objects.count,
    "collateral_types": CollateralType.objects.count,
    "audiences": Audience.objects.count,
    "journey_views": JourneyView.objects.count,
    "journey_steps": JourneyStep.objects.count,
    "areas_of_interest": AreaOfInterest.objects.count,
    "bom_areas": BomArea.objects.count,
    "bom_elements": BomElement.objects.count,
    "ownership_rows": Ownership.objects.count,
    "ownership_tbd": ownership_tbd,
    "health_statuses": statements(StatementKind.HEALTH),
    "cascade_questions": CascadeQuestion.objects.count,
    "cascade_actions": CascadeAction.objects.count,
    "decks": Deck.objects.count,
    "hiring_steps": statements(StatementKind.HIRING_STEP),
    "collateral": lambda: Collateral.objects.current().count(),
}

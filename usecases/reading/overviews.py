"""Market requirements and the bill of materials laid out for reading, across use cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from usecases.models import BomArea, BomElement, JourneyStage, MarketRequirement, UseCase
from usecases.models.use_case import REQUIREMENTS_FROM, REQUIREMENTS_TO
from usecases.reading.detail import remark_on

SCALE = 16  # how many requirements the picture has room for
PRIORITIES = (1, 2, 3)


@dataclass
class Requirements:
    """One use case with its requirements."""

    use_case: UseCase
    requirements: list[MarketRequirement] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.requirements)

    @property
    def remark(self) -> str:
        """What to say where the number is outside the rule of thumb."""
        return remark_on(self.count)

    @property
    def drawn(self) -> int:
        """Length of the bar."""
        return min(self.count, SCALE)


def requirements_by_use_case(user: Any) -> list[Requirements]:
    """Every use case, those with requirements first."""
    found = {one.pk: Requirements(one) for one in UseCase.objects.visible_to(user)}
    rows = MarketRequirement.objects.filter(use_case__in=found).only("name", "key", "use_case", "order")
    for requirement in rows.order_by("order", "pk"):
        found[requirement.use_case_id].requirements.append(requirement)
    return sorted(found.values(), key=lambda one: not one.count)


@dataclass(frozen=True)
class Band:
    """The rule of thumb as the picture shows it."""

    start: int = REQUIREMENTS_FROM
    width: int = REQUIREMENTS_TO - REQUIREMENTS_FROM
    scale: int = SCALE


@dataclass
class PriorityRow:
    """The elements of one priority (None: nobody decided it), one list for each stage (None: no stage)."""

    priority: int | None
    cells: list[tuple[JourneyStage | None, list[BomElement]]]


@dataclass
class Area:
    """One discipline with its elements by priority and stage."""

    area: BomArea
    elements: list[BomElement]
    stages: list[JourneyStage | None]
    rows: list[PriorityRow]


def bill_of_materials(stages: list[JourneyStage]) -> list[Area]:
    """Every discipline; those that listed something first."""
    found = []
    for area in BomArea.objects.prefetch_related("elements"):
        elements = sorted(area.elements.all(), key=lambda one: (one.order, one.pk))
        known = {stage.pk for stage in stages}
        columns = [*stages, *([] if all(one.stage_id in known for one in elements) else [None])]
        ranks = [*PRIORITIES, *([] if all(one.priority for one in elements) else [None])]
        rows = [PriorityRow(rank, by_stage(elements, rank, columns)) for rank in ranks]
        found.append(Area(area, elements, columns, rows))
    return sorted(found, key=lambda one: not one.elements)


def by_stage(
    elements: list[BomElement], priority: int | None, stages: list[JourneyStage | None]
) -> list[tuple[JourneyStage | None, list[BomElement]]]:
    """The elements of ``priority`` below each stage."""
    chosen = [one for one in elements if one.priority == priority]
    return [
        (stage, [one for one in chosen if one.stage_id == (stage.pk if stage else None)]) for stage in stages
    ]

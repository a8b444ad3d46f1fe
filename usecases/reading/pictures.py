"""The views of the buyer's journey as pictures: time runs down, each lane is a column, a curve leads from step to step.

The words are a list, which everybody can read; only the curve is drawn. All rows of a picture are of one height, and
the box that the curve is drawn in is stretched over them, so that the two agree at every size and on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from usecases.models import JourneyStage, JourneyView, JourneyViewStep
from usecases.vocabulary import Lane

UNIT = 100  # width of a lane and height of a row, in the units of the drawing
LANES = list(Lane)


@dataclass(frozen=True)
class Spot:
    """One step: its number, its words, the column that it stands in."""

    number: int
    label: str
    lane: Lane


@dataclass
class Phase:
    """A phase with its steps and the stages that these belong to; coloured as the first of them.

    Its heading takes a row of its own.
    """

    name: str
    tint: int = 1
    stages: list[JourneyStage] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)


@dataclass(frozen=True)
class Picture:
    """One view as it is drawn."""

    view: JourneyView
    phases: list[Phase]
    edit_href: str = ""

    @property
    def anchor(self) -> str:
        """Id on the page."""
        return f"view-{self.view.key}"

    @property
    def lanes(self) -> list[Lane]:
        """The columns."""
        return LANES

    @property
    def width(self) -> int:
        """Of the drawing."""
        return UNIT * len(LANES)

    @property
    def height(self) -> int:
        """Of the drawing: a row for each step and one for the heading of each phase."""
        return UNIT * sum(1 + len(phase.spots) for phase in self.phases)

    @property
    def steps(self) -> int:
        """How many there are."""
        return sum(len(phase.spots) for phase in self.phases)

    @property
    def curve(self) -> str:
        """The path through all steps, leaving and reaching each of them straight down."""
        path, last = "", (0, 0)
        for x, y in points(self.phases):
            middle = (last[1] + y) // 2
            path += f"C{last[0]} {middle} {x} {middle} {x} {y}" if path else f"M{x} {y}"
            last = x, y
        return path


def points(phases: list[Phase]) -> list[tuple[int, int]]:
    """The middle of each step's place."""
    found, row = [], 0
    for phase in phases:
        row += 1  # its heading
        for spot in phase.spots:
            found.append((UNIT * LANES.index(spot.lane) + UNIT // 2, UNIT * row + UNIT // 2))
            row += 1
    return found


def picture(view: JourneyView, stages: dict[int, JourneyStage], edit_href: str = "") -> Picture:
    """``view`` with its steps, which were read with it, below the phases that they name."""
    phases: list[Phase] = []
    for number, step in enumerate(view.steps.all(), 1):
        if not phases or phases[-1].name != step.phase:
            phases.append(Phase(step.phase))
        add(phases[-1], number, step, stages)
    return Picture(view, phases, edit_href)


def add(phase: Phase, number: int, step: JourneyViewStep, stages: dict[int, JourneyStage]) -> None:
    """Put ``step`` below ``phase``."""
    phase.spots.append(Spot(number, step.label, Lane(step.lane)))
    stage = stages.get(step.stage_id or 0)
    if stage and stage not in phase.stages:
        phase.stages.append(stage)
        phase.tint = list(stages).index(phase.stages[0].pk) + 1

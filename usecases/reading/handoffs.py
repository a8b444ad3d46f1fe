"""The tables of a journey laid out for reading: who owns each step, and where people are handed on.

A hand-off is a change of owner from one step to the next (handbook, journeys page: it has to be clear where one is, and
to work for both sides). Where an owner is unknown, nobody can tell whether there is one; that is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.text import get_text_list

from marketing_portal.content.addresses import request_url
from marketing_portal.content.knowledge import Knowledge
from usecases.models import Journey, JourneyStep


@dataclass(frozen=True)
class Handoff:
    """A change of owner between two steps, in words; not clear where one of the owners is unknown."""

    words: str
    is_clear: bool = True


@dataclass(frozen=True)
class StepRow:
    """One step with the hand-off that leads to it, and where to ask for what is missing or in doubt."""

    number: int
    step: JourneyStep
    handoff: Handoff | None
    anchor: str
    ask_owner: str
    ask_measure: str

    @property
    def owners(self) -> str:
        """The owners in words; empty where nobody is named."""
        return in_words(self.step.owners)

    @property
    def states(self) -> tuple[str, str]:
        """How well the owner and the measure are known."""
        return self.step.owner_state, self.step.measure_state


@dataclass(frozen=True)
class Leg:
    """Steps in a row that have the same owners: one piece of the picture above a table. “?”: the owner is in doubt."""

    owners: str
    steps: list[str]

    @property
    def span(self) -> int:
        """How long it is, as far as the style sheet has lengths."""
        return min(len(self.steps), 8)


@dataclass(frozen=True)
class JourneyTable:
    """One journey: its steps, its hand-offs, what nobody knows about it."""

    journey: Journey
    rows: list[StepRow]
    edit_href: str = ""

    @property
    def anchor(self) -> str:
        """Id on the page."""
        return f"journey-{self.journey.key}"

    @property
    def has_activities(self) -> bool:
        """True where any step names one; the source of the user journey has no such column."""
        return any(row.step.activities for row in self.rows)

    @property
    def handoffs(self) -> int:
        """How often the owner changes."""
        return sum(1 for row in self.rows if row.handoff and row.handoff.is_clear)

    @property
    def unclear(self) -> int:
        """How often nobody can tell, since an owner is unknown."""
        return sum(1 for row in self.rows if row.handoff and not row.handoff.is_clear)

    @property
    def unknown(self) -> int:
        """Owners and measures that nobody knows."""
        return self.count(Knowledge.UNKNOWN)

    @property
    def uncertain(self) -> int:
        """Owners and measures that are in doubt."""
        return self.count(Knowledge.UNCERTAIN)

    def count(self, state: Knowledge) -> int:
        """How often ``state`` stands in the table."""
        return sum(row.states.count(state) for row in self.rows)

    @property
    def legs(self) -> list[Leg]:
        """The steps put together by owner, in order."""
        groups = groupby(self.rows, key=lambda row: frozenset(row.step.owners))
        return [leg_of(list(rows)) for _, rows in groups]

    @property
    def ask_href(self) -> str:
        """Where somebody asks for the table itself, when there is none."""
        said = f"The {self.journey.name.lower()} has no table of steps."
        title = f"{self.journey.name}: table of steps"
        return request_url(title=title, description=said, about=place_of(self.anchor))


def leg_of(rows: list[StepRow]) -> Leg:
    """``rows``, which have the same owners, as one piece."""
    doubt = [" ?" if row.step.owner_state == Knowledge.UNCERTAIN else "" for row in rows]
    return Leg(rows[0].owners, [f"{row.step.stage}{mark}" for row, mark in zip(rows, doubt, strict=True)])


def journey_table(journey: Journey, edit_href: str = "") -> JourneyTable:
    """``journey`` with its steps, which were read with it."""
    steps = list(journey.steps.all())
    before = [None, *steps]
    rows = [row_of(journey, n, step, before[n - 1]) for n, step in enumerate(steps, 1)]
    return JourneyTable(journey, rows, edit_href)


def row_of(journey: Journey, number: int, step: JourneyStep, before: JourneyStep | None) -> StepRow:
    """One step as a row of the table."""
    anchor = f"step-{journey.key}-{step.key}"
    return StepRow(
        number=number,
        step=step,
        handoff=between(before, step) if before else None,
        anchor=anchor,
        ask_owner=ask(journey, step, anchor, "owner", step.owner_state),
        ask_measure=ask(journey, step, anchor, "measure", step.measure_state),
    )


def ask(journey: Journey, step: JourneyStep, anchor: str, what: str, state: str) -> str:
    """Where to ask for the owner or the measure of a step; empty where it is known."""
    if not Knowledge(state).is_gap:
        return ""
    said = f"The {what} of “{step.stage}” in the {journey.name.lower()} is {Knowledge(state).label.lower()}."
    title = f"{journey.name}, {step.stage}: who knows the {what}?"
    return request_url(title=title, description=said, about=place_of(anchor))


def between(before: JourneyStep, after: JourneyStep) -> Handoff | None:
    """What happens to the owner from one step to the next; None where it stays the same."""
    old, new = before.owners, after.owners
    if not old or not new:
        return Handoff("an owner is unknown", is_clear=False)
    joined = [owner for owner in new if owner not in old]
    left = [owner for owner in old if owner not in new]
    if not joined and not left:
        return None
    if not left:
        return Handoff(f"{in_words(joined)} {'join' if len(joined) > 1 else 'joins'}")
    if not joined:
        return Handoff(f"{in_words(left)} {'leave' if len(left) > 1 else 'leaves'}")
    return Handoff(f"from {in_words(old)} to {in_words(new)}")


def in_words(owners: list[str]) -> str:
    """Several owners as running text."""
    return str(get_text_list(owners, "and"))


def place_of(anchor: str) -> str:
    """A place on the page of the journey."""
    return f"{reverse('journey:detail')}#{anchor}"

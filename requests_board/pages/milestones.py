"""Milestones: how much is committed, done and still open, in all and by team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, QuerySet, Value, When

from marketing_portal.people.models import User
from requests_board.fiscal import Quarter
from requests_board.models import Milestone, SMRequest
from requests_board.pages.paging import Order
from requests_board.vocabulary import OPEN_STATES, State

SHOWN = 50
LATEST = Order("Latest first", value=F("starts_on"), parse=dt.date.fromisoformat, show=dt.date.isoformat)


@dataclass
class Tally:
    """Requests of one milestone, or of one team in it."""

    open: int = 0
    done: int = 0

    @property
    def total(self) -> int:
        """Everything that was committed: done and still open."""
        return self.open + self.done

    def add(self, state: str, number: int) -> None:
        """Count ``number`` requests in ``state``."""
        if State(state).is_open:
            self.open += number
        else:
            self.done += number


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its figures; ``when`` is past, now or later (nothing for the backlog)."""

    milestone: Milestone
    tally: Tally
    when: str


@dataclass(frozen=True)
class TeamRow:
    """A team's part of a milestone."""

    name: str
    slug: str
    tally: Tally


def with_figures(milestones: Iterable[Milestone], user: User) -> list[MilestoneRow]:
    """``milestones`` with what ``user`` may see in each."""
    found = list(milestones)
    tallies: dict[int, Tally] = {milestone.pk: Tally() for milestone in found}
    seen = SMRequest.objects.visible_to(user).filter(milestone__in=found).order_by()
    for key, state, number in seen.values_list("milestone_id", "state").annotate(counted=Count("pk")):
        tallies[key or 0].add(state, number)
    return [MilestoneRow(milestone, tallies[milestone.pk], when(milestone)) for milestone in found]


def when(milestone: Milestone) -> str:
    """Whether a quarter is over, runs now, or comes later."""
    if not milestone.is_quarter:
        return ""
    if milestone.slug == Quarter.current().slug:
        return "now"
    return "past" if milestone.is_over else "later"


def by_team(milestone: Milestone, user: User) -> list[TeamRow]:
    """The teams that have something in ``milestone``, in the order of the handbook."""
    rows: dict[str, TeamRow] = {}
    seen = SMRequest.objects.visible_to(user).filter(milestone=milestone)
    counted = seen.order_by("team__order", "team__name").values_list("team__name", "team__slug", "state")
    for name, slug, state, number in counted.annotate(counted=Count("pk")):
        rows.setdefault(slug or "", TeamRow(name or "", slug or "", Tally())).tally.add(state, number)
    return list(rows.values())


def requests_of(milestone: Milestone, user: User) -> QuerySet[SMRequest]:
    """The requests of ``milestone``: the open ones first, those that are due soonest before the others."""
    rows = SMRequest.objects.visible_to(user).filter(milestone=milestone).for_list()
    is_done = Case(When(state__in=OPEN_STATES, then=Value(0)), default=Value(1))
    return rows.order_by(is_done, "due_on", "-pk")[:SHOWN]


def total_of(rows: list[TeamRow]) -> Tally:
    """All teams together."""
    return Tally(sum(row.tally.open for row in rows), sum(row.tally.done for row in rows))

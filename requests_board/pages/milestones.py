"""Milestones: the page that lists them, and what the pages of each kind show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board.fiscal import Quarter
from requests_board.models import Milestone, MilestoneKind, SMRequest
from requests_board.pages.paging import COUNT_UP_TO, Order
from requests_board.vocabulary import State

PAST_SHOWN = 12
MOST_AHEAD = 60  # milestones that are not over: more than anybody plans at once
LATEST = Order("Latest first", value=F("ends_on"), parse=dt.date.fromisoformat, show=dt.date.isoformat)


class CountUpTo(Subquery):
    """How many rows an inner query has; it stops just above COUNT_UP_TO, so that it never takes long."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its figures, which stop counting above COUNT_UP_TO."""

    milestone: Milestone
    when: str
    done: int
    open: int

    @property
    def total(self) -> int:
        """Done and open together."""
        return self.done + self.open

    @property
    def total_text(self) -> str:
        """The same, as it is shown."""
        return shown(self.total)

    @property
    def done_text(self) -> str:
        """What is done, as it is shown."""
        return shown(self.done)

    @property
    def open_text(self) -> str:
        """What is open, as it is shown."""
        return shown(self.open)


def shown(number: int) -> str:
    """``number``, or that it is more than is counted."""
    return f"{COUNT_UP_TO:,}+" if number > COUNT_UP_TO else f"{number:,}"


def with_figures(milestones: QuerySet[Milestone], user: User) -> QuerySet[Milestone]:
    """``milestones``, each with how many of its requests are ``done`` and ``open``, as far as ``user`` may see them."""
    inside = SMRequest.objects.visible_to(user).order_by()
    done, unfinished = Q(state=State.COMPLETED), Q(closed_at__isnull=True)
    counted = {}
    for name, rule in (("done", done), ("open", unfinished)):
        own = inside.filter(rule, milestone=OuterRef("pk")).values("pk")[: COUNT_UP_TO + 1]
        joined = inside.filter(rule, launches=OuterRef("pk")).values("pk")[: COUNT_UP_TO + 1]
        counted[name] = CountUpTo(own) + CountUpTo(joined)
    return milestones.annotate(**counted)


def rows_of(milestones: Iterable[Any]) -> list[MilestoneRow]:
    """``milestones`` (read ``with_figures``) as rows."""
    return [MilestoneRow(one, when(one), one.done, one.open) for one in milestones]


def when(milestone: Milestone) -> str:
    """Whether a milestone is over, runs now, or comes later; nothing for the backlog."""
    if milestone.kind == MilestoneKind.BACKLOG:
        return ""
    if milestone.is_over or milestone.closed_at:
        return "past"
    begun = milestone.starts_on is None or milestone.starts_on <= timezone.localdate()
    return "now" if begun else "later"


EYEBROWS = {
    ("quarter", "now"): "This quarter",
    ("quarter", "later"): "Coming quarter",
    ("quarter", "past"): "Past quarter",
    ("backlog", ""): "Not committed",
}


def eyebrow(milestone: Milestone) -> str:
    """What stands above the name: which kind it is, and when."""
    moment = when(milestone)
    plain = milestone.get_kind_display()
    words = {"now": plain, "later": f"Coming {plain.lower()}", "past": f"Past {plain.lower()}"}
    return EYEBROWS.get((milestone.kind, moment)) or words[moment]


def over() -> Q:
    """Milestones that are behind us: closed, or past their last day."""
    return Q(closed_at__isnull=False) | Q(ends_on__isnull=False, ends_on__lt=timezone.localdate())


def past() -> QuerySet[Milestone]:
    """Quarters, launches and campaigns that are behind us; those without a last day sort by the day of closing."""
    return Milestone.objects.exclude(kind=MilestoneKind.BACKLOG).filter(over(), ends_on__isnull=False)


def past_rows(found: list[Milestone], user: User) -> list[MilestoneRow]:
    """The milestones of a page of past ones, with their figures."""
    rows = with_figures(Milestone.objects.filter(pk__in=[one.pk for one in found]), user)
    by_key = {row.milestone.pk: row for row in rows_of(rows)}
    return [by_key[one.pk] for one in found]


@dataclass(frozen=True)
class Ahead:
    """What is not over: the quarters, the nearest first, the launches, the campaigns, the backlog."""

    current: Milestone | None = None
    quarters: list[MilestoneRow] = field(default_factory=list)
    launches: list[MilestoneRow] = field(default_factory=list)
    campaigns: list[MilestoneRow] = field(default_factory=list)
    backlog: list[MilestoneRow] = field(default_factory=list)
    unclosed: list[MilestoneRow] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, list[MilestoneRow], str]]:
        """The rows under their titles, with a sentence for where there are none."""
        return [
            ("Coming quarters", self.quarters, "None yet."),
            (
                "Launches",
                self.launches,
                "A launch gathers what belongs to it, in whatever quarter it is done.",
            ),
            ("Campaigns", self.campaigns, "No campaign is planned."),
            ("Not committed", self.backlog, "The backlog is empty."),
        ]


def ahead(user: User) -> Ahead:
    """The milestones that are not over, and the quarters that are over and not closed yet. One query."""
    wanted = Milestone.objects.filter(closed_at__isnull=True).filter(~over() | recent())
    ordered = wanted.order_by(F("starts_on").asc(nulls_first=True), "pk")
    rows = rows_of(with_figures(ordered, user)[:MOST_AHEAD])
    of_kind = {kind: [row for row in rows if row.milestone.kind == kind] for kind in MilestoneKind}
    quarters = of_kind[MilestoneKind.QUARTER]
    today = Quarter.current().slug
    return Ahead(
        current=next((row.milestone for row in quarters if row.milestone.slug == today), None),
        quarters=[row for row in quarters if row.when == "later"],
        launches=of_kind[MilestoneKind.LAUNCH],
        campaigns=of_kind[MilestoneKind.CAMPAIGN],
        backlog=of_kind[MilestoneKind.BACKLOG],
        unclosed=[row for row in quarters if row.when == "past" and row.open],
    )


def recent() -> Q:
    """The last two quarters: one that was over before them, and was not closed then, is left as it is."""
    earliest = Quarter.current().previous().previous().start()
    return Q(kind=MilestoneKind.QUARTER, ends_on__gte=earliest)

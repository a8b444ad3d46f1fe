"""Minutes of stand-ups as pages: what each reader may see of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from requests_board import standups
from requests_board.models import Decision, SMRequest, Standup
from requests_board.pages.paging import Order
from requests_board.pages.triage import Sitting

NEWEST = Order("Newest first")


@dataclass(frozen=True)
class MinutesRow:
    """One line of the minutes; nothing of a request that the reader may not see but its number."""

    decision: Decision
    title: str
    href: str
    words: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Minutes:
    """The minutes of one stand-up."""

    standup: Standup
    title: str
    rows: list[MinutesRow]
    taken_back: list[MinutesRow]

    @property
    def decided(self) -> int:
        """How many decisions stand."""
        return sum(bool(row.decision.submit) for row in self.rows)

    @property
    def skipped(self) -> int:
        """How many were left for later."""
        return len(self.rows) - self.decided

    @property
    def duration(self) -> float:
        """How long it took, in seconds: to its end, or to the last decision so far."""
        last: dt.datetime = self.standup.ended_at or max(
            (row.decision.at for row in self.rows), default=self.standup.started_at
        )
        return (last - self.standup.started_at).total_seconds()


def listed() -> QuerySet[Standup]:
    """Every stand-up with how much was decided."""
    decided = Count("decisions", filter=Q(decisions__undone_at=None, decisions__submit__isnull=False))
    return Standup.objects.select_related("team", "led_by").annotate(decided=decided)


def minutes(standup: Standup, user: Any) -> Minutes:
    """The minutes as ``user`` may read them. Three queries."""
    standing = standups.decisions_of(standup)
    taken = standup.decisions.exclude(undone_at=None).filter(submit__isnull=False)
    back = list(taken.select_related("request", "by")[: standups.MOST_LINES])
    seen = seen_of((*standing, *back), user)
    return Minutes(
        standup,
        standups.title_of(standup),
        [row_of(decision, seen) for decision in standing],
        [row_of(decision, seen) for decision in back],
    )


def so_far(sitting: Sitting, user: Any) -> list[MinutesRow]:
    """What stands of the sitting that goes on, as ``user`` may read it. One query."""
    standing = standups.last_words(sitting.standing)
    seen = seen_of(standing, user)
    return [row_of(decision, seen) for decision in standing]


def seen_of(decisions: Iterable[Decision], user: Any) -> set[int]:
    """The requests of ``decisions`` that ``user`` may see now, whatever it was when they were decided."""
    keys = {decision.request_id for decision in decisions}
    rows = SMRequest.objects.visible_to(user).filter(pk__in=keys)
    return set(rows.order_by().values_list("pk", flat=True)) if keys else set()


def row_of(decision: Decision, seen: set[int]) -> MinutesRow:
    """One line of the minutes."""
    if decision.request_id not in seen:
        return MinutesRow(decision, standups.HIDDEN, "", "", is_hidden=True)
    request = decision.request
    return MinutesRow(decision, request.title, request.get_absolute_url(), decision.words)

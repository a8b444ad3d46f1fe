"""The ledger of a quarter: what was promised, promised again, delivered, and what left it, with the reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board.models import CarryOver, EventKind, Milestone, RequestEvent, SMRequest
from requests_board.pages.milestones_figures import Figures

SHOWN = 60
EARLIEST = dt.timedelta(days=200)  # before its first day a quarter is planned


def seen_by(user: User) -> QuerySet[SMRequest]:
    """What ``user`` may see, for use inside another query."""
    return SMRequest.objects.visible_to(user).order_by()


def midnight(day: dt.date) -> dt.datetime:
    """When ``day`` begins in the portal's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def carried_out(milestone: Milestone, user: User) -> QuerySet[CarryOver]:
    """What left ``milestone`` for another quarter and did not come back."""
    rows = CarryOver.objects.filter(source=milestone, request__in=seen_by(user))
    return rows.exclude(request__milestone=milestone)


def carried_in(milestone: Milestone, user: User) -> QuerySet[CarryOver]:
    """What came into ``milestone`` from another quarter, and is still here or was delivered here."""
    return CarryOver.objects.filter(target=milestone, request__in=seen_by(user), request__milestone=milestone)


def taken_back(milestone: Milestone, user: User) -> QuerySet[RequestEvent]:
    """The moves that took a promise for ``milestone`` back into the backlog, of requests that are not here again."""
    moves = RequestEvent.objects.filter(move="return_to_backlog", kind=EventKind.MOVED)
    if milestone.starts_on:  # nobody promises earlier than that; so that old ones are not read
        moves = moves.filter(at__gte=midnight(milestone.starts_on - EARLIEST))
    here = moves.filter(before__milestone_id=milestone.pk, request__in=seen_by(user))
    return here.exclude(request__milestone=milestone)


@dataclass
class Reason:
    """Requests that left for the same quarter, or came from the same, for the same reason."""

    other: Milestone
    reason: str
    rows: list[CarryOver] = field(default_factory=list)


@dataclass(frozen=True)
class Ledger:
    """The account of a quarter. ``promised`` is everything that ever was promised for it."""

    promised: int
    delivered: int
    open: int
    carried_out: int
    taken_back: int
    ways_in: list[Reason]
    ways_out: list[Reason]
    carried_in: int
    more_in: int
    more_out: int

    @property
    def is_empty(self) -> bool:
        """True where nothing came or went."""
        return not (self.carried_in or self.carried_out or self.taken_back)


def ledger(milestone: Milestone, user: User, found: Figures, taken: int) -> Ledger:
    """The ledger of the quarter ``milestone``; ``taken``: how many were taken back. Up to four queries."""
    coming, going = carried_in(milestone, user), carried_out(milestone, user)
    rows_in, rows_out = newest(coming), newest(going)
    number_in = count_of(coming, rows_in)
    number_out = count_of(going, rows_out)
    return Ledger(
        promised=found.total + number_out + taken,
        delivered=found.done,
        open=found.open,
        carried_out=number_out,
        taken_back=taken,
        ways_in=by_reason(rows_in, "source"),
        ways_out=by_reason(rows_out, "target"),
        carried_in=number_in,
        more_in=number_in - len({row.request_id for row in rows_in}),
        more_out=number_out - len({row.request_id for row in rows_out}),
    )


def newest(rows: QuerySet[CarryOver]) -> list[CarryOver]:
    """The newest of ``rows`` with what is shown of them."""
    shown = rows.select_related("request", "source", "target", "by").order_by("-pk")
    return list(shown.only("reason", "at", "request__title", "request__state", "request__closed_at",
                           "source__name", "source__slug", "target__name", "target__slug",
                           "by__name", "by__email")[:SHOWN])  # fmt: skip


def count_of(rows: QuerySet[CarryOver], shown: list[CarryOver]) -> int:
    """How many requests ``rows`` are of; asks the database only where not all are shown."""
    if len(shown) < SHOWN:
        return len({row.request_id for row in shown})
    return rows.order_by().values("request").distinct().count()


def by_reason(rows: list[CarryOver], end: str) -> list[Reason]:
    """``rows`` gathered by the quarter at their other ``end`` and by reason, the most requests first."""
    found: dict[tuple[int, str], Reason] = {}
    for row in rows:
        other: Milestone = getattr(row, end)
        group = found.setdefault((other.pk, row.reason), Reason(other, row.reason))
        if row.request_id not in {known.request_id for known in group.rows}:
            group.rows.append(row)
    return sorted(found.values(), key=lambda group: -len(group.rows))

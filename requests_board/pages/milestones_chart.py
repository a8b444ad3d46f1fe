"""The burn-up of a milestone: what was promised and what was done, week by week, drawn as SVG without inline styles."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.formats import date_format

from marketing_portal.people.models import User
from requests_board.models import Milestone, RequestEvent
from requests_board.pages.milestones_figures import Figures, in_milestone
from requests_board.pages.milestones_ledger import carried_out, taken_back
from requests_board.vocabulary import State

COMMITS = ("assign", "assign_urgent", "roll_over")  # the moves that promise a request for a quarter
WEEK = dt.timedelta(days=7)
MOST_WEEKS = 60
KEPT = 3600  # seconds that the days are kept for at most
SIZES = ((1200.0, 340.0), (340.0, 250.0))  # for a wide page and for a phone
NEAR = 17.0  # two labels closer than this, in units of the drawing, are moved apart
BESIDE = 42  # from one name below the axis to the next
Days = Counter[dt.date]


@dataclass(frozen=True)
class Week:
    """How it stood at the end of one day."""

    day: dt.date
    promised: int
    done: int


@dataclass(frozen=True)
class Text:
    """A word in the drawing."""

    x: float
    y: float
    words: str
    css: str = ""


@dataclass(frozen=True)
class Drawing:
    """The picture in one size. Points are those of polylines; ``today`` is a place or None."""

    width: float
    height: float
    promised: str
    done: str
    area: str
    base: float
    left: float
    right: float
    rules: list[Text]
    ticks: list[Text]
    ends: list[Text]
    today: Text | None
    top: float


@dataclass(frozen=True)
class BurnUp:
    """The picture, wide and narrow, with its figures."""

    weeks: list[Week]
    wide: Drawing
    narrow: Drawing
    caption: str
    words: str


def burn_up(milestone: Milestone, user: User, found: Figures) -> BurnUp | None:
    """The picture of a quarter, launch or campaign; None where there is nothing to draw yet.

    ``found``: its figures of today. Up to four queries.
    """
    here, done = kept_days(milestone, user, found)
    promised = here + gone_days(milestone, user)
    if not promised:
        return None
    first, last = span(milestone, [*promised, *done])
    today = timezone.localdate()
    if first > today:
        return None
    weeks = weekly(promised, done, first, min(last, today))
    words = "asked for" if milestone.is_effort else "promised"
    wide, narrow = (draw(weeks, first, last, words, *size) for size in SIZES)
    now = weeks[-1]
    caption = f"{now.promised} {words} and {now.done} done by {date_format(now.day, 'j F Y')}"
    if left := sum(promised.values()) - found.total:
        caption += f"; {left} of them left the quarter again"
    return BurnUp(weeks, wide, narrow, caption, words)


def kept_days(milestone: Milestone, user: User, found: Figures) -> tuple[Days, Days]:
    """How many of the requests in it were promised, and completed, on which day.

    Each of them and its events must be looked at, so it is kept until one of them changes, comes or goes; for each
    person, for everybody sees other ones.
    """
    if not found.total:
        return Counter(), Counter()
    key = f"days-of-{milestone.pk}-{user.pk}-{found.total}-{found.done}-{found.changed and found.changed.timestamp()}"
    kept: tuple[Days, Days] | None = caches["template_fragments"].get(key)
    if kept is None:
        kept = promised_days(milestone, user), done_days(milestone, user)
        caches["template_fragments"].set(key, kept, KEPT)
    return kept


def promised_days(milestone: Milestone, user: User) -> Days:
    """How many requests of those in it were promised on which day; of a launch or campaign: were filed."""
    here = in_milestone(milestone, user)
    if milestone.is_effort:
        return by_day(here.annotate(day=TruncDate("created_at")))
    return by_day(here.annotate(day=TruncDate(promised_at("pk"))))


def gone_days(milestone: Milestone, user: User) -> Days:
    """On which day those were promised that were carried out or taken back later."""
    if milestone.is_effort:
        return Counter()
    before = TruncDate(promised_at("request", before="at"))
    days = by_day(carried_out(milestone, user).annotate(day=before))
    return days + by_day(taken_back(milestone, user).annotate(day=before))


def promised_at(request: str, before: str = "") -> Coalesce:
    """When the request was last promised (before the time ``before``); when it was filed where no event tells."""
    moves = RequestEvent.objects.filter(request=OuterRef(request), move__in=COMMITS)
    if before:
        moves = moves.filter(at__lt=OuterRef(before))
    filed = "created_at" if request == "pk" else f"{request}__created_at"
    return Coalesce(Subquery(moves.order_by("-pk").values("at")[:1]), F(filed))


def by_day(rows: QuerySet[Any]) -> Days:
    """How many ``rows`` there are for each ``day``."""
    counted = rows.order_by().values("day").annotate(number=Count("pk")).values_list("day", "number")
    return Counter({day: number for day, number in counted if day})


def done_days(milestone: Milestone, user: User) -> Days:
    """How many requests were completed on which day."""
    done = in_milestone(milestone, user).filter(state=State.COMPLETED)
    return by_day(done.annotate(day=TruncDate("closed_at")))


def span(milestone: Milestone, days: Iterable[dt.date]) -> tuple[dt.date, dt.date]:
    """First and last day of the picture: those of the milestone; where it has none, those of what happened."""
    found = sorted(days)
    first = milestone.starts_on or found[0]
    last = milestone.ends_on or max(found[-1], timezone.localdate())
    if last - first > MOST_WEEKS * WEEK:
        first = last - MOST_WEEKS * WEEK
    return first, max(last, first + WEEK)


def weekly(promised: Days, done: Days, first: dt.date, until: dt.date) -> list[Week]:
    """How it stood on ``first``, at the end of each week, and on the day ``until``."""
    days = []
    day = first
    while day < until:
        days.append(day)
        day += WEEK
    days.append(until)
    return [Week(day, up_to(promised, day, until), up_to(done, day, until)) for day in days]


def up_to(days: Days, day: dt.date, until: dt.date) -> int:
    """How many until ``day``; what came after the last day of the picture (``until``) counts on that day."""
    return sum(number for when, number in days.items() if when <= day or day == until)


def draw(
    weeks: list[Week], first: dt.date, last: dt.date, words: str, width: float, height: float
) -> Drawing:
    """The picture of ``weeks`` in a frame of that size; the axis reaches from ``first`` to ``last``."""
    left, right, top, base = 34.0, width - 78.0, 14.0, height - 28.0
    most = scale(max(week.promised for week in weeks))
    days = (last - first).days

    def x(day: dt.date) -> float:
        return round(left + (right - left) * min(1.0, max(0.0, (day - first).days / days)), 1)

    def y(value: float) -> float:
        return round(base - (base - top) * value / most, 1)

    promised = " ".join(f"{x(week.day)},{y(week.promised)}" for week in weeks)
    done = " ".join(f"{x(week.day)},{y(week.done)}" for week in weeks)
    now = weeks[-1]
    today = timezone.localdate()
    return Drawing(
        width=width, height=height, promised=promised, done=done,
        area=f"{left},{base} {done} {x(now.day)},{base}",
        base=base, left=left, right=right, top=top,
        rules=[Text(left, y(value), str(value)) for value in (most // 2, most)],
        ticks=months(first, last, x, base + 18),
        ends=ends(x(now.day) + 8, y(now.promised), y(now.done), now, words),
        today=Text(x(today), top, "today") if first <= today <= last else None,
    )  # fmt: skip


def scale(most: int) -> int:
    """The top of the axis: an even, round number not below ``most``."""
    steps = [2, 4, 6, 8, 10, 20, 40, 60, 80, 100, 200, 300, 400, 500, 600, 800, 1000]
    place = bisect_right(steps, most - 1)
    return steps[place] if place < len(steps) else -(-most // 1000) * 1000


def months(first: dt.date, last: dt.date, x: Callable[[dt.date], float], y: float) -> list[Text]:
    """The names of the months where they begin; the first day of the picture where none begins."""
    day = first
    found: list[Text] = []
    apart = 1 + (last - first).days // 200  # not every month of a long time
    while day <= last:
        if not found or x(day) - found[-1].x >= BESIDE:
            found.append(Text(x(day), y, date_format(day, "j M" if day.day > 1 else "M")))
        for _ in range(apart):
            day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return found


def ends(x: float, promised: float, done: float, now: Week, words: str) -> list[Text]:
    """The two figures at the ends of the lines, moved apart where they would touch."""
    if done - promised < NEAR:
        middle = (promised + done) / 2
        promised, done = middle - NEAR / 2, middle + NEAR / 2
    return [
        Text(x, round(promised + 4, 1), f"{now.promised} {words}", "promised"),
        Text(x, round(done + 4, 1), f"{now.done} done", "done"),
    ]

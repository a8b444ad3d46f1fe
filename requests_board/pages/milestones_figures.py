"""The figures of a milestone: in all, and by team, person or label. Each is a link to the list with that filter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Aggregate, Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone

from marketing_portal.people.models import User
from marketing_portal.ui.components.charts import Bar, stack
from requests_board.models import Milestone, MilestoneKind, SMRequest
from requests_board.models.requests import SMRequestQuerySet
from requests_board.vocabulary import CLOSED, Health, Priority, State

MOST_ROWS = 40  # of a breakdown: a person reads no more
DROPPED = [state.value for state in CLOSED if state != State.COMPLETED]


def in_milestone(milestone: Milestone, user: User) -> SMRequestQuerySet:
    """The requests of ``milestone`` that ``user`` may see: committed for it, or part of the launch or campaign."""
    seen = SMRequest.objects.visible_to(user)
    return seen.filter(launches=milestone) if milestone.is_effort else seen.filter(milestone=milestone)


def counts() -> dict[str, Aggregate]:
    """What is counted of any set of requests, in one query, with when one of them was last changed.

    Late is what ``SMRequestQuerySet.late`` says.
    """
    is_open = Q(closed_at__isnull=True)
    late = is_open & Q(due_on__lt=timezone.localdate(), waiting_since__isnull=True)
    filters = {
        "done": Q(state=State.COMPLETED),
        "open": is_open,
        "committed": Q(state=State.ASSIGNED),
        "late": late,
        "waiting": is_open & Q(waiting_since__isnull=False),
        "attention": is_open & Q(health=Health.NEEDS_ATTENTION),
        "at_risk": is_open & Q(health=Health.AT_RISK),
        "dropped": Q(state__in=DROPPED),
        "carried": Q(carried_over__gt=0),
    }
    return {"total": Count("pk"), "changed": Max("updated_at")} | {
        name: Count("pk", filter=rule) for name, rule in filters.items()
    }


@dataclass(frozen=True)
class Figures:
    """Requests of a milestone, or of one part of it."""

    total: int = 0
    done: int = 0
    open: int = 0
    committed: int = 0
    late: int = 0
    waiting: int = 0
    attention: int = 0
    at_risk: int = 0
    dropped: int = 0
    carried: int = 0
    changed: dt.datetime | None = None

    @property
    def kept(self) -> int:
        """What was promised and still counts: without what was declined or transferred."""
        return self.total - self.dropped

    @property
    def per_cent(self) -> int:
        """How much of it is done."""
        return int(100 * self.done / self.kept) if self.kept else 0

    @property
    def bars(self) -> list[Bar]:
        """Done, and what is open by how it goes, as parts of one bar."""
        if not self.done + self.committed:
            return []  # nothing was promised: there is nothing to compare
        parts = (
            ("Done", self.done, "teal"),
            ("Open", self.open - self.attention - self.at_risk, "grey"),
            ("Needs attention", self.attention, "amber"),
            ("At risk", self.at_risk, "red"),
        )
        return [bar for bar in stack(parts) if bar.value]


def figures(milestone: Milestone, user: User) -> Figures:
    """The figures of the whole milestone."""
    return Figures(**in_milestone(milestone, user).order_by().aggregate(**counts()))


@dataclass(frozen=True)
class Number:
    """One figure, what it counts, and the list of exactly that."""

    label: str
    value: int
    href: str = ""
    tone: str = ""
    swatch: str = ""


def listing(milestone: Milestone, **filters: str) -> str:
    """Address of the list of requests of ``milestone``, narrowed by ``filters``."""
    return f"{reverse('requests:list')}?{urlencode({'milestone': milestone.slug} | filters)}"


SLICES: dict[str, tuple[str, dict[str, str]]] = {
    "total": ("Committed", {"scope": "all"}),
    "done": ("Done", {"state": State.COMPLETED.value}),
    "open": ("Open", {"scope": "open"}),
    "late": ("Late", {"late": "on"}),
    "attention": ("Needs attention", {"health": Health.NEEDS_ATTENTION.value}),
    "at_risk": ("At risk", {"health": Health.AT_RISK.value}),
    "waiting": ("Waiting for an answer", {"waiting": "on"}),
    "committed": ("Committed", {"state": State.ASSIGNED.value}),
}
SWATCHES = {"done": "teal", "open": "grey", "attention": "amber", "at_risk": "red"}  # as in the bar
TONES = {"late": "red", "at_risk": "red", "attention": "amber"}
OF_QUARTER = ("total", "done", "open", "late", "attention", "at_risk")
OF_EFFORT = ("total", "committed", "done", "late", "attention", "at_risk")


def columns(milestone: Milestone) -> tuple[str, ...]:
    """Which figures a milestone of that kind shows."""
    if milestone.kind == MilestoneKind.BACKLOG:
        return ("total",)
    return OF_EFFORT if milestone.is_effort else OF_QUARTER


def label_of(milestone: Milestone, name: str) -> str:
    """What the figure ``name`` is called on the page of ``milestone``."""
    if name == "total" and not milestone.is_quarter:
        return "Requests"
    return SLICES[name][0]


def numbers(milestone: Milestone, found: Figures, **narrowed: str) -> list[Number]:
    """The figures ``found`` as links; ``narrowed`` by further filters. Nothing to open where there is nothing."""
    shown = []
    for name in columns(milestone):
        value = getattr(found, name)
        href = listing(milestone, **narrowed, **SLICES[name][1]) if value else ""
        tone = TONES.get(name, "") if value else ""
        shown.append(Number(label_of(milestone, name), value, href, tone, SWATCHES.get(name, "")))
    return shown


@dataclass(frozen=True)
class Dimension:
    """One way to break a milestone down. ``key`` and ``name`` are what is grouped by; ``blank`` names those without.

    ``blank_key`` is what the list calls them, where its filter can say so.
    """

    label: str
    filter: str
    key: str
    name: str
    blank: str
    blank_key: str = ""
    order: str = ""
    also: tuple[str, ...] = ()
    say: Callable[[str], str] = field(default=str)


def say_priority(value: str) -> str:
    """The priority in words."""
    return str(Priority(value).label)


NONE = "none"
DIMENSIONS = {
    "team": Dimension("Team", "team", "team__slug", "team__name", "No team yet", NONE, "team__order"),
    "assignee": Dimension(
        "Person", "assignee", "assignees__pk", "assignees__name", "Nobody", NONE, also=("assignees__email",)
    ),
    "use_case": Dimension("Use case", "use_case", "use_case__key", "use_case__text", "No use case", NONE),
    "priority": Dimension(
        "Priority", "priority", "priority", "priority", "Not set", NONE, "priority_rank", say=say_priority
    ),
    "kind": Dimension("Kind", "kind", "kind__key", "kind__name", "No kind", NONE, "kind__order"),
    "label": Dimension("Label", "label", "labels__text", "labels__text", "No other label"),
}
DEFAULT = "team"


@dataclass(frozen=True)
class Part:
    """One row of a breakdown: with when its oldest request was filed, and its size (the largest has 100)."""

    name: str
    href: str
    figures: Figures
    numbers: list[Number]
    oldest: Any = None
    share: float = 0.0


@dataclass(frozen=True)
class Breakdown:
    """A milestone by one dimension: ``links`` lead to the others, ``left_out`` rows are not shown."""

    dimension: Dimension
    parts: list[Part]
    links: list[tuple[str, str, bool]]
    heads: list[str]
    left_out: int = 0


def breakdown(milestone: Milestone, user: User, wanted: str) -> Breakdown:
    """``milestone`` by the dimension ``wanted``; by team where that is none of ours. One query."""
    chosen = wanted if wanted in DIMENSIONS else DEFAULT
    dimension = DIMENSIONS[chosen]
    keys = dict.fromkeys((dimension.key, dimension.name, *dimension.also))
    if dimension.order:
        keys[dimension.order] = None
    rows = in_milestone(milestone, user).order_by().values(*keys)
    grouped = list(rows.annotate(**counts(), oldest=Min("created_at")))
    # In the order that the desk has; else the largest first. What has no value comes last.
    grouped.sort(key=lambda row: (row[dimension.key] in (None, ""), place(row, dimension), -row["total"]))
    most = max((row["total"] for row in grouped), default=1)
    links = [(one.label, f"?by={key}#breakdown", key == chosen) for key, one in DIMENSIONS.items()]
    return Breakdown(
        dimension=dimension,
        parts=[part_of(milestone, dimension, row, most) for row in grouped[:MOST_ROWS]],
        links=links,
        heads=[label_of(milestone, name) for name in columns(milestone)],
        left_out=max(0, len(grouped) - MOST_ROWS),
    )


def place(row: dict[str, Any], dimension: Dimension) -> int:
    """Where the desk puts the value of ``row``; 0 where it puts none first."""
    return int(row[dimension.order] or 0) if dimension.order else 0


def part_of(milestone: Milestone, dimension: Dimension, row: dict[str, Any], most: int) -> Part:
    """One row of the breakdown; the largest has ``most`` requests."""
    key = row[dimension.key]
    is_blank = key in (None, "")
    name = row[dimension.name] or next((row[other] for other in dimension.also if row[other]), "")
    found = Figures(**{figure: row[figure] for figure in Figures.__dataclass_fields__})
    value = dimension.blank_key if is_blank else str(key)
    narrowed = {dimension.filter: value}
    shown = numbers(milestone, found, **narrowed)
    if not value:  # the list has no filter for these
        shown = [Number(one.label, one.value, tone=one.tone) for one in shown]
    return Part(
        name=dimension.blank if is_blank else dimension.say(str(name)),
        href=listing(milestone, **narrowed, scope="all") if value else "",
        figures=found,
        numbers=shown,
        oldest=row["oldest"],
        share=round(100 * found.total / most, 1),
    )

"""The columns of the board. Each says which requests are in it, in parts that one index answers in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from marketing_portal.people.models import Team, User
from requests_board.models import Assignment, Milestone, SMRequest
from requests_board.models.requests import OPEN, PRIORITY_RANKS
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.vocabulary import CLOSED, Family, Priority, State

NOBODY = NONE = "none"
UNDECIDED = "undecided"  # what a column is called whose key could not stand in an address
MOST_PEOPLE, MOST_PAST_QUARTERS = 30, 4
WITH_TEAM = (State.TRIAGE, State.BACKLOG, State.ASSIGNED)


@dataclass(frozen=True)
class Column:
    """One column. What it stands for is in the field of its kind; all of them None where nothing is set."""

    key: str
    title: str
    parts: tuple[Q, ...]
    state: State | None = None
    team: Team | None = None
    milestone: Milestone | None = None
    user: User | None = None
    priority: str | None = None
    tone: str = "grey"
    note: str = ""

    @property
    def is_closed(self) -> bool:
        """True where closed requests stand: sorted by when they were closed."""
        return self.state in CLOSED


@dataclass(frozen=True)
class Scope:
    """What columns there can be: ``teams`` and ``states`` as far as filters name any."""

    labels: LabelBook
    teams: list[Team] = field(default_factory=list)
    states: frozenset[str] = frozenset()
    wanted: str = ""  # slug of a milestone that must be there

    def open_states(self, *among: State) -> list[State]:
        """Those of ``among`` that the filter leaves."""
        return [state for state in among if not self.states or state in self.states]

    def parts(self, *among: State, **more: object) -> tuple[Q, ...]:
        """One part for each state, with ``more`` conditions."""
        return tuple(Q(state=state, **more) & OPEN for state in self.open_states(*among))


def routable(labels: LabelBook) -> list[Team]:
    """The teams that have a label, in order: every request that has a team has one of these."""
    return labels.teams


def by_state(scope: Scope) -> list[Column]:
    """A column for each state; of a team none is new (it has one from triage on), so only who asks sees that one."""
    team = {"team": scope.teams[0].pk} if len(scope.teams) == 1 else {}  # said plainly, for the index
    among = [state for state in State if state != State.NEW or not scope.teams or state in scope.states]
    return [
        Column(
            state.value,
            state.label,
            (Q(state=state, closed_at__isnull=state.is_open, **team),),
            state=state,
            tone=state.tone,
        )
        for state in scope.open_states(*among)
    ]


def by_team(scope: Scope) -> list[Column]:
    """A column for each team; what nobody has triaged yet comes first."""
    teams = scope.teams or routable(scope.labels)
    columns = [
        Column(team.slug, team.name, scope.parts(*WITH_TEAM, team=team.pk), team=team, tone="pink")
        for team in teams
    ]
    new = Column(NONE, "No team yet", scope.parts(State.NEW))
    return columns if scope.teams else [new, *columns]


def by_assignee(scope: Scope) -> list[Column]:
    """A column for each person of the one team in ``scope``, after what nobody has."""
    team = scope.teams[0] if scope.teams else None
    if team is None:
        return [Column(NOBODY, "Nobody yet", scope.parts(State.NEW))]
    nobody = ~Exists(Assignment.objects.filter(request=OuterRef("pk")))
    unheld = scope.parts(State.TRIAGE, State.BACKLOG, team=team.pk)
    stray = tuple(part & Q(nobody) for part in scope.parts(State.ASSIGNED, team=team.pk))
    columns = [Column(NOBODY, "Nobody yet", (*unheld, *stray), team=team)]
    for user in people_of(team):
        held = Q(Exists(Assignment.objects.filter(request=OuterRef("pk"), user=user.pk)))
        parts = tuple(part & held for part in scope.parts(State.ASSIGNED, team=team.pk))
        columns.append(Column(str(user.pk), str(user), parts, user=user, team=team))
    return columns


def people_of(team: Team) -> list[User]:
    """Who can be assigned work of ``team``."""
    found = User.objects.filter(
        is_active=True, person__left_on__isnull=True, person__memberships__team=team.pk
    )
    return list(found.only("name", "email").order_by("name", "pk")[:MOST_PEOPLE])


def by_milestone(scope: Scope) -> list[Column]:
    """What has no milestone, the backlog, and the quarters that hold or can take work, in the order of time."""
    columns = [
        Column(NONE, "No milestone", scope.parts(State.NEW, State.TRIAGE)),
        *(
            Column(
                milestone.slug,
                milestone.name,
                scope.parts(State.ASSIGNED, milestone=milestone.pk)
                if milestone.is_quarter
                else scope.parts(State.BACKLOG),
                milestone=milestone,
                tone="amber" if milestone.is_quarter else "grey",
                note="over" if milestone.is_over else "" if milestone.is_quarter else "not committed",
            )
            for milestone in milestones(scope.wanted)
        ),
    ]
    return [column for column in columns if column.key == scope.wanted] or columns


def milestones(wanted: str = "") -> list[Milestone]:
    """The backlog, the latest past quarters with open work, the quarters to come, and ``wanted``."""
    Milestone.objects.ensure_current()
    today = timezone.localdate()
    unfinished = Exists(SMRequest.objects.filter(OPEN, milestone=OuterRef("pk"), state=State.ASSIGNED))
    quarters = Milestone.objects.filter(kind="quarter").order_by("-starts_on")
    past = quarters.filter(unfinished, ends_on__lt=today).values("pk")[:MOST_PAST_QUARTERS]
    ahead = quarters.filter(closed_at__isnull=True, ends_on__gte=today).values("pk")
    found = Milestone.objects.filter(
        Q(kind="backlog") | Q(pk__in=past) | Q(pk__in=ahead) | Q(slug=wanted, kind="quarter")
    )
    return sorted(found, key=lambda milestone: (milestone.is_quarter, str(milestone.starts_on or "")))


def by_priority(scope: Scope) -> list[Column]:
    """First things first; what nobody has given a priority comes last."""
    columns = []
    for value, place in PRIORITY_RANKS.items():
        shown: ShownLabel | None = scope.labels.show(Family.PRIORITY, value) if value else None
        parts = [Q(priority_rank=place) & OPEN]
        if scope.states:
            parts = [Q(priority_rank=place, state=state) & OPEN for state in scope.open_states(*State)]
        columns.append(
            Column(
                key_of_priority(value),
                f"Priority {Priority(value).label}" if value else "No priority",
                tuple(parts),
                priority=value,
                tone=shown.tone if shown else "grey",
            )
        )
    return columns


def key_of_priority(value: str) -> str:
    """``?`` and nothing cannot stand in a path."""
    return {"?": UNDECIDED, "": NONE}.get(value, value)


BUILDERS: dict[str, Callable[[Scope], list[Column]]] = {
    "state": by_state,
    "team": by_team,
    "assignee": by_assignee,
    "milestone": by_milestone,
    "priority": by_priority,
}


def columns(by: str, scope: Scope) -> list[Column]:
    """The columns of a board by ``by``."""
    return BUILDERS[by](scope)


def keys_of(row: SMRequest, by: str) -> list[str]:
    """Keys of the columns that ``row`` is in: several where several people work on it."""
    if by == "state":
        return [str(row.state)]
    if by == "team":
        return [row.team.slug if row.team else NONE]
    if by == "milestone":
        return [row.milestone.slug if row.milestone else NONE]
    if by == "priority":
        return [key_of_priority(row.priority)]
    return [str(user.pk) for user in row.people] or [NOBODY]

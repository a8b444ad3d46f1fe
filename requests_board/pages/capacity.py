"""Who is free: open and estimated work of each person and team against the days that they have in a quarter.

Read with two queries for all teams. Work is counted from the newest MOST assigned requests, so that it never takes
long; where there are more, the figures say that they are the least it can be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from marketing_portal.people.models import Team, TeamRole, User
from requests_board.models import Assignment, Capacity, SMRequest
from requests_board.pages.together import Prepared, together
from requests_board.vocabulary import State

MOST = 300
MEMBER = "memberships__person__user"
Work = dict[tuple[int, int | None], "Load"]  # by team and person; None is the team as a whole


@dataclass
class Load:
    """Assigned work: requests, their estimated days, and how many of them nobody has estimated."""

    open: int = 0
    days: float = 0
    unestimated: int = 0

    def add(self, weight: int | None, share: float = 1) -> None:
        """Count one request, or somebody's share of one that several people work on."""
        self.open += 1
        self.days += (weight or 0) * share
        self.unestimated += weight is None


@dataclass(frozen=True)
class Member:
    """Somebody of a team who has an account; ``days`` is what they have in a quarter, None where nobody said."""

    user: User
    is_lead: bool
    days: int | None
    load: Load

    @property
    def free(self) -> float | None:
        """Days that are left; negative for too much work."""
        return None if self.days is None else self.days - self.load.days

    @property
    def words(self) -> str:
        """For example: 3 open, 8 of 20 days."""
        return words(self.load, self.days)


@dataclass
class TeamLoad:
    """A team that takes requests, who is in it, and its work in all."""

    team: Team
    load: Load
    is_cut: bool = False
    members: list[Member] = field(default_factory=list)

    @property
    def unset(self) -> list[Member]:
        """Those whose capacity nobody has set."""
        return [member for member in self.members if member.days is None]

    @property
    def days(self) -> int | None:
        """What the team has in a quarter; None where nobody's capacity is set."""
        known = [member.days for member in self.members if member.days is not None]
        return sum(known) if known else None

    @property
    def free(self) -> float | None:
        """Days that are left."""
        return None if self.days is None else self.days - self.load.days

    @property
    def words(self) -> str:
        """For example: 12 open, 31 of 60 days."""
        return f"{'at least ' if self.is_cut else ''}{words(self.load, self.days)}"


def words(load: Load, days: int | None) -> str:
    """``load`` against ``days``, in words."""
    if not load.open:
        return f"nothing open, {days} days" if days is not None else "nothing open"
    of = f" of {days}" if days is not None else ""
    return f"{load.open} open, {round(load.days, 1):g}{of} days"


PERSON = {
    "who": MEMBER,  # PostgreSQL takes a bare “user” for whoever asks
    "user_name": f"{MEMBER}__name",
    "email": f"{MEMBER}__email",
    "is_active": f"{MEMBER}__is_active",
    "left_on": "memberships__person__left_on",
}
MEMBER_COLUMNS = f"id, name, slug, role, {', '.join(PERSON)}, days"
WORK_COLUMNS = "request_id, team, weight, user_id"


def members(teams: QuerySet[Team]) -> QuerySet[Team, Any]:
    """Each team with each of its people, or once with nobody."""
    days = Capacity.objects.filter(team=OuterRef("pk"), user=OuterRef(MEMBER)).values("days")[:1]
    person = {name: F(source) for name, source in PERSON.items()}
    ordered = teams.order_by("order", "name", f"{MEMBER}__name", "pk")
    return ordered.values("id", "name", "slug", role=F("memberships__role"), **person, days=Subquery(days))


def assigned(requests: QuerySet[SMRequest]) -> QuerySet[Assignment, Any]:
    """The people of the newest assigned ones of ``requests``."""
    newest = requests.filter(state=State.ASSIGNED).order_by("-pk").values("pk")[: MOST + 1]
    held = Assignment.objects.filter(request__in=newest).order_by()
    return held.values("request_id", "user_id", team=F("request__team_id"), weight=F("request__weight"))


ALL_MEMBERS = Prepared(MEMBER_COLUMNS, lambda: [members(Team.objects.routable())])
ALL_WORK = Prepared(WORK_COLUMNS, lambda: [assigned(SMRequest.objects.all())])


def team_loads(team: Team | None = None) -> list[TeamLoad]:
    """Every team that takes requests with its people and their work; with ``team``, that one alone. Two queries."""
    if team is None:
        people, work = ALL_MEMBERS.rows(), ALL_WORK.rows()
    else:
        people = together(MEMBER_COLUMNS, [members(Team.objects.filter(pk=team.pk))])
        work = together(WORK_COLUMNS, [assigned(SMRequest.objects.filter(team=team))])
    loads, is_cut = counted(work)
    found: dict[int, TeamLoad] = {}
    for _, key, name, slug, role, user_id, user_name, email, is_active, left_on, days in people:
        if key not in found:
            shown = Team(pk=key, name=name, slug=slug, is_routable=True)
            found[key] = TeamLoad(shown, loads.get((key, None), Load()), is_cut)
        if user_id and is_active and not left_on:
            user = User(pk=user_id, name=user_name, email=email)
            load = loads.get((key, user_id), Load())
            found[key].members.append(Member(user, role == TeamRole.LEAD, days, load))
    return list(found.values())


def counted(rows: Iterable[tuple[Any, ...]]) -> tuple[Work, bool]:
    """The assigned work by team and person, and whether there is more than was counted."""
    sharing: dict[int, list[int]] = {}
    told: dict[int, tuple[int, int | None]] = {}
    for _, request_id, team_id, weight, user_id in rows:
        sharing.setdefault(request_id, []).append(user_id)
        told[request_id] = team_id or 0, weight
    work: Work = {}
    for request_id, people in sharing.items():
        team_id, weight = told[request_id]
        work.setdefault((team_id, None), Load()).add(weight)
        for user_id in people:
            work.setdefault((team_id, user_id), Load()).add(weight, 1 / len(people))
    return work, len(sharing) > MOST

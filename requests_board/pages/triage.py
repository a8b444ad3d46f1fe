"""Triage mode: which queues there are, which request is next, and how far this sitting is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from marketing_portal.people.models import Team, TeamRole, User
from marketing_portal.people.roles import is_employee, is_triage_lead
from requests_board.models import Decision, SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.pages.paging import COUNT_UP_TO
from requests_board.pages.together import Prepared
from requests_board.standups import LEFT_OPEN
from requests_board.vocabulary import State

NEW = "new"
MOST_OF_A_SITTING = 500
MOST_WAITING = (
    MOST_OF_A_SITTING  # that are counted: whoever skipped all they can still gets the one behind them
)


@dataclass(frozen=True)
class Queue:
    """What is decided about one after the other: the new requests (no team), or what a team was given."""

    team: Team | None = None
    book: LabelBook = field(default_factory=LabelBook, compare=False, repr=False)

    @property
    def slug(self) -> str:
        """Its part of the address."""
        return self.team.slug if self.team else NEW

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Triage of {self.team}" if self.team else "Triage of new requests"

    @property
    def state(self) -> State:
        """The state of everything in it."""
        return State.TRIAGE if self.team else State.NEW

    def everything(self) -> QuerySet[SMRequest]:
        """What is to be decided about, now or once it was answered."""
        rows = SMRequest.objects.filter(state=self.state)
        return rows.filter(team=self.team.pk) if self.team else rows

    def rows(self) -> QuerySet[SMRequest]:
        """What waits for a decision; what waits for an answer of its requester does not."""
        return self.everything().filter(waiting_since=None)

    def asked(self) -> int:
        """How many wait for an answer, counted up to COUNT_UP_TO."""
        return self.everything().filter(waiting_since__isnull=False).order_by()[:COUNT_UP_TO].count()

    @property
    def asked_href(self) -> str:
        """The list of those that wait for an answer."""
        where = {"state": self.state.value} | ({"team": self.team.slug} if self.team else {})
        return f"{reverse('requests:list')}?{urlencode(where | {'waiting': 'on'})}"

    def holds(self, request: SMRequest) -> bool:
        """Whether ``request`` is still to be decided here."""
        return request.state == self.state and request.team_id == (self.team.pk if self.team else None)


@dataclass
class Sitting:
    """What was decided so far by one person in one sitting, oldest first."""

    decisions: list[Decision] = field(default_factory=list)

    @property
    def decided(self) -> set[int]:
        """Keys of the requests about which a decision stands."""
        return {row.request_id for row in self.decisions if row.submit and not row.undone_at}

    @property
    def skipped(self) -> list[int]:
        """Keys of those that were left for the end, the one that was skipped first comes first."""
        last = {row.request_id: row.pk for row in self.decisions if not row.submit and not row.undone_at}
        return sorted(last, key=lambda key: last[key])

    @property
    def standing(self) -> list[Decision]:
        """Decisions and skips that were not taken back."""
        return [row for row in self.decisions if not row.undone_at]

    @property
    def last(self) -> Decision | None:
        """What would be taken back."""
        return self.standing[-1] if self.standing else None


def sitting_of(user: User, queue: Queue) -> Sitting:
    """The sitting of ``user`` that goes on; empty before its first decision. One query."""
    recent = timezone.now() - LEFT_OPEN
    rows = Decision.objects.filter(
        standup__led_by=user, standup__team=queue.team, standup__ended_at=None, standup__started_at__gt=recent
    )
    shown = rows.select_related("request").only(
        "standup_id", "request__title", "request__version", "submit", "words", "at", "undone_at"
    )
    return Sitting(list(shown.order_by("-pk")[:MOST_OF_A_SITTING])[::-1])


@dataclass(frozen=True)
class Place:
    """Which request is next, and how many there are: ``number`` of ``total``, ``left`` after this one."""

    key: int | None
    number: int
    total: int
    left: int
    is_cut: bool = False

    @property
    def words(self) -> str:
        """For example: 3 of 15, 12 left."""
        more = "+" if self.is_cut else ""
        return f"{self.number} of {self.total:,}{more}, {self.left:,}{more} left"


def oldest(queue: Queue, wanted: int) -> list[QuerySet[SMRequest, Any]]:
    """The requests of ``queue`` in the order in which they are decided about, then ``wanted`` if it is one of them."""
    rows = queue.rows()
    return [rows.order_by("pk").values("pk")[: MOST_WAITING + 1], rows.filter(pk=wanted).values("pk")]


OF_NEW = Prepared("pk", lambda wanted: oldest(Queue(), wanted), int)
OF_TEAM = Prepared("pk", lambda team, wanted: oldest(Queue(Team(team)), wanted), int, int)


def next_of(keys: list[int], skipped: list[int]) -> int:
    """The oldest of ``keys`` that was not skipped, else what was skipped first of them; 0 for none."""
    there = set(keys)
    return min(there.difference(skipped), default=0) or next((key for key in skipped if key in there), 0)


def place_in(queue: Queue, sitting: Sitting, wanted: int = 0) -> Place:
    """The oldest request that was not skipped, then what was skipped; ``wanted`` where it is there. One query."""
    rows = OF_TEAM.rows(queue.team.pk, wanted) if queue.team else OF_NEW.rows(wanted)
    keys = [key for part, key in rows if part == 0]
    chosen = wanted if len(keys) < len(rows) else next_of(keys, sitting.skipped)
    done = len(sitting.decided)
    waiting_now = min(len(keys), MOST_WAITING)
    return Place(
        key=chosen or None,
        number=done + 1,
        total=done + waiting_now,
        left=max(waiting_now - 1, 0),
        is_cut=len(keys) > MOST_WAITING,
    )


@dataclass
class QueueRow:
    """A queue on the page that offers them: how much waits, since when, and how much was asked about."""

    queue: Queue
    waiting: int = 0
    asked: int = 0
    oldest: dt.datetime | None = None
    is_cut: bool = False

    @property
    def count(self) -> str:
        """How many, at least that many where not all were counted."""
        return f"{self.waiting:,}+" if self.is_cut else f"{self.waiting:,}"


def leads_a_queue(user: Any) -> bool:
    """Whether there is a queue for ``user`` to decide about."""
    return is_employee(user) and (is_triage_lead(user) or TeamRole.LEAD in user.team_roles.values())


def queues_of(user: Any) -> list[QueueRow]:
    """The queues that ``user`` decides about: every one for triage leads, those of the own teams for leads."""
    leads = is_triage_lead(user)
    teams = Team.objects.routable()
    if not leads:
        teams = teams.filter(pk__in=[key for key, role in user.team_roles.items() if role == TeamRole.LEAD])
    rows = {team.pk: QueueRow(Queue(team)) for team in teams}
    fresh = QueueRow(Queue())
    if leads:
        tally([fresh], Queue().everything(), lambda _: fresh)
    if rows:
        given = SMRequest.objects.filter(state=State.TRIAGE, team__in=rows)
        tally(rows.values(), given, lambda key: rows[key])
    return [fresh, *rows.values()] if leads else list(rows.values())


def tally(rows: Iterable[QueueRow], found: QuerySet[SMRequest], row_of: Callable[[Any], QueueRow]) -> None:
    """Count the oldest COUNT_UP_TO of ``found`` into ``rows``; ``row_of`` takes the key of a team."""
    read = list(found.order_by("pk").values_list("team_id", "created_at", "waiting_since")[: COUNT_UP_TO + 1])
    for key, filed, asked in read[:COUNT_UP_TO]:
        row = row_of(key)
        if asked:
            row.asked += 1
            continue
        row.waiting += 1
        row.oldest = row.oldest or filed
    if len(read) > COUNT_UP_TO:
        for row in rows:
            row.is_cut = True

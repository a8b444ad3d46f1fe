"""What waits for somebody: the start page's questions about requests, content that changed and content that ages."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from django.utils.http import urlencode

from marketing_portal.content import upkeep
from marketing_portal.content.addresses import link_to, page_of
from marketing_portal.content.kinds import fetch
from marketing_portal.content.recent import Change, recent_changes
from marketing_portal.people.models import Person, TeamRole
from marketing_portal.people.roles import can_edit_content, is_triage_lead
from requests_board.models import SMRequest
from requests_board.vocabulary import State

SHOWN = 6


@dataclass(frozen=True)
class Queue:
    """Requests that somebody has to decide on, all of one state and team."""

    title: str
    count: int
    href: str


@dataclass(frozen=True)
class Ticket:
    """A request with the colour of its state."""

    request: SMRequest

    @property
    def tone(self) -> str:
        """Colour token of the state's label."""
        return State(self.request.state).tone


@dataclass(frozen=True)
class Chore:
    """Something owned that needs looking after, or (for editors) one kind of content."""

    title: str
    href: str
    upkeep: upkeep.Upkeep


@dataclass
class Desk:
    """The start page of somebody who is signed in; each part is read when it is asked for.

    The number of queries does not depend on how much there is: at most 20, with every part.
    """

    user: Any

    @cached_property
    def queues(self) -> list[Queue]:
        """New requests for triage leads, requests in triage for the leads of their team."""
        leads = [team for team, role in self.user.team_roles.items() if role == TeamRole.LEAD]
        waiting = Q(state=State.TRIAGE, team__in=leads)
        if is_triage_lead(self.user):
            waiting |= Q(state=State.NEW)
        rows = SMRequest.objects.visible_to(self.user).filter(waiting).order_by("state", "team__order")
        counted = rows.values_list("state", "team__slug", "team__name").annotate(count=Count("pk"))
        return [queue(State(state), slug, name, count) for state, slug, name, count in counted]

    @cached_property
    def assigned(self) -> list[Ticket]:
        """The open requests that I work on, the earliest due first."""
        rows = SMRequest.objects.visible_to(self.user).open().filter(assignees=self.user)
        return tickets(rows.order_by(F("due_on").asc(nulls_last=True), "pk"))

    @cached_property
    def mine(self) -> list[Ticket]:
        """The open requests that I filed; those that wait for an answer of mine come first."""
        rows = SMRequest.objects.open().filter(requester=self.user)
        return tickets(rows.order_by(F("waiting_since").asc(nulls_last=True), "-pk"))

    @property
    def questions(self) -> list[Ticket]:
        """My requests that wait for an answer of mine."""
        return [ticket for ticket in self.mine if ticket.request.is_waiting]

    @property
    def following(self) -> list[Ticket]:
        """My requests that others are busy with."""
        return [ticket for ticket in self.mine if not ticket.request.is_waiting]

    @property
    def waits(self) -> bool:
        """True where there is something for me to do."""
        return bool(self.queues or self.assigned or self.questions)

    @cached_property
    def chores(self) -> list[Chore]:
        """What I own and should look after."""
        owned = upkeep.of_owner(self.user)
        things = fetch(owned)
        return [Chore(str(things[pair]), page_of(things[pair]), owned[pair]) for pair in owned]

    @cached_property
    def gaps_href(self) -> str:
        """The gaps that I could fill; empty for accounts that are nobody in the handbook."""
        me = Person.objects.current().filter(user=self.user).values_list("slug", flat=True).first()
        return f"{link_to('gaps:list')}?person={me}" if me else ""

    @cached_property
    def totals(self) -> list[Chore]:
        """Gaps and overdue reviews of everything, by kind, for those who look after all of it."""
        if not can_edit_content(self.user):
            return []
        found = upkeep.of_everything(self.user)
        return [total(ContentType.objects.get_for_id(kind), counted) for kind, counted in found.items()]

    @cached_property
    def changes(self) -> list[Change]:
        """What changed lately, the same for all readers of my kind."""
        return recent_changes(self.user)


def queue(state: State, slug: str | None, name: str | None, count: int) -> Queue:
    """One queue, with the address of the list that shows it."""
    query = {"state": state.value} | ({"team": slug} if slug else {})
    title = f"In triage for {name}" if name else "New, to be routed to a team"
    listed = link_to("requests:list")
    return Queue(title, count, f"{listed}?{urlencode(query)}" if listed else "")


def tickets(rows: Any) -> list[Ticket]:
    """The first few of ``rows``."""
    return [Ticket(request) for request in rows.select_related("team", "milestone")[:SHOWN]]


def total(kind: ContentType, counted: upkeep.Upkeep) -> Chore:
    """What there is to do about one kind of content; the address is its list in the admin."""
    model: Any = kind.model_class()
    title = str(model._meta.verbose_name_plural).capitalize()
    return Chore(title, link_to(f"admin:{kind.app_label}_{kind.model}_changelist"), counted)

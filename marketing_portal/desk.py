"""What waits for somebody: the start page's questions about requests, content that changed and content that ages."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from django.utils.http import urlencode

from marketing_portal.content import upkeep
from marketing_portal.content.addresses import link_to, page_of
from marketing_portal.content.kinds import fetch
from marketing_portal.content.recent import Change, recent_changes
from marketing_portal.people.models import TeamRole
from marketing_portal.people.roles import can_edit_content, is_triage_lead
from personas.models import Persona
from requests_board.models import SMRequest
from requests_board.vocabulary import State

SHOWN = 6
PERSONAS_SHOWN = 12


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


@dataclass(frozen=True)
class Desk:
    """Everything on the start page of somebody who is signed in."""

    queues: list[Queue]
    assigned: list[Ticket]
    mine: list[Ticket]
    changes: list[Change]
    chores: list[Chore]
    totals: list[Chore] = field(default_factory=list)

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


def desk_of(user: Any) -> Desk:
    """What waits for ``user``, in a number of queries that does not depend on how much there is."""
    owned = upkeep.of_owner(user)
    things = fetch(owned)
    return Desk(
        queues=queues_of(user),
        assigned=assigned_to(user),
        mine=filed_by(user),
        changes=recent_changes(user),
        chores=[Chore(str(things[pair]), page_of(things[pair]), owned[pair]) for pair in owned],
        totals=totals(user) if can_edit_content(user) else [],
    )


def queues_of(user: Any) -> list[Queue]:
    """New requests for triage leads, requests in triage for the leads of their team."""
    leads = [team for team, role in user.team_roles.items() if role == TeamRole.LEAD]
    waiting = Q(state=State.TRIAGE, team__in=leads)
    if is_triage_lead(user):
        waiting |= Q(state=State.NEW)
    rows = SMRequest.objects.visible_to(user).filter(waiting).order_by("state", "team__order")
    counted = rows.values_list("state", "team__slug", "team__name").annotate(count=Count("pk"))
    return [queue(State(state), slug, name, count) for state, slug, name, count in counted]


def queue(state: State, slug: str | None, name: str | None, count: int) -> Queue:
    """One queue, with the address of the list that shows it."""
    query = {"state": state.value} | ({"team": slug} if slug else {})
    title = f"In triage for {name}" if name else "New, to be routed to a team"
    listed = link_to("requests:list")
    return Queue(title, count, f"{listed}?{urlencode(query)}" if listed else "")


def assigned_to(user: Any) -> list[Ticket]:
    """The open requests that ``user`` works on, the earliest due first."""
    rows = (
        SMRequest.objects.visible_to(user).open().filter(assignees=user).select_related("team", "milestone")
    )
    return [Ticket(request) for request in rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:SHOWN]]


def filed_by(user: Any) -> list[Ticket]:
    """The open requests that ``user`` filed; those that wait for an answer of theirs come first."""
    rows = SMRequest.objects.open().filter(requester=user).select_related("team", "milestone")
    return [
        Ticket(request) for request in rows.order_by(F("waiting_since").asc(nulls_last=True), "-pk")[:SHOWN]
    ]


def totals(user: Any) -> list[Chore]:
    """Gaps and overdue reviews of everything, by kind, for those who look after all of it."""
    found = []
    for kind, counted in upkeep.of_everything(user).items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        found.append(Chore(str(model._meta.verbose_name_plural).capitalize(), list_of(model), counted))
    return found


def list_of(model: Any) -> str:
    """Address of the list of the objects of ``model`` in the admin, where they can be filtered and edited."""
    return link_to(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def personas_for(user: Any) -> list[Persona]:
    """The personas at a glance."""
    rows = Persona.objects.visible_to(user).filter(status=Persona.Status.ACTIVE)
    return list(rows.in_list_order()[:PERSONAS_SHOWN])

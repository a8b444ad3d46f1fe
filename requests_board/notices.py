"""Who is told what. One notice a person and submit, never oneself; written in the transaction of the change.

Triage leads are told of new requests; the team's leads of what is triaged to them; assignees; the requester of every
decision with its reason and of questions; watchers of comments (who files, comments or is assigned watches).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Q, prefetch_related_objects

from marketing_portal.people.models import TeamRole, User
from marketing_portal.people.models.users import TRIAGE_LEAD
from requests_board.delivery import enqueue_mail
from requests_board.models import Comment, EventKind, Notification, RequestEvent, SMRequest, Watch
from requests_board.vocabulary import State

MANY = 3
MOVED = {
    State.TRIAGE: "was given to {team}",
    State.BACKLOG: "was moved to the backlog (not committed)",
    State.ASSIGNED: "was assigned and is committed for {milestone}",
    State.COMPLETED: "is completed",
    State.TRANSFERRED: "was transferred to {transferred_to}",
    State.DECLINED: "was declined",
}


@dataclass
class Notices:
    """The notices of one submit, gathered by person, so that nobody gets two."""

    submit: UUID
    actor: User
    lines: dict[int, list[tuple[SMRequest, str, str]]] = field(default_factory=dict)

    def tell(self, people: Iterable[int], request: SMRequest, headline: str, text: str = "") -> None:
        """Note ``headline`` about ``request`` for ``people`` (ids), the actor excepted."""
        for person in set(people) - {self.actor.pk}:
            told = self.lines.setdefault(person, [])
            if (request, headline, text) not in told:
                told.append((request, headline, text))

    def send(self) -> None:
        """Write the notices of those who are active and may see the request; their mail follows after commit."""
        active = set(User.objects.filter(pk__in=self.lines, is_active=True).values_list("pk", flat=True))
        rows = [self.notice(person, lines) for person, lines in self.lines.items() if person in active]
        if rows:
            Notification.objects.bulk_create(rows)
            transaction.on_commit(enqueue_mail)

    def notice(self, person: int, lines: Sequence[tuple[SMRequest, str, str]]) -> Notification:
        """The one notice of ``person``."""
        requests = {request.pk: request for request, _, _ in lines}
        single = next(iter(requests.values())) if len(requests) == 1 else None
        subject = (
            f"#{single.pk} {single.title}: {lines[-1][1]}" if single else f"{len(requests)} requests changed"
        )
        body = [
            f"#{request.pk} {request.title} {headline}.\n{text}".strip() for request, headline, text in lines
        ]
        return Notification(
            recipient_id=person,
            request=single,
            actor=self.actor,
            submit=self.submit,
            subject=subject[:300],
            body="\n\n".join(body),
        )


def triage_leads() -> list[int]:
    """Everybody with the role."""
    leads = User.objects.filter(Q(groups__name=TRIAGE_LEAD), is_active=True)
    return list(leads.values_list("pk", flat=True).distinct())


def team_leads(team_ids: Iterable[int | None]) -> dict[int, list[int]]:
    """Leads by team."""
    leads: dict[int, list[int]] = {}
    rows = User.objects.filter(
        person__memberships__team__in=list(team_ids), person__memberships__role=TeamRole.LEAD
    )
    for team_id, user_id in rows.values_list("person__memberships__team_id", "pk"):
        leads.setdefault(team_id, []).append(user_id)
    return leads


def headline_of(event: RequestEvent) -> str:
    """What a move did, in words that follow the title."""
    request = event.request
    if event.move == "withdraw":
        return "was withdrawn by the requester"
    if event.move == "reopen":
        return f"was reopened and is with {request.team}"
    if event.move == "reassign":
        return "has new assignees"
    if event.move == "roll_over":
        return f"is carried over into {request.milestone}"
    state = event.to_state
    if state is None:
        return f"was given to {request.team}"
    return MOVED[state].format(
        team=request.team, milestone=request.milestone, transferred_to=request.transferred_to
    )


def tell_of_new(submit: UUID, by: User, request: SMRequest) -> None:
    """A request was filed."""
    notices = Notices(submit, by)
    notices.tell(triage_leads(), request, "is a new request", f"Filed by {by}.")
    notices.send()


def tell_of_moves(submit: UUID, by: User, rows: Sequence[SMRequest], events: Sequence[RequestEvent]) -> None:
    """Requests were moved. Only the last move of a chain is a headline; every reason is told."""
    notices = Notices(submit, by)
    prefetch_related_objects(rows, "team", "milestone")
    teams = {row.team_id for row in rows if row.team_id}
    leads = team_leads(teams) if any("team_id" in event.after for event in events) else {}
    texts: dict[int, list[str]] = {}
    for event in events:
        texts.setdefault(event.request_id, []).extend([event.note] if event.note else [])
    last = {event.request_id: event for event in events}
    touched_team = {event.request_id for event in events if "team_id" in event.after}
    watched: list[Watch] = []
    for row in rows:
        event = last[row.pk]
        assigned = {pk for e in events if e.request_id == row.pk for pk in e.after.get("assignees", [])}
        told = {row.requester_id} | assigned
        if row.pk in touched_team and row.team_id:
            told |= set(leads.get(row.team_id, []))
        if event.move == "withdraw" and row.team_id:
            told |= set(team_leads([row.team_id]).get(row.team_id, []))
        reason = "\n\n".join(texts.get(row.pk, []))
        notices.tell(told, row, headline_of(event), f"{by}: {reason}" if reason else f"By {by}.")
        watched += [Watch(request=row, user_id=user) for user in assigned]
    Watch.objects.bulk_create(watched, ignore_conflicts=True)
    notices.send()


def tell_of_undo(submit: UUID, by: User, row: SMRequest, undone: Sequence[RequestEvent]) -> None:
    """A move was taken back: whoever was told of it is told."""
    told = Notification.objects.filter(submit=undone[-1].submit).values_list("recipient_id", flat=True)
    notices = Notices(submit, by)
    where = State(row.state).label.lower()
    notices.tell({row.requester_id, *told}, row, f"is back in {where}", f"{by} took the last move back.")
    notices.send()


def tell_of_comment(submit: UUID, said: Comment) -> None:
    """Somebody said, asked or answered something."""
    request = said.request
    watchers = set(request.watches.values_list("user_id", flat=True))
    if said.kind == Comment.Kind.ANSWER:
        asked = request.events.filter(kind=EventKind.ASKED).values_list("actor_id", flat=True)
        watchers |= set(asked)
    if request.is_confidential:
        people = User.objects.filter(pk__in=watchers)
        watchers = {
            user.pk for user in people if SMRequest.objects.visible_to(user).filter(pk=request.pk).exists()
        }
    headline = {
        Comment.Kind.COMMENT: "has a new comment",
        Comment.Kind.QUESTION: "needs more information from you",
        Comment.Kind.ANSWER: "was answered",
    }[Comment.Kind(said.kind)]
    notices = Notices(submit, said.author)
    if said.kind == Comment.Kind.QUESTION:
        notices.tell({request.requester_id}, request, headline, f"{said.author}: {said.body}")
        watchers -= {request.requester_id}
        headline = "waits for more information"
    notices.tell(watchers, request, headline, f"{said.author}: {said.body}")
    notices.send()

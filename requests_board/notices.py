"""Who is told what. One notice a person and submit, never oneself; written in the transaction of the change.

Triage leads are told of new requests; the team's leads of what is triaged to them; assignees; the requester of every
decision with its reason and of questions; watchers of comments (who files, comments or is assigned watches).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Q, prefetch_related_objects

from marketing_portal.people.models import TeamRole, User
from marketing_portal.people.models.users import TRIAGE_LEAD
from requests_board.delivery import enqueue_mail
from requests_board.models import Comment, EventKind, Notification, RequestEvent, SMRequest, Watch
from requests_board.vocabulary import State

LISTED = 50  # requests in one notice
MOST_AT_ONCE = 500
INDENT = "  "
MOVED = {
    State.TRIAGE: "was given to {team}",
    State.BACKLOG: "was moved to the backlog (not committed)",
    State.ASSIGNED: "was assigned and is committed for {milestone}",
    State.COMPLETED: "is completed",
    State.TRANSFERRED: "was transferred to {transferred_to}",
    State.DECLINED: "was declined",
}


@dataclass(frozen=True)
class Line:
    """One thing that somebody is told of a request."""

    request: SMRequest
    headline: str
    text: str = ""

    @property
    def head(self) -> str:
        """What happened to which request."""
        return f"#{self.request.pk} {self.request.title} {self.headline}."

    @property
    def whole(self) -> str:
        """The line as it stands alone."""
        return f"{self.head}\n{self.text}".strip()


@dataclass
class Notices:
    """The notices of one submit, gathered by person, so that nobody gets two."""

    submit: UUID
    actor: User
    lines: dict[int, dict[tuple[int, str, str], Line]] = field(default_factory=dict)

    def tell(self, people: Iterable[int], request: SMRequest, headline: str, text: str = "") -> None:
        """Note ``headline`` about ``request`` for ``people`` (ids), the actor excepted."""
        for person in set(people) - {self.actor.pk}:
            told = self.lines.setdefault(person, {})
            told.setdefault((request.pk, headline, text), Line(request, headline, text))

    def send(self) -> None:
        """Write the notices of those who are active and may see the request; their mail follows after commit."""
        active = set(User.objects.filter(pk__in=self.lines, is_active=True).values_list("pk", flat=True))
        rows = [
            self.notice(person, list(lines.values()))
            for person, lines in self.lines.items()
            if person in active
        ]
        if rows:
            Notification.objects.bulk_create(rows, batch_size=MOST_AT_ONCE)
            transaction.on_commit(enqueue_mail)

    def notice(self, person: int, lines: Sequence[Line]) -> Notification:
        """The one notice of ``person``."""
        requests = {line.request.pk: line.request for line in lines}
        single = lines[0].request if len(requests) == 1 else None
        subject = (
            f"#{single.pk} {single.title}: {lines[-1].headline}"
            if single
            else f"{len(requests)} requests changed"
        )
        return Notification(
            recipient_id=person,
            request=single,
            actor=self.actor,
            submit=self.submit,
            subject=subject[:300],
            body="\n\n".join([line.whole for line in lines] if single else paragraphs(lines)),
        )


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """What ``lines`` say: what is the same of several requests is said once, with a list of them."""
    alike: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        alike.setdefault((line.headline, line.text), []).append(line)
    return [said_of_one(same[0]) if len(same) == 1 else said_of_many(same) for same in alike.values()]


def indented(text: str) -> str:
    """``text`` as it stands in a notice of several: whatever somebody wrote begins no line like the portal's own.

    The inbox leaves out what is said of requests that its reader may not see any more (pages/inbox.py).
    """
    return INDENT + text.replace("\n", f"\n{INDENT}") if text else ""


def said_of_one(line: Line) -> str:
    """What one of several requests is told of."""
    return f"{line.head}\n{indented(line.text)}".strip()


def said_of_many(same: Sequence[Line]) -> str:
    """One headline and text for all of them, and which they are."""
    listed = [f"#{line.request.pk} {line.request.title}" for line in same[:LISTED]]
    more = [f"and {len(same) - LISTED:,} more"] if len(same) > LISTED else []
    head = [f"Each of these {len(same):,} requests {same[0].headline}.", indented(same[0].text)]
    return "\n".join([*(part for part in head if part), *listed, *more])


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
    if event.move in {"duplicate", "duplicate_new"}:
        return f"is a {request.close_reason.rstrip('.').lower()} and was closed; that one is followed now"
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
    watched: list[Watch] = []
    concerned = audiences(rows, events)
    for row, chain in by_request(rows, events).items():
        reason = "\n\n".join(event.note for event in chain if event.note)
        text = f"{by}: {reason}" if reason else f"By {by}."
        notices.tell(concerned[row.pk], row, headline_of(chain[-1]), text)
        watched += [Watch(request=row, user_id=user) for user in sorted(assigned_in(chain))]
    Watch.objects.bulk_create(watched, ignore_conflicts=True, batch_size=MOST_AT_ONCE)
    notices.send()


def by_request(
    rows: Sequence[SMRequest], events: Iterable[RequestEvent]
) -> dict[SMRequest, list[RequestEvent]]:
    """The events of each of ``rows`` that has any, in their order."""
    found: dict[int, list[RequestEvent]] = {}
    for event in events:
        found.setdefault(event.request_id, []).append(event)
    return {row: found[row.pk] for row in rows if row.pk in found}


def assigned_in(events: Iterable[RequestEvent]) -> set[int]:
    """Whom ``events`` made assignees."""
    return {person for event in events for person in event.after.get("assignees", [])}


def audiences(rows: Sequence[SMRequest], events: Sequence[RequestEvent]) -> dict[int, set[int]]:
    """Whom the moves ``events`` concern, by request: who filed it, who was assigned, who leads the team it went to.

    Who leads the team that has it is told when the requester withdraws it.
    """
    teams: dict[int, set[int]] = {row.pk: set() for row in rows}
    concerned = {row.pk: {row.requester_id} for row in rows}
    now = {row.pk: row.team_id for row in rows}
    for event in events:
        concerned[event.request_id] |= assigned_in([event])
        team = now[event.request_id] if event.move == "withdraw" else event.after.get("team_id")
        teams[event.request_id] |= {team} if team else set()
    wanted = set().union(*teams.values())
    leads = team_leads(wanted) if wanted else {}
    for key, held in teams.items():
        concerned[key] |= {lead for team in held for lead in leads.get(team, [])}
    return concerned


def tell_of_undo(
    submit: UUID, by: User, undone: Mapping[SMRequest, Sequence[RequestEvent]], also: Iterable[int] = ()
) -> None:
    """Events of one submit were taken back. Of a move: who was told of it is told, and the requester.

    Nobody was told of an edit, so nobody is told that it was taken back, but ``also`` (ids) of everything.
    """
    moved = {row: [one for one in chain if one.kind == EventKind.MOVED] for row, chain in undone.items()}
    events = [event for chain in moved.values() for event in chain]
    concerned = audiences(list(moved), events)
    first = next(iter(undone.values()))[-1].submit
    were_told = Notification.objects.filter(recipient__in=set().union(*concerned.values()), submit=first)
    told = set(were_told.values_list("recipient_id", flat=True))
    notices, always = Notices(submit, by), set(also)
    for row, chain in moved.items():
        people = always | {row.requester_id} | (concerned[row.pk] & told) if chain else always
        where = f"is back in {State(row.state).label.lower()}" if chain else "is as it was before"
        notices.tell(people, row, where, f"{by} took the last {'move' if chain else 'change'} back.")
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

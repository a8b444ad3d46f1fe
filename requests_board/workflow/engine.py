"""``move``: the one way a request changes its state, for one request or for many; and taking the last move back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from marketing_portal.people.models import TeamMembership, User
from requests_board import notices
from requests_board.models import (
    UNVERSIONED,
    CarryOver,
    Decision,
    EventKind,
    Milestone,
    RequestEvent,
    RequestLink,
    SMRequest,
    Watch,
)
from requests_board.vocabulary import State, WorkStatus
from requests_board.workflow import record
from requests_board.workflow.data import Incomplete, MoveData, NotAllowed, Outcome, Step
from requests_board.workflow.moves import MOVES, Move, Need

UNDO_MINUTES = 10
SENTENCES = {
    Need.TEAM: "Choose the team that should look at it.",
    Need.ASSIGNEES: "Choose at least one person of the team.",
    Need.QUARTER: "Choose the quarter that this is committed for.",
    Need.REASON: "Say why, in a sentence: the requester will read it.",
    Need.URGENCY: "Say what makes this urgent: only urgent requests skip the backlog.",
    Need.RECEIVER: "Name the team that takes this over, for example Field Marketing.",
    Need.DUPLICATE_OF: "Give the number of the request that asks for the same.",
    Need.DELIVERY: "Give the link to what was delivered, or say in a note what it was.",
}


def move(requests: Iterable[SMRequest], *, by: User, steps: Sequence[Step]) -> Outcome:
    """Take ``requests`` through ``steps``: all of it or nothing, one event a step and request, one notice a person.

    Each request carries the ``version`` that the person saw. Raises Conflict (somebody was first), NotAllowed
    or Incomplete.
    """
    return move_groups([(list(requests), steps)], by=by)


def move_groups(groups: Sequence[tuple[Sequence[SMRequest], Sequence[Step]]], *, by: User) -> Outcome:
    """Take each group of requests through steps of its own, as one submit. No request is in two groups."""
    with transaction.atomic():
        submit = record.Submit(by=by, rows=record.lock(one for requests, _ in groups for one in requests))
        record.load_sets(submit)
        for requests, steps in groups:
            keys = {request.pk for request in requests}
            part = replace(submit, rows=[row for row in submit.rows if row.pk in keys])  # shares the events
            for step in steps:
                take(part, MOVES[step.key], step.data)
        record.save_events(submit)
        notices.tell_of_moves(submit.id, by, submit.rows, submit.events)
    return Outcome(submit.id, submit.rows, submit.events)


def take(submit: record.Submit, move: Move, data: MoveData) -> None:
    """Take the rows of ``submit`` through one move: checked and written, its events noted, nobody told yet."""
    for row in submit.rows:
        if not move.allows(submit.by, row):
            raise NotAllowed(f"{row}: “{move.verb}” is not yours to do, or no longer possible.")
    errors = missing(move, data, submit.rows)
    if errors:
        raise Incomplete(errors)
    changes = changes_of(move, data, submit.now)
    note = "\n\n".join(text.strip() for text in (data.reason, data.urgent_reason, data.note) if text.strip())
    if move.key == "withdraw":
        changes["close_reason"] = note[:500] or "Withdrawn by the requester."
    if data.duplicate_of and Need.DUPLICATE_OF in move.needs:
        changes["close_reason"] = f"Duplicate of #{data.duplicate_of.pk}."
        follow_the_other(submit, data.duplicate_of)
    if move.key != "roll_over":
        record.write(submit, submit.rows, changes, kind=EventKind.MOVED, move=move.key, note=note)
        return
    keep_ledger(submit, data)
    for times in {row.carried_over for row in submit.rows}:  # counted one by one: an event says from and to
        rows = [row for row in submit.rows if row.carried_over == times]
        counted = changes | {"carried_over": times + 1}
        record.write(submit, rows, counted, kind=EventKind.MOVED, move=move.key, note=note)


def follow_the_other(submit: record.Submit, other: SMRequest) -> None:
    """The requests of ``submit`` are duplicates of ``other``: linked, and their requesters watch that one."""
    links = [
        RequestLink(source=row, target=other, kind=RequestLink.Kind.DUPLICATE_OF, by=submit.by, at=submit.now)
        for row in submit.rows
    ]
    RequestLink.objects.bulk_create(links, ignore_conflicts=True)
    watches = [Watch(request=other, user_id=row.requester_id) for row in submit.rows]
    Watch.objects.bulk_create(watches, ignore_conflicts=True)


def keep_ledger(submit: record.Submit, data: MoveData) -> None:
    """Write down which promise moved to which quarter, and why."""
    CarryOver.objects.bulk_create(
        CarryOver(
            request=row, source_id=row.milestone_id or 0, target=data.milestone, reason=data.reason.strip()[:500],
            submit=submit.id, by=submit.by, at=submit.now,
        )
        for row in submit.rows
    )  # fmt: skip


def missing(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> dict[str, str]:
    """A sentence for each thing that ``move`` needs and ``data`` lacks or has wrong."""
    given = {need: bool(getattr(data, need.value)) for need in move.needs}
    if Need.DELIVERY in given:
        given[Need.DELIVERY] = bool(data.delivered_url or data.delivered_note.strip() or data.note.strip())
    for need in (Need.REASON, Need.URGENCY, Need.RECEIVER):
        if need in given:
            given[need] = bool(getattr(data, need.value).strip())
    errors = {need.value: SENTENCES[need] for need, there in given.items() if not there}
    checks = {
        "team": team_error,
        "milestone": quarter_error,
        "assignees": assignee_error,
        "delivered_url": link_error,
        "duplicate_of": duplicate_error,
    }
    for name, check in checks.items():
        error = check(move, data, rows) if name not in errors else ""
        if error:
            errors[name] = error
    return errors


def link_error(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> str:
    """What is wrong with the link to the result."""
    if Need.DELIVERY not in move.needs or not data.delivered_url:
        return ""
    try:
        SMRequest._meta.get_field("delivered_url").clean(data.delivered_url, None)
    except ValidationError:
        return "Give the whole link, beginning with https://, at most 400 characters long."
    return ""


def team_error(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> str:
    """What is wrong with the team that was given."""
    if move.key == "reopen" and data.team is None and any(row.team_id is None for row in rows):
        return SENTENCES[Need.TEAM]
    if data.team is None or Need.TEAM not in (*move.needs, *move.may):
        return ""
    if not data.team.is_routable or data.team.archived_at:
        return f"{data.team} takes no requests: it has no label."
    if move.key == "reroute" and any(row.team_id == data.team.pk for row in rows):
        return f"{data.team} has it already; choose another team."
    return ""


def quarter_error(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> str:
    """What is wrong with the milestone that was given."""
    if Need.QUARTER not in move.needs or data.milestone is None:
        return ""
    if not data.milestone.is_quarter:
        return "Work is committed for a quarter, not for the backlog."
    if data.milestone.closed_at:
        return f"{data.milestone} is closed; choose a later quarter."
    if move.key == "roll_over" and any(row.milestone_id == data.milestone.pk for row in rows):
        return f"It is committed for {data.milestone} already; choose another quarter."
    return f"{data.milestone} is over; choose a later quarter." if data.milestone.is_over else ""


def duplicate_error(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> str:
    """What is wrong with the request that they are said to be duplicates of."""
    other = data.duplicate_of
    if Need.DUPLICATE_OF not in move.needs or other is None:
        return ""
    if any(row.pk == other.pk for row in rows):
        return "A request is no duplicate of itself; give the number of the other one."
    if other.state == State.DECLINED:
        return f"#{other.pk} was declined; choose the request that is being worked on."
    hidden = [row for row in rows if not SMRequest.objects.visible_to(row.requester).filter(pk=other.pk)]
    if hidden:
        return f"#{other.pk} is confidential: {hidden[0].requester} could not follow it."
    return ""


def assignee_error(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> str:
    """What is wrong with the people that were given: all must be active members of the team."""
    if Need.ASSIGNEES not in move.needs or not data.assignees:
        return ""
    teams = {row.team_id for row in rows}
    members = TeamMembership.objects.filter(
        team__in=teams, person__user__in=data.assignees, person__user__is_active=True
    )
    found: dict[Any, set[Any]] = {}
    for team_id, user_id in members.values_list("team_id", "person__user_id"):
        found.setdefault(user_id, set()).add(team_id)
    strangers = [str(user) for user in data.assignees if found.get(user.pk, set()) != teams]
    return f"Not in the team: {', '.join(strangers)}." if strangers else ""


def changes_of(move: Move, data: MoveData, now: dt.datetime) -> dict[str, Any]:
    """The fields that ``move`` with ``data`` sets."""
    changes: dict[str, Any] = {}
    if move.to_state is not None:
        changes |= changes_of_state(move.to_state, data, now)
    if move.key == "roll_over" and data.milestone:
        changes["milestone_id"] = data.milestone.pk
    if data.team is not None and Need.TEAM in (*move.needs, *move.may):
        changes["team_id"] = data.team.pk
    if move.key == "reassign":
        changes["assignees"] = sorted({user.pk for user in data.assignees})
    if move.key in {"reroute", "return_to_backlog", "reopen"}:
        changes |= {"assignees": [], "work_status": ""}
    if move.key == "reopen":
        changes |= {"transferred_to": "", "close_reason": "", "delivered_url": "", "delivered_note": ""}
    if move.key == "assign_urgent":
        changes |= {"is_urgent": True, "urgent_reason": data.urgent_reason.strip()[:300]}
    return changes


def changes_of_state(to_state: State, data: MoveData, now: dt.datetime) -> dict[str, Any]:
    """The fields that follow from the new state."""
    closes = not to_state.is_open
    changes: dict[str, Any] = {
        "state": to_state.value,
        "closed_at": now if closes else None,
        "waiting_since": None,
    }
    if to_state == State.BACKLOG:
        changes["milestone_id"] = Milestone.objects.backlog().pk
    elif to_state == State.ASSIGNED and data.milestone:
        changes |= {
            "milestone_id": data.milestone.pk,
            "assignees": sorted({user.pk for user in data.assignees}),
            "work_status": WorkStatus.WIP.value,
        }
        if data.due_on:
            changes["due_on"] = data.due_on
    elif to_state != State.COMPLETED:
        changes["milestone_id"] = None
    if to_state == State.COMPLETED:
        delivered = data.delivered_note.strip() or data.note.strip()
        changes |= {"delivered_url": data.delivered_url, "delivered_note": delivered[:300], "work_status": ""}
    if to_state == State.TRANSFERRED:
        changes["transferred_to"] = data.transferred_to.strip()[:120]
    if to_state in {State.TRANSFERRED, State.DECLINED}:
        changes["close_reason"] = data.reason.strip()[:500]  # whole in the event
    return changes


def last_submit(request: SMRequest) -> list[RequestEvent]:
    """The events of the newest submit that changed ``request``, oldest first; comments change nothing."""
    newest = request.events.exclude(kind__in=UNVERSIONED).order_by("-pk").first()
    return list(request.events.filter(submit=newest.submit).order_by("pk")) if newest else []


def can_undo(request: SMRequest, user: User) -> RequestEvent | None:
    """The last move, where ``user`` made it less than ten minutes ago and nothing changed since; else None."""
    events = last_submit(request)
    kinds = {event.kind for event in events}
    if EventKind.MOVED not in kinds or kinds - {EventKind.MOVED, EventKind.EDITED}:
        return None  # fields that were set with a move are taken back with it
    fresh = timezone.now() - events[-1].at <= dt.timedelta(minutes=UNDO_MINUTES)
    return events[-1] if fresh and events[-1].actor_id == user.pk else None


def undo(request: SMRequest, *, by: User) -> Outcome:
    """Take back the last submit of moves, as a new event. Raises NotAllowed when it is too late, Conflict as ever."""
    with transaction.atomic():
        submit = record.Submit(by=by, rows=record.lock([request]))
        row = submit.rows[0]
        if can_undo(row, by) is None:
            raise NotAllowed("Only the last move can be taken back, by who made it, within ten minutes.")
        record.load_sets(submit)
        undone = last_submit(row)
        before: dict[str, Any] = {}
        for event in reversed(undone):
            before |= event.before
        changes = {name: record.from_json(name, value) for name, value in before.items()}
        CarryOver.objects.filter(request=row, submit=undone[-1].submit).delete()
        RequestLink.objects.filter(source=row, kind=RequestLink.Kind.DUPLICATE_OF, at=undone[-1].at).delete()
        Decision.objects.filter(request=row, submit=undone[-1].submit).update(undone_at=submit.now)
        record.write(submit, [row], changes, kind=EventKind.UNDONE, move=undone[-1].move)
        record.save_events(submit)
        notices.tell_of_undo(submit.id, by, row, undone)
    return Outcome(submit.id, submit.rows, submit.events)

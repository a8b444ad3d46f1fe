"""``move``: the one way a request changes its state, for one request or for many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from marketing_portal.people.models import User
from requests_board import notices
from requests_board.models import (
    CarryOver,
    EventKind,
    Milestone,
    RequestLink,
    SMRequest,
    Watch,
)
from requests_board.vocabulary import State, WorkStatus
from requests_board.workflow import record
from requests_board.workflow.checks import missing, unseen_error
from requests_board.workflow.data import Incomplete, MoveData, NotAllowed, Outcome, Step
from requests_board.workflow.locking import kept_open, lock, whole
from requests_board.workflow.moves import MOVES, Move, Need


def move(requests: Iterable[SMRequest], *, by: User, steps: Sequence[Step]) -> Outcome:
    """Take ``requests`` through ``steps``: all of it or nothing, one event a step and request, one notice a person.

    Each request carries the ``version`` that the person saw. Raises Conflict (somebody was first), NotAllowed
    or Incomplete.
    """
    return move_groups([(list(requests), steps)], by=by)


@whole
def move_groups(groups: Sequence[tuple[Sequence[SMRequest], Sequence[Step]]], *, by: User) -> Outcome:
    """Take each group of requests through steps of its own, as one submit. No request is in two groups."""
    others = [step.data.duplicate_of.pk for _, steps in groups for step in steps if step.data.duplicate_of]
    submit = record.Submit(
        by=by, rows=lock((one for requests, _ in groups for one in requests), beside=others)
    )
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
    if data.duplicate_of:  # as it is since it was locked: somebody may just have closed it
        data = replace(data, duplicate_of=SMRequest.objects.get(pk=data.duplicate_of.pk))
    if data.milestone and Need.QUARTER in move.needs:  # nobody closes it until this is written
        data = replace(data, milestone=kept_open(data.milestone))
    errors = unseen_error(data, submit.by) or missing(move, data, submit.rows)
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
    counted = [(row, changes | {"carried_over": row.carried_over + 1}) for row in submit.rows]
    record.write_each(submit, counted, kind=EventKind.MOVED, move=move.key, note=note)


def follow_the_other(submit: record.Submit, other: SMRequest) -> None:
    """The requests of ``submit`` are duplicates of ``other``: linked, and their requesters watch that one."""
    links = [
        RequestLink(source=row, target=other, kind=RequestLink.Kind.DUPLICATE_OF, by=submit.by, at=submit.now)
        for row in submit.rows
    ]
    said = RequestLink.objects.filter(source__in=submit.rows, kind=RequestLink.Kind.DUPLICATE_OF)
    said.exclude(target=other).delete()  # the decision holds, not what somebody noted before
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

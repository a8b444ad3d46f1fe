"""Taking back: the last move of a request, or what a batch did. Always as new events; nothing is ever unwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Subquery
from django.utils import timezone

from marketing_portal.people.models import User
from marketing_portal.people.roles import is_employee, is_triage_lead
from requests_board import notices
from requests_board.models import (
    UNVERSIONED,
    Batch,
    CarryOver,
    Decision,
    EventKind,
    Milestone,
    RequestEvent,
    RequestLink,
    SMRequest,
)
from requests_board.vocabulary import State
from requests_board.workflow import record
from requests_board.workflow.data import NotAllowed, Outcome
from requests_board.workflow.fields import editable_fields
from requests_board.workflow.locking import chunks, lock, locked, meanwhile, whole
from requests_board.workflow.moves import MOVES

UNDO_MINUTES = 10  # for one request
UNDO_HOURS = 24  # for a batch: it may take a day until somebody notices
PAST_IS_GONE = "Something that it had before no longer exists."
NO_LONGER_YOURS = "It is no longer yours to change."


@dataclass(frozen=True)
class Undone:
    """How much of a batch was taken back, and what was not, each with the reason; quarters that are open again."""

    outcome: Outcome
    left: dict[SMRequest, str]
    reopened: list[Milestone] = field(default_factory=list)


def last_submit(request: SMRequest) -> list[RequestEvent]:
    """The events of the newest submit that changed ``request``, oldest first; comments change nothing."""
    newest = request.events.exclude(kind__in=UNVERSIONED).order_by("-pk").values("submit")[:1]
    return list(request.events.filter(submit=Subquery(newest)).order_by("pk"))


def can_undo(request: SMRequest, user: User) -> RequestEvent | None:
    """The last move, where ``user`` made it less than ten minutes ago and nothing changed since; else None."""
    events = last_submit(request)
    kinds = {event.kind for event in events}
    if EventKind.MOVED not in kinds or kinds - {EventKind.MOVED, EventKind.EDITED}:
        return None  # fields that were set with a move are taken back with it
    fresh = timezone.now() - events[-1].at <= dt.timedelta(minutes=UNDO_MINUTES)
    mine = events[-1].actor_id == user.pk and may_still(request, events, user)
    return events[-1] if fresh and mine else None


def may_still(request: SMRequest, events: Sequence[RequestEvent], user: User) -> bool:
    """Whether what ``events`` (the newest of ``request``, oldest first) did would be ``user``'s to do today.

    Roles end. A triage lead also takes back what only the requester could do.
    """
    then = copy(request)
    for event in reversed(events):
        before = {name: value for name, value in event.before.items() if name in record.COLUMNS}
        for name, value in before.items():
            setattr(then, name, record.from_json(name, value))
        move = MOVES.get(event.move)
        is_theirs = move.is_for(user, then) if move else editable_fields(then, user).issuperset(event.after)
        if not is_theirs:
            return is_triage_lead(user)
    return True


@whole
def undo(request: SMRequest, *, by: User) -> Outcome:
    """Take back the last submit of moves, as a new event. Raises NotAllowed when it is too late, Conflict as ever."""
    submit = record.Submit(by=by, rows=lock([request]))
    row = submit.rows[0]
    if can_undo(row, by) is None:
        raise NotAllowed("Only the last move can be taken back, by who made it, within ten minutes.")
    undone = {row: last_submit(row)}
    if without_their_past(undone):
        raise NotAllowed(PAST_IS_GONE)
    take_back(submit, undone)
    return Outcome(submit.id, submit.rows, submit.events)


def take_back(
    submit: record.Submit, undone: Mapping[SMRequest, Sequence[RequestEvent]], also: Iterable[int] = ()
) -> list[Milestone]:
    """Make each request what it was before its events ``undone``, which are of one submit, oldest first.

    ``also``: people (ids) who are told in any case. Gives the quarters that are open again.
    """
    record.load_sets(submit)
    newest = next(iter(undone.values()))[-1]
    changes: dict[str, list[tuple[SMRequest, dict[str, Any]]]] = {}
    for row, events in undone.items():
        changes.setdefault(events[-1].move, []).append((row, what_was_before(events)))
    for part in chunks([row.pk for row in undone]):
        CarryOver.objects.filter(request__in=part, submit=newest.submit).delete()
        links = RequestLink.objects.filter(source__in=part, kind=RequestLink.Kind.DUPLICATE_OF)
        links.filter(at=newest.at).delete()
        taken = Decision.objects.filter(request__in=part, submit=newest.submit)
        taken.update(undone_at=submit.now)
    for move, group in changes.items():
        record.write_each(submit, group, kind=EventKind.UNDONE, move=move)
    record.save_events(submit)
    notices.tell_of_undo(submit.id, submit.by, undone, also)
    return reopened({row.milestone_id or 0 for row in undone if row.state == State.ASSIGNED})


def reopened(keys: Iterable[int]) -> list[Milestone]:
    """Open those of the quarters with these ``keys`` that are closed: something unfinished is in them again."""
    found = list(Milestone.objects.select_for_update().filter(pk__in=keys, closed_at__isnull=False))
    Milestone.objects.filter(pk__in=[one.pk for one in found]).update(closed_at=None)
    return found


def what_was_before(events: Sequence[RequestEvent]) -> dict[str, Any]:
    """The fields that ``events`` changed, as they were before the first of them."""
    before: dict[str, Any] = {}
    for event in reversed(events):
        before |= event.before
    return {name: record.from_json(name, value) for name, value in before.items()}


def without_their_past(undone: Mapping[SMRequest, Sequence[RequestEvent]]) -> set[SMRequest]:
    """Those that would go back to something that was deleted since, for example a label that nobody used any more."""
    needed: dict[type[Model], dict[int, set[SMRequest]]] = {}
    for row, events in undone.items():
        for name, value in what_was_before(events).items():
            model = SMRequest._meta.get_field(name.removesuffix("_id")).related_model
            for key in value if isinstance(value, list) else [value]:
                if isinstance(model, type) and key is not None:
                    needed.setdefault(model, {}).setdefault(key, set()).add(row)
    lost: set[SMRequest] = set()
    for model, rows in needed.items():
        there = set(model._default_manager.filter(pk__in=rows).values_list("pk", flat=True))
        lost.update(*(rows[key] for key in rows.keys() - there))
    return lost


def can_undo_batch(batch: Batch, user: User) -> bool:
    """Whether ``user`` may take ``batch`` back now: who made it or a triage lead, for a day."""
    fresh = timezone.now() - batch.at <= dt.timedelta(hours=UNDO_HOURS)
    mine = batch.by_id == user.pk or is_triage_lead(user)
    return batch.undone_at is None and fresh and mine and is_employee(user)


def chains_of(batch: Batch) -> dict[int, list[RequestEvent]]:
    """The events of ``batch`` by the request that they changed, oldest first. (Found by who and when: an index.)"""
    events = RequestEvent.objects.filter(actor=batch.by_id, at=batch.at, submit=batch.submit)
    chains: dict[int, list[RequestEvent]] = {}
    for event in events.exclude(kind__in=UNVERSIONED).order_by("pk"):
        chains.setdefault(event.request_id, []).append(event)
    return chains


@whole
def undo_batch(batch: Batch, *, by: User) -> Undone:
    """Take back what is still as ``batch`` left it, as new events; what somebody changed since stays and is listed,
    and so does what ``by`` could not change any more.

    Raises NotAllowed where it is not ``by``'s to take back, too late, or taken back already.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if not can_undo_batch(batch, by):
        raise NotAllowed(
            f"Who made a change or a triage lead can take it back, once, within {UNDO_HOURS} hours."
        )
    chains = chains_of(batch)
    rows = locked(chains)
    changed = [row for row in rows if row.version != chains[row.pk][-1].version]
    left = meanwhile(changed)
    as_left = {row: chains[row.pk] for row in rows if row.version == chains[row.pk][-1].version}
    lost = dict.fromkeys(without_their_past(as_left), PAST_IS_GONE)
    lost |= {row: NO_LONGER_YOURS for row, chain in as_left.items() if not may_still(row, chain, by)}
    left |= lost
    able = {row: chain for row, chain in as_left.items() if row not in lost}
    submit = record.Submit(by=by, rows=list(able))
    again: list[Milestone] = []
    if able:
        again = take_back(submit, able, also=[batch.by_id])
        Batch.objects.filter(pk=batch.pk).update(undone_at=submit.now)
    return Undone(Outcome(submit.id, submit.rows, submit.events), left, again)

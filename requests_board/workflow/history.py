"""Requests that have a past: brought in with their whole history instead of lived through step by step.

For what happened elsewhere or is made up (the demo, benches). A ``Life`` takes its moves from the same table and the
same function as ``workflow.move``, so its events lead to what it is; nobody is told of anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from marketing_portal.people.models import User
from requests_board.models import (
    Assignment,
    CarryOver,
    Comment,
    EventKind,
    RequestEvent,
    RequestLink,
    SMRequest,
    Watch,
)
from requests_board.signals import requests_changed
from requests_board.workflow.data import MoveData
from requests_board.workflow.engine import changes_of
from requests_board.workflow.moves import MOVES, Need
from requests_board.workflow.record import COLUMNS, SETS, THROUGH, as_json, ends, plain, text_of

BATCH = 500
SAYINGS = {
    Comment.Kind.COMMENT: EventKind.COMMENTED,
    Comment.Kind.QUESTION: EventKind.ASKED,
    Comment.Kind.ANSWER: EventKind.ANSWERED,
}


@dataclass
class Life:
    """One request as it goes through time. Nothing is written before ``restore``."""

    request: SMRequest
    sets: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in SETS})
    events: list[RequestEvent] = field(default_factory=list)
    said: list[tuple[Comment, RequestEvent]] = field(default_factory=list)
    carried: list[CarryOver] = field(default_factory=list)
    links: list[RequestLink] = field(default_factory=list)

    @classmethod
    def filed(cls, by: User, at: dt.datetime, **fields: Any) -> Life:
        """A new request of ``by``; ``fields`` by the names that the workflow takes, sets as lists of ids."""
        sets = {name: sorted(fields.pop(name, [])) for name in SETS}
        request = SMRequest(requester=by, created_at=at, updated_at=at, **fields)
        request.answers_text = text_of(request.answers)
        life = cls(request, sets)
        after = {name: as_json(getattr(request, name)) for name in COLUMNS} | sets
        life._event(EventKind.CREATED, by, at, {}, after)
        return life

    def _event(
        self,
        kind: EventKind,
        by: User,
        at: dt.datetime,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        *,
        move: str = "",
        note: str = "",
        submit: UUID | None = None,
    ) -> RequestEvent:
        event = RequestEvent(
            request=self.request, submit=submit or uuid4(), at=at, actor=by, kind=kind, move=move, note=note,
            before=dict(before), after=dict(after), version=self.request.version,
        )  # fmt: skip
        self.events.append(event)
        return event

    def now(self, name: str) -> Any:
        """What the field ``name`` holds."""
        return plain(name, self.sets[name]) if name in SETS else getattr(self.request, name)

    def change(
        self, kind: EventKind, by: User, at: dt.datetime, changes: Mapping[str, Any], **more: Any
    ) -> None:
        """Change fields as ``record.write`` does, as one event."""
        wanted = {name: plain(name, value) for name, value in changes.items()}
        before, after = ends({name: self.now(name) for name in wanted}, wanted)
        self.request.version += 1
        self.request.updated_at = at
        self._event(kind, by, at, before, after, **more)
        for name, value in wanted.items():
            if name in SETS:
                self.sets[name] = value
            else:
                setattr(self.request, name, value)

    def change_fields(self, by: User, at: dt.datetime, changes: Mapping[str, Any]) -> None:
        """An edit; nothing where nothing differs."""
        differing = {name: value for name, value in changes.items() if value != self.now(name)}
        if differing:
            self.change(EventKind.EDITED, by, at, differing)

    def move(self, key: str, by: User, at: dt.datetime, data: MoveData) -> None:
        """Take the move ``key`` of the workflow; whether ``by`` might is not asked."""
        move, submit = MOVES[key], uuid4()
        changes = changes_of(move, data, at)
        note = "\n\n".join(text for text in (data.reason, data.urgent_reason, data.note) if text)
        if key == "roll_over":
            changes["carried_over"] = self.request.carried_over + 1
            ledger = CarryOver(
                request=self.request, source_id=self.request.milestone_id or 0, target=data.milestone,
                reason=data.reason, submit=submit, by=by, at=at,
            )  # fmt: skip
            self.carried.append(ledger)
        if Need.DUPLICATE_OF in move.needs and data.duplicate_of:
            changes["close_reason"] = f"Duplicate of #{data.duplicate_of.pk}."
            kind = RequestLink.Kind.DUPLICATE_OF
            self.links.append(
                RequestLink(source=self.request, target=data.duplicate_of, kind=kind, by=by, at=at)
            )
        self.change(EventKind.MOVED, by, at, changes, move=key, note=note, submit=submit)

    def say(self, kind: Comment.Kind, by: User, at: dt.datetime, text: str) -> None:
        """A comment, a question to the requester or the answer to one."""
        comment = Comment(request=self.request, author=by, kind=kind, body=text, at=at)
        comment.render_text()
        if kind == Comment.Kind.COMMENT:
            self._event(EventKind.COMMENTED, by, at, {}, {})
        else:
            waits = at if kind == Comment.Kind.QUESTION else None
            self.change(SAYINGS[kind], by, at, {"waiting_since": waits}, note=text)
        self.said.append((comment, self.events[-1]))


def restore(lives: Sequence[Life]) -> list[SMRequest]:
    """Write ``lives``, in the order of their ids: requests, sets, comments, events, watches. A few queries a batch."""
    for life in lives:
        life.request.render_text()
    requests = SMRequest.objects.bulk_create([life.request for life in lives], batch_size=BATCH)
    Assignment.objects.bulk_create(
        (
            Assignment(request=life.request, user_id=user, at=life.request.updated_at)
            for life in lives
            for user in life.sets["assignees"]
        ),
        batch_size=BATCH,
    )
    for name, (through, column) in THROUGH.items():
        pairs = ((life.request.pk, key) for life in lives for key in life.sets[name])
        through._default_manager.bulk_create(
            (through(**{"smrequest_id": request, column: key}) for request, key in pairs), batch_size=BATCH
        )
    write_talk(lives)
    RequestEvent.objects.bulk_create((event for life in lives for event in life.events), batch_size=BATCH)
    CarryOver.objects.bulk_create((row for life in lives for row in life.carried), batch_size=BATCH)
    RequestLink.objects.bulk_create((row for life in lives for row in life.links), batch_size=BATCH)
    Watch.objects.bulk_create(watches(lives), batch_size=BATCH, ignore_conflicts=True)
    requests_changed.send(SMRequest, keys=[request.pk for request in requests])
    return requests


def write_talk(lives: Iterable[Life]) -> None:
    """Write the comments, and into their events which comment it was."""
    said = [pair for life in lives for pair in life.said]
    Comment.objects.bulk_create([comment for comment, _ in said], batch_size=BATCH)
    for comment, event in said:
        event.after["comment"] = comment.pk


def watches(lives: Iterable[Life]) -> Iterable[Watch]:
    """Who files, comments or is assigned watches."""
    for life in lives:
        people = {life.request.requester_id, *life.sets["assignees"]}
        people |= {comment.author_id for comment, _ in life.said}
        yield from (Watch(request=life.request, user_id=user) for user in sorted(people))

"""Many requests at once: what would happen to each and why not, and doing it to those where it can be.

There is no second way to change requests: this calls ``move`` and ``edit_many``, and keeps what they did as a Batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketing_portal.people.models import User
from requests_board.models import Batch, EventKind, RequestEvent, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow import record
from requests_board.workflow.checks import hindrances, lacking, unseen_error
from requests_board.workflow.data import Incomplete, Outcome, Step
from requests_board.workflow.engine import changes_of, move
from requests_board.workflow.fields import differences, edit_many, editable_fields
from requests_board.workflow.locking import locked, meanwhile, whole
from requests_board.workflow.moves import MOVES, Move, Permission

AS_IT_IS = "It is so already."


@dataclass(frozen=True)
class Edit:
    """Fields to set, as ``edit_many`` takes them, and why."""

    changes: Mapping[str, Any]
    note: str = ""


@dataclass(frozen=True)
class Preview:
    """What would happen to one request: the event that it would make, or a sentence why nothing happens.

    ``is_same``: nothing stands in the way, but nothing would differ either.
    """

    request: SMRequest
    sentence: str = ""
    event: RequestEvent | None = None
    is_same: bool = False

    @property
    def ok(self) -> bool:
        """True where it would be changed."""
        return self.event is not None


@dataclass(frozen=True)
class Done:
    """What became of a change of many: the batch (None where nothing could be changed), and what stayed as it was."""

    batch: Batch | None
    outcome: Outcome | None
    left: list[Preview]


def preview(requests: Sequence[SMRequest], *, by: User, doing: Step | Edit) -> list[Preview]:
    """What ``doing`` would do to each of ``requests`` as they stand. Raises Incomplete for what is wrong for all."""
    submit = record.Submit(by=by, rows=list(requests))
    record.load_sets(submit)
    found = edits(submit, doing) if isinstance(doing, Edit) else moves(submit, doing)
    return list(found)


def moves(submit: record.Submit, step: Step) -> Iterator[Preview]:
    """What the one move would do."""
    move, data = MOVES[step.key], step.data
    errors = unseen_error(data, submit.by) or lacking(move, data)
    if errors:
        raise Incomplete(errors)
    changes = changes_of(move, data, submit.now)
    able = [row for row in submit.rows if move.allows(submit.by, row)]
    hindered = hindrances(move, data, able)
    for row in submit.rows:
        if not move.allows(submit.by, row):
            yield Preview(row, why_not(move, row, submit.by))
        elif row.pk in hindered:
            yield Preview(row, " ".join(hindered[row.pk].values()))
        else:
            event = record.event_of(submit, row, changes, kind=EventKind.MOVED, move=move.key, note="")
            yield Preview(row, event=event)


def why_not(move: Move, row: SMRequest, by: User) -> str:
    """Why ``by`` may not make ``move`` with ``row``: not theirs, or not from the state that it is in."""
    if not move.is_for(by, row):
        if move.permission == Permission.TRIAGE_LEAD:
            return "This is for triage leads."
        if move.permission == Permission.REQUESTER:
            return "This is for whoever filed it."
        return f"Not yours: this is for a {move.permission}{f', {row.team}' if row.team else ''}."
    places = " or ".join(f"“{state.label}”" for state in move.from_states)
    return f"It is in “{State(row.state).label}”; this is possible in {places}."


def edits(submit: record.Submit, edit: Edit) -> Iterator[Preview]:
    """What setting the fields would do."""
    for row in submit.rows:
        allowed = editable_fields(row, submit.by)
        refused = set(edit.changes) - allowed
        if not row.is_open:
            yield Preview(row, "It is closed.")
        elif refused:
            what = "Not yours to change" if not allowed else "Not all of this is yours to change"
            yield Preview(row, f"{what}{f': it is with {row.team}' if row.team else ', it has no team yet'}.")
        elif not (differing := differences(submit, row, edit.changes)):
            yield Preview(row, AS_IT_IS, is_same=True)
        elif differing.get("due_is_critical") and not differing.get("due_on", row.due_on):
            yield Preview(row, "It has no due date that could be critical.")
        else:
            event = record.event_of(submit, row, differing, kind=EventKind.EDITED, move="", note=edit.note)
            yield Preview(row, event=event)


@whole
def change_many(requests: Sequence[SMRequest], *, by: User, doing: Step | Edit, words: str) -> Done:
    """Do it to those of ``requests`` where it can be done, as one batch that can be taken back.

    Each request carries the version that the person saw; what somebody changed since stays as it is. ``words``: what
    is done, as people read it. Raises Incomplete where it can be done to none.
    """
    seen = {request.pk: request.version for request in requests}
    rows = locked(seen)
    changed = [row for row in rows if row.version != seen[row.pk]]
    left = [Preview(row, sentence) for row, sentence in meanwhile(changed).items()]
    found = preview([row for row in rows if row.version == seen[row.pk]], by=by, doing=doing)
    left += [one for one in found if not one.ok]
    able = [one.request for one in found if one.ok]
    if not able:
        return Done(None, None, left)
    if isinstance(doing, Edit):
        outcome = edit_many(able, by=by, changes=doing.changes, note=doing.note)
    else:
        outcome = move(able, by=by, steps=[doing])
    batch = Batch.objects.create(
        submit=outcome.submit, by=by, at=outcome.events[0].at, words=words[:300], size=len(able)
    )
    return Done(batch, outcome, left)

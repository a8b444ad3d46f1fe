"""One decision in one submit: fields set right, legal moves one after the other, or a question to the requester."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marketing_portal.people.models import User
from requests_board import notices
from requests_board.models import Comment, EventKind, SMRequest
from requests_board.workflow import record
from requests_board.workflow.data import Incomplete, NotAllowed, Outcome, Step
from requests_board.workflow.engine import take
from requests_board.workflow.fields import differences, editable_fields
from requests_board.workflow.locking import lock, whole
from requests_board.workflow.moves import MOVES
from requests_board.workflow.talk import may_ask, say


@whole
def decide(
    request: SMRequest,
    *,
    by: User,
    steps: Sequence[Step] = (),
    question: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Outcome:
    """Set ``changes`` (as ``workflow.edit`` takes them), then take ``steps`` or ask ``question``: all or nothing.

    One event each, one notice a person. Raises Conflict, NotAllowed or Incomplete as ``move`` does.
    """
    if bool(steps) == bool(question.strip()):
        raise Incomplete({"decision": "Choose what happens with it."})
    others = [step.data.duplicate_of.pk for step in steps if step.data.duplicate_of]
    submit = record.Submit(by=by, rows=lock([request], beside=others))
    record.load_sets(submit)
    set_fields(submit, changes or {})
    if question.strip():
        ask_the_requester(submit, question)
        return Outcome(submit.id, submit.rows, submit.events)
    for step in steps:
        take(submit, MOVES[step.key], step.data)
    record.save_events(submit)
    # What was set beside the moves is not told: it stands in the history.
    moved = [event for event in submit.events if event.kind == EventKind.MOVED]
    notices.tell_of_moves(submit.id, by, submit.rows, moved)
    return Outcome(submit.id, submit.rows, submit.events)


def set_fields(submit: record.Submit, changes: Mapping[str, Any]) -> None:
    """Write what differs as one event, before anything else happens: afterwards it may be another team's."""
    row = submit.rows[0]
    differing = differences(submit, row, changes)
    refused = set(differing) - editable_fields(row, submit.by)
    if refused:
        raise NotAllowed(f"{row}: not yours to change: {', '.join(sorted(refused))}.")
    if differing:
        record.write(submit, [row], differing, kind=EventKind.EDITED)


def ask_the_requester(submit: record.Submit, question: str) -> None:
    """Ask, and save the event of what was set before it too."""
    row = submit.rows[0]
    if not may_ask(row, submit.by):
        raise NotAllowed(f"{row}: only the team that has it asks, while it is open.")
    say(submit, row, question, Comment.Kind.QUESTION)

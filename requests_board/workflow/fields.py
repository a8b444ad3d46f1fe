"""Editing the fields of a request. Who may edit what depends on who they are and how far the request is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marketing_portal.people.models import User
from marketing_portal.people.roles import is_employee, is_lead, is_member
from requests_board.models import EventKind, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow import answers, record
from requests_board.workflow.data import Adjust, NotAllowed, Outcome
from requests_board.workflow.locking import lock, whole

REQUESTER_FIELDS = frozenset(
    {
        "answers",
        "title",
        "description",
        "use_case_id",
        "gtm_phase",
        "devops_stages",
        "devops_categories",
        "due_on",
        "due_is_critical",
        "is_urgent",
        "urgent_reason",
        "dod_text",
        "is_confidential",
    }
)
GROOMING_FIELDS = frozenset(
    {
        "priority",
        "use_case_id",
        "gtm_phase",
        "devops_stages",
        "devops_categories",
        "due_on",
        "due_is_critical",
        "dod",
        "dod_text",
        "eteam",
        "is_clear",
        "clarity_note",
        "weight",
        "health",
        "health_note",
        "labels",
        "launches",
        "kind_id",
        "answers",
    }
)
LEAD_FIELDS = frozenset({"title", "description", "is_confidential", "is_urgent", "urgent_reason"})
BEFORE_WORK = frozenset({State.NEW, State.TRIAGE, State.BACKLOG})


def editable_fields(request: SMRequest, user: Any) -> frozenset[str]:
    """Names of the fields of ``request`` that ``user`` may change now; empty for a closed request.

    Requesters edit what they filed until work has begun; the team grooms; leads may also set the text right.
    """
    if not is_employee(user) or not request.is_open:
        return frozenset()
    allowed: frozenset[str] = frozenset()
    if request.requester_id == user.pk and request.state in BEFORE_WORK:
        allowed |= REQUESTER_FIELDS
    if is_member(user, request.team_id):
        allowed |= GROOMING_FIELDS
    if is_lead(user, request.team_id):
        allowed |= LEAD_FIELDS
    return allowed


def edit(request: SMRequest, *, by: User, changes: Mapping[str, Any], note: str = "") -> Outcome:
    """Set the fields named in ``changes`` (sets as lists of ids, relations by ``…_id``) as one event.

    Raises Conflict when ``request.version`` is not the newest, NotAllowed for a field that is not ``by``'s to change.
    Nothing is written where nothing differs.
    """
    return edit_many([request], by=by, changes=changes, note=note)


@whole
def edit_many(
    requests: Sequence[SMRequest], *, by: User, changes: Mapping[str, Any], note: str = ""
) -> Outcome:
    """The same for many, all of them or none; a set may also be given as an Adjust. ``requests`` that differ in
    nothing are left as they are."""
    submit = record.Submit(by=by, rows=lock(requests))
    for row in submit.rows:
        refused = set(changes) - editable_fields(row, by)
        if refused:
            raise NotAllowed(f"{row}: not yours to change: {', '.join(sorted(refused))}.")
    record.load_sets(submit)
    differing = [(row, found) for row in submit.rows if (found := differences(submit, row, changes))]
    if differing:
        record.write_each(submit, differing, kind=EventKind.EDITED, note=note)
        record.save_events(submit)
    return Outcome(submit.id, submit.rows, submit.events)


def differences(submit: record.Submit, row: SMRequest, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What ``changes`` would change of ``row``."""
    held = record.present(submit, row, changes)
    wanted: dict[str, Any] = {
        name: value.of(held[name]) if isinstance(value, Adjust) else value for name, value in changes.items()
    }
    if "answers" in wanted:
        asked = answers.questions_of(wanted.get("kind_id", row.kind_id))
        wanted["answers"] = answers.validate(asked, wanted["answers"], before=row.answers)
    return {name: value for name, value in wanted.items() if record.plain(name, value) != held[name]}

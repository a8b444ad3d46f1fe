"""Filing a request and editing its fields. Who may edit what depends on who they are and how far the request is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from marketing_portal.people.models import User
from marketing_portal.people.roles import is_employee, is_lead, is_member
from requests_board import notices
from requests_board.models import EventKind, RequestEvent, SMRequest, Watch
from requests_board.vocabulary import State
from requests_board.workflow import record
from requests_board.workflow.data import Incomplete, NotAllowed, Outcome

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


def file_request(*, by: User, **fields: Any) -> SMRequest:
    """File a new request for ``by``. ``fields``: names of REQUESTER_FIELDS (a partial request is legal; the title
    is not optional). Triage leads are told. Returns the request, number and all."""
    unknown = set(fields) - REQUESTER_FIELDS - {"kind_id"}
    if unknown:
        raise NotAllowed(f"Not for the requester to set: {', '.join(sorted(unknown))}.")
    if not str(fields.get("title", "")).strip():
        raise Incomplete({"title": "Give the request a title."})
    stages = fields.pop("devops_stages", [])
    fields["answers_text"] = record.text_of(fields.get("answers", {}))
    with transaction.atomic():
        request = SMRequest.objects.create(requester=by, **fields)
        request.devops_stages.set(stages)
        Watch.objects.create(request=request, user=by)
        submit = record.Submit(by=by, rows=[request], now=request.created_at)
        filed = record.snapshot(request)
        created = RequestEvent(
            request=request, submit=submit.id, at=submit.now, actor=by,
            kind=EventKind.CREATED, after=filed, version=request.version,
        )  # fmt: skip
        submit.events.append(created)
        record.save_events(submit)
        notices.tell_of_new(submit.id, by, request)
    return request


def edit(request: SMRequest, *, by: User, changes: Mapping[str, Any], note: str = "") -> Outcome:
    """Set the fields named in ``changes`` (sets as lists of ids, relations by ``…_id``) as one event.

    Raises Conflict when ``request.version`` is not the newest, NotAllowed for a field that is not ``by``'s to change.
    Nothing is written where nothing differs.
    """
    with transaction.atomic():
        submit = record.Submit(by=by, rows=record.lock([request]))
        row = submit.rows[0]
        refused = set(changes) - editable_fields(row, by)
        if refused:
            raise NotAllowed(f"{row}: not yours to change: {', '.join(sorted(refused))}.")
        record.load_sets(submit)
        now = record.present(submit, row, changes)
        differing = {name: value for name, value in changes.items() if record.plain(name, value) != now[name]}
        if differing:
            record.write(submit, [row], differing, kind=EventKind.EDITED, note=note)
            record.save_events(submit)
    return Outcome(submit.id, submit.rows, submit.events)

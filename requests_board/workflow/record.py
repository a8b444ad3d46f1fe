"""Writing changes: lock, compare, update, one event each. Everything that changes a request ends here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F
from django.utils import timezone

from marketing_portal.content.markdown import render
from marketing_portal.people.models import User
from requests_board.models import UNVERSIONED, Assignment, EventKind, RequestEvent, SMRequest
from requests_board.signals import requests_changed
from requests_board.workflow.data import Conflict

COLUMNS = (
    "kind_id",
    "answers",
    "title",
    "description",
    "state",
    "team_id",
    "milestone_id",
    "priority",
    "use_case_id",
    "gtm_phase",
    "devops_categories",
    "due_on",
    "due_is_critical",
    "is_urgent",
    "urgent_reason",
    "dod",
    "dod_text",
    "eteam",
    "is_clear",
    "clarity_note",
    "weight",
    "health",
    "health_note",
    "work_status",
    "is_confidential",
    "transferred_to",
    "close_reason",
    "delivered_url",
    "delivered_note",
    "waiting_since",
    "closed_at",
    "carried_over",
)
SETS = ("assignees", "devops_stages", "labels", "launches")
FIELDS = (*COLUMNS, *SETS)
# The tables of the plain sets, and their column with what is in the set; assignments have a model of their own.
THROUGH: dict[str, tuple[type[models.Model], str]] = {
    "devops_stages": (SMRequest.devops_stages.through, "label_id"),
    "labels": (SMRequest.labels.through, "label_id"),
    "launches": (SMRequest.launches.through, "milestone_id"),
}


@dataclass
class Submit:
    """One press of a button: who, when, and the requests it changes, locked and as they are now."""

    by: User
    rows: list[SMRequest]
    now: dt.datetime = field(default_factory=timezone.now)
    id: UUID = field(default_factory=uuid4)
    events: list[RequestEvent] = field(default_factory=list)
    sets: dict[int, dict[str, list[int]]] = field(default_factory=dict)


def lock(requests: Iterable[SMRequest]) -> list[SMRequest]:
    """The same requests, locked until the transaction ends (SQLite: its writer lock), in a fixed order.

    Raises Conflict where one is not the version that the person saw.
    """
    seen = {request.pk: request.version for request in requests}
    rows = list(SMRequest.objects.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk"))
    for row in rows:
        if row.version != seen[row.pk]:
            newer = row.events.filter(version__gt=seen[row.pk]).select_related("actor")
            raise Conflict(row, newer.exclude(kind__in=UNVERSIONED).order_by("pk").last())
    return rows


def load_sets(submit: Submit) -> None:
    """Read who is assigned and which stages are set, once for all requests of the submit."""
    submit.sets = {row.pk: {name: [] for name in SETS} for row in submit.rows}
    for request_id, user_id in Assignment.objects.filter(request__in=submit.rows).values_list(
        "request_id", "user_id"
    ):
        submit.sets[request_id]["assignees"].append(user_id)
    for name, (through, column) in THROUGH.items():
        pairs = through._default_manager.filter(smrequest__in=submit.rows)
        for request_id, key in pairs.values_list("smrequest_id", column):
            submit.sets[request_id][name].append(key)


def plain(name: str, value: Any) -> Any:
    """``value`` of the field ``name`` in the form that is compared: sets in order."""
    return sorted(value) if name in SETS else value


def present(submit: Submit, row: SMRequest, names: Iterable[str]) -> dict[str, Any]:
    """What the fields ``names`` of ``row`` hold now."""
    return {
        name: plain(name, submit.sets[row.pk][name] if name in SETS else getattr(row, name)) for name in names
    }


def as_json(value: Any) -> Any:
    """``value`` of a field as an event keeps it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def from_json(name: str, value: Any) -> Any:
    """``value`` that an event kept, as the field ``name`` takes it."""
    if name in SETS or value is None:
        return value
    model_field = SMRequest._meta.get_field(name.removesuffix("_id"))
    return (
        model_field.to_python(value)
        if isinstance(model_field, models.Field) and not model_field.is_relation
        else value
    )


def write(
    submit: Submit,
    rows: list[SMRequest],
    changes: Mapping[str, Any],
    *,
    kind: EventKind,
    move: str = "",
    note: str = "",
) -> None:
    """Change ``rows`` of the submit by ``changes`` (the same for all) and record one event each.

    ``changes`` maps names of FIELDS to values; sets come as lists of ids.
    """
    columns = {name: value for name, value in changes.items() if name not in SETS}
    wanted = {name: plain(name, value) for name, value in changes.items()}
    for row in rows:
        now = present(submit, row, wanted)
        changed = [name for name in wanted if wanted[name] != now[name] or name == "state"]
        before = {name: as_json(now[name]) for name in changed}
        after = {name: as_json(wanted[name]) for name in changed}
        row.version += 1
        event = RequestEvent(
            request=row, submit=submit.id, at=submit.now, actor=submit.by, kind=kind, move=move,
            before=before, after=after, note=note, version=row.version,
        )  # fmt: skip
        submit.events.append(event)
        for name, value in columns.items():
            setattr(row, name, value)
    if "description" in columns:
        columns["description_html"] = render(columns["description"]).html
    if "answers" in columns:
        columns["answers_text"] = text_of(columns["answers"])
    keys = [row.pk for row in rows]
    SMRequest.objects.filter(pk__in=keys).update(**columns, version=F("version") + 1, updated_at=submit.now)
    write_sets(submit, keys, {name: list(changes[name]) for name in SETS if name in changes})
    requests_changed.send(SMRequest, keys=keys)


def write_sets(submit: Submit, keys: list[int], sets: Mapping[str, list[int]]) -> None:
    """Replace the sets (assignees, stages, labels, launches) of the requests with these ``keys``."""
    if "assignees" in sets:
        Assignment.objects.filter(request__in=keys).exclude(user__in=sets["assignees"]).delete()
        rows = [
            Assignment(request_id=key, user_id=user, at=submit.now)
            for key in keys
            for user in sets["assignees"]
        ]
        Assignment.objects.bulk_create(rows, ignore_conflicts=True)
    for name in THROUGH.keys() & sets.keys():
        through, column = THROUGH[name]
        through._default_manager.filter(smrequest__in=keys).delete()
        pairs = [through(**{"smrequest_id": key, column: value}) for key in keys for value in sets[name]]
        through._default_manager.bulk_create(pairs)
    for key in keys:
        submit.sets[key].update(sets)


def text_of(answers: Mapping[str, Any]) -> str:
    """``answers`` as the text that is searched."""
    return "\n".join(str(value) for value in answers.values() if value not in (None, ""))


def save_events(submit: Submit) -> None:
    """Write the events of the submit."""
    RequestEvent.objects.bulk_create(submit.events)


def snapshot(request: SMRequest) -> dict[str, Any]:
    """Every field of FIELDS of ``request`` as an event keeps it: what replaying its events must give."""
    kept = {name: as_json(getattr(request, name)) for name in COLUMNS}
    kept["assignees"] = sorted(request.assignments.values_list("user_id", flat=True))
    for name in THROUGH:
        kept[name] = sorted(getattr(request, name).values_list("pk", flat=True))
    return kept


def replay(events: Iterable[RequestEvent]) -> dict[str, Any]:
    """The fields that ``events`` (oldest first) lead to."""
    fields: dict[str, Any] = {}
    for event in events:
        fields.update({name: value for name, value in event.after.items() if name in FIELDS})
    return fields

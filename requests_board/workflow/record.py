"""Writing changes: compare, update, one event each. Everything that changes a request ends here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F
from django.utils import timezone

from marketing_portal.content.markdown import render
from marketing_portal.people.models import User
from requests_board.models import Assignment, EventKind, RequestEvent, SMRequest
from requests_board.signals import requests_changed
from requests_board.workflow.locking import CHUNK, chunks

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


def load_sets(submit: Submit) -> None:
    """Read who is assigned and which stages, labels and launches are set, once for all requests of the submit."""
    submit.sets = {row.pk: {name: [] for name in SETS} for row in submit.rows}
    for part in chunks([row.pk for row in submit.rows]):
        people = Assignment.objects.filter(request__in=part).values_list("request_id", "user_id")
        for request_id, user_id in people:
            submit.sets[request_id]["assignees"].append(user_id)
        for name, (through, column) in THROUGH.items():
            pairs = through._default_manager.filter(smrequest__in=part)
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


def ends(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an event keeps of a change from ``now`` to ``wanted``: fields that differ, and the state in any case."""
    changed = [name for name in wanted if wanted[name] != now[name] or name == "state"]
    return {name: as_json(now[name]) for name in changed}, {name: as_json(wanted[name]) for name in changed}


def event_of(
    submit: Submit, row: SMRequest, changes: Mapping[str, Any], *, kind: EventKind, move: str, note: str
) -> RequestEvent:
    """The event that changing ``row`` by ``changes`` makes."""
    wanted = {name: plain(name, value) for name, value in changes.items()}
    before, after = ends(present(submit, row, wanted), wanted)
    return RequestEvent(
        request=row, submit=submit.id, at=submit.now, actor=submit.by, kind=kind, move=move,
        before=before, after=after, note=note, version=row.version + 1,
    )  # fmt: skip


def write(
    submit: Submit,
    rows: Iterable[SMRequest],
    changes: Mapping[str, Any],
    *,
    kind: EventKind,
    move: str = "",
    note: str = "",
) -> None:
    """Change ``rows`` of the submit by ``changes`` (the same for all) and record one event each.

    ``changes`` maps names of FIELDS to values; sets come as lists of ids.
    """
    write_each(submit, [(row, changes) for row in rows], kind=kind, move=move, note=note)


def write_each(
    submit: Submit,
    changes: Iterable[tuple[SMRequest, Mapping[str, Any]]],
    *,
    kind: EventKind,
    move: str = "",
    note: str = "",
) -> None:
    """Change each request by what stands beside it, with one update for all that become the same."""
    alike: dict[str, tuple[dict[str, Any], list[int]]] = {}
    sets: dict[str, dict[int, set[int]]] = {name: {} for name in SETS}
    for row, wanted in changes:
        submit.events.append(event_of(submit, row, wanted, kind=kind, move=move, note=note))
        columns = {name: value for name, value in wanted.items() if name not in SETS}
        alike.setdefault(repr(columns), (columns, []))[1].append(row.pk)
        for name in wanted.keys() & sets.keys():
            sets[name][row.pk] = set(wanted[name])
        row.version += 1
        for name, value in columns.items():
            setattr(row, name, value)
    for columns, keys in alike.values():
        write_columns(submit, columns, keys)
    for name, wanted_sets in sets.items():
        write_sets(submit, name, wanted_sets)
    requests_changed.send(SMRequest, keys=[key for _, keys in alike.values() for key in keys])


def write_columns(submit: Submit, columns: Mapping[str, Any], keys: Sequence[int]) -> None:
    """Set ``columns`` of the requests with these ``keys``, what is made of them too; count the version."""
    made: dict[str, Any] = {}
    if "description" in columns:
        made["description_html"] = render(columns["description"]).html
    if "answers" in columns:
        made["answers_text"] = text_of(columns["answers"])
    for part in chunks(keys):
        rows = SMRequest.objects.filter(pk__in=part)
        rows.update(**columns, **made, version=F("version") + 1, updated_at=submit.now)


def write_sets(submit: Submit, name: str, wanted: Mapping[int, set[int]]) -> None:
    """Make the set ``name`` (assignees, stages, labels, launches) of each request what is ``wanted``."""
    gone: dict[int, list[int]] = {}
    come: list[tuple[int, int]] = []
    for key, value in wanted.items():
        held = set(submit.sets[key][name])
        come += [(key, item) for item in sorted(value - held)]
        for item in held - value:
            gone.setdefault(item, []).append(key)
        submit.sets[key][name] = sorted(value)
    model, column, owner = (
        (Assignment, "user_id", "request_id") if name == "assignees" else (*THROUGH[name], "smrequest_id")
    )
    for item, keys in gone.items():
        for part in chunks(keys):
            model._default_manager.filter(**{column: item, f"{owner}__in": part}).delete()
    more = {"at": submit.now} if name == "assignees" else {}
    pairs = [model(**{owner: key, column: item}, **more) for key, item in come]
    model._default_manager.bulk_create(pairs, batch_size=CHUNK)


def text_of(answers: Mapping[str, Any]) -> str:
    """``answers`` as the text that is searched."""
    return "\n".join(str(value) for value in answers.values() if value not in (None, ""))


def save_events(submit: Submit) -> None:
    """Write the events of the submit."""
    RequestEvent.objects.bulk_create(submit.events, batch_size=CHUNK)


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

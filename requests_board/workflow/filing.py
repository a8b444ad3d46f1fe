"""Filing a request: its fields, the answers to what its kind asks, and the labels that come with the kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.db import transaction

from marketing_portal.people.models import User
from requests_board import notices
from requests_board.models import EventKind, Label, RequestEvent, RequestKind, SMRequest, Watch
from requests_board.vocabulary import Family
from requests_board.workflow import answers, record
from requests_board.workflow.data import Incomplete, NotAllowed
from requests_board.workflow.fields import REQUESTER_FIELDS


def file_request(*, by: User, **fields: Any) -> SMRequest:
    """File a new request for ``by``. ``fields``: names of REQUESTER_FIELDS (a partial request is legal; the title
    is not optional) and ``kind_id``: then what the kind asks is answered, and its labels are set where none of their
    family is. Triage leads are told. Returns the request, number and all."""
    unknown = set(fields) - REQUESTER_FIELDS - {"kind_id"}
    if unknown:
        raise NotAllowed(f"Not for the requester to set: {', '.join(sorted(unknown))}.")
    if not str(fields.get("title", "")).strip():
        raise Incomplete({"title": "Give the request a title."})
    fields["answers"], defaults = of_kind(fields.get("kind_id"), fields.get("answers", {}))
    fields["answers_text"] = record.text_of(fields["answers"])
    sets = {"devops_stages": list(fields.pop("devops_stages", []))}
    apply_labels(fields, sets, defaults)
    with transaction.atomic():
        request = SMRequest.objects.create(requester=by, **fields)
        for name, keys in sets.items():
            getattr(request, name).set(keys)
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


def of_kind(kind_id: int | None, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Label]]:
    """The checked answers to what the kind asks, and its default labels. Raises Incomplete."""
    if kind_id is None:
        return {}, []
    kind = RequestKind.objects.offered().filter(pk=kind_id).first()
    if kind is None:
        raise Incomplete({"kind": "This kind of request is no longer offered. Choose another one."})
    return answers.validate(answers.questions_of(kind), given), list(kind.labels.all())


def apply_labels(fields: dict[str, Any], sets: dict[str, list[int]], labels: Iterable[Label]) -> None:
    """Set each of ``labels`` (the defaults of a kind) where the requester chose none of its family."""
    for family, found in groupby(sorted(labels, key=lambda label: label.family), lambda label: label.family):
        defaults = list(found)
        if family == Family.USE_CASE and not fields.get("use_case_id"):
            fields["use_case_id"] = defaults[0].pk
        elif family == Family.GTM_PHASE and not fields.get("gtm_phase"):
            fields["gtm_phase"] = defaults[0].key
        elif family == Family.DEVOPS_STAGE and not sets["devops_stages"]:
            sets["devops_stages"] = [label.pk for label in defaults]
        elif family == Family.OTHER:
            sets["labels"] = [label.pk for label in defaults]

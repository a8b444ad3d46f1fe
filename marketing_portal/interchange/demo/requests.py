"""Filing the demo requests and taking them through the workflow, as people would."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from marketing_portal.interchange.demo.files import RequestDoc, StepDoc
from marketing_portal.interchange.documents import Document
from marketing_portal.people.models import Team, User
from requests_board import workflow
from requests_board.fiscal import Quarter
from requests_board.models import Label, Milestone, Notification, SMRequest
from requests_board.vocabulary import Family

Users = Mapping[str, User]


def make_requests(documents: Iterable[RequestDoc], users: Users) -> list[SMRequest]:
    """File every request of ``documents`` and take its steps. Raises BadFile where one cannot be taken.

    What people are told of it stands in the inbox; mail about it is withheld, since nothing has really happened.
    """
    made = [make_request(document, users) for document in documents]
    waiting = Notification.objects.filter(request__in=made, mail=Notification.Mail.PENDING)
    waiting.update(mail=Notification.Mail.WITHHELD)
    return made


def make_request(document: RequestDoc, users: Users) -> SMRequest:
    """One request with its steps."""
    fields: dict[str, Any] = {
        "title": document.title,
        "description": document.description,
        "due_on": due(document.due_in_days),
        "use_case_id": label(document.use_case, document, "use_case") if document.use_case else None,
        "devops_stages": [label(key, document, "devops_stages") for key in document.devops_stages],
        **document.values,
    }
    request = workflow.file_request(by=person(document.by, document, "by", users), **fields)
    for step in document.steps:
        try:
            take(SMRequest.objects.get(pk=request.pk), step, users)
        except workflow.WorkflowError as error:
            raise step.found.bad("do", f"“{step.do}” cannot be done: {error}") from None
    return request


def take(request: SMRequest, step: StepDoc, users: Users) -> None:
    """Do what ``step`` says."""
    by = person(step.by, step, "by", users)
    if step.do == "comment":
        workflow.comment(request, by=by, body=step.text)
    elif step.do == "ask":
        workflow.ask(request, by=by, question=step.text)
    elif step.do == "answer":
        workflow.answer(request, by=by, text=step.text)
    elif step.do == "edit":
        workflow.edit(request, by=by, changes=step.changes)
    elif step.do in workflow.MOVES:
        workflow.move([request], by=by, steps=[workflow.Step(step.do, move_data(step, users))])
    else:
        known = ", ".join(workflow.MOVES)
        raise step.found.bad("do", f"“{step.do}” is neither comment, ask, answer, edit nor a move: {known}.")


def move_data(step: StepDoc, users: Users) -> workflow.MoveData:
    """What the move of ``step`` is given."""
    team = Team.objects.filter(slug=step.team).first() if step.team else None
    if step.team and team is None:
        raise step.found.bad("team", f"There is no team “{step.team}”. Load the content first.")
    data = workflow.MoveData(
        team=team,
        assignees=tuple(person(key, step, "assignees", users) for key in step.assignees),
        milestone=quarter(step.quarter),
    )
    texts: Mapping[str, Any] = step.texts
    return dataclasses.replace(data, **texts)


def person(key: str, document: Document, name: str, users: Users) -> User:
    """The account with this key."""
    if key not in users:
        raise document.found.bad(name, f"There is no demo sign-in “{key}”.")
    return users[key]


def quarter(name: str) -> Milestone | None:
    """The milestone of the current or the next quarter."""
    current = Quarter.current()
    quarters = {"current": current, "next": current.next()}
    return Milestone.objects.for_quarter(quarters[name]) if name else None


def due(days: int | None) -> dt.date | None:
    """The day so many days from today."""
    return None if days is None else timezone.localdate() + dt.timedelta(days=days)


def label(key: str, document: RequestDoc, name: str) -> int:
    """The label with this key, of the family that the field ``name`` takes."""
    families = {"use_case": Family.USE_CASE, "devops_stages": Family.DEVOPS_STAGE}
    found = Label.objects.filter(family=families[name], key=key).first()
    if found is None:
        raise document.found.bad(name, f"There is no label “{key}” for this. Load the content first.")
    return int(found.pk)

"""Comments, questions to the requester and their answers, and watching."""

from __future__ import annotations

from django.db import transaction

from marketing_portal.people.models import User
from marketing_portal.people.roles import is_member
from requests_board import notices
from requests_board.models import Comment, EventKind, RequestEvent, SMRequest, Watch
from requests_board.workflow import record
from requests_board.workflow.data import Incomplete, NotAllowed
from requests_board.workflow.locking import lock


def visible(request: SMRequest, user: User) -> bool:
    """Whether ``user`` may see ``request``."""
    return SMRequest.objects.visible_to(user).filter(pk=request.pk).exists()


def watch(request: SMRequest, user: User, on: bool) -> None:
    """Tell ``user`` of comments on ``request``, or no longer."""
    if on and visible(request, user):
        Watch.objects.get_or_create(request=request, user=user)
    else:
        Watch.objects.filter(request=request, user=user).delete()


def comment(request: SMRequest, *, by: User, body: str) -> Comment:
    """Say something. Changes nothing else, so it never collides with a move. Watchers are told."""
    if not body.strip():
        raise Incomplete({"body": "Write a comment first."})
    with transaction.atomic():
        current = (
            SMRequest.objects.visible_to(by).filter(pk=request.pk).first()
        )  # confidential since it was read?
        if current is None:
            raise NotAllowed(f"{by} may not see {request}.")
        said = Comment.objects.create(request=current, author=by, body=body.strip())
        submit = record.Submit(by=by, rows=[current])
        RequestEvent.objects.create(
            request=current, submit=submit.id, at=said.at, actor=by,
            kind=EventKind.COMMENTED, after={"comment": said.pk}, version=current.version,
        )  # fmt: skip
        Watch.objects.get_or_create(request=current, user=by)
        notices.tell_of_comment(submit.id, said)
    return said


def ask(request: SMRequest, *, by: User, question: str) -> Comment:
    """Ask the requester for more information: the request waits, and is not late, until they answer."""
    if not question.strip():
        raise Incomplete({"question": "Write the question first."})
    with transaction.atomic():
        submit = record.Submit(by=by, rows=lock([request]))
        row = submit.rows[0]
        if not may_ask(row, by):
            raise NotAllowed(f"{row}: only the team that has it asks, while it is open.")
        return say(submit, row, question, Comment.Kind.QUESTION)


def answer(request: SMRequest, *, by: User, text: str) -> Comment:
    """Answer the open question. Clears the waiting flag; who asked is told."""
    if not text.strip():
        raise Incomplete({"text": "Write the answer first."})
    with transaction.atomic():
        submit = record.Submit(by=by, rows=lock([request]))
        row = submit.rows[0]
        if row.requester_id != by.pk or not row.is_waiting:
            raise NotAllowed(f"{row}: there is no open question for {by}.")
        return say(submit, row, text, Comment.Kind.ANSWER)


def may_ask(row: SMRequest, by: User) -> bool:
    """Whether ``by`` may ask the requester of ``row`` something."""
    return row.is_open and is_member(by, row.team_id)


def say(submit: record.Submit, row: SMRequest, text: str, kind: Comment.Kind) -> Comment:
    """Write a question or an answer with its event, and tell of it. ``row`` is locked in ``submit``."""
    said = Comment.objects.create(request=row, author=submit.by, body=text.strip(), kind=kind)
    asked = kind == Comment.Kind.QUESTION
    record.load_sets(submit)
    record.write(
        submit,
        [row],
        {"waiting_since": submit.now if asked else None},
        kind=EventKind.ASKED if asked else EventKind.ANSWERED,
        note=text.strip(),
    )
    submit.events[-1].after["comment"] = said.pk
    record.save_events(submit)
    Watch.objects.get_or_create(request=row, user=submit.by)
    notices.tell_of_comment(submit.id, said)
    return said

"""Files on a request: attached by whoever sees it, taken away by who attached them or by a lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from marketing_portal.people.models import User
from marketing_portal.people.roles import is_lead
from marketing_portal.ui.components.sizes import size as size_of
from requests_board.models import Attachment, EventKind, RequestEvent, SMRequest
from requests_board.workflow import record
from requests_board.workflow.data import Incomplete, NotAllowed
from requests_board.workflow.file_types import IN_WORDS, clean_name, type_of
from requests_board.workflow.locking import locked


@dataclass(frozen=True)
class Checked:
    """A file that may be attached, with its name as it is shown and its type."""

    file: UploadedFile[Any]
    name: str
    content_type: str


def check(files: Iterable[UploadedFile[Any]], skipped: Sequence[str] = ()) -> list[Checked]:
    """``files`` with names and types. Raises Incomplete with a sentence where one cannot be attached.

    ``skipped``: names of those that were too large or too many and were not even kept.
    """
    checked: list[Checked] = []
    wrong = [unkept(name) for name in skipped]
    for file in files:
        name = clean_name(file.name or "file")
        content_type = type_of(name, file)
        if not file.size:
            wrong.append(f"“{name}” is empty.")
        elif file.size > settings.UPLOAD_MAX_BYTES:
            wrong.append(unkept(name))
        elif content_type is None:
            wrong.append(f"“{name}” cannot be attached. Possible: {IN_WORDS}.")
        else:
            checked.append(Checked(file, name, content_type))
    if wrong:
        raise Incomplete({"files": " ".join(wrong)})
    return checked


def unkept(name: str) -> str:
    """What to say of a file that did not get through."""
    most, limit = settings.ATTACHMENTS_PER_REQUEST, size_of(settings.UPLOAD_MAX_BYTES)
    return f"“{clean_name(name)}” is too large, or one too many: {most} files of {limit} each at most."


def attach(request: SMRequest, *, by: User, files: Sequence[Checked]) -> list[Attachment]:
    """Attach ``files`` (as ``check`` gives them). Changes no field of the request, so it collides with nothing."""
    kept: list[Attachment] = []
    try:
        with transaction.atomic():
            if not SMRequest.objects.visible_to(by).filter(pk=request.pk).exists():
                raise NotAllowed(f"{by} may not see {request}.")
            row = locked([request.pk])[0]
            there = row.attachments.filter(removed_at=None).count()
            if there + len(files) > settings.ATTACHMENTS_PER_REQUEST:
                most = settings.ATTACHMENTS_PER_REQUEST
                raise Incomplete({"files": f"A request holds {most} files; {there} are attached already."})
            submit = record.Submit(by=by, rows=[row])
            for one in files:
                attachment = Attachment(
                    request=row, key=uuid4(), name=one.name, size=one.file.size or 0,
                    content_type=one.content_type, by=by, at=submit.now,
                )  # fmt: skip
                kept.append(attachment)
                attachment.file.save(one.name, one.file, save=False)
                attachment.save()
                tell(submit, row, attachment, EventKind.ATTACHED)
            record.save_events(submit)
    except BaseException:
        for attachment in kept:  # the rows are gone with the transaction; their files are not
            delete_file(attachment)
        raise
    return kept


def may_detach(attachment: Attachment, user: Any) -> bool:
    """Who attached it, and leads of the team that has the request."""
    return bool(attachment.by_id == user.pk or is_lead(user, attachment.request.team_id))


def detach(attachment: Attachment, *, by: User) -> None:
    """Take a file away: the row stays for the history, the file itself is deleted once that is certain."""
    if not may_detach(attachment, by):
        raise NotAllowed("Only who attached a file, or a lead of the team, takes it away.")
    with transaction.atomic():
        row = locked([attachment.request_id])[0]
        removed = Attachment.objects.filter(pk=attachment.pk, removed_at=None)
        if not removed.update(removed_at=timezone.now()):
            return  # a second click
        submit = record.Submit(by=by, rows=[row])
        tell(submit, row, attachment, EventKind.DETACHED)
        record.save_events(submit)
        transaction.on_commit(lambda: delete_file(attachment))


def delete_file(attachment: Attachment) -> None:
    """Delete the file of ``attachment``, whatever became of its row."""
    if attachment.file.name:
        attachment.file.storage.delete(attachment.file.name)


def tell(submit: record.Submit, row: SMRequest, attachment: Attachment, kind: EventKind) -> None:
    """Note in the history what was attached or taken away."""
    submit.events.append(
        RequestEvent(
            request=row,
            submit=submit.id,
            at=submit.now,
            actor=submit.by,
            kind=kind,
            after={"attachment": attachment.pk, "name": attachment.name},
            version=row.version,
        )
    )

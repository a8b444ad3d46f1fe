"""Issues become requests, in one transaction: new ones with their past, known ones brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.issues import csv_form, json_form
from marketing_portal.interchange.issues.desk import Desk
from marketing_portal.interchange.issues.documents import IssueDoc, NoteDoc
from marketing_portal.interchange.issues.report import FileReport, IssueReport
from marketing_portal.interchange.issues.rules import sentences, understand
from marketing_portal.interchange.issues.values_of import fields_of
from marketing_portal.people.models import User
from requests_board.models import Comment, EventKind, RequestEvent, SMRequest, Watch
from requests_board.vocabulary import State
from requests_board.workflow import record, replay
from requests_board.workflow.history import Life, restore
from requests_board.workflow.locking import chunks, locked

MOST_BYTES = 50_000_000
ASKED_AT_FILING = ("title", "description", "use_case_id", "due_on", "is_confidential")
NOTE = "Imported."


@dataclass(frozen=True)
class File:
    """One file as it came."""

    path: str
    data: bytes


@dataclass
class Known:
    """A request that an earlier import made. ``base``: what that import left."""

    request: SMRequest
    base: dict[str, Any]


def import_issues(
    files: Iterable[File],
    *,
    by: User,
    dry_run: bool = False,
    overwrite: bool = False,
    most: int | None = None,
) -> IssueReport:
    """Import ``files`` (CSV or JSON). Raises BadFile, and then nothing is changed; nor is it with ``dry_run``.

    What was changed in the portal since the last import stays as it is there and is listed as a conflict, unless
    ``overwrite``. Nobody is told by mail: nothing of it has just happened. ``most``: how many issues at once.
    """
    report, number = IssueReport(), 0
    with transaction.atomic():
        desk = Desk(by)
        for file in files:
            issues, told = read(file)
            number += len(issues)
            if most is not None and number > most:
                reason = f"These are more than {most:,} issues; the command imports any number."
                raise BadFile(file.path, 1, reason)
            done = FileReport(file.path, warnings=list(told))
            report.files.append(done)
            apply(issues, desk, report, done, overwrite=overwrite)
        report.made, report.is_applied = desk.made, not dry_run
        if dry_run:
            transaction.set_rollback(True)
    return report


def read(file: File) -> tuple[list[IssueDoc], list[tuple[int, str]]]:
    """The issues in ``file``, by what it looks like."""
    if len(file.data) > MOST_BYTES:
        raise BadFile(file.path, 1, f"The file is larger than {MOST_BYTES // 1_000_000} MB; split it.")
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        raise BadFile(file.path, line, "The file is not UTF-8.") from None
    if not text.strip():
        raise BadFile(file.path, 1, "The file is empty.")
    if text.lstrip()[:1] in {"[", "{"}:
        return json_form.read(text, file.path)
    return csv_form.read(text, file.path)


def apply(
    issues: Sequence[IssueDoc], desk: Desk, report: IssueReport, done: FileReport, *, overwrite: bool
) -> None:
    """Make or update the request of each of ``issues``."""
    known = known_requests(issues)
    wanted: dict[str, tuple[IssueDoc, dict[str, Any], str]] = {}
    for issue in issues:
        found = understand(issue, desk.known)
        values = fields_of(issue, found, desk)
        wanted[issue.origin] = issue, values, sentences(found.told)
        line = issue.found.lines.get("", 1)
        done.warnings.extend((line, sentence) for sentence in found.told)
    new = [entry for origin, entry in wanted.items() if origin not in known]
    restore([life_of(*entry, desk) for entry in new])
    done.created, done.titles = len(new), [issue.title for issue, _, _ in new]
    done.comments += sum(len(issue.notes) for issue, _, _ in new)
    there = [entry for origin, entry in wanted.items() if origin in known]
    update(there, known, desk, report, done, overwrite=overwrite)


def known_requests(issues: Iterable[IssueDoc]) -> dict[str, Known]:
    """What earlier imports made of ``issues``, by origin; locked until the transaction ends."""
    origins = [issue.origin for issue in issues]
    keys: list[int] = []
    for part in chunks(origins):
        keys += SMRequest.objects.filter(origin__in=part).values_list("pk", flat=True)
    rows = {row.pk: row for row in locked(keys)}
    events: dict[int, list[RequestEvent]] = {}
    for some in chunks(sorted(rows)):
        for event in RequestEvent.objects.filter(request__in=some).order_by("pk"):
            events.setdefault(event.request_id, []).append(event)
    return {row.origin: Known(row, base_of(events.get(row.pk, []))) for row in rows.values()}


def base_of(events: Sequence[RequestEvent]) -> dict[str, Any]:
    """What the source said of the fields when it was last heard: what people changed here is no part of it."""
    imports = [place for place, event in enumerate(events) if event.kind == EventKind.IMPORTED]
    first = imports[0] if imports else 0
    return replay([*events[: first + 1], *(events[place] for place in imports[1:])])


def life_of(issue: IssueDoc, values: Mapping[str, Any], told: str, desk: Desk) -> Life:
    """A new request: filed by its author then, imported now with everything else that is known of it."""
    author = desk.account(issue.author)
    filed = issue.created_at or timezone.now()
    first = {name: values[name] for name in ASKED_AT_FILING}
    life = Life.filed(author, filed, origin=issue.origin, origin_url=issue.url, **first)
    for note in issue.notes:
        life.say(Comment.Kind.COMMENT, desk.account(note.author), note.at, note.body)
    now, found = timezone.now(), differing(life, values)
    if not State(values["state"]).is_open:
        found.setdefault("closed_at", now)
    life.change(EventKind.IMPORTED, desk.by, now, found, note=f"{NOTE} {told}".strip())
    life.request.updated_at = issue.updated_at or issue.closed_at or filed
    return life


def differing(life: Life, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of ``values`` that the new request does not have yet."""
    return {name: value for name, value in values.items() if value != life.now(name)}


def update(
    entries: Sequence[tuple[IssueDoc, dict[str, Any], str]],
    known: Mapping[str, Known],
    desk: Desk,
    report: IssueReport,
    done: FileReport,
    *,
    overwrite: bool,
) -> None:
    """Bring the requests of ``entries`` up to date, in three ways at once: then, here and there."""
    submit = record.Submit(by=desk.by, rows=[known[issue.origin].request for issue, _, _ in entries])
    record.load_sets(submit)
    changes: dict[str, list[tuple[SMRequest, dict[str, Any]]]] = {}
    said = new_notes(entries, known, desk)
    for issue, values, _ in entries:
        before = known[issue.origin]
        found = merged(submit, before, values, report, overwrite=overwrite)
        comments = len(said.get(before.request.pk, ()))
        if found or comments:
            changes.setdefault(note_of(comments), []).append((before.request, found))
            done.updated += 1
        else:
            done.unchanged += 1
    for note, group in changes.items():
        record.write_each(submit, group, kind=EventKind.IMPORTED, note=note)
    record.save_events(submit)
    done.comments += write_notes(said, submit)


def note_of(comments: int) -> str:
    """What the history says of an import that brought so many comments: they stand under other people's names."""
    return f"Imported, with {comments:,} new comment{'s' * (comments != 1)}." if comments else NOTE


def merged(
    submit: record.Submit, known: Known, values: Mapping[str, Any], report: IssueReport, *, overwrite: bool
) -> dict[str, Any]:
    """What of ``values`` is new in the source and was not changed here."""
    row, found = known.request, {}
    here = {name: record.as_json(value) for name, value in record.present(submit, row, values).items()}
    for name, value in values.items():
        there = record.as_json(record.plain(name, value))
        if there in (known.base.get(name), here[name]):
            continue
        if here[name] != known.base.get(name) and not overwrite:
            report.conflicts.append((row.pk, name, here[name], there))
            continue
        found[name] = value
        report.changes.append((row.pk, name, here[name], there))
    if "state" in found and not State(found["state"]).is_open and row.closed_at is None:
        found.setdefault("closed_at", submit.now)
    return found


def new_notes(
    entries: Iterable[tuple[IssueDoc, dict[str, Any], str]], known: Mapping[str, Known], desk: Desk
) -> dict[int, list[tuple[NoteDoc, User]]]:
    """The comments that are not there yet, by request."""
    talked = [issue for issue, _, _ in entries if issue.notes]
    there: set[tuple[int, Any, str]] = set()
    for part in chunks([known[issue.origin].request.pk for issue in talked]):
        rows = Comment.objects.filter(request__in=part).values_list("request_id", "at", "body")
        there.update(rows)
    found: dict[int, list[tuple[NoteDoc, User]]] = {}
    for issue in talked:
        key = known[issue.origin].request.pk
        for note in issue.notes:
            if (key, note.at, note.body) not in there:
                found.setdefault(key, []).append((note, desk.account(note.author)))
    return found


def write_notes(said: Mapping[int, list[tuple[NoteDoc, User]]], submit: record.Submit) -> int:
    """Write the comments with an event each; gives how many."""
    rows = {row.pk: row for row in submit.rows}
    comments = []
    for key, notes in said.items():
        for note, author in notes:
            comment = Comment(request=rows[key], author=author, body=note.body, at=note.at)
            comment.render_text()
            comments.append(comment)
    Comment.objects.bulk_create(comments)
    RequestEvent.objects.bulk_create(
        RequestEvent(
            request=comment.request, submit=submit.id, at=comment.at, actor=comment.author,
            kind=EventKind.COMMENTED, after={"comment": comment.pk}, version=comment.request.version,
        )
        for comment in comments
    )  # fmt: skip
    watches = [Watch(request=comment.request, user=comment.author) for comment in comments]
    Watch.objects.bulk_create(watches, ignore_conflicts=True)
    return len(comments)

"""The JSON of GitLab's REST API for issues: a list of issues, or several lines with one each, with ``notes`` where the
notes of an issue were put beside it (or a list of notes that name their issue by ``noteable_iid``)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from marketing_portal.interchange.documents import Found
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.issues import quick_actions, values
from marketing_portal.interchange.issues.documents import IssueDoc, NoteDoc, WhoDoc

Given = Mapping[str, Any]


def read(text: str, path: str) -> tuple[list[IssueDoc], list[tuple[int, str]]]:
    """The issues in ``text``; nothing is to be told of the file as a whole. Raises BadFile."""
    entries = list(entries_of(text, path))
    notes: dict[str, list[Given]] = {}
    issues = []
    for line, entry in entries:
        if "noteable_iid" in entry and "title" not in entry:
            notes.setdefault(str(entry["noteable_iid"]), []).append(entry)
        else:
            issues.append((line, entry))
    found = [
        read_issue(Found(path, {"": line}), entry, notes.get(str(entry.get("iid")), []))
        for line, entry in issues
    ]
    seen: dict[str, int] = {}
    for issue in found:
        if issue.origin in seen:
            raise issue.found.bad(
                "", f"The issue of line {seen[issue.origin]} stands here again ({issue.origin})."
            )
        seen[issue.origin] = issue.found.lines[""]
    return found, []


def entries_of(text: str, path: str) -> Iterator[tuple[int, Given]]:
    """The objects in ``text`` with their lines: one list, one object, or one object to a line."""
    text = text.removeprefix("\ufeff")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2:
            raise BadFile(path, error.lineno, f"This is no JSON: {error.msg}.") from None
        yield from (of_line(path, number, line) for number, line in lines)
        return
    except RecursionError:
        raise BadFile(path, 1, "This JSON is nested too deeply.") from None
    except ValueError:
        raise BadFile(path, 1, "There is a number in it that is far too long.") from None
    found = whole if isinstance(whole, list) else [whole]
    for place, entry in enumerate(found, 1):
        if not isinstance(entry, dict):
            raise BadFile(path, place, "Each entry must be an issue: an object with a title.")
        yield place, entry


def of_line(path: str, number: int, line: str) -> tuple[int, Given]:
    """The object of one line."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise BadFile(path, number, "This line is no JSON.") from None
    if not isinstance(entry, dict):
        raise BadFile(path, number, "Each line must be an issue: an object with a title.")
    return number, entry


def who(found: Found, name: str, given: Any) -> WhoDoc:
    """An author or assignee."""
    if not isinstance(given, dict):
        return WhoDoc()
    return WhoDoc(
        username=values.text(found, name, given.get("username"), 80),
        name=values.text(found, name, given.get("name"), 120),
    )


def words(found: Found, name: str, given: Any) -> list[str]:
    """A list of texts; labels with details are objects with a name."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise found.bad(name, f"{name}: a list is expected here.")
    return [values.text(found, name, one.get("name") if isinstance(one, dict) else one, 200) for one in given]


def titled(given: Any) -> Any:
    """The title of an object (milestone, epic), or the text itself."""
    return given.get("title") if isinstance(given, dict) else given


def read_issue(found: Found, given: Given, beside: list[Given]) -> IssueDoc:
    """One issue with its notes."""
    title = values.title(found, given.get("title"))
    if not title:
        raise found.bad("title", "This issue has no title.")
    body, actions = quick_actions.read(values.text(found, "description", given.get("description")))
    url = values.text(found, "web_url", given.get("web_url"), 400)
    number = values.text(found, "iid", str(given.get("iid") or ""), 40)
    people = given.get("assignees") or ([given["assignee"]] if given.get("assignee") else [])
    if not isinstance(people, list):
        raise found.bad("assignees", "assignees: a list is expected here.")
    notes = given.get("notes")
    return IssueDoc(
        origin=(url or (number and f"#{number}") or f"title:{title}")[:200],
        url=url if url.startswith(("https://", "http://")) else "",
        title=title,
        description=body,
        is_open=str(given.get("state") or "opened") != "closed" and not actions.closes,
        author=who(found, "author", given.get("author")),
        assignees=tuple(filter(None, (who(found, "assignees", one) for one in people))),
        labels=tuple(dict.fromkeys([*words(found, "labels", given.get("labels")), *actions.labels])),
        milestone=values.text(found, "milestone", titled(given.get("milestone")), 80) or actions.milestone,
        weight=values.number(found, "weight", given.get("weight")),
        due_on=values.day(found, "due_date", given.get("due_date")),
        created_at=values.moment(found, "created_at", given.get("created_at")),
        updated_at=values.moment(found, "updated_at", given.get("updated_at")),
        closed_at=values.moment(found, "closed_at", given.get("closed_at")),
        is_confidential=values.flag(found, "confidential", given.get("confidential")),
        epic=values.text(found, "epic", titled(given.get("epic")), 200),
        notes=tuple(read_notes(found, [*(notes if isinstance(notes, list) else []), *beside])),
        found=found,
    )


def read_notes(found: Found, given: list[Any]) -> Iterator[NoteDoc]:
    """The comments, oldest first; what the system wrote is none."""
    kept = [one for one in given if isinstance(one, dict) and not one.get("system")]
    notes = [
        NoteDoc(
            author=who(found, "author", one.get("author")),
            at=at,
            body=body,
        )
        for one in kept
        if (body := values.text(found, "note", one.get("body")))
        and (at := values.moment(found, "note", one.get("created_at")))
    ]
    yield from sorted(notes, key=lambda note: note.at)

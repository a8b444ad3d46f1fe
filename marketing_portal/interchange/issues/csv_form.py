"""The CSV that GitLab exports for issues, and the shorter one that it imports: by the names of the columns.

Columns may come in any order and in any case; what is not known is left alone and told. Source of the names: GitLab's
documentation of its export and import of issues as CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from marketing_portal.interchange.documents import Found
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.issues import quick_actions, values
from marketing_portal.interchange.issues.documents import IssueDoc, WhoDoc

COLUMNS = {
    "title": "title",
    "raw title": "title",
    "description": "description",
    "raw description": "description",
    "issue id": "number",
    "url": "url",
    "state": "state",
    "author": "author",
    "author username": "author_username",
    "assignee": "assignees",
    "assignee(s)": "assignees",
    "assignee username": "assignee_usernames",
    "assignee(s) username(s)": "assignee_usernames",
    "confidential": "confidential",
    "locked": "",
    "due date": "due",
    "due_date": "due",
    "created at (utc)": "created",
    "updated at (utc)": "updated",
    "closed at (utc)": "closed",
    "milestone": "milestone",
    "weight": "weight",
    "effort": "weight",
    "labels": "labels",
    "team label": "labels",
    "time estimate": "",
    "time spent": "",
    "launches": "launches",
    "epic": "epic",
    "epic id": "epic",
    "epic title": "epic_title",
}
MOST_ROWS = 50_000
csv.field_size_limit(values.MOST_TEXT * 2)


def read(text: str, path: str) -> tuple[list[IssueDoc], list[tuple[int, str]]]:
    """The issues in ``text`` and what is to be told of the file. Raises BadFile."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), dialect(text))
    try:
        head = next(reader, [])
        names = columns(head, path)
        issues = list(rows(reader, names, path))
    except csv.Error as error:
        raise BadFile(path, reader.line_num, f"This is no CSV: {error}.") from None
    unknown = [name for name in head if name.strip().casefold() not in COLUMNS]
    told = [(1, f"The column “{name.strip()[:60]}” is not known; it was left out.") for name in unknown]
    return issues, told


def dialect(text: str) -> type[csv.Dialect]:
    """Commas, unless the head is split by semicolons or tabs."""
    head = text.split("\n", 1)[0]
    counts = {sign: head.count(sign) for sign in ",;\t"}

    class Found(csv.excel):
        """Excel's own, with the sign that the head has most of."""

        delimiter = max(counts, key=lambda sign: counts[sign]) if any(counts.values()) else ","

    return Found


def columns(head: list[str], path: str) -> list[str]:
    """The name that each column has here, empty for what is left out."""
    names = [COLUMNS.get(name.strip().casefold(), "") for name in head]
    if "title" not in names:
        raise BadFile(path, 1, "The first line must name the columns, “Title” among them.")
    doubled = {name for name in names if name and name != "labels" and names.count(name) > 1}
    if doubled:
        raise BadFile(path, 1, f"Two columns say the same: {', '.join(sorted(doubled))}.")
    return names


def rows(reader: Iterator[list[str]], names: list[str], path: str) -> Iterator[IssueDoc]:
    """Each row as an issue; empty rows are none."""
    seen: dict[str, int] = {}
    line = 2
    for row in reader:
        found = Found(path, {"": line})
        line = getattr(reader, "line_num", line) + 1
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            raise found.bad("", f"The row has {len(row)} cells, the head {len(names)} columns.")
        if len(seen) >= MOST_ROWS:
            raise found.bad("", f"More than {MOST_ROWS:,} issues in one file; split it.")
        issue = read_row(found, names, row)
        if issue.origin in seen:
            raise found.bad("", f"The issue of line {seen[issue.origin]} stands here again ({issue.origin}).")
        seen[issue.origin] = found.lines[""]
        yield issue


def read_row(found: Found, names: list[str], row: list[str]) -> IssueDoc:
    """One row."""
    cells: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        if name == "labels" and cells.get("labels"):
            cells["labels"] += f",{cell}"
        elif name:
            cells[name] = cell
    title = values.title(found, cells.get("title"))
    if not title:
        raise found.bad("title", "This issue has no title.")
    body, actions = quick_actions.read(values.text(found, "description", cells.get("description")))
    url = values.text(found, "url", cells.get("url"), 400)
    number = values.text(found, "number", cells.get("number"), 40)
    state = values.text(found, "state", cells.get("state"), 20).casefold()
    if state not in {"", "open", "opened", "closed"}:
        raise found.bad("state", f"“{state}” is no state of an issue; it is open or closed.")
    return IssueDoc(
        origin=(url or (number and f"#{number}") or f"title:{title}")[:200],
        url=url if url.startswith(("https://", "http://")) else "",
        title=title,
        description=body,
        is_open=state != "closed" and not actions.closes,
        author=WhoDoc(
            username=values.text(found, "author", cells.get("author_username"), 80),
            name=values.text(found, "author", cells.get("author"), 120),
        ),
        assignees=people(found, cells, actions.assignees),
        labels=tuple(
            dict.fromkeys([*parts(values.text(found, "labels", cells.get("labels"))), *actions.labels])
        ),
        milestone=values.text(found, "milestone", cells.get("milestone"), 80) or actions.milestone,
        launches=tuple(parts(values.text(found, "launches", cells.get("launches")))),
        weight=values.number(found, "weight", cells.get("weight") or actions.weight),
        due_on=values.day(found, "due", cells.get("due") or actions.due),
        created_at=values.moment(found, "created", cells.get("created")),
        updated_at=values.moment(found, "updated", cells.get("updated")),
        closed_at=values.moment(found, "closed", cells.get("closed")),
        is_confidential=values.flag(found, "confidential", cells.get("confidential")) or actions.confidential,
        epic=values.text(found, "epic", cells.get("epic_title") or cells.get("epic"), 200),
        found=found,
    )


def parts(cell: str) -> list[str]:
    """What stands between the commas."""
    return [part.strip() for part in cell.split(",") if part.strip()]


def people(found: Found, cells: dict[str, str], acted: list[str]) -> tuple[WhoDoc, ...]:
    """Who is assigned: usernames with their names where both columns have as many."""
    names = parts(values.text(found, "assignees", cells.get("assignees")))
    usernames = parts(values.text(found, "assignees", cells.get("assignee_usernames")))
    if len(names) == len(usernames):
        listed = [WhoDoc(username=user, name=name) for user, name in zip(usernames, names, strict=True)]
    else:
        listed = [WhoDoc(username=user) for user in usernames] or [WhoDoc(name=name) for name in names]
    known = {one.username for one in listed}
    return (*listed, *(WhoDoc(username=name) for name in dict.fromkeys(acted) if name not in known))

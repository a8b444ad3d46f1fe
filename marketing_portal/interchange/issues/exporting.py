"""Requests in the CSV that GitLab imports: title and description with quick actions first, then what its export has.

GitLab reads the first columns and leaves the rest alone; ``csv_form`` reads all of them, so nothing is lost on the way
back. Cells are written as they are: this file is for machines.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator

from marketing_portal.interchange.issues import quick_actions
from marketing_portal.interchange.issues.documents import IssueDoc

HEAD = (
    "title",
    "description",
    "due_date",
    "milestone",
    "Issue ID",
    "URL",
    "State",
    "Author",
    "Author Username",
    "Assignee(s)",
    "Assignee(s) Username(s)",
    "Confidential",
    "Created At (UTC)",
    "Updated At (UTC)",
    "Closed At (UTC)",
    "Weight",
    "Labels",
    "Epic Title",
    "Launches",
)
MOMENT = "%Y-%m-%d %H:%M:%S"


def lines(issues: Iterable[IssueDoc]) -> Iterator[str]:
    """The file, a line or a few at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEAD)
    yield buffer.getvalue()
    for issue in issues:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(row(issue))
        yield buffer.getvalue()


def row(issue: IssueDoc) -> list[str]:
    """One issue."""
    weight = "" if issue.weight is None else str(issue.weight)
    actions = quick_actions.write(
        labels=issue.labels,
        milestone=issue.milestone,
        assignees=[one.username for one in issue.assignees if one.username],
        weight=weight,
        closes=not issue.is_open,
        confidential=issue.is_confidential,
    )
    return [
        issue.title,
        f"{issue.description}\n\n{actions}".strip(),
        issue.due_on.isoformat() if issue.due_on else "",
        issue.milestone,
        issue.origin.rpartition("/")[2].lstrip("#"),
        issue.url,
        "Open" if issue.is_open else "Closed",
        issue.author.name,
        issue.author.username,
        ",".join(one.name for one in issue.assignees),
        ",".join(one.username for one in issue.assignees),
        "Yes" if issue.is_confidential else "No",
        moment(issue.created_at),
        moment(issue.updated_at),
        moment(issue.closed_at),
        weight,
        ",".join(issue.labels),
        issue.epic,
        ",".join(issue.launches),
    ]


def moment(at: dt.datetime | None) -> str:
    """As GitLab writes it, in UTC."""
    return at.astimezone(dt.UTC).strftime(MOMENT) if at else ""

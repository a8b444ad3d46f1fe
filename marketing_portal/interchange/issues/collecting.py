"""Requests as issues again: the way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from marketing_portal.interchange.issues.desk import DOMAIN
from marketing_portal.interchange.issues.documents import IssueDoc, WhoDoc
from marketing_portal.interchange.issues.values_of import EPIC
from marketing_portal.people.models import User
from requests_board.models import Label, SMRequest
from requests_board.vocabulary import Family

CHUNK = 500
HALF = (
    (Family.PRIORITY, "priority"),
    (Family.GTM_PHASE, "gtm_phase"),
    (Family.DOD, "dod"),
    (Family.ETEAM, "eteam"),
)


def issues_of(rows: QuerySet[SMRequest]) -> Iterator[IssueDoc]:
    """``rows`` as issues, oldest first, a few hundred in memory at a time."""
    labels = {(label.family, label.key): label.text for label in Label.objects.all()}
    teams = dict(Label.objects.filter(family=Family.TEAM).values_list("team", "text"))
    wanted = rows.select_related("requester__person", "milestone", "use_case").prefetch_related(
        "assignees__person", "devops_stages", "labels", "launches"
    )
    last = 0
    while chunk := list(wanted.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from (issue_of(row, labels, teams) for row in chunk)
        last = chunk[-1].pk


def issue_of(row: SMRequest, labels: dict[tuple[str, str], str], teams: dict[Any, str]) -> IssueDoc:
    """One request with every label that it carries, in its canonical spelling."""
    held = [labels[Family.BASE, "sm_request"]] if (Family.BASE, "sm_request") in labels else []
    held.append(labels.get((Family.STATE, row.state), f"sm_req::{row.state}"))
    held += [teams[row.team_id]] if row.team_id in teams else []
    held += [row.use_case.text] if row.use_case else []
    held += [
        labels[family, getattr(row, name)] for family, name in HALF if (family, getattr(row, name)) in labels
    ]
    held += [label.text for label in row.devops_stages.all()]
    others = [label.text for label in row.labels.all()]
    efforts = [milestone.name for milestone in row.launches.all()]
    return IssueDoc(
        origin=row.origin or f"#{row.pk}",
        url=row.origin_url,
        title=row.title,
        description=row.description,
        is_open=row.is_open,
        author=who(row.requester),
        assignees=tuple(who(user) for user in row.assignees.all()),
        labels=(*held, *(text for text in others if not text.startswith(EPIC))),
        milestone=row.milestone.name if row.milestone else "".join(efforts[:1]),
        launches=tuple(efforts),
        weight=row.weight,
        due_on=row.due_on,
        created_at=row.created_at,
        updated_at=row.updated_at,
        closed_at=row.closed_at,
        is_confidential=row.is_confidential,
        epic="".join(text.removeprefix(EPIC) for text in others if text.startswith(EPIC)),
    )


def who(user: User) -> WhoDoc:
    """Somebody, by the handle that other systems know."""
    local, _, domain = user.email.partition("@")
    if domain == DOMAIN:
        return WhoDoc(username="" if local.startswith("name-") else local, name=user.name)
    person = getattr(user, "person", None)
    handle = person.handle.lstrip("@") if person else ""
    return WhoDoc(username=handle or local, name=user.name or local)

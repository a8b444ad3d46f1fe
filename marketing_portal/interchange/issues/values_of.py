"""The fields of the request that an issue becomes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from marketing_portal.interchange.issues.desk import Desk
from marketing_portal.interchange.issues.documents import IssueDoc
from marketing_portal.interchange.issues.rules import Understood, names_team
from requests_board.fiscal import Quarter
from requests_board.models import Milestone
from requests_board.vocabulary import Family, State, WorkStatus

EPIC = "epic::"
MOST_WEIGHT = 999
COLUMNS_OF = {
    Family.PRIORITY: "priority",
    Family.GTM_PHASE: "gtm_phase",
    Family.DOD: "dod",
    Family.ETEAM: "eteam",
}


def fields_of(issue: IssueDoc, found: Understood, desk: Desk) -> dict[str, Any]:
    """``issue``, ``found`` to mean this, by the names that the workflow takes. What had to be decided is told."""
    state, is_new = State(found.state), found.state == State.NEW
    use_case = found.one.get(Family.USE_CASE)
    others = [desk.other(text).pk for text in found.others]
    if issue.epic:
        others.append(desk.other(f"{EPIC}{issue.epic}").pk)
    milestone, efforts = milestones_of(issue, found, desk)
    people = [] if is_new else sorted({desk.account(who).pk for who in issue.assignees})
    if is_new and issue.assignees:
        found.told.append("A new request is nobody's yet: who was assigned was left out.")
    values: dict[str, Any] = {
        "title": issue.title,
        "description": issue.description,
        "state": state.value,
        "team_id": team_of(found, desk),
        "milestone_id": milestone,
        "use_case_id": desk.label(Family.USE_CASE, use_case).pk if use_case else None,
        "due_on": issue.due_on,
        "weight": min(issue.weight, MOST_WEIGHT) if issue.weight is not None else None,
        "is_confidential": issue.is_confidential,
        "work_status": WorkStatus.WIP.value if state == State.ASSIGNED else "",
        "transferred_to": "another team, not named" if state == State.TRANSFERRED else "",
        "assignees": people,
        "devops_stages": sorted(desk.label(Family.DEVOPS_STAGE, key).pk for key in found.stages),
        "labels": sorted(set(others)),
        "launches": efforts,
    }
    closed = closing(issue)
    if state.is_open or closed:  # else nobody knows when: the import says now, once
        values["closed_at"] = None if state.is_open else closed
    return values | {name: found.one.get(family, "") for family, name in COLUMNS_OF.items()}


def closing(issue: IssueDoc) -> dt.datetime | None:
    """When it was closed, or the last that is known of it."""
    return issue.closed_at or issue.updated_at or issue.created_at


def team_of(found: Understood, desk: Desk) -> int | None:
    """The team by its label; where the state needs one and none is named, the first that takes requests."""
    team = desk.team(found.one.get(Family.TEAM, ""))
    if found.state == State.NEW:
        return None
    if team is None and names_team(found):
        team = desk.first_team
        found.told.append(f"No label names its team: it is with {team}.")
    return team.pk if team else None


def milestones_of(issue: IssueDoc, found: Understood, desk: Desk) -> tuple[int | None, list[int]]:
    """The one milestone that the state asks for, and what stands beside it."""
    efforts = sorted({desk.effort(name).pk for name in found.efforts})
    if found.state == State.BACKLOG:
        return desk.backlog.pk, efforts
    if found.state not in {State.ASSIGNED, State.COMPLETED}:
        return None, efforts
    if found.quarter:
        return desk.quarter(*found.quarter).pk, efforts
    last = closing(issue) if found.state == State.COMPLETED else issue.updated_at or closing(issue)
    quarter = Quarter.containing(last.date()) if last else Quarter.current()
    milestone: Milestone = desk.quarter(quarter.year, quarter.number)
    found.told.append(f"No milestone names its quarter: it counts for {milestone}, by its last date.")
    return milestone.pk, efforts

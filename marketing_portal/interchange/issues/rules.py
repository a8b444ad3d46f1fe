"""From labels to fields: what an issue is as a request. Pure; each rule that settles a contradiction says so.

Sources: the handbook's pages on requests (states, label families and their spellings); where they are silent the rule
is the portal's own and is told with the issue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from marketing_portal.interchange.issues.documents import IssueDoc

OPEN_BY_PROGRESS = ("assigned", "backlog", "triage", "new_request")
CLOSED_BY_WORTH = ("completed", "transferred", "declined")
WITHOUT_TEAM = ("new_request", "transferred", "declined")
SEVERAL = frozenset({"devops_stage", "other"})
SAID_BY_THE_STATE = re.compile(r"(?:mktg-)?status::.+", re.IGNORECASE)  # set by hand beside the state
QUARTER = re.compile(r"Q(?P<number>[1-4])\s*-?\s*(?:FY\s*(?P<year>\d{2}|\d{4}))", re.IGNORECASE)
BACKLOG = re.compile(r"(?:sm|strategic marketing)[\s_-]*backlog", re.IGNORECASE)
Known = Callable[[str], tuple[str, str] | None]


@dataclass
class Understood:
    """An issue in the terms of a request. ``quarter`` is (fiscal year, number); ``efforts`` names of others."""

    state: str = "new_request"
    one: dict[str, str] = field(default_factory=dict)
    stages: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    quarter: tuple[int, int] | None = None
    efforts: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def understand(issue: IssueDoc, known: Known) -> Understood:
    """What ``issue`` is. ``known`` gives family and key of a label in any spelling, None for one that nobody knows."""
    found = Understood()
    families: dict[str, list[str]] = {}
    for label in issue.labels:
        meaning = known(label)
        if meaning is None or meaning[0] == "other":  # as it is written: the key of a long one says less
            if meaning or not SAID_BY_THE_STATE.fullmatch(label):
                found.others.append(label)
        elif meaning[1] not in families.setdefault(meaning[0], []):
            families[meaning[0]].append(meaning[1])
    found.stages = families.pop("devops_stage", [])
    families.pop("base", None)
    states = families.pop("state", [])
    for family, keys in families.items():
        found.one[family] = first_of(family, keys, found)
    found.state = state_of(issue, states, found)
    place_in_time(issue, found)
    return found


def first_of(family: str, keys: list[str], found: Understood) -> str:
    """One value of an exclusive family: a decided priority before “?”, the highest first; else the first label."""
    chosen = min(keys) if family == "priority" else keys[0]  # "?" sorts behind the digits
    if len(keys) > 1:
        left = ", ".join(key for key in keys if key != chosen)
        found.told.append(f"Labels of one family contradict ({family}): {chosen} was taken, {left} left out.")
    return chosen


def state_of(issue: IssueDoc, states: list[str], found: Understood) -> str:
    """The state that labels, open or closed, and assignees leave possible."""
    fitting = [state for state in (OPEN_BY_PROGRESS if issue.is_open else CLOSED_BY_WORTH) if state in states]
    if fitting:
        state = fitting[0]
        if len(states) > 1:
            left = ", ".join(one for one in states if one != state)
            found.told.append(f"Several state labels: {state} was taken, {left} left out.")
    elif issue.is_open and states:
        state = next(one for one in CLOSED_BY_WORTH if one in states)
        found.told.append(f"It is open, but its label says {state}: it was closed.")
    elif issue.is_open:
        state = "new_request"
        found.told.append("It has no state label: it is a new request.")
    else:
        state = "completed" if "assigned" in states else "declined"
        found.told.append(f"It was closed without a label that says how: it counts as {state}.")
    if state == "new_request" and "team" in found.one:
        state = "triage"
        found.told.append("It has the label of a team, so it is in triage there.")
    if state == "assigned" and not issue.assignees:
        state = "backlog"
        found.told.append("Nobody is assigned, so nothing is promised: it went to the backlog.")
    return state


def place_in_time(issue: IssueDoc, found: Understood) -> None:
    """Quarter, backlog or another milestone; the state decides which of them a request may have."""
    said = issue.milestone.strip()
    match = QUARTER.search(said)
    if match:
        year = int(match["year"])
        found.quarter = (year if year > 99 else 2000 + year, int(match["number"]))
    elif said and not BACKLOG.fullmatch(said):
        found.efforts.append(said)
    found.efforts += [name for name in issue.launches if name not in found.efforts]
    if found.quarter and found.state not in {"assigned", "completed"}:
        found.told.append(f"The milestone “{said}” was left out: only committed work has a quarter.")
        found.quarter = None


def names_team(found: Understood) -> bool:
    """Whether the state needs a team."""
    return found.state not in WITHOUT_TEAM


def sentences(told: Iterable[str]) -> str:
    """What was told, as one note."""
    return " ".join(told)

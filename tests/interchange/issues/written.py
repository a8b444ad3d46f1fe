"""A board's export, written for the tests: labels of every age, some that contradict, in the documented columns."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Mapping

HEAD = (
    "Title", "Description", "Issue ID", "URL", "State", "Author", "Author Username", "Assignee(s)",
    "Assignee(s) Username(s)", "Confidential", "Locked", "Due Date", "Created At (UTC)", "Updated At (UTC)",
    "Closed At (UTC)", "Milestone", "Weight", "Labels", "Time Estimate", "Time Spent", "Epic ID", "Epic Title",
)  # fmt: skip
ADDRESS = "https://board.example/marketing/-/issues/"
STATES = {
    "sm_req::new_request": "Open", "SM_REQ::New_Request": "Open", "sm_req::New": "Open",
    "sm_req::triage": "Open", "sm_req::backlog": "Open", "sm_req::assigned": "Open",
    "sm_req::transfered": "Closed", "sm_req::Transferred": "Closed", "sm_req::declined": "Closed",
    "sm_req::completed": "Closed", "SM_Req::Complete": "Closed",
}  # fmt: skip
TEAMS = (
    "pmm", "pMm", "tech-pmm", "tech_pmm", "tech-marketing", "Partner Marketing",
    "Competitive Intelligence", "mrci", "mrnci", "Analyst Relations",
)  # fmt: skip
USE_CASES = ("ucase::SCM", "usecase::CI", "usecase-CD", "ucase::AppSec", "UCase::GitOps", "")
PRIORITIES = ("p::1", "p::2", "p::3", "p::?", "priority::2", "")
OTHERS = (
    "",
    "",
    "dod::Y",
    "dod::N",
    "eteam::N",
    "awareness",
    "Stage::Purchase",
    "devops::verify",
    "pmm::Deck",
    "expo",
)
MILESTONES = ("Q1 FY21", "%Q4FY20", "SM - Backlog", "", "Use case sprint 3")


def row(number: int, draw: random.Random) -> dict[str, str]:
    """One issue; every eleventh contradicts itself."""
    state = draw.choice(list(STATES))
    labels = [state, "sm_request", draw.choice(USE_CASES), draw.choice(PRIORITIES), draw.choice(OTHERS)]
    if "new" not in state.lower():
        labels.append(draw.choice(TEAMS))
    if number % 11 == 0:
        labels += ["p::1", "p::3", "sm_req::backlog"]
    filed = dt.datetime(2020, 2, 3, 9, 30, tzinfo=dt.UTC) + dt.timedelta(hours=7 * number)
    closed = STATES[state] == "Closed"
    is_assigned = "assigned" in state or "omplete" in state
    return {
        "Title": f"Slides for account {number}",
        "Description": f'What is needed, number {number}, with a comma, a "quote" and\na second line.',
        "Issue ID": str(number),
        "URL": f"{ADDRESS}{number}",
        "State": STATES[state],
        "Author": f"Person {number % 9}",
        "Author Username": f"person{number % 9}",
        "Assignee(s)": f"Worker {number % 5}" if is_assigned else "",
        "Assignee(s) Username(s)": f"worker{number % 5}" if is_assigned else "",
        "Confidential": "Yes" if number % 50 == 0 else "No",
        "Locked": "No",
        "Due Date": "2020-03-31" if number % 3 else "",
        "Created At (UTC)": f"{filed:%Y-%m-%d %H:%M:%S}",
        "Updated At (UTC)": f"{filed + dt.timedelta(days=4):%Y-%m-%d %H:%M:%S}",
        "Closed At (UTC)": f"{filed + dt.timedelta(days=3):%Y-%m-%d %H:%M:%S}" if closed else "",
        "Milestone": draw.choice(MILESTONES),
        "Weight": str(number % 7) if number % 2 else "",
        "Labels": ",".join(label for label in labels if label),
        "Epic Title": "Use case launch" if number % 20 == 0 else "",
    }


def export(number: int = 332, **changed: Mapping[str, str]) -> str:
    """``number`` issues as CSV; ``changed``: by number (``n12``) what differs."""
    draw = random.Random(332)
    target = io.StringIO()
    writer = csv.DictWriter(target, HEAD, restval="", lineterminator="\n")
    writer.writeheader()
    for place in range(1, number + 1):
        writer.writerow(row(place, draw) | dict(changed.get(f"n{place}", {})))
    return target.getvalue()

"""Views that are there from the start: those that the people who ran the desk on a label board used.

Source: the project management page of strategic marketing in the handbook (lists by state, per team, by quarter, the
backlog by priority, team and use case; boards per team and of one's own).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from marketing_portal.people.models import Team
from requests_board.models import SavedView
from requests_board.vocabulary import State

LIST, BOARD = SavedView.Layout.LIST.value, SavedView.Layout.BOARD.value
Params = Mapping[str, list[str]]


@dataclass(frozen=True)
class ReadyView:
    """A view that is code: its key in the address, its name, where it opens, what it shows."""

    key: str
    name: str
    params: Params = field(default_factory=dict)
    layout: str = LIST


OPEN = ReadyView("open", "All open")
WHOLE_BOARD = ReadyView("whole-board", "Whole board", layout=BOARD)
QUARTER = ReadyView(
    "this-quarter", "This quarter", {"milestone": ["current"], "scope": ["all"], "group": ["state"]}
)
# In the bar, in this order.
FIRST = (
    OPEN,
    ReadyView("new", "New", {"state": [State.NEW.value], "sort": ["oldest"]}),
    ReadyView("triage", "In triage", {"state": [State.TRIAGE.value], "sort": ["oldest"], "group": ["team"]}),
    ReadyView("backlog", "Backlog", {"state": [State.BACKLOG.value], "sort": ["priority,oldest"]}),
    ReadyView("assigned", "Assigned", {"state": [State.ASSIGNED.value], "sort": ["due,priority"]}),
    QUARTER,
)
MORE = (
    ReadyView("mine", "Assigned to me", {"assignee": ["me"], "sort": ["due,priority"]}),
    *(
        ReadyView(
            f"backlog-by-{by.replace('_', '-')}",
            f"Backlog by {words}",
            {"state": [State.BACKLOG.value], "group": [by], "sort": ["priority,oldest"]},
        )
        for by, words in (("priority", "priority"), ("team", "team"), ("use_case", "use case"))
    ),
    WHOLE_BOARD,
    ReadyView("my-board", "My board", {"assignee": ["me"]}, BOARD),
)


def ready_views(teams: list[Team]) -> list[ReadyView]:
    """All of them, with those of each of ``teams``."""
    per_team = [
        view
        for team in teams
        for view in (
            ReadyView(
                f"assigned-{team.slug}",
                f"Assigned, {team.name}",
                {"state": [State.ASSIGNED.value], "team": [team.slug], "sort": ["due,priority"]},
            ),
            ReadyView(f"board-{team.slug}", f"Board, {team.name}", {"team": [team.slug]}, BOARD),
        )
    ]
    return [*FIRST, *MORE, *per_team]

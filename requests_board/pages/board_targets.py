"""Where a card may go, and by what: the moves of the workflow that lead from where it is into a column.

Nothing here changes a request or adds a rule: a column only says a part of what a move needs (the team, the quarter,
the people), or, where columns stand for priorities, which value an edit sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from requests_board.models import SMRequest
from requests_board.pages.board_columns import NONE, Column, keys_of
from requests_board.vocabulary import State
from requests_board.workflow import MOVES, Move, Need, editable_fields

CHAIN_NOW = "chain_now"  # the field of the form by which assigning follows triage at once
Given = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """One way into a column: a move with what the column gives of its data, or an edit of ``changes``."""

    move: Move | None = None
    given: Given = field(default_factory=dict)
    changes: Given = field(default_factory=dict)

    @property
    def is_at_once(self) -> bool:
        """True where nothing is left to ask and nothing is closed: it happens without a form."""
        if self.move is None:
            return True
        closes = self.move.to_state is not None and not self.move.to_state.is_open
        asked = [need for need in self.move.needs if need.value not in self.given]
        return not asked and not closes and CHAIN_NOW not in self.given


def ways(row: SMRequest, by: str, column: Column, user: Any, source: str = "") -> list[Way]:
    """How ``user`` may bring ``row`` into ``column``, where it is not; the usual way first, none where it is closed.

    ``source`` is the key of the column that it is taken from, where it is in several.
    """
    if by == "priority":
        may = "priority" in editable_fields(row, user)
        return [Way(changes={"priority": column.priority})] if may else []
    found = FINDERS[by](row, column, source)
    return [way for way in found if way.move and way.move.allows(user, row)]


def to_state(row: SMRequest, column: Column, source: str) -> list[Way]:
    """Every move that leads to the state; what is new can be assigned at once, in one submit with its triage."""
    if row.state == State.NEW and column.state == State.ASSIGNED:
        return [Way(MOVES["triage"], {CHAIN_NOW: True})]
    found = (
        move for move in MOVES.values() if move.to_state == column.state and row.state in move.from_states
    )
    return [Way(move) for move in found]


def to_team(row: SMRequest, column: Column, source: str) -> list[Way]:
    """Triage of what is new, another team for what is not committed."""
    if column.team is None:
        return []
    return [Way(MOVES["triage" if row.state == State.NEW else "reroute"], {Need.TEAM.value: column.team.pk})]


def to_milestone(row: SMRequest, column: Column, source: str) -> list[Way]:
    """Into the backlog; into a quarter, by commitment or by carrying over."""
    milestone = column.milestone
    if milestone is None or milestone.is_over or milestone.closed_at:
        return []
    if not milestone.is_quarter:
        return [Way(MOVES[key]) for key in ("backlog", "return_to_backlog")]
    return [
        Way(MOVES[key], {Need.QUARTER.value: milestone.pk})
        for key in ("assign", "assign_urgent", "roll_over")
    ]


def to_assignee(row: SMRequest, column: Column, source: str) -> list[Way]:
    """To a person of the team that has it; from somebody to nobody is back to the backlog."""
    if column.key == NONE:
        return [Way(MOVES["return_to_backlog"])]
    if column.team is None or column.user is None or column.team.pk != row.team_id:
        return []
    others = {user.pk for user in row.people if source and str(user.pk) != source}
    people = sorted({*others, column.user.pk})
    alone = [column.user.pk]
    return [
        Way(MOVES["assign"], {Need.ASSIGNEES.value: alone}),
        Way(MOVES["assign_urgent"], {Need.ASSIGNEES.value: alone}),
        Way(MOVES["reassign"], {Need.ASSIGNEES.value: people}),
    ]


FINDERS = {"state": to_state, "team": to_team, "milestone": to_milestone, "assignee": to_assignee}


class Reach:
    """The columns that each card may go to: worked out once for all cards that are alike, without a query."""

    def __init__(self, user: Any, by: str, columns: Sequence[Column]) -> None:
        self.user, self.by, self.columns = user, by, columns
        self.known: dict[tuple[Any, ...], str] = {}

    def of(self, row: SMRequest, source: str) -> str:
        """Keys of the columns that ``row``, which stands in the column ``source``, may go to."""
        held = tuple(keys_of(row, self.by)) if self.by == "assignee" else ()
        alike = (row.state, row.team_id, row.requester_id == self.user.pk, source, held)
        if alike not in self.known:
            self.known[alike] = " ".join(
                column.key
                for column in self.columns
                if column.key not in {source, *held} and ways(row, self.by, column, self.user, source)
            )
        return self.known[alike]

"""Limits on work in progress as the heads of columns show them. A limit that is passed is said, and stops nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from marketing_portal.people.models import Team
from requests_board.models import WipLimit
from requests_board.models.requests import OPEN
from requests_board.pages.board_columns import Column
from requests_board.pages.paging import COUNT_UP_TO
from requests_board.vocabulary import State


@dataclass(frozen=True)
class Limited:
    """A limit and how much stands against it; ``what`` names the state where the column does not."""

    what: str
    number: int
    limit: int

    @property
    def over(self) -> int:
        """By how much it is passed."""
        return max(self.number - self.limit, 0)

    @property
    def text(self) -> str:
        """For example: 7 of 5, 2 over the limit."""
        number = f"{COUNT_UP_TO:,}+" if self.number > COUNT_UP_TO else str(self.number)
        over = f"{COUNT_UP_TO:,}+" if self.over > COUNT_UP_TO - self.limit else str(self.over)
        said = (
            f", {over} over the limit" if self.over else " at most" if self.number < self.limit else ", full"
        )
        return f"{self.what}{': ' if self.what else ''}{number} of {self.limit}{said}"


def limits_of(by: str, teams: Sequence[Team], columns: Sequence[Column]) -> dict[str, list[WipLimit]]:
    """The limits that concern each column: of its team, or of its state where one team is looked at."""
    if by == "team":
        owners = {column.team.pk: column.key for column in columns if column.team}
        found = WipLimit.objects.filter(team__in=owners)
        keys = [(owners[limit.team_id], limit) for limit in found]
    elif by == "state" and len(teams) == 1:
        keys = [(limit.state, limit) for limit in WipLimit.objects.filter(team=teams[0].pk)]
    else:
        keys = []
    held: dict[str, list[WipLimit]] = {}
    for key, limit in sorted(keys, key=lambda pair: State.values.index(pair[1].state)):
        held.setdefault(key, []).append(limit)
    return held


def counted_by(limit: WipLimit) -> Q:
    """What counts against ``limit``, whatever else the board is filtered by."""
    return Q(team=limit.team_id, state=limit.state) & OPEN


def against_limit(limit: WipLimit, number: int, by: str) -> Limited:
    """``limit`` with what stands against it."""
    return Limited(State(limit.state).label if by == "team" else "", number, limit.limit)

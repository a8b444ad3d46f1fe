"""Putting one card into another column: where it is, where it may go, and what that asks of the person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from marketing_portal.people.models import User
from requests_board.models import SMRequest
from requests_board.pages.board_columns import Column, Scope, columns, keys_of
from requests_board.pages.board_layout import BYS, board_query
from requests_board.pages.board_targets import Way, ways
from requests_board.pages.labels import LabelBook


@dataclass(frozen=True)
class Target:
    """A column as the page of targets offers it; ``why`` says why it is closed."""

    column: Column
    href: str
    is_at_once: bool
    is_open: bool
    is_here: bool


class Placing:
    """What ``asked`` (GET or POST) says of where ``row`` goes: by what, from and to which column, by which move."""

    def __init__(self, row: SMRequest, user: User, asked: QueryDict) -> None:
        self.row, self.user = row, user
        self.by = asked.get("by", "") if asked.get("by") in BYS else "state"
        self.source, self.to = asked.get("from", ""), asked.get("to", "")
        self.move_key = asked.get("move", "")
        self.back = board_query(QueryDict(asked.get("back", ""))).urlencode()
        self.labels = LabelBook()

    @cached_property
    def columns(self) -> list[Column]:
        """The columns that there are by ``by``, whatever a filter leaves out on the board."""
        teams = [self.row.team] if self.row.team and self.by == "assignee" else []
        return columns(self.by, Scope(self.labels, teams or []))

    @property
    def target(self) -> Column | None:
        """The column that it should go to; None where there is none of this key."""
        return next((column for column in self.columns if column.key == self.to), None)

    @cached_property
    def here(self) -> list[str]:
        """Keys of the columns that it is in."""
        return keys_of(self.row, self.by)

    @cached_property
    def ways(self) -> list[Way]:
        """How it can get into the target; none where it may not, or is there already."""
        target = self.target
        if target is None or target.key in self.here:
            return []
        return ways(self.row, self.by, target, self.user, self.source)

    @property
    def way(self) -> Way | None:
        """The way that was asked for, or the usual one."""
        named = [way for way in self.ways if way.move and way.move.key == self.move_key]
        return next(iter(named or self.ways), None)

    @property
    def is_at_once(self) -> bool:
        """True where nothing is left to ask, and there is nothing to choose from."""
        return len(self.ways) == 1 and self.ways[0].is_at_once

    @property
    def others(self) -> list[tuple[str, str]]:
        """Other moves that lead there: what they are called, and the address of their form."""
        way = self.way
        return [
            (other.move.verb, self.address(to=self.to, move=other.move.key))
            for other in self.ways
            if other.move and way and other != way
        ]

    @property
    def targets(self) -> list[Target]:
        """Every column, with whether it may go there."""
        found = []
        for column in self.columns:
            there = column.key in self.here
            open_ways = [] if there else ways(self.row, self.by, column, self.user, self.source)
            at_once = len(open_ways) == 1 and open_ways[0].is_at_once
            found.append(Target(column, self.address(to=column.key), at_once, bool(open_ways), there))
        return found

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """The other things that columns can stand for, as links."""
        return [(text, self.address(by=key, **{"from": ""}), key == self.by) for key, text in BYS.items()]

    @property
    def can_go_anywhere(self) -> bool:
        """Whether the person may move it at all, by whatever columns stand for."""
        if any(target.is_open for target in self.targets):
            return True
        rest = (Placing(self.row, self.user, QueryDict(f"by={by}")) for by in BYS if by != self.by)
        return any(target.is_open for other in rest for target in other.targets)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form has to send along."""
        held = {"by": self.by, "from": self.source, "to": self.to, "back": self.back}
        if self.way and self.way.move:
            held["move"] = self.way.move.key
        return [(key, value) for key, value in held.items() if value]

    @property
    def board_url(self) -> str:
        """The board that it came from."""
        return f"{reverse('requests:board')}{'?' if self.back else ''}{self.back}"

    def address(self, **values: str) -> str:
        """The address of this page with other ``values``."""
        held = {"by": self.by, "from": self.source, "back": self.back} | values
        query = urlencode({key: value for key, value in held.items() if value})
        return f"{reverse('requests:place', args=[self.row.pk])}?{query}"

"""What the address of the board says: columns by what, sorted how, what stands on the cards, what is folded.

Everything is an allow-list: a value that is none of these is as if nothing was said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from requests_board.filters import allowed
from requests_board.models.requests import PRIORITY_RANKS
from requests_board.pages.paging import CURSORS, MOST_DIGITS, SEPARATOR, rank, replaced
from requests_board.vocabulary import CLOSED

Rows = QuerySet[Any]
# The keys of the board beside those of the filters; a saved view keeps both.
BOARD_KEYS = ("by", "order", "order_in", "fields", "folded")
BYS = {
    "state": "State",
    "team": "Team",
    "assignee": "Assignee",
    "milestone": "Milestone",
    "priority": "Priority",
}
FIELDS = {
    "state": "State",
    "team": "Team",
    "priority": "Priority",
    "milestone": "Milestone",
    "use_case": "Use case",
    "labels": "All labels",
    "kind": "Kind",
    "health": "Health",
    "due": "Due date",
    "age": "Age",
    "estimate": "Estimate",
    "assignees": "Assignees",
}
USUAL_FIELDS = ("state", "team", "priority", "health", "due", "assignees")
FOLDED_AT_FIRST = frozenset(state.value for state in CLOSED)
LONGEST_KEY = 80


def instant(text: str) -> dt.datetime:
    """A moment that names its time zone."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


@dataclass(frozen=True)
class ColumnOrder:
    """One way to sort a column: by ``column``, which an index holds, ties by number; forwards only."""

    label: str
    column: str
    parse: Callable[[str], Any] = int
    show: Callable[[Any], str] = str
    descending: bool = False

    def arrange(self, rows: Rows) -> Rows:
        """``rows`` in this order."""
        if self.column == "pk":
            return rows.order_by("pk")
        return rows.order_by(f"{'-' if self.descending else ''}{self.column}", "-pk")

    def beyond(self, rows: Rows, cursor: tuple[Any, int]) -> Rows:
        """The rows that come after ``cursor``; the first condition is where the index begins to read."""
        value, key = cursor
        if self.column == "pk":
            return rows.filter(pk__gt=key)
        further = "lt" if self.descending else "gt"
        tie = Q(**{self.column: value, "pk__lt": key})
        return rows.filter(
            Q(**{f"{self.column}__{further}": value}) | tie, **{f"{self.column}__{further}e": value}
        )

    def read(self, text: str) -> tuple[Any, int] | None:
        """The cursor that ``text`` says, or None where it is none of ours."""
        value, _, key = text.rpartition(SEPARATOR)
        try:
            number, found = int(key), self.parse(value or key)
        except (ValueError, OverflowError):
            return None
        return (found, number) if len(key) < MOST_DIGITS else None

    def write(self, row: Any) -> str:
        """Where the next cards begin, after ``row``."""
        return f"{self.show(getattr(row, self.column))}{SEPARATOR}{row.pk}"


ORDERS = {
    "priority": ColumnOrder("priority", "priority_rank", rank(PRIORITY_RANKS)),
    "due": ColumnOrder("due date", "due_order", dt.date.fromisoformat, dt.date.isoformat),
    "age": ColumnOrder("age, oldest first", "pk"),
}
DEFAULT_ORDER = "priority"
CLOSED_ORDER = ColumnOrder(
    "newest closed first", "closed_at", instant, dt.datetime.isoformat, descending=True
)


@dataclass(frozen=True)
class Layout:
    """The board as the address asks for it. ``query`` holds the keys of board and filters and nothing else."""

    query: QueryDict
    by: str
    order: str
    orders: dict[str, str]
    fields: frozenset[str]
    folded: frozenset[str]

    @classmethod
    def read(cls, asked: QueryDict) -> Layout:
        """The layout that ``asked`` describes."""
        query = board_query(asked)
        by, order = query.get("by", ""), query.get("order", "")
        by = by if by in BYS else "state"
        fields = [name for name in query.getlist("fields") if name in FIELDS]
        return cls(
            query=query,
            by=by,
            order=order if order in ORDERS else DEFAULT_ORDER,
            orders=dict(pairs(query.getlist("order_in"))),
            fields=frozenset(fields if "fields" in query else (*USUAL_FIELDS,)) - {by},
            folded=frozenset(query.getlist("folded")) if "folded" in query else FOLDED_AT_FIRST,
        )

    def order_of(self, key: str, closed: bool = False) -> ColumnOrder:
        """How the column ``key`` is sorted."""
        return CLOSED_ORDER if closed else ORDERS[self.order_key(key)]

    def order_key(self, key: str) -> str:
        """The key of its sort."""
        return self.orders.get(key, self.order)

    def address(self, **values: str | list[str] | None) -> str:
        """The query string of the same board with other ``values``."""
        return replaced(self.query, **values)

    def toggled(self, key: str) -> str:
        """The board with the column ``key`` folded, or unfolded; none folded is said as an empty value."""
        return self.address(folded=sorted(self.folded ^ {key}) or [""])

    def sorted_by(self, key: str, order: str) -> str:
        """The board with the column ``key`` sorted by ``order``."""
        held = {**self.orders, key: order}
        kept = [f"{name}.{value}" for name, value in sorted(held.items()) if value != self.order]
        return self.address(order_in=kept or None)


def board_query(asked: QueryDict) -> QueryDict:
    """``asked`` with the keys of the board and of the filters alone; a board is never in the middle of a page."""
    query = allowed(asked).copy()
    for name in (*CURSORS, "scope", "sort"):
        query.pop(name, None)
    for name in BOARD_KEYS:
        if name in asked:
            query.setlist(name, [value[:LONGEST_KEY] for value in asked.getlist(name)])
    return query


def pairs(texts: list[str]) -> list[tuple[str, str]]:
    """``triage.due`` as column and sort, where the sort is known."""
    found = [text.rpartition(".") for text in texts]
    return [(key, order) for key, _, order in found if key and order in ORDERS]

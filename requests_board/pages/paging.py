"""Paging by key: a page begins after the last row of the page before, so page 400 costs what page 1 costs.

The address carries the sort value and id of a row (``after=2020-02-04~17``), never an offset. What it carries is read
by the sort's own parser; anything else is answered with the first page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Expression, F, Model, Q, QuerySet
from django.http import QueryDict

PAGE_SIZE = 25
COUNT_UP_TO = 1000
MOST_DIGITS = 18  # of an id: more do not fit into the column
SEPARATOR = "~"
CURSORS = ("after", "before")
T = TypeVar("T", bound=Model)
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Order:
    """One way to sort a list. ``value`` gives what is sorted by (None: the id alone); ties go by id."""

    label: str
    descending: bool = True
    value: Expression | F | None = None
    parse: Callable[[str], Any] = int
    show: Callable[[Any], str] = str

    def arrange(self, rows: Rows, backwards: bool = False) -> Rows:
        """``rows`` in this order, or from its end."""
        if self.value is None:
            return rows.order_by("-pk" if self.descending != backwards else "pk")
        sign = "-" if self.descending != backwards else ""
        arranged: Rows = rows.alias(sort_value=self.value)
        return arranged.order_by(f"{sign}sort_value", "pk" if backwards else "-pk")

    def beyond(self, rows: Rows, cursor: tuple[Any, int], backwards: bool) -> Rows:
        """The rows that come after ``cursor`` in this order, or before it."""
        value, key = cursor
        if self.value is None:
            return rows.filter(**{"pk__lt" if self.descending != backwards else "pk__gt": key})
        further = "lt" if self.descending != backwards else "gt"
        tie = Q(sort_value=value, **{"pk__gt" if backwards else "pk__lt": key})
        valued: Rows = rows.alias(sort_value=self.value)
        return valued.filter(Q(**{f"sort_value__{further}": value}) | tie)

    def read(self, text: str) -> tuple[Any, int] | None:
        """The cursor that ``text`` says, or None where it is none of ours."""
        value, _, key = text.rpartition(SEPARATOR)
        try:
            number, found = int(key), self.parse(value) if self.value is not None else None
        except (ValueError, OverflowError):
            return None
        return (found, number) if len(key) < MOST_DIGITS else None

    def write(self, row: Any) -> str:
        """The cursor of ``row``, which was selected by ``with_value``."""
        return str(row.pk) if self.value is None else f"{self.show(row.sort_shown)}{SEPARATOR}{row.pk}"

    def with_value(self, rows: Rows) -> Rows:
        """``rows`` with the value that ``write`` needs."""
        return rows if self.value is None else rows.annotate(sort_shown=self.value)


@dataclass(frozen=True)
class KeysetPage(Generic[T]):
    """One page: its rows, the query strings of its neighbours (empty where there is none), and how many there are."""

    rows: list[T]
    previous: str
    following: str
    total: int
    is_first: bool

    @property
    def total_text(self) -> str:
        """The number of rows in all, counted up to COUNT_UP_TO."""
        return f"{COUNT_UP_TO:,}+" if self.total > COUNT_UP_TO else f"{self.total:,}"


def page(rows: QuerySet[T], order: Order, query: QueryDict, size: int = PAGE_SIZE) -> KeysetPage[T]:
    """The page of ``rows`` that ``query`` (``after`` or ``before``) asks for. Two queries."""
    backwards = bool(query.get("before"))
    cursor = order.read(query.get("before") or query.get("after") or "")
    backwards = backwards and cursor is not None
    wanted = order.beyond(rows, cursor, backwards) if cursor else rows
    found: list[T] = list(order.with_value(order.arrange(wanted, backwards))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_previous = more if backwards else cursor is not None
    has_following = True if backwards else more
    return KeysetPage(
        rows=found,
        previous=neighbour(query, "before", order.write(found[0])) if found and has_previous else "",
        following=neighbour(query, "after", order.write(found[-1])) if found and has_following else "",
        total=count(rows),
        is_first=cursor is None,
    )


def neighbour(query: QueryDict, name: str, cursor: str) -> str:
    """The query string of the next or previous page: the filters stay."""
    return replaced(query, **{name: cursor})


def replaced(query: QueryDict, **values: str | list[str] | None) -> str:
    """``query`` with other ``values`` (None takes one away), without cursors, as a query string."""
    pairs = [
        (name, value)
        for name, held in query.lists()
        if name not in values and name not in CURSORS
        for value in held
    ]
    for name, given in values.items():
        pairs += [(name, one) for one in (given if isinstance(given, list) else [given] if given else [])]
    return f"?{urlencode(pairs)}"


def only(query: QueryDict, *names: str) -> QueryDict:
    """``query`` with the keys ``names`` and those of paging alone."""
    kept = QueryDict(mutable=True)
    for name in (*names, *CURSORS):
        if name in query:
            kept.setlist(name, query.getlist(name))
    return kept


def count(rows: QuerySet[Any]) -> int:
    """How many ``rows`` there are; stops counting just above COUNT_UP_TO, so that it never takes long."""
    return rows.order_by().values("pk")[: COUNT_UP_TO + 1].count()


def rank(order: Mapping[str, int]) -> Callable[[str], int]:
    """A parser that takes only the ranks of ``order``."""

    def parse(text: str) -> int:
        value = int(text)
        if value not in order.values():
            raise ValueError(text)
        return value

    return parse

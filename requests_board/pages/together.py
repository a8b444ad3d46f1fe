"""Several limited queries asked as one: parts of a list in their order, and counts that stop.

Putting a query together takes the ORM longer than the database takes to answer it. What only differs in its values is
therefore put together once: for one page (``Alike``: the columns of a board), or once and for all (``Prepared``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from requests_board.pages.paging import COUNT_UP_TO

STAND_IN = 32_000  # numbers from here on stand for values to come: they fit into every column of numbers
Rows = QuerySet[Any, Any]


class Ready(NamedTuple):
    """A query as SQL."""

    sql: str
    params: tuple[Any, ...]

    def with_values(self, stand_ins: Sequence[Any], values: Sequence[Any]) -> Ready:
        """The same with ``values`` where ``stand_ins`` were."""
        held = dict(zip(stand_ins, values, strict=True))
        return Ready(self.sql, tuple(held.get(param, param) for param in self.params))


def ready(rows: Rows) -> Ready | None:
    """The SQL of ``rows``; None for a filter that nothing can match."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return Ready(sql, tuple(params))


def union(select: str, queries: Sequence[Rows | Ready | None]) -> Ready | None:
    """All ``queries`` as one, each with its place before what ``select`` makes of it.

    Each part is wrapped in a select of its own, because SQLite takes no order or limit in a part of a union.
    """
    parts: list[str] = []
    params: list[Any] = []
    for place, query in enumerate(queries):
        one = ready(query) if isinstance(query, QuerySet) else query
        if one is not None:
            parts.append(f"SELECT {place} AS place, {select} FROM ({one.sql}) AS part")  # noqa: S608 - of the compiler
            params += one.params
    return Ready(" UNION ALL ".join(parts), tuple(params)) if parts else None


def rows_of(query: Ready | None) -> list[tuple[Any, ...]]:
    """What the database answers, as it answers it."""
    if query is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return list(cursor.fetchall())


def together(select: str, queries: Sequence[Rows | Ready | None]) -> list[tuple[Any, ...]]:
    """The rows of all ``queries`` with one query: the place of the query, then what ``select`` makes of it."""
    return rows_of(union(select, queries))


def limited(rows: Rows) -> Rows:
    """``rows`` as far as they are counted."""
    return rows.order_by().values("pk")[: COUNT_UP_TO + 1]


def counts(queries: Sequence[Rows | Ready | None]) -> list[int]:
    """How many rows each of ``queries`` has, counted to just above COUNT_UP_TO; those that are SQL are limited."""
    found = [0] * len(queries)
    parts = [limited(query) if isinstance(query, QuerySet) else query for query in queries]
    for place, number in together("COUNT(*)", parts):
        found[place] = number
    return found


class Alike:
    """Makes the queries of many conditions on ``rows``; those of the same shape are put together once."""

    def __init__(self, rows: Rows, finish: Callable[[Rows], Rows]) -> None:
        self.rows, self.finish = rows, finish
        self.known: dict[object, Ready | None] = {}
        self.seen: list[Q] = []  # kept alive: shapes hold ids of their parts

    def query(self, rule: Q) -> Ready | None:
        """The rows that ``rule`` leaves, finished."""
        values: list[Any] = []
        shape, general = generalised(rule, values)
        stand_ins = [stand_in(place, value) for place, value in enumerate(values)]
        if shape not in self.known:
            self.seen.append(rule)
            self.known[shape] = ready(self.finish(self.rows.filter(general)))
        found = self.known[shape]
        if found is None or any(found.params.count(one) != 1 for one in stand_ins):
            return ready(self.finish(self.rows.filter(rule)))  # a stand-in is a value of the page by chance
        return found.with_values(stand_ins, values)


def generalised(rule: Q, values: list[Any]) -> tuple[object, Q]:
    """What is the same in all conditions like ``rule``, and the one for all; what they differ in joins ``values``."""
    shapes: list[object] = []
    general = Q(_connector=rule.connector, _negated=rule.negated)
    for child in rule.children:
        if isinstance(child, Q):
            shape, part = generalised(child, values)
            shapes.append(shape)
            general.children.append(part)
        elif isinstance(child, tuple) and is_value(*child):
            name, value = child
            shapes.append(name)
            general.children.append((name, stand_in(len(values), value)))
            values.append(value.value if isinstance(value, Enum) else value)
        else:
            name, value = child if isinstance(child, tuple) else ("", child)
            shapes.append((name, value if value is None or isinstance(value, bool) else id(value)))
            general.children.append(child)
    return (rule.connector, rule.negated, *shapes), general


def is_value(name: str, value: object) -> bool:
    """True for a column that equals a number or a text: any other may stand in its place."""
    return "__" not in name and isinstance(value, int | str) and not isinstance(value, bool)


def stand_in(place: int, like: object) -> int | str:
    """What stands for the value at ``place``, of the type of ``like``."""
    return f"value {place} to come" if isinstance(like, str) else STAND_IN + place


class Prepared:
    """A union whose parts are always the same but for some values: put together when it is asked for the first time.

    ``make`` takes the values; ``types`` are theirs. Nothing else may change in it from one time to the next.
    """

    def __init__(self, select: str, make: Callable[..., Sequence[Rows]], *types: type) -> None:
        self.select, self.make = select, make
        self.stand_ins = [stand_in(place, type_()) for place, type_ in enumerate(types)]
        self.known: Ready | None = None

    def rows(self, *values: int | str) -> list[tuple[Any, ...]]:
        """The rows with ``values``."""
        if self.known is None:
            self.known = union(self.select, self.make(*self.stand_ins))
        return rows_of(self.known and self.known.with_values(self.stand_ins, values))

"""Several limited queries asked as one: parts of a list in their order, and counts that stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from requests_board.pages.paging import COUNT_UP_TO


def together(select: str, queries: Sequence[QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
    """The rows of all ``queries`` with one query: the place of the query, then what ``select`` makes of it.

    Each part is wrapped in a select of its own, because SQLite takes no order or limit in a part of a union.
    """
    parts: list[str] = []
    params: list[Any] = []
    for place, rows in enumerate(queries):
        try:
            sql, values = rows.query.sql_with_params()
        except EmptyResultSet:  # a filter that nothing can match
            continue
        parts.append(f"SELECT {place} AS place, {select} FROM ({sql}) AS part")  # noqa: S608 - made by the compiler
        params += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return list(cursor.fetchall())


def counts(queries: Sequence[QuerySet[Any, Any]]) -> list[int]:
    """How many rows each of ``queries`` has, counted to just above COUNT_UP_TO."""
    found = [0] * len(queries)
    limited = [rows.order_by().values("pk")[: COUNT_UP_TO + 1] for rows in queries]
    for place, number in together("COUNT(*)", limited):
        found[place] = number
    return found

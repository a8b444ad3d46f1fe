"""SQLite: FTS5, ranked by bm25.

The planner must begin with the full-text table: joined the usual way, a filter on the documents made it look at every
one of them (seconds instead of milliseconds). ``CROSS JOIN`` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from marketing_portal.search.backends.base import Backend, Request
from marketing_portal.search.words import Term

LAST = "\U0010ffff"  # comes after every other letter


class SQLiteBackend(Backend):
    """FTS5."""

    def lock(self) -> None:
        """Whoever writes has locked the database already (transaction_mode IMMEDIATE)."""

    def refresh(self) -> None:
        """Merge the pieces of the full-text index, and tell the planner what there is."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")
            cursor.execute("ANALYZE search_searchname")

    def matching(self, request: Request, columns: Sequence[str] = ()) -> tuple[str, list[Any]]:
        seen, parameters = request.sight.condition("d")
        sql = (
            "SELECT d.id AS id, d.kind AS kind, bm25(search_fts, 8.0, 6.0, 1.0) * d.weight AS place "
            "FROM search_fts CROSS JOIN search_searchdoc d "
            f"WHERE search_fts MATCH %s AND d.id = search_fts.rowid AND {seen}"
        )
        words = (" OR " if request.some else " AND ").join(as_match(term) for term in request.query.terms)
        return sql, [f"{{{' '.join(columns)}}} : ({words})" if columns else words, *parameters]

    def names_from(self, beginning: str) -> tuple[str, list[Any]]:
        """A range: LIKE would read every name."""
        return "n.squashed >= %s AND n.squashed < %s", [beginning, beginning + LAST]


def as_match(term: Term) -> str:
    """A word in the language of MATCH. It is quoted, so nothing in it is an operator."""
    return f'"{term.text}"*' if term.open else f'"{term.text}"'

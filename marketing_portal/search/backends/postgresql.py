"""PostgreSQL: a generated tsvector with a GIN index, ranked by ts_rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from marketing_portal.search.backends.base import Backend, Request
from marketing_portal.search.words import Term

WEIGHTS = "{0.1, 0.1, 0.75, 1.0}"  # of body, nothing, aliases, title
# A query of its own: the planner then does not guess how many will match, and takes the index.
WANTED = "(SELECT to_tsquery('simple', %s))"
LOCK = 7_234_001  # any number that nothing else of the portal locks


class PostgreSQLBackend(Backend):
    """tsvector and GIN."""

    def lock(self) -> None:
        """Two writers would else read before and write after each other."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    def refresh(self) -> None:
        """Tell the planner what there is."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_searchdoc")
            cursor.execute("ANALYZE search_searchname")

    def matching(self, request: Request, columns: Sequence[str] = ()) -> tuple[str, list[Any]]:
        seen, parameters = request.sight.condition("d")
        sql = (
            f"SELECT d.id AS id, d.kind AS kind, -ts_rank('{WEIGHTS}', d.vector, {WANTED}) * d.weight AS place "
            f"FROM search_searchdoc d WHERE d.vector @@ {WANTED} AND {seen}"
        )
        weights = "AB" if columns else ""
        words = [as_tsquery(term, weights) for term in request.query.terms]
        wanted = (" | " if request.some else " & ").join(words)
        return sql, [wanted, wanted, *parameters]

    def names_from(self, beginning: str) -> tuple[str, list[Any]]:
        """LIKE with an index of its own, which Django makes for it; squashed names hold nothing that LIKE reads."""
        return "n.squashed LIKE %s", [beginning + "%"]


def as_tsquery(term: Term, weights: str) -> str:
    """A word in the language of to_tsquery: letters and digits only, so nothing in it is an operator."""
    marks = f"{'*' if term.open else ''}{weights}"
    return f"'{term.text}':{marks}" if marks else f"'{term.text}'"

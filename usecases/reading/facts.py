"""Rows of another table as one value of a query: a page that gathers much asks the database less often."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery


class Listed(Subquery):
    """What ``rows`` (a QuerySet with OuterRef and one column, ``fact``) select, in their order, as a list."""

    template = "(SELECT JSON_GROUP_ARRAY(fact) FROM (%(subquery)s) AS listed)"

    def __init__(self, rows: QuerySet[Any, Any], **extra: Any) -> None:
        super().__init__(rows, output_field=JSONField(), **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The same as PostgreSQL calls it; no rows are a list too."""
        template = "(SELECT COALESCE(JSONB_AGG(fact), '[]'::jsonb) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template, **extra)

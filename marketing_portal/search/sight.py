"""What somebody may find: never more than the page behind it would show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from marketing_portal.people.roles import can_edit_content, is_employee
from marketing_portal.search.documents import Audience
from marketing_portal.search.models import SearchDoc
from marketing_portal.search.registry import SOURCES


@dataclass(frozen=True)
class Sight:
    """A person's view of the index: documents up to an audience, and keys by source that stay hidden all the same."""

    audience: Audience
    hidden: tuple[tuple[str, QuerySet[Any]], ...] = ()

    def documents(self) -> QuerySet[SearchDoc]:
        """Everything that the person may find."""
        rows = SearchDoc.objects.filter(audience__lte=self.audience)
        for source, keys in self.hidden:
            rows = rows.exclude(source=source, object_id__in=keys)
        return rows

    def condition(self, table: str) -> tuple[str, list[Any]]:
        """The same as a condition of SQL on ``table``, for the queries that the full-text index needs by hand."""
        sql = [f"{table}.audience <= %s"]
        parameters: list[Any] = [int(self.audience)]
        for source, keys in self.hidden:
            inner, values = keys.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
            sql.append(f"NOT ({table}.source = %s AND {table}.object_id IN ({inner}))")
            parameters += [source, *values]
        return " AND ".join(sql), parameters


def sight_of(user: Any) -> Sight:
    """The view of ``user``."""
    if not is_employee(user):
        return Sight(Audience.EVERYBODY)
    audience = Audience.EDITORS if can_edit_content(user) else Audience.COLLEAGUES
    hidden = [(key, one.hidden_from(user)) for key, one in SOURCES.items() if one.hidden_from]
    return Sight(audience, tuple((key, keys) for key, keys in hidden if keys is not None))

"""Sentences of the handbook by kind, those below a sentence with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marketing_portal.content.addresses import request_url
from marketing_portal.content.knowledge import Knowledge
from usecases.models import Statement
from usecases.vocabulary import StatementKind

SHOWN = 300


@dataclass
class Said:
    """One sentence with those below it."""

    statement: Statement
    below: list[Statement] = field(default_factory=list)
    page: str = ""

    @property
    def is_gap(self) -> bool:
        """True where it says that something is still to come."""
        return Knowledge(self.statement.state).is_gap

    @property
    def ask_href(self) -> str:
        """Where somebody asks for what is missing; empty while requests cannot be filed."""
        return request_url(
            title=f"To be decided: {self.statement}", about=f"{self.page}#{self.statement.key}"
        )


def said(kinds: Sequence[StatementKind], page: str = "") -> dict[str, list[Said]]:
    """The sentences of ``kinds`` as they stand on ``page``, by kind and in their order: one query."""
    found: dict[str, list[Said]] = {kind.value: [] for kind in kinds}
    by_pk: dict[int, Said] = {}
    rows = list(Statement.objects.filter(kind__in=kinds)[:SHOWN])
    for one in rows:
        if one.parent_id is None:
            by_pk[one.pk] = Said(one, page=page)
            found[one.kind].append(by_pk[one.pk])
    for one in rows:
        if one.parent_id in by_pk:
            by_pk[one.parent_id].below.append(one)
    return found

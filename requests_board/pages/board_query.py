"""How the board is read: the first cards of every column with one query, the counts with another.

Each part of a column is a limited query that an index answers in order; they are joined by UNION ALL, each wrapped in
a select of its own, because SQLite takes no limit in a part of a union.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from requests_board.models import SMRequest
from requests_board.pages.beside import bring
from requests_board.pages.board_columns import Column
from requests_board.pages.board_layout import ColumnOrder, Layout
from requests_board.pages.together import Alike, Ready, together

Rows = QuerySet[SMRequest]
FIRST_CARDS = 12
MOST_CARDS = 200  # that a column is brought up to date with at once
CARD_COLUMNS = (
    "title",
    "state",
    "team_id",
    "milestone_id",
    "requester_id",
    "priority",
    "priority_rank",
    "due_on",
    "due_order",
    "is_urgent",
    "is_confidential",
    "waiting_since",
    "carried_over",
    "closed_at",
    "version",
)
COLUMNS_OF_FIELDS = {
    "use_case": ("use_case_id",),
    "labels": ("use_case_id", "gtm_phase", "dod", "eteam"),
    "kind": ("kind__name",),
    "health": ("health",),
    "age": ("created_at",),
    "estimate": ("weight",),
    "milestone": ("milestone__name",),
}


@dataclass(frozen=True)
class Wanted:
    """The first ``number`` cards of a column, or those that come after a cursor."""

    column: Column
    order: ColumnOrder
    number: int = FIRST_CARDS
    after: Any = None

    @property
    def reading(self) -> tuple[object, ...]:
        """What ``finish`` depends on."""
        return self.order, self.number, self.after

    def finish(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """``rows`` of a part of the column as far as they are wanted, with what they are sorted by."""
        if self.after is not None:
            rows = self.order.beyond(rows, self.after)
        arranged = self.order.arrange(rows)
        return arranged.values("pk", sorted_by=F(self.order.column))[: self.number + 1]

    def first(self, pairs: list[tuple[str, int]]) -> list[int]:
        """The ids of ``pairs`` (value that is sorted by, id), the parts of the column put together.

        The values are texts, since those of all columns come from one query: ranks of one digit, ISO dates.
        """
        if len(self.column.parts) > 1:
            by_age = self.order.column == "pk"
            pairs.sort(key=lambda pair: ("", pair[1]) if by_age else (pair[0], -pair[1]))
        return [key for _, key in pairs[: self.number + 1]]


def first_keys(rows: Rows, wanted: Sequence[Wanted]) -> list[list[int]]:
    """For each of ``wanted`` the ids of its first cards in order, one more than asked for where there are more."""
    queries: list[Ready | None] = []
    owners: list[int] = []
    makers: dict[object, Alike] = {}
    for place, want in enumerate(wanted):
        if want.reading not in makers:
            makers[want.reading] = Alike(rows, want.finish)
        queries += [makers[want.reading].query(part) for part in want.column.parts]
        owners += [place] * len(want.column.parts)
    found: list[list[tuple[str, int]]] = [[] for _ in wanted]
    for query, key, value in together("pk, CAST(sorted_by AS VARCHAR(40))", queries):
        found[owners[query]].append((value, key))
    return [want.first(pairs) for want, pairs in zip(wanted, found, strict=True)]


def cards(keys: Iterable[int], layout: Layout) -> dict[int, SMRequest]:
    """The requests with these ``keys``, with what the cards of ``layout`` show and nothing else."""
    columns = [*CARD_COLUMNS, *(name for key in layout.fields for name in COLUMNS_OF_FIELDS.get(key, ()))]
    rows = SMRequest.objects.filter(pk__in=set(keys)).only(*columns)
    if related := [name for name in ("kind", "milestone") if name in layout.fields]:
        rows = rows.select_related(*related)
    if "labels" in layout.fields:
        rows = rows.prefetch_related("devops_stages", "labels")
    found = rows.in_bulk()
    bring(found.values())
    return found

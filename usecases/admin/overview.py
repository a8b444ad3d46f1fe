"""The overview of a matrix in the admin: how full each column and row is, and the ways to edit it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from marketing_portal.content.knowledge import Knowledge
from usecases.models import ActivationRole, DRICell, KeyLink, KeyLinkKind, UseCase
from usecases.vocabulary import LinkState


@dataclass(frozen=True)
class Line:
    """A column or row: its name, how full it is, where it is edited, what else can be done with it."""

    name: str
    filled: int
    total: int
    edit_url: str = ""
    start_url: str = ""
    end_url: str = ""

    @property
    def missing(self) -> int:
        """How many cells say nothing."""
        return max(self.total - self.filled, 0)


def counted(rows: QuerySet[Any], by: str, done: Q) -> dict[int, tuple[int, int]]:
    """Number of cells that are filled, and of all that are written down, by the key in ``by``."""
    counts = rows.order_by().values_list(by).annotate(done=Count("pk", filter=done, distinct=True))
    return {key: (filled, total) for key, filled, total in counts.annotate(total=Count("pk", distinct=True))}


def place(model: str, name: str, thing: Any) -> str:
    """Address of a page of the matrix."""
    return reverse(f"admin:usecases_{model}_{name}", args=[thing.pk])


def lines_of(things: Iterable[Any], model: str, page: str, counts: Any, total: int) -> list[Line]:
    """A line for each of ``things``."""
    return [Line(str(one), counts.get(one.pk, (0, 0))[0], total, place(model, page, one)) for one in things]


def dri_lines() -> dict[str, list[Line]]:
    """Of the DRI matrix: a column can be started, and ended where nobody is named in it."""
    roles, use_cases = list(ActivationRole.objects.all()), list(UseCase.objects.current())
    columns = sorted((one for one in use_cases if one.dri_position is not None), key=column_of)
    cells = DRICell.objects.filter(use_case__in=columns)
    done = Q(assignments__isnull=False) | Q(state=Knowledge.NOT_APPLICABLE)
    named = set(cells.filter(assignments__isnull=False).values_list("use_case", flat=True))
    by_column, by_row = counted(cells, "use_case", done), counted(cells, "role", done)
    return {
        "columns": [dri_column(one, by_column.get(one.pk, (0, 0))[0], len(roles), named) for one in columns],
        "rows": lines_of(roles, "dricell", "row", by_row, len(columns)),
        "without": [
            Line(str(one), 0, 0, start_url=place("dricell", "start", one))
            for one in use_cases
            if one.dri_position is None
        ],
    }


def dri_column(use_case: UseCase, filled: int, total: int, named: set[int]) -> Line:
    """One column of the DRI matrix."""
    end = "" if use_case.pk in named else place("dricell", "end", use_case)
    return Line(str(use_case), filled, total, place("dricell", "column", use_case), end_url=end)


def column_of(use_case: UseCase) -> int:
    """Its place in the DRI matrix."""
    return use_case.dri_position or 0


def with_key_links() -> QuerySet[UseCase]:
    """Use cases of which a key link is written down, those of the DRI matrix first."""
    linked = UseCase.objects.current().filter(pk__in=KeyLink.objects.order_by().values("use_case"))
    in_order: QuerySet[UseCase] = linked.order_by(
        F("dri_position").asc(nulls_last=True), "tier", "position", "pk"
    )
    return in_order


def link_lines() -> dict[str, list[Line]]:
    """Of the key links: a use case without any gets its column with its first link."""
    kinds, use_cases = list(KeyLinkKind.objects.all()), list(with_key_links())
    links = KeyLink.objects.filter(use_case__in=use_cases)
    done = ~Q(state__in=[state for state in LinkState if state.is_unresolved])
    by_column, by_row = counted(links, "use_case", done), counted(links, "kind", done)
    without = UseCase.objects.current().exclude(pk__in=[one.pk for one in use_cases])
    return {
        "columns": lines_of(use_cases, "keylink", "column", by_column, len(kinds)),
        "rows": lines_of(kinds, "keylink", "row", by_row, len(use_cases)),
        "without": lines_of(without, "keylink", "column", {}, 0),
    }

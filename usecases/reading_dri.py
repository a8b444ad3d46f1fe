"""The DRI matrix laid out for reading: one row a role, one column a use case, several people a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q
from django.urls import reverse
from django.utils.text import get_text_list

from marketing_portal.content.knowledge import Knowledge
from usecases.models import ActivationRole, DRIAssignment, DRICell, UseCase
from usecases.showing import Who, who

UNKNOWN = "?"  # how the source writes that nobody knows who


@dataclass
class Cell:
    """One role in one use case. ``written`` is the cell as the source writes it."""

    role: ActivationRole
    use_case: UseCase
    state: str = Knowledge.ABSENT
    people: list[Who] = field(default_factory=list)
    written: str = ""
    is_marked: bool = False

    @property
    def anchor(self) -> str:
        """Id of the cell on the page."""
        return f"cell-{self.role.key}-{self.use_case.slug}"

    @property
    def edit_href(self) -> str:
        """Where editors change it."""
        return reverse("usecases:dri_cell", args=[self.role.key, self.use_case.slug])

    @property
    def is_vacant(self) -> bool:
        """True where somebody should be named and nobody is."""
        return not self.people and self.state != Knowledge.NOT_APPLICABLE

    @property
    def gap_state(self) -> str:
        """What is shown where nobody is named; a cell that says “known” and names nobody is not known."""
        return Knowledge.UNKNOWN if self.state == Knowledge.KNOWN else self.state

    @property
    def names(self) -> str:
        """The people as running text."""
        return ", ".join(one.name for one in self.people)


@dataclass
class Row:
    """One role with its lead and its cells."""

    role: ActivationRole
    lead: Who | None
    cells: list[Cell]
    is_marked: bool = False

    @property
    def vacancy(self) -> str:
        """The use cases for which nobody is named, in words; empty where there are none."""
        vacant = [cell.use_case.short for cell in self.cells if cell.is_vacant]
        return get_text_list(vacant, "and")


@dataclass
class Matrix:
    """The whole of it; ``without`` are the use cases that have no column."""

    columns: list[UseCase]
    rows: list[Row]
    without: list[UseCase]

    @property
    def cells(self) -> list[Cell]:
        """Every cell."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def people(self) -> list[Who]:
        """Everybody in it once, leads included, by name; not those who are kept from this reader."""
        everybody = [one for cell in self.cells for one in cell.people]
        everybody += [row.lead for row in self.rows if row.lead]
        found = {one.slug: one for one in everybody if one.slug}
        return sorted(found.values(), key=lambda one: one.name.casefold())

    @property
    def vacancies(self) -> list[tuple[ActivationRole, str]]:
        """Roles with the use cases in which nobody is named."""
        return [(row.role, row.vacancy) for row in self.rows if row.vacancy]

    @property
    def figures(self) -> tuple[int, int]:
        """How many cells name somebody, of how many."""
        cells = self.cells
        return sum(1 for cell in cells if cell.people), len(cells)


def matrix(user: Any) -> Matrix:
    """The matrix as ``user`` may see it."""
    use_cases = list(UseCase.objects.visible_to(user).order_by("dri_position", "tier", "position", "pk"))
    columns = [one for one in use_cases if one.dri_position is not None]
    without = [one for one in use_cases if one.dri_position is None]
    stored = {(cell.role_id, cell.use_case_id): cell for cell in cells_of(columns)}
    rows = []
    for role in ActivationRole.objects.select_related("lead"):
        cells = []
        for one in columns:
            cell = stored.get((role.pk, one.pk))
            people = list(cell.assignments.all()) if cell else []
            cells.append(laid_out(role, one, cell, people, user))
        rows.append(Row(role, who(role.lead, user) if role.lead else None, cells))
    return Matrix(columns, rows, without)


def column(use_case: UseCase, user: Any) -> list[Row]:
    """The rows of one use case: each role with its one cell."""
    people: dict[int, list[DRIAssignment]] = {}
    for one in DRIAssignment.objects.filter(cell__use_case=use_case).select_related("person"):
        people.setdefault(one.cell_id, []).append(one)
    own_cell = FilteredRelation("cells", condition=Q(cells__use_case=use_case))
    roles = ActivationRole.objects.select_related("lead").annotate(
        cell=own_cell, cell_pk=F("cell__pk"), cell_state=F("cell__state"), cell_raw=F("cell__raw")
    )
    found = []
    for role in roles:
        stored = DRICell(pk=role.cell_pk, state=role.cell_state, raw=role.cell_raw) if role.cell_pk else None
        cell = laid_out(role, use_case, stored, people.get(role.cell_pk or 0, []), user)
        found.append(Row(role, who(role.lead, user) if role.lead else None, [cell]))
    return found


def cells_of(columns: Iterable[UseCase]) -> Any:
    """The stored cells of ``columns`` with their people, in two queries."""
    people = Prefetch("assignments", DRIAssignment.objects.select_related("person"))
    return DRICell.objects.filter(use_case__in=columns).order_by().prefetch_related(people)


def laid_out(
    role: ActivationRole,
    use_case: UseCase,
    stored: DRICell | None,
    assignments: list[DRIAssignment],
    user: Any,
) -> Cell:
    """One cell; a pair of role and use case that nobody ever wrote down has no record."""
    if stored is None:
        return Cell(role, use_case)
    people = [who(one.person, user, one.written) for one in assignments]
    return Cell(role, use_case, stored.state, people, written_form(stored, assignments, people))


def written_form(cell: DRICell, assignments: list[DRIAssignment], people: list[Who]) -> str:
    """The cell as the source writes it; put together from its people where it was edited here."""
    if any(not one.slug for one in people):  # somebody whom this reader may not know
        return ", ".join(one.name for one in people)
    parts = [one.written or one.person.name for one in assignments]
    return cell.raw or ", ".join(parts) or (UNKNOWN if cell.state == Knowledge.UNKNOWN else "")

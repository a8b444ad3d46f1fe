"""The DRI matrix laid out for reading: one row a role, one column a use case, several people a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list

from marketing_portal.content.knowledge import Knowledge
from usecases.models import ActivationRole, DRICell, UseCase
from usecases.showing import FIELDS, Who, who, who_of

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


@dataclass
class Stored:
    """A cell as the database holds it, and its people."""

    state: str
    raw: str
    people: list[Who] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


def matrix(user: Any) -> Matrix:
    """The matrix as ``user`` may see it."""
    use_cases = list(UseCase.objects.visible_to(user).order_by("dri_position", "tier", "position", "pk"))
    columns = [one for one in use_cases if one.dri_position is not None]
    without = [one for one in use_cases if one.dri_position is None]
    return Matrix(columns, rows_of(columns, user), without)


def rows_of(columns: list[UseCase], user: Any) -> list[Row]:
    """A row for each role, with a cell for each of ``columns``: two queries."""
    stored = stored_cells(columns, user)
    found = []
    for role in ActivationRole.objects.select_related("lead"):
        cells = [laid_out(role, one, stored.get((role.pk, one.pk))) for one in columns]
        found.append(Row(role, who(role.lead, user) if role.lead else None, cells))
    return found


def stored_cells(columns: list[UseCase], user: Any) -> dict[tuple[int, int], Stored]:
    """The cells of ``columns`` by role and use case, read as plain values: there are many of them."""
    person = [f"assignments__person__{name}" for name in FIELDS]
    rows = DRICell.objects.filter(use_case__in=columns).order_by("assignments__order", "assignments__pk")
    found: dict[tuple[int, int], Stored] = {}
    for role, use_case, state, raw, written, *facts in rows.values_list(
        "role", "use_case", "state", "raw", "assignments__written", *person
    ):
        cell = found.setdefault((role, use_case), Stored(state, raw))
        if facts[0] is not None:
            one = who_of(dict(zip(FIELDS, facts, strict=True)), user, written)
            cell.people.append(one)
            cell.written.append((written or one.name) if one.slug else one.name)
    return found


def laid_out(role: ActivationRole, use_case: UseCase, stored: Stored | None) -> Cell:
    """One cell; a pair of role and use case that nobody ever wrote down has no record."""
    if stored is None:
        return Cell(role, use_case)
    return Cell(role, use_case, stored.state, stored.people, written_form(stored))


def written_form(cell: Stored) -> str:
    """The cell as the source writes it; put together from its people where it was edited here."""
    joined = ", ".join(cell.written)
    if any(not one.slug for one in cell.people):  # somebody whom this reader may not know
        return joined
    return cell.raw or joined or (UNKNOWN if cell.state == Knowledge.UNKNOWN else "")

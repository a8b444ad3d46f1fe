"""A whole column or row of a matrix as one page: which cells it has, what was typed, how it is saved.

Everything that is saved on one page is one change; either all of what was touched is saved or nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.versions import Conflict
from usecases.forms.people import Directory
from usecases.forms.strips import DRICellInStrip, KeyLinkInStrip, StripForm
from usecases.models import ActivationRole, DRICell, KeyLink, KeyLinkKind, UseCase
from usecases.telling import link_in_words, people_in
from usecases.vocabulary import LinkState


@dataclass
class Cell:
    """One cell of the page: its heading, its form, and what somebody else made of it where both changed it."""

    heading: str
    remark: str
    form: StripForm
    stored: Any
    conflict: Conflict | None = None
    now: str = ""

    @property
    def history_url(self) -> str:
        """Its history; empty where nobody ever wrote it down."""
        if self.stored.pk is None:
            return ""
        return reverse("content:history", args=["usecases", self.stored._meta.model_name, self.stored.pk])


class Strip:
    """A column or a row; the two matrices fill in what their cells are."""

    form: type[StripForm]
    rows: Any  # the model across: roles, or kinds of links
    across: str  # its name in a cell
    now: Callable[[Any], str]

    def __init__(self, use_cases: Iterable[UseCase], rows: Iterable[Any], title: str) -> None:
        self.use_cases = sorted(use_cases, key=lambda one: one.pk)
        self.pairs = [(row, one) for row in rows for one in use_cases]
        self.title = title
        self.directory: Directory | None = None

    def stored(self) -> QuerySet[Any]:
        """The cells that are written down."""
        raise NotImplementedError

    def new(self, row: Any, use_case: UseCase) -> Any:
        """A cell that nobody wrote down yet."""
        raise NotImplementedError

    def heading(self, row: Any, use_case: UseCase) -> tuple[str, str]:
        """What the cell is called on the page, and what helps to fill it."""
        return (str(row), "") if len(self.use_cases) == 1 else (use_case.short, "")

    def options(self) -> dict[str, Any]:
        """What every form is given besides."""
        return {}

    def cells(self, locked: bool = False) -> list[Any]:
        """Every cell as it is now, in order; with ``locked`` nobody else can change one of them."""
        rows = self.stored()
        if locked:
            rows = rows.select_for_update(of=("self",)).order_by("pk")
        known = {(getattr(one, f"{self.across}_id"), one.use_case_id): one for one in rows}
        return [known.get((row.pk, one.pk)) or self.new(row, one) for row, one in self.pairs]

    def prefix(self, cell: Any) -> str:
        """Names the fields of a cell."""
        return f"c{getattr(cell, f'{self.across}_id')}-{cell.use_case_id}"

    def form_of(self, cell: Any, data: QueryDict | None = None) -> StripForm:
        """The form of one cell."""
        return self.form(data, instance=cell, prefix=self.prefix(cell), **self.options())

    def page(self) -> list[Cell]:
        """The page as it is opened."""
        return [self.cell(stored, self.form_of(stored)) for stored in self.cells()]

    def cell(self, stored: Any, form: StripForm) -> Cell:
        """``form`` with its heading."""
        heading, remark = self.heading(getattr(stored, self.across), stored.use_case)
        return Cell(heading, remark, form, stored)

    @transaction.atomic
    def save(self, data: QueryDict) -> Saved:
        """Save what was touched, all of it or nothing."""
        guards = UseCase.objects.filter(pk__in=[one.pk for one in self.use_cases])
        list(guards.select_for_update(of=("self",)).order_by("pk"))
        forms = [self.form_of(cell, data) for cell in self.cells(locked=True)]
        wrong = [form for form in forms if not form.is_valid()]
        if wrong:
            return Saved(False, cells=self.again(forms))
        touched = [form for form in forms if form.has_changed() and form.changes_something]  # type: ignore[attr-defined]
        for form in touched:
            form.save()
        return Saved(True, names=[self.heading_of(form) for form in touched])

    def heading_of(self, form: StripForm) -> str:
        """The heading of the cell of ``form``."""
        return self.heading(getattr(form.instance, self.across), form.instance.use_case)[0]

    def again(self, forms: list[StripForm]) -> list[Cell]:
        """The page once more: what was typed as it was typed, everything else as it is now."""
        found = []
        for stored, form in zip(self.cells(), forms, strict=True):
            cell = self.cell(stored, form if form.has_changed() else self.form_of(stored))
            if cell.form.has_conflict:
                cell.conflict, cell.now = cell.form.conflict(), type(self).now(stored)
            found.append(cell)
        return found


@dataclass
class Saved:
    """What came of saving: the headings of the cells that changed, or the page to show again."""

    is_done: bool
    names: list[str] | None = None
    cells: list[Cell] | None = None

    @property
    def conflicts(self) -> int:
        """In how many cells somebody else was first."""
        return sum(1 for cell in self.cells or () if cell.conflict)


class DRIStrip(Strip):
    """Of the DRI matrix."""

    form = DRICellInStrip
    across = "role"
    now = staticmethod(people_in)

    def stored(self) -> QuerySet[Any]:
        """With their people."""
        rows = {row.pk for row, _ in self.pairs}
        return DRICell.objects.filter(use_case__in=self.use_cases, role__in=rows).for_matrix()

    def new(self, row: ActivationRole, use_case: UseCase) -> DRICell:
        """Nobody is named."""
        return DRICell(role=row, use_case=use_case, state=Knowledge.UNKNOWN)

    def heading(self, row: ActivationRole, use_case: UseCase) -> tuple[str, str]:
        """In a column the role with what it is responsible for, in a row the use case."""
        return (row.name, row.responsibility) if len(self.use_cases) == 1 else (use_case.short, "")

    def options(self) -> dict[str, Any]:
        """The people that can be named, read once."""
        if self.directory is None:
            named = DRICell.objects.filter(use_case__in=self.use_cases).values_list("assignments__person")
            self.directory = Directory(keep=[pk for (pk,) in named if pk])
        return {"directory": self.directory}


class KeyLinkStrip(Strip):
    """Of the key links."""

    form = KeyLinkInStrip
    across = "kind"
    now = staticmethod(link_in_words)

    def stored(self) -> QuerySet[Any]:
        """With what they are named by."""
        rows = {row.pk for row, _ in self.pairs}
        found = KeyLink.objects.filter(use_case__in=self.use_cases, kind__in=rows)
        return found.select_related("use_case", "kind")

    def new(self, row: KeyLinkKind, use_case: UseCase) -> KeyLink:
        """Still to be made."""
        return KeyLink(kind=row, use_case=use_case, state=LinkState.TBD)

"""What is picked out of the DRI matrix. Only the fields below are read from the query string."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import get_text_list

from marketing_portal.content.widgets import QuickSelect
from marketing_portal.people.models import Team, TeamMembership
from usecases.reading.dri import Matrix, Row

Choices = list[tuple[str, str]]


class MatrixFilter(forms.Form):
    """Person and team mark cells, role and use case leave rows and columns out."""

    person = forms.ChoiceField(label="Person", required=False, widget=QuickSelect)
    team = forms.ChoiceField(label="Team", required=False, widget=QuickSelect)
    role = forms.ChoiceField(label="Role", required=False, widget=QuickSelect)
    use_case = forms.ChoiceField(label="Use case", required=False, widget=QuickSelect)
    show = forms.ChoiceField(
        label="Rows",
        required=False,
        choices=[("", "All"), ("marked", "Only with a mark"), ("vacant", "Only where somebody is missing")],
    )

    def __init__(self, query: QueryDict, matrix: Matrix, user: Any) -> None:
        self.rows: list[Row] = []
        self.teams = teams_of([one.key for one in matrix.people], user)
        super().__init__(query)
        self.choose("person", "Everybody", [(one.slug, one.name) for one in matrix.people])
        self.choose("team", "Any", [(team.slug, team.name) for team in self.teams])
        self.choose("role", "All", [(row.role.key, row.role.name) for row in matrix.rows])
        self.choose("use_case", "All", [(one.slug, one.short) for one in matrix.columns])
        if not self.teams:
            del self.fields["team"]
        self.is_valid()

    def choose(self, name: str, empty: str, choices: Choices) -> None:
        """Fill the choices of a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", empty), *choices]

    def chosen(self, name: str) -> str:
        """What was chosen; empty where nothing was, or nothing that exists."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def is_set(self) -> bool:
        """True where anything was chosen."""
        return any(self.cleaned_data.values())

    @property
    def people_marked(self) -> set[str] | None:
        """Slugs of the people whose cells are marked; None where nobody was asked for."""
        person, team = self.chosen("person"), self.chosen("team")
        if not person and not team:
            return None
        members = {slug for one, slugs in self.teams.items() if one.slug == team for slug in slugs}
        return ({person} if person else members) if not (person and team) else members & {person}

    @property
    def summary(self) -> str:
        """What the marks say, in a sentence; empty where nobody was asked for."""
        slugs = self.people_marked
        if slugs is None:
            return ""
        cells = [cell for row in self.rows for cell in row.cells if cell.is_marked]
        led = [row.role.name for row in self.rows if row.is_marked]
        labels = [self.label(name) for name in ("person", "team") if self.chosen(name)]
        said = f"{' in '.join(labels)}: {len(cells)} cell{'' if len(cells) == 1 else 's'} marked"
        return f"{said}; leads {get_text_list(led, 'and')}." if led else f"{said}."

    def label(self, name: str) -> str:
        """The words of what was chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        words: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]
        return str(words[self.chosen(name)])

    def apply(self, matrix: Matrix) -> Matrix:
        """Mark and leave out as chosen."""
        role, use_case = self.chosen("role"), self.chosen("use_case")
        rows = [row for row in matrix.rows if not role or row.role.key == role]
        columns = [one for one in matrix.columns if not use_case or one.slug == use_case]
        for row in rows:
            row.cells = [cell for cell in row.cells if cell.use_case in columns]
            mark(row, self.people_marked)
        self.rows = [row for row in rows if is_kept(row, self.chosen("show"))]
        return Matrix(columns, self.rows, matrix.without)


def mark(row: Row, slugs: set[str] | None) -> None:
    """Mark what names one of ``slugs``."""
    if slugs is None:
        return
    row.is_marked = row.lead is not None and row.lead.slug in slugs
    for cell in row.cells:
        cell.is_marked = any(one.slug in slugs for one in cell.people)


def is_kept(row: Row, show: str) -> bool:
    """Whether the row is left in where only marked ones, or only those with a vacancy, are asked for."""
    if show == "marked":
        return row.is_marked or any(cell.is_marked for cell in row.cells)
    return bool(row.vacancy) if show == "vacant" else True


def teams_of(people: Iterable[int], user: Any) -> dict[Team, set[str]]:
    """The teams of ``people`` (primary keys) with the slugs of those in them."""
    seen = Team.objects.visible_to(user).values("pk")
    rows = TeamMembership.objects.filter(person__in=list(people), team__in=seen)
    found: dict[Team, set[str]] = {}
    for one in rows.select_related("team", "person"):
        found.setdefault(one.team, set()).add(one.person.slug)
    return found

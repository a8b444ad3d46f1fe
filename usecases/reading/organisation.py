"""Who owns what in product marketing, laid out for reading: the ownership table and the organisation model drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.urls import reverse

from marketing_portal.content.about import edit_link
from marketing_portal.content.addresses import request_url
from marketing_portal.content.knowledge import Knowledge
from usecases.links import host_of
from usecases.models import OrgColumn, Ownership, OwnershipArea, UseCase
from usecases.showing import Who, who

ROWS_SHOWN, COLUMNS_SHOWN = 200, 60
WIDEST = 12  # the style sheet knows columns up to this width


@dataclass(frozen=True)
class Fact:
    """A cell of the table: what is known, or what is not and where somebody asks for it."""

    text: str
    state: str
    what: str
    ask_href: str

    @property
    def is_gap(self) -> bool:
        """True where the table itself says that something is still to come."""
        return Knowledge(self.state).is_gap


@dataclass(frozen=True)
class Area:
    """What somebody owns: its page here and its page outside, empty where there is none."""

    label: str
    href: str
    url: str
    is_vertical: bool


@dataclass(frozen=True)
class OwnershipRow:
    """One row of the table."""

    ownership: Ownership
    who: Who
    areas: list[Area]
    persona: Fact
    industry: Fact
    edit_href: str


@dataclass(frozen=True)
class ColumnShown:
    """A column of the organisation model; ``owners`` come from the ownership table."""

    title: str
    href: str
    is_vertical: bool
    owners: list[Who]


@dataclass
class Section:
    """Neighbouring columns that are aligned with the same section of the product."""

    name: str
    contact: Who | None
    columns: list[ColumnShown] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many columns it spans."""
        return min(len(self.columns), WIDEST)


@dataclass
class Group:
    """Neighbouring columns that share a group of product marketing managers; None: no group."""

    number: int | None
    sections: list[Section] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many columns it spans."""
        return min(sum(len(one.columns) for one in self.sections), WIDEST)


@dataclass
class OwnershipPage:
    """The table and the model."""

    rows: list[OwnershipRow]
    groups: list[Group]

    @property
    def gaps(self) -> int:
        """How many cells of the table are still to be decided."""
        return sum(fact.is_gap for row in self.rows for fact in (row.persona, row.industry))

    @property
    def cells(self) -> int:
        """How many cells of the table hold a fact."""
        return 2 * len(self.rows)


def page(user: Any) -> OwnershipPage:
    """Everything that the page shows ``user``."""
    stored = Ownership.objects.select_related("person").prefetch_related("areas")[:ROWS_SHOWN]
    use_cases = {one.pk: one for one in UseCase.objects.visible_to(user)}
    rows = [row_of(ownership, use_cases, user) for ownership in stored]
    return OwnershipPage(rows, groups_of(owners_by_column(rows), use_cases, user))


def row_of(ownership: Ownership, use_cases: dict[int, UseCase], user: Any) -> OwnershipRow:
    """One row as ``user`` may see it."""
    shown = who(ownership.person, user)
    place = f"{reverse('organisation:ownership')}#{ownership.person.slug}" if shown.slug else ""
    return OwnershipRow(
        ownership=ownership,
        who=shown,
        areas=[area_of(one, use_cases) for one in ownership.areas.all()],
        persona=fact("persona", ownership.persona, ownership.persona_state, shown, place),
        industry=fact("industry", ownership.industry, ownership.industry_state, shown, place),
        edit_href=edit_link(ownership, user),
    )


def fact(what: str, text: str, state: str, owner: Who, place: str) -> Fact:
    """One cell; asking for it names whose it is and leads back to its row."""
    title = f"{what.capitalize()} of {owner.name} in the ownership table"
    return Fact(text, state, f"{what} of {owner.name}", request_url(title=title, about=place))


def area_of(area: OwnershipArea, use_cases: dict[int, UseCase]) -> Area:
    """One area; its use case is linked where it may be read."""
    use_case = use_cases.get(area.use_case_id or 0)
    href = use_case.get_absolute_url() if use_case else ""
    return Area(area.label, href, area.url if host_of(area.url) else "", area.is_vertical)


def owners_by_column(rows: Iterable[OwnershipRow]) -> dict[int, list[Who]]:
    """Who owns each use case in the table, by its key; 0 stands for the vertical."""
    found: dict[int, list[Who]] = {}
    for row in rows:
        for area in row.ownership.areas.all():
            if area.use_case_id or area.is_vertical:
                found.setdefault(area.use_case_id or 0, []).append(row.who)
    return found


def groups_of(owners: dict[int, list[Who]], use_cases: dict[int, UseCase], user: Any) -> list[Group]:
    """The model: neighbours of one group below it, in it neighbours of one section."""
    columns = OrgColumn.objects.select_related("contact")[:COLUMNS_SHOWN]
    found = []
    for number, members in groupby(columns, key=lambda one: one.pmm_group):
        group = Group(number)
        for (name, _), inner in groupby(members, key=lambda one: (one.section, one.contact_id)):
            listed = list(inner)
            contact = listed[0].contact
            section = Section(name, who(contact, user) if contact else None)
            section.columns = [column_of(one, owners, use_cases) for one in listed]
            group.sections.append(section)
        found.append(group)
    return found


def column_of(column: OrgColumn, owners: dict[int, list[Who]], use_cases: dict[int, UseCase]) -> ColumnShown:
    """One column with whom the ownership table names for it."""
    use_case = use_cases.get(column.use_case_id or 0)
    named = (
        []
        if column.use_case_id is None and not column.is_vertical
        else owners.get(column.use_case_id or 0, [])
    )
    return ColumnShown(
        column.title, use_case.get_absolute_url() if use_case else "", column.is_vertical, named
    )

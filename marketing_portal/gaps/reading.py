"""The page of gaps laid out for reading: the counts by kind, then one page of lines, each with what one can do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from marketing_portal.content.addresses import request_url
from marketing_portal.content.knowledge import Knowledge
from marketing_portal.gaps.facts import Gap, address
from marketing_portal.gaps.filters import FOLLOWING, MARKED, GapFilter
from marketing_portal.gaps.gathering import gather
from marketing_portal.gaps.kinds import Kind
from marketing_portal.people.models import Person
from marketing_portal.people.roles import can_edit_content
from usecases.showing import FIELDS, Who, who_of

PER_PAGE = 100


@dataclass(frozen=True)
class Count:
    """How many gaps of one kind there are under the other filters, and the address that shows them."""

    kind: Kind
    number: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Marked, or following: counted apart."""

    title: str
    meaning: str
    counts: list[Count]
    href: str
    is_current: bool

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(one.number for one in self.counts)


@dataclass(frozen=True)
class Line:
    """One gap with its addresses; ``keeper`` could fill it, as far as somebody is named who is still here."""

    gap: Gap
    href: str
    keeper: Who | None
    has_left: bool
    edit_href: str
    ask_href: str


@dataclass(frozen=True)
class Block:
    """The lines of one kind on this page, and how many there are on all pages."""

    kind: Kind
    lines: list[Line]
    total: int


@dataclass(frozen=True)
class GapPage:
    """Everything that the page shows."""

    filter: GapFilter
    groups: list[Group]
    page: Page[Gap]
    blocks: list[Block]
    csv_query: str


def page(query: QueryDict, user: Any) -> GapPage:
    """The page as ``user`` may see it."""
    chosen, around, shown = picked(query, user)
    found = Paginator(shown, PER_PAGE).get_page(query.get("page"))
    totals = Counter(one.kind for one in shown)
    lines = lines_of(list(found), user)
    blocks = [
        Block(kind, list(below), totals[kind]) for kind, below in groupby(lines, key=lambda one: one.gap.kind)
    ]
    return GapPage(chosen, groups_of(around, chosen, query), found, blocks, address_with(query))


def picked(query: QueryDict, user: Any) -> tuple[GapFilter, list[Gap], list[Gap]]:
    """The filter, the gaps that fit all of it but kind and group, and those that fit it all."""
    known = gather(user)
    chosen = GapFilter(query, known, user)
    around = chosen.around(known.gaps)
    return chosen, around, chosen.within(around)


def groups_of(gaps: list[Gap], chosen: GapFilter, query: QueryDict) -> list[Group]:
    """The counts of both groups."""
    counted = Counter(one.kind for one in gaps)
    kind, group = chosen.chosen("kind"), chosen.chosen("group")
    counts = [
        Count(one, counted[one], address_with(query, kind=one.value), one.value == kind) for one in Kind
    ]
    titles = [
        (
            MARKED,
            "Marked in the sources",
            "A question mark, “tbd”, “need more data”: somebody saw it and said so.",
        ),
        (FOLLOWING, "Follows from what is there", "Nobody marked it, and it is missing all the same."),
    ]
    return [
        Group(
            title,
            meaning,
            [one for one in counts if one.kind.facts.is_marked == (key == MARKED) and one.number],
            address_with(query, group=key),
            group == key and not kind,
        )
        for key, title, meaning in titles
    ]


def address_with(query: QueryDict, **changed: str) -> str:
    """The query string with ``changed`` in place of kind, group and page."""
    rest = query.copy()
    for name in ("page", *(("kind", "group") if changed else ())):
        rest.pop(name, None)
    rest.update(changed)
    return f"?{rest.urlencode()}"


def lines_of(gaps: list[Gap], user: Any) -> list[Line]:
    """``gaps`` with their addresses and the people who could fill them: one query for the people."""
    keys = {one.person for one in gaps if one.person}
    people = {one["pk"]: one for one in Person.objects.filter(pk__in=keys).values(*FIELDS, "left_on")}
    is_editor = can_edit_content(user)
    return [line(one, people.get(one.person or 0), is_editor, user) for one in gaps]


def line(gap: Gap, person: dict[str, Any] | None, is_editor: bool, user: Any) -> Line:
    """One gap as a line."""
    href = address(gap.place)
    return Line(
        gap=gap,
        href=href,
        keeper=who_of(person, user) if person else None,
        has_left=bool(person and (person["left_on"] or person["archived_at"])),
        edit_href=address(gap.edit) if is_editor and gap.edit else "",
        ask_href=request_url(title=f"Missing: {gap.what}", about=href, use_case=gap.label),
    )


def table(query: QueryDict, user: Any, root: str) -> list[list[str]]:
    """Every gap that fits, as rows for a spreadsheet; ``root`` is the address of the portal."""
    _, _, shown = picked(query, user)
    rows = [
        ["Known from", "Kind", "State", "What is missing", "Note", "Use case", "Who could fill it", "Place"]
    ]
    people: dict[int, str] = {}
    for one in Person.objects.filter(pk__in=keys_of(shown)).values(*FIELDS):
        people[one["pk"]] = who_of(one, user).name
    for gap in shown:
        facts = gap.kind.facts
        known_from = "marked" if facts.is_marked else "follows"
        state, person = Knowledge(gap.state).label, people.get(gap.person or 0, "")
        place = f"{root}{address(gap.place)}"
        rows.append([known_from, facts.title, state, gap.what, gap.note, gap.use_case, person, place])
    return rows


def keys_of(gaps: list[Gap]) -> list[int]:
    """The people who are named in ``gaps``, each once."""
    return sorted({one.person for one in gaps if one.person})

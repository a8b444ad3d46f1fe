"""One page of the list: through its groups, in the order of its sort, from a row on or back from it. Three queries.

The first counts the groups, each no further than is shown. The second finds the ids of the page: a union of limited
queries, one for each group and branch of the sort that can hold its rows. The third reads these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict

from requests_board.models import SMRequest
from requests_board.pages.grouping import WHOLE, Group
from requests_board.pages.paging import COUNT_UP_TO, PAGE_SIZE, SEPARATOR, neighbour
from requests_board.pages.sorting import Sort
from requests_board.pages.together import counts, together

Rows = QuerySet[SMRequest]
Cursor = tuple[Any, ...] | None


class Place(NamedTuple):
    """A row of the page: which group it stands in, and its id."""

    group: int
    key: int


@dataclass(frozen=True)
class Part:
    """A group with those of its rows that are on the page; ``is_continued`` where some stand on the page before."""

    group: Group
    count: str
    rows: list[SMRequest]
    is_continued: bool


@dataclass(frozen=True)
class ListPage:
    """One page: its parts, the query strings of its neighbours (empty where there is none), how many there are."""

    parts: list[Part]
    previous: str
    following: str
    total: int
    is_first: bool

    @property
    def rows(self) -> list[SMRequest]:
        """The rows of all parts."""
        return [row for part in self.parts for row in part.rows]

    @property
    def total_text(self) -> str:
        """The number of rows in all, counted up to COUNT_UP_TO."""
        return shown(self.total)


def shown(number: int) -> str:
    """``number``, or that it is more than is counted."""
    return f"{COUNT_UP_TO:,}+" if number > COUNT_UP_TO else f"{number:,}"


@dataclass(frozen=True)
class Slicer:
    """Finds the pages of ``rows`` through ``groups`` (none: the list as a whole)."""

    rows: Rows
    sort: Sort
    groups: Sequence[Group] = (WHOLE,)
    size: int = PAGE_SIZE
    by_person: Callable[[Rows, Sequence[Group]], list[int]] | None = None  # counts all groups at once

    def page(self, query: QueryDict, read: Rows) -> ListPage:
        """The page that ``query`` (``after`` or ``before``) asks for; ``read`` says what is read of each row."""
        total, *sizes = self.counted()
        backwards = bool(query.get("before"))
        start, cursor = self.begin(query.get("before") or query.get("after") or "")
        backwards = backwards and cursor is not None
        places = self.places(sizes, start, cursor, backwards)
        more = len(places) > self.size
        edge = places[self.size].group if backwards and more else start if cursor and not backwards else None
        places = places[: self.size][:: -1 if backwards else 1]
        rows = read.in_bulk([place.key for place in places])
        held = [(place, rows[place.key]) for place in places if place.key in rows]
        has_previous, has_following = (more, True) if backwards else (cursor is not None, more)
        return ListPage(
            parts=self.parts(held, sizes, edge),
            previous=neighbour(query, "before", self.write(*held[0])) if held and has_previous else "",
            following=neighbour(query, "after", self.write(*held[-1])) if held and has_following else "",
            total=total,
            is_first=cursor is None,
        )

    def counted(self) -> list[int]:
        """How many rows there are, then how many in each group. One query."""
        if len(self.groups) == 1:
            return counts([self.rows]) * 2
        if self.by_person:
            return [*counts([self.rows]), *self.by_person(self.rows, self.groups)]
        return counts([self.rows, *(self.rows.filter(group.rule) for group in self.groups)])

    def begin(self, text: str) -> tuple[int, Cursor]:
        """The place of the group and the values of the row that ``text`` says; the beginning if it is none of ours."""
        keys = [group.key for group in self.groups]
        key, rest = "", text
        if keys != [""]:
            key, _, rest = text.partition(SEPARATOR)
        cursor = self.sort.read_cursor(rest) if key in keys else None
        return (keys.index(key), cursor) if cursor else (0, None)

    def write(self, place: Place, row: SMRequest) -> str:
        """Where the rows after ``row`` begin."""
        key = self.groups[place.group].key
        return f"{key}{SEPARATOR}{self.sort.write_cursor(row)}" if key else self.sort.write_cursor(row)

    def places(self, sizes: list[int], start: int, cursor: Cursor, backwards: bool) -> list[Place]:
        """The rows of the page in the direction of reading, and one more where there are more."""
        owners, queries = [], []
        for place in self.reached(sizes, start, cursor is not None, backwards):
            inside = self.rows.filter(self.groups[place].rule)
            for branch in self.sort.branches(cursor if place == start else None, backwards):
                arranged = self.sort.arrange(inside.filter(branch), backwards)
                queries.append(arranged.values("pk")[: self.size + 1])
                owners.append(place)
        found = sorted(
            together("pk", queries), key=lambda row: row[0]
        )  # a union promises no order of its parts
        return [Place(owners[part], key) for part, key in found][: self.size + 1]

    def reached(self, sizes: list[int], start: int, is_inside: bool, backwards: bool) -> list[int]:
        """The groups, from ``start`` on, that can hold rows of this page."""
        ahead = range(start, -1, -1) if backwards else range(start, len(self.groups))
        found, room = [], self.size + 1
        for place in ahead:
            if not sizes[place]:
                continue
            found.append(place)
            if not (is_inside and place == start):  # how much of the first one is left is not known
                room -= sizes[place]
            if room <= 0:
                break
        return found

    def parts(self, held: list[tuple[Place, SMRequest]], sizes: list[int], edge: int | None) -> list[Part]:
        """``held`` by group. ``edge`` is the group in which the page before ended: it goes on."""
        found: list[Part] = []
        for place, row in held:
            group = self.groups[place.group]
            if not found or found[-1].group is not group:
                found.append(Part(group, shown(sizes[place.group]), [], not found and edge == place.group))
            found[-1].rows.append(row)
        return found

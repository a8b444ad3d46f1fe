"""The board: columns with their counts, limits and first cards, in a number of queries that never grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from marketing_portal.people.models import Team, User
from requests_board.filters import Chip, RequestFilter
from requests_board.models import SMRequest
from requests_board.pages import board_query
from requests_board.pages.board_cards import Cards
from requests_board.pages.board_columns import Column, Scope, columns, routable
from requests_board.pages.board_layout import BOARD_KEYS, BYS, FIELDS, ORDERS, ColumnOrder, Layout
from requests_board.pages.board_limits import Limited, against_limit, counted_by, limits_of
from requests_board.pages.board_query import Wanted
from requests_board.pages.board_targets import Reach
from requests_board.pages.labels import LabelBook
from requests_board.pages.paging import COUNT_UP_TO, replaced
from requests_board.pages.together import Alike, counts, limited

EVERYTHING = "scope=all"


@dataclass
class ShownColumn:
    """A column with what its section of the page shows."""

    column: Column
    order: ColumnOrder
    count: int
    is_folded: bool
    fold_href: str
    href: str
    sorts: list[tuple[str, str, bool]] = field(default_factory=list)
    limits: list[Limited] = field(default_factory=list)
    cards: str = ""
    more: str = ""

    @property
    def count_text(self) -> str:
        """The number as people read it."""
        return f"{COUNT_UP_TO:,}+" if self.count > COUNT_UP_TO else str(self.count)

    @property
    def is_over(self) -> bool:
        """True where a limit is passed."""
        return any(limit.over for limit in self.limits)


class Board:
    """The board that ``asked`` describes, as ``user`` may see it."""

    def __init__(self, asked: QueryDict, user: User, labels: LabelBook | None = None) -> None:
        self.user, self.labels = user, labels or LabelBook()
        self.layout = Layout.read(asked)
        data = self.layout.query.copy()
        data["scope"] = "all"  # closed columns stand on the board as well; every column says what is in it
        self.visible = SMRequest.objects.visible_to(user)
        self.filter = RequestFilter(data, self.visible, user=user, labels=self.labels)
        self.rows = self.filter.qs
        self.teams = self.chosen_teams()
        self.columns = columns(self.layout.by, self.scope())

    def chosen(self, name: str) -> list[str]:
        """The values of the filter ``name`` that were understood."""
        held = self.filter.chosen.get(name) or []
        return [str(value) for value in (held if isinstance(held, list) else [held])]

    def chosen_teams(self) -> list[Team]:
        """The teams that the filter names; one's own, or the first, where columns are the people of one team."""
        everybody = routable(self.labels)
        wanted = self.chosen("team")
        teams = [team for team in everybody if team.slug in wanted]
        if self.layout.by == "assignee" and not teams:
            own = [team for team in everybody if team.pk in self.user.team_roles]
            return (own or everybody)[:1]
        return teams

    def scope(self) -> Scope:
        """What columns there can be."""
        wanted = self.chosen("milestone") if self.layout.by == "milestone" else []
        return Scope(self.labels, self.teams, frozenset(self.chosen("state")), wanted[0] if wanted else "")

    def all_columns(self) -> list[Column]:
        """The columns that a card may go to, those too that a filter leaves out."""
        by, scope = self.layout.by, self.scope()
        if not (scope.states or scope.wanted or (by == "team" and self.teams)):
            return self.columns
        return columns(by, Scope(self.labels, self.teams if by == "assignee" else []))

    def column(self, key: str) -> Column | None:
        """The column ``key``, or None."""
        return next((column for column in self.columns if column.key == key), None)

    def shown(
        self, among: Sequence[Column] | None = None, after: str = "", number: int = board_query.FIRST_CARDS
    ) -> list[ShownColumn]:
        """``among`` (all) columns with their cards; of one column, those after a cursor, or ``number`` at least."""
        found = [self.head(column) for column in (self.columns if among is None else among)]
        self.count(found)
        open_ones = [one for one in found if not one.is_folded or among is not None]
        wanted = [Wanted(one.column, one.order, number, one.order.read(after)) for one in open_ones]
        keys = board_query.first_keys(self.rows, wanted)
        cards = board_query.cards([key for some in keys for key in some], self.layout)
        maker = Cards(self.labels, self.layout, Reach(self.user, self.layout.by, self.all_columns()))
        for one, some, want in zip(open_ones, keys, wanted, strict=True):
            rows = [cards[key] for key in some[: want.number] if key in cards]
            one.cards = maker.each(rows, one.column)
            if len(some) > want.number and rows:
                one.more = f"{one.href}{self.layout.address(after=one.order.write(rows[-1]))}"
        return found

    def head(self, column: Column) -> ShownColumn:
        """A column without its cards."""
        key, layout = column.key, self.layout
        href = reverse("requests:board_column", args=[key])
        order = layout.order_of(key, column.is_closed)
        shown = ShownColumn(column, order, 0, key in layout.folded, layout.toggled(key), href)
        if not column.is_closed:
            current = layout.order_key(key)
            shown.sorts = [
                (one.label, layout.sorted_by(key, name), name == current) for name, one in ORDERS.items()
            ]
        return shown

    def count(self, found: Sequence[ShownColumn]) -> None:
        """Put in how many requests each column has, and what stands against its limits: one query for all."""
        held = limits_of(self.layout.by, self.teams, [one.column for one in found])
        limits = [(one, limit) for one in found for limit in held.get(one.column.key, ())]
        parts = [(one, part) for one in found for part in one.column.parts]
        among, against = Alike(self.rows, limited), Alike(self.visible, limited)
        numbers = counts(
            [among.query(part) for _, part in parts]
            + [against.query(counted_by(limit)) for _, limit in limits]
        )
        for (one, _), number in zip(parts, numbers, strict=False):
            one.count += number
        for (one, limit), number in zip(limits, numbers[len(parts) :], strict=True):
            one.limits.append(against_limit(limit, number, self.layout.by))

    @property
    def chips(self) -> list[Chip]:
        """The filters that are set; their addresses do not repeat what every board has."""
        return [replace(chip, href=without_scope(chip.href)) for chip in self.filter.chips]

    def page(self) -> dict[str, Any]:
        """What the template shows."""
        layout = self.layout
        return {
            "board": self,
            "layout": layout,
            "columns": self.shown(),
            "filter": self.filter,
            "chips": self.chips,
            "ways": [
                (text, layout.address(by=key, order_in=None, folded=None), key == layout.by)
                for key, text in BYS.items()
            ],
            "orders": [
                (one.label, layout.address(order=key, order_in=None), key == layout.order)
                for key, one in ORDERS.items()
            ],
            "fields": [(key, text, key in layout.fields) for key, text in FIELDS.items() if key != layout.by],
            "kept": kept(layout, "fields"),
            "kept_by_filter": [
                (key, value) for key, value in kept(layout) if key not in RequestFilter.base_filters
            ],
            "clear_url": layout.address(**dict.fromkeys(RequestFilter.base_filters)),
            "list_href": reverse("requests:list") + replaced(layout.query, **dict.fromkeys(BOARD_KEYS)),
        }


def without_scope(href: str) -> str:
    """``href`` without the scope, which the board sets by itself."""
    return href.replace(f"{EVERYTHING}&", "").replace(f"&{EVERYTHING}", "").replace(EVERYTHING, "")


def kept(layout: Layout, *but: str) -> list[tuple[str, str]]:
    """The keys and values of the address that a form has to send along."""
    return [(key, value) for key, values in layout.query.lists() if key not in but for value in values]

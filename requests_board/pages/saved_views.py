"""Views of the list and the board: which there are for somebody, which one the address opens.

A view holds parameters and nothing else. They pass the allow-list of the list or board when they are saved and again
when they are applied; what is seen through them is always what the person who looks may see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketing_portal.content.addresses import link_to
from marketing_portal.people.models import TeamRole, User
from marketing_portal.people.roles import is_lead, is_triage_lead
from marketing_portal.ui.components.basics import icon
from requests_board.models import SavedView
from requests_board.pages.board_layout import BOARD_KEYS, board_query
from requests_board.pages.labels import LabelBook, Shelf
from requests_board.pages.listing import list_query
from requests_board.pages.paging import CURSORS
from requests_board.pages.ready_views import BOARD, FIRST, LIST, OPEN, WHOLE_BOARD, Params, ready_views
from requests_board.pages.sorting import DEFAULT

MOST_BOARDS = 4  # in the bar of the board
MOST_VIEWS, MOST_KEYS, MOST_VALUES, LONGEST_VALUE = 200, 60, 40, 200
ADDRESSES = {LIST: "requests:list", BOARD: "requests:board"}


@dataclass(frozen=True)
class View:
    """One view as the bar shows it. ``saved`` is its row; ready-made ones have none."""

    key: str
    name: str
    layout: str
    params: Params
    heading: str
    saved: SavedView | None = None

    @property
    def query(self) -> QueryDict:
        """Its parameters as far as they are allowed."""
        return cleaned(as_query(self.params), self.layout)

    @cached_property
    def shown(self) -> dict[str, list[str]]:
        """What it shows, as ``same`` compares it."""
        return same(self.query)

    @cached_property
    def href(self) -> str:
        """Where it opens."""
        return f"{link_to(ADDRESSES[self.layout])}?{urlencode({'view': self.key})}"

    @cached_property
    def item(self) -> SafeString:
        """Its line in the menu."""
        picture = icon("board" if self.layout == BOARD else "list")
        return format_html('<a class="panel-item" href="{}">{}{}</a>', self.href, picture, self.name)


def as_query(params: Any) -> QueryDict:
    """Stored ``params`` as a query: lists of texts by key; what is anything else is left out."""
    query = QueryDict(mutable=True)
    for name, values in list(params.items())[:MOST_KEYS] if isinstance(params, Mapping) else ():
        if isinstance(values, list):
            texts = [value[:LONGEST_VALUE] for value in values[:MOST_VALUES] if isinstance(value, str)]
            query.setlist(str(name), [text for text in texts if "\x00" not in text])
    return query


def cleaned(asked: QueryDict, layout: str) -> QueryDict:
    """``asked`` with what the list or board knows, without empty values and without the place of a page."""
    query = list_query(asked) if layout == LIST else board_query(asked)
    for name, values in list(query.lists()):
        if name in CURSORS or (name not in BOARD_KEYS and not any(values)):  # no card field is a choice, too
            del query[name]
    return query


def as_params(query: QueryDict, layout: str) -> dict[str, list[str]]:
    """What is stored of ``query``."""
    held = as_query(dict(cleaned(query, layout).lists()))
    if held.get("sort") == DEFAULT:
        del held["sort"]
    return {str(name): [str(value) for value in values] for name, values in held.lists()}


class Views:
    """The views of ``user`` on the page of ``layout``, and the one that ``asked`` opens. One query, and the labels."""

    def __init__(self, user: User, layout: str, asked: QueryDict, labels: LabelBook) -> None:
        self.user, self.layout, self.asked, self.labels = user, layout, asked, labels
        self.opens_first = False
        self.view = self.opened()

    @cached_property
    def saved(self) -> list[View]:
        """Those that people saved, as far as ``user`` may see them: own ones first, then by team, then everyone's."""
        rows = SavedView.objects.visible_to(self.user).select_related("team")[:MOST_VIEWS]
        views = [
            View(str(row.pk), row.name, row.layout, row.params, heading(row, self.user), row) for row in rows
        ]
        return sorted(views, key=lambda view: (view.heading != MINE, view.heading == EVERYONE, view.heading))

    @cached_property
    def ready(self) -> list[View]:
        """Those that are code."""
        return ready_of(self.labels.shelf)

    def opened(self) -> View | None:
        """The view that the address names, else the team's where the address asks for nothing, else the same view."""
        key, rest = self.asked.get("view", ""), cleaned(self.asked, self.layout)
        if key:
            return next((view for view in (*self.saved, *self.ready) if view.key == key), None)
        if not rest and not any(name in self.asked for name in CURSORS):
            first = [view for view in self.saved if self.is_first(view)]
            self.opens_first = bool(first)
            return first[0] if first else self.plain
        return next((view for view in (*self.saved, *self.ready) if self.shows(view, rest)), None)

    def is_first(self, view: View) -> bool:
        """True for the view that opens first for a team of ``user``."""
        saved = view.saved
        own = bool(saved and saved.is_team_default and saved.team_id in self.user.team_roles)
        return own and view.layout == self.layout

    def shows(self, view: View, rest: QueryDict) -> bool:
        """True where ``rest`` is just what ``view`` shows."""
        return view.layout == self.layout and view.shown == same(rest)

    @property
    def plain(self) -> View | None:
        """All open requests, on the list; the whole board."""
        key = OPEN.key if self.layout == LIST else WHOLE_BOARD.key
        return next((view for view in self.ready if view.key == key), None)

    @cached_property
    def query(self) -> QueryDict:
        """What the page shows: what the address asks for, or what the view holds where it asks for nothing else."""
        rest = cleaned(self.asked, self.layout)
        here = self.view if self.view and self.view.layout == self.layout else None
        query = here.query if here and not rest else rest
        if self.layout == LIST:
            if here and (self.asked.get("view") or self.opens_first):
                query["view"] = here.key
            if "view" in query or any(self.is_first(view) for view in self.saved):
                query.setdefault("sort", DEFAULT)  # an address that says nothing would open the view again
        for name in CURSORS:
            if name in self.asked:
                query[name] = self.asked.get(name, "")
        return query

    @property
    def all_href(self) -> str:
        """The list of all open requests, or the plain board: where what opens first is not wanted."""
        return "?by=state" if self.layout == BOARD else f"{link_to(ADDRESSES[LIST])}?view={OPEN.key}"

    @property
    def elsewhere(self) -> str:
        """The address of the view where it belongs to the other layout."""
        return self.view.href if self.view and self.view.layout != self.layout else ""

    @property
    def is_unknown(self) -> bool:
        """True where the address names a view that is not there for this person."""
        return bool(self.asked.get("view")) and self.view is None

    @cached_property
    def is_changed(self) -> bool:
        """True where the page shows something else than the view that it is called after."""
        return self.view is not None and self.view.shown != same(cleaned(self.query, self.layout))

    @property
    def can_update(self) -> bool:
        """True where the person may keep the change in the view."""
        saved = self.view.saved if self.view else None
        return bool(self.is_changed and saved and may_change(saved, self.user))

    @property
    def can_share(self) -> bool:
        """True for those who may save views for others."""
        return is_triage_lead(self.user) or TeamRole.LEAD in self.user.team_roles.values()

    @property
    def to_save(self) -> str:
        """What a new view would hold, as a query string."""
        return cleaned(self.query, self.layout).urlencode()

    @property
    def tabs(self) -> list[tuple[View, bool]]:
        """The few that stand in the bar, each with whether it is open; the open one is always among them."""
        boards = [view for view in (*self.saved, *self.ready) if view.layout == BOARD]
        boards.sort(key=lambda view: view.key != WHOLE_BOARD.key)
        shown = self.ready[: len(FIRST)] if self.layout == LIST else boards[:MOST_BOARDS]
        current = self.view.key if self.view else ""
        if self.view and all(view.key != current for view in shown):
            shown.insert(0, self.view)
        return [(view, view.key == current) for view in shown]

    @property
    def menu(self) -> SafeString:
        """All others, under headings."""
        found = self.under_headings({view.key for view, _ in self.tabs})
        parts = []
        for title, views in found:
            parts.append(format_html('<p class="panel-title">{}</p>', title))
            parts += [view.item for view in views]
        return SafeString("".join(parts))

    @property
    def everything(self) -> list[tuple[str, list[View]]]:
        """All of them, under headings."""
        return self.under_headings(set())

    def under_headings(self, without: set[str]) -> list[tuple[str, list[View]]]:
        """The views but those ``without``."""
        found: dict[str, list[View]] = {}
        for view in (*self.saved, *self.ready):
            if view.key in without:
                continue
            found.setdefault(view.heading, []).append(view)
        return list(found.items())


MINE, EVERYONE, READY = "Mine", "For everyone", "Ready-made"


@lru_cache(maxsize=4)
def ready_of(shelf: Shelf) -> list[View]:
    """The views that are code, for the teams of ``shelf``."""
    return [
        View(one.key, one.name, one.layout, one.params, READY)
        for one in ready_views(shelf.teams)
        if link_to(ADDRESSES[one.layout])
    ]


def may_change(row: SavedView, user: User) -> bool:
    """Its owner; where others see it too only while the owner may still share with them."""
    if row.owner_id != user.pk:
        return False
    if row.audience == SavedView.Audience.TEAM:
        return is_lead(user, row.team_id)
    return row.audience == SavedView.Audience.PRIVATE or is_triage_lead(user)


def heading(row: SavedView, user: User) -> str:
    """Under which words ``row`` stands."""
    if row.team:
        return row.team.name
    if row.audience == SavedView.Audience.EVERYONE:
        return EVERYONE
    return MINE


def same(query: QueryDict) -> dict[str, list[str]]:
    """``query`` as it is compared: the default sort goes without saying, the order of values does not count."""
    held = {name: sorted(values) for name, values in query.lists() if name != "view"}
    return {name: values for name, values in held.items() if (name, values) != ("sort", [DEFAULT])}

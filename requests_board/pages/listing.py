"""The page of all requests: what the address asks for, put together from filters, columns, sorts and groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from marketing_portal.people.models import User
from marketing_portal.people.roles import is_triage_lead
from requests_board.filters import SCOPES, RequestFilter, allowed
from requests_board.models import SMRequest
from requests_board.pages import columns
from requests_board.pages.beside import bring
from requests_board.pages.grouping import BYS, WHOLE, Group, counted_by_person, groups
from requests_board.pages.labels import LabelBook
from requests_board.pages.paging import replaced
from requests_board.pages.slices import ListPage, Slicer
from requests_board.pages.sorting import CHOICES, MOST_KEYS, joined
from requests_board.pages.table import TableRows

LIST_KEYS = ("columns", "group")
# What the board says in its own way; every other key means the same there.
NOT_ON_THE_BOARD = (*LIST_KEYS, "scope", "sort")


def list_query(asked: QueryDict) -> QueryDict:
    """``asked`` with the keys of the list alone, each in one spelling."""
    query = allowed(asked)
    shown = [column.key for column in columns.chosen(asked) if column.key not in columns.FIXED]
    if joined(asked, "columns") and shown != list(columns.USUAL):
        query["columns"] = ",".join(shown)
    if asked.get("group") in BYS:
        query["group"] = asked.get("group", "")
    return query


@dataclass(frozen=True)
class Table:
    """What the table is drawn from: heads, and parts with their rows ready."""

    heads: list[columns.Head]
    parts: list[dict[str, Any]]
    width: int
    picks: bool


class Listing:
    """The list as one person sees it at one address; ``query`` was made by ``list_query``."""

    def __init__(self, user: User, query: QueryDict, labels: LabelBook) -> None:
        self.user, self.query, self.labels = user, query, labels
        rows = SMRequest.objects.visible_to(user)
        self.filter = RequestFilter(query, rows, user=user, labels=self.labels)
        self.columns = columns.chosen(query)
        self.group = query.get("group", "")

    @property
    def groups(self) -> list[Group]:
        """The groups; the list as a whole where it is not grouped."""
        return groups(self.group, self.filter, self.labels) if self.group else [WHOLE]

    @cached_property
    def page(self) -> ListPage:
        """The page that the address asks for."""
        sort = self.filter.order
        at_once = self.group == "assignee" and self.filter.scope_key == "open"
        slicer = Slicer(self.filter.qs, sort, self.groups, by_person=counted_by_person if at_once else None)
        found = slicer.page(self.query, columns.reading(SMRequest.objects.all(), self.columns, sort))
        bring(found.rows)
        return found

    @property
    def picks(self) -> bool:
        """True for those who can change many requests at once: whoever is in a team, and triage leads."""
        return bool(self.user.team_roles) or is_triage_lead(self.user)

    @property
    def table(self) -> Table:
        """The page as it is drawn."""
        write = TableRows(self.columns, self.labels, picks=self.picks)
        parts = [
            {"part": part, "href": self.narrowed(part.group), "rows": write.each(part.rows)}
            for part in self.page.parts
        ]
        heads = columns.heads(self.columns, self.filter.order, self.query)
        return Table(heads, parts, len(heads) + self.picks, self.picks)

    def narrowed(self, group: Group) -> str:
        """The list with the requests of ``group`` alone; nothing where no filter says that."""
        key = self.group if group.narrow else ""
        return replaced(self.query, **{key: group.narrow, "group": None}) if key else ""

    @property
    def scopes(self) -> list[tuple[str, str, bool]]:
        """Links to the open, the closed and all requests, as the tag ``segmented`` takes them."""
        found = self.filter
        return [
            (label, replaced(self.query, scope=key, state=None), found.scope_key == key)
            for key, label in SCOPES
        ]

    @property
    def sorts(self) -> list[list[tuple[str, str, bool]]]:
        """For each of the sorts that there can be: its choices."""
        steps = [step.text for step in self.filter.order.steps]
        return [
            [(key, label, key == step) for key, label in CHOICES]
            for step in (*steps, *[""] * (MOST_KEYS - len(steps)))
        ]

    def context(self) -> dict[str, Any]:
        """What templates/requests_board/list.html shows."""
        found = self.filter
        return {
            "page": self.page,
            "table": self.table,
            "filter": found,
            "scopes": self.scopes,
            "sort_choices": self.sorts,
            "group_choices": [(key, label, key == self.group) for key, label in BYS.items()],
            "column_choices": columns.picker(self.columns),
            "usual_columns": " ".join(columns.USUAL),
            "clear_url": reverse("requests:list") if found.chips or found.problems else "",
            "export_query": list_query(self.query).urlencode(),
            "board_href": reverse("requests:board") + replaced(self.query, **dict.fromkeys(NOT_ON_THE_BOARD)),
        }

"""The head of the list of requests: which scope it shows, which column sorts it."""

from __future__ import annotations

from dataclasses import dataclass

from requests_board.filters import SCOPES, RequestFilter
from requests_board.pages.paging import replaced

# Column, sort keys of a first and a second click (none: not sorted by), class.
COLUMNS = (
    ("No.", ("newest", "oldest"), "num"),
    ("Request", (), ""),
    ("State", (), ""),
    ("Team", (), ""),
    ("Priority", ("priority",), ""),
    ("Assigned to", (), ""),
    ("Due", ("due",), "nowrap"),
    ("Changed", ("updated",), "nowrap"),
)


@dataclass(frozen=True)
class Column:
    """The head of one column; ``direction`` is aria-sort, empty where another column sorts."""

    title: str
    css: str
    href: str = ""
    direction: str = ""


def columns(found: RequestFilter) -> list[Column]:
    """The heads of the table, those that sort with the address that does."""
    heads = []
    for title, keys, css in COLUMNS:
        current = found.order_key in keys
        following = [key for key in keys if key != found.order_key]
        direction = "descending" if found.order.descending else "ascending"
        href = replaced(found.data, sort=following[0]) if following else ""
        heads.append(Column(title, css, href, direction if current else ""))
    return heads


def scopes(found: RequestFilter) -> list[tuple[str, str, bool]]:
    """Links to the open, the closed and all requests, as the tag ``segmented`` takes them."""
    return [
        (label, replaced(found.data, scope=key, state=None), found.scope_key == key) for key, label in SCOPES
    ]

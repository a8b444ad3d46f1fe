"""No page breaks on an odd value in its address: whatever stands there, the answer is not a server error.

What a page reads from the query is found out by listening while it is answered, and what its own links and filter
forms send is read from the answer, so a new page or parameter joins by itself. The quick run gives every parameter
every value once, several parameters at a time; HYPOTHESIS_PROFILE=deep gives them one at a time, on all pages.
"""

import os
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from tests.conftest import ClientFor
from tests.house.access import READER, SHOWN, Row
from tests.house.access_rows import ROWS
from tests.house.pages import FULLEST_VIEW
from tests.support.world import World

pytestmark = pytest.mark.either_database
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
ODD = (
    "99999999999999999999999999",
    "-1",
    "\u00b2",  # a digit to isdigit() that int() does not read
    "0001-01-01T00:00:00+23:59~1",
    "9999-12-31T23:59:59-23:59~999999999999999999",
    "1~1~1",
    "%' OR 1=1 --\"`{{7*7}}<svg/onload=alert(1)>[](){}*?+\\^$|",
    "\u0130\u017f\u212a\u202e\ufffe\U0001d54f",  # letters whose case changes their length, marks, no letters
    "x" * 3000,
)
OF_THE_ADMIN = {
    "q",
    "p",
    "o",
    "all",
    "_popup",
    "_facets",
    "_changelist_filters",
}  # read without being asked for
LEFT_OUT_OF_QUICK = (
    "_add",
    "_change",
    "_column",
    "_row",
    "_delete",
    "_history",
)  # forms of the admin read little and draw much
ASIDE = {"csrfmiddlewaretoken"}
LINK = re.compile(r'href="(?:[^"?]*)\?([^"#]*)"')
FIELD = re.compile(r'<(?:input|select)\b[^>]*\bname="([^"]+)"')
FORM = re.compile(r'<form\b(?![^>]*method="post").*?</form>', re.DOTALL | re.IGNORECASE)
PAGES_WITH_QUERIES = [
    row
    for row in ROWS
    if SHOWN in row.access.get.values()
    and (DEEP or not (row.name.startswith("admin:") and row.name.endswith(LEFT_OUT_OF_QUICK)))
]


class Listener:
    """Notes which keys of the query were asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: set[str] = set()
        for name in ("__getitem__", "__contains__", "get", "getlist"):
            monkeypatch.setattr(QueryDict, name, self.listening(getattr(QueryDict, name)))

    def listening(self, method: object) -> object:
        """``method`` of QueryDict that notes its key first."""

        def listen(query: QueryDict, key: str, *rest: object, **more: object) -> object:
            self.asked.add(str(key))
            return method(query, key, *rest, **more)  # type: ignore[operator]

        return listen


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    """Listens from now on."""
    return Listener(monkeypatch)


def named_in(page: str) -> set[str]:
    """Keys that the links of a page and its forms that are sent by GET have."""
    found = {key for query in LINK.findall(page) for key in parse_qs(unescape(query), keep_blank_values=True)}
    return found | {name for form in FORM.findall(page) for name in FIELD.findall(form)}


def queries(names: list[str]) -> Iterator[dict[str, str]]:
    """The odd queries to try: together they give every parameter every value."""
    if DEEP:
        yield from ({name: value} for name in names for value in ODD)
    for shift in range(len(ODD)) if names else ():
        yield {name: ODD[(place + shift) % len(ODD)] for place, name in enumerate(names)}


def fullest(row: Row) -> str:
    """The role that sees most of the page."""
    return next((role for role in FULLEST_VIEW if row.access.get[role] == SHOWN), READER)


def ask(client: Client, path: str, query: dict[str, str]) -> str:
    """One answer. What the view raises fails the test with its place."""
    response = client.get(f"{path}?{urlencode(query)}")
    assert response.status_code < 500, query
    return "" if response.streaming else response.content.decode()


@pytest.mark.parametrize("row", PAGES_WITH_QUERIES, ids=str)
def test_odd_values_in_the_query_are_no_server_error(
    row: Row, world: World, client_for: ClientFor, listener: Listener
) -> None:
    client, path = client_for(world.play(fullest(row))), world.path(row)
    listener.asked.clear()
    known = named_in(ask(client, path, {})) | listener.asked
    known |= OF_THE_ADMIN if row.name.endswith("_changelist") else set()
    for query in queries(sorted(known - ASIDE)):
        ask(client, path, query)
    late = listener.asked - known - ASIDE  # asked for only once something else was there
    for query in queries(sorted(late)):
        ask(client, path, query)


@pytest.mark.parametrize("path", ["/handbook/%00/", "/requests/?q=%00", "/?page=%00", "/static/%00", "/%00"])
def test_nul_in_an_address_is_not_understood(path: str, db: None) -> None:
    assert Client().get(path).status_code == 400


def test_nul_in_a_cookie_is_not_understood(db: None) -> None:
    answer = Client().get("/accounts/login/", headers={"cookie": 'sessionid="12345678\\000"'})
    assert answer.status_code == 400
    assert "default-src" in answer["Content-Security-Policy"]

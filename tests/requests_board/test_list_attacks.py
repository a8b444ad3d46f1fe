"""Nothing but the allow-list is ever read from the address of the list: every key, with every form of attack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from requests_board.filters import RequestFilter, allowed
from requests_board.pages.columns import COLUMNS
from requests_board.pages.grouping import BYS
from requests_board.pages.listing import list_query
from requests_board.pages.sorting import KEYS
from tests.conftest import ClientFor
from tests.requests_board.desk import filed
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
LIST = "/requests/"
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
KNOWN = [*RequestFilter.base_filters, "columns", "group", "view", "after", "before"]
SECRETS = ("password", "email", "last_login", "is_superuser", "sessionid")
ATTACKS = (
    "requester__password",
    "requester__password__startswith",
    "-requester__email",
    "pk__in",
    "state__regex",
    "answers__evil",
    "title",
    "version",
    "?",
    "1; DROP TABLE requests_board_smrequest; --",
    "' OR '1'='1",
    '") UNION SELECT password FROM people_user --',
    "%(evil)s %s {0} {{7*7}}",
    "[]",
    '{"state": "triage"}',
    "99999999999999999999999999",
    "-1",
    "1e309",
    "\u0663",  # a digit of another script
    "\u00b2",
    "0x10",
    "\ufeff\u202e",
    "x" * 3000,
    "~~~~",
    "none~1~1~1",
    "9999-12-31~999999999999999999",
    "0001-01-01T00:00:00+23:59~1",
    ",,,,",
    "priority,priority,priority,priority",
)
UNKNOWN = (
    *(
        f"{name}__{lookup}"
        for name in ("requester", "team", "assignees")
        for lookup in ("password", "email", "in")
    ),
    "requester__password__startswith",
    "order_by",
    "ordering",
    "o",
    "fields",
    "only",
    "pk",
    "id",
    "id__gt",
    "is_confidential",
    "_connector",
    "_negated",
    "state__in",
    "q__regex",
    "sort[]",
    "state[0]",
    "__class__",
)


@pytest.fixture
def client(client_for: ClientFor, cast: Cast) -> Client:
    """An employee of no team, who must not see what is confidential."""
    filed(cast, title="An open request")
    filed(cast, title="Names a customer", is_confidential=True)
    return client_for(cast.outsider)


def ask(client: Client, query: dict[str, Any]) -> str:
    """The page; no statement of it reads or compares what is secret, and nothing confidential is on it."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(LIST, query)
    text = response.content.decode()
    assert response.status_code in {200, 302}, (query, response.status_code)
    assert "Names a customer" not in text
    for one in captured:  # what was typed is a value, in quotes; what is left of a statement are names
        names = "".join(one["sql"].replace("''", "").split("'")[::2])
        assert "DROP TABLE" not in names
        if "requests_board_smrequest" in names:
            asked = names.partition("WHERE")[2]
            assert not [secret for secret in SECRETS if f'"{secret}"' in asked], (query, names)
    return text


def attacks() -> Iterator[dict[str, Any]]:
    """Queries that together give every known key every attack; in the deep run one at a time as well."""
    for shift in range(len(ATTACKS)):
        yield {key: ATTACKS[(place + shift) % len(ATTACKS)] for place, key in enumerate(KNOWN)}
    if DEEP:
        yield from ({key: attack} for key in KNOWN for attack in ATTACKS)


def test_no_value_of_a_known_key_is_more_than_a_value(client: Client) -> None:
    for query in attacks():
        ask(client, query)


def test_lists_where_one_value_is_meant_break_nothing(client: Client) -> None:
    ask(client, {key: list(ATTACKS[:6]) for key in KNOWN})


def test_unknown_keys_are_never_read(client: Client) -> None:
    plain = ask(client, {})
    for key in UNKNOWN:
        query = QueryDict(mutable=True)
        query[key] = "1"
        assert not list_query(query)
        assert not allowed(query)
    shown = ask(client, dict.fromkeys(UNKNOWN, "1"))
    assert ("An open request" in plain) is ("An open request" in shown) is True
    assert "password" not in shown.partition("<main")[2].partition("</main>")[0]


def models_of(keys: Iterator[str]) -> set[str]:
    """``keys`` that would reach over a relation or into a lookup."""
    return {key for key in keys if "__" in key}


def test_the_allow_lists_name_no_lookups() -> None:
    assert models_of(iter([*KNOWN, *COLUMNS, *KEYS, *BYS])) == set()
    fields = {name for column in COLUMNS.values() for name in column.fields}
    assert not [name for name in fields if any(secret in name for secret in SECRETS if secret != "email")]

"""Each page asks the database as often with many rows as with few, and as often as was written down.

The figures stand in query_counts.json; write them anew, after reading the difference, with
`.venv/bin/python -m pytest tests/house/test_query_counts.py --record-queries`.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from tests.conftest import ClientFor
from tests.house.access import READER
from tests.house.pages import PAGES, Page
from tests.support import volume
from tests.support.world import World

BASELINE = Path(__file__).with_name("query_counts.json")
MOST_FOR_A_LIST, MOST_FOR_A_GATHERING_PAGE = 12, 20
# Pages that gather several things; all others, lists among them, have the lower limit.
GATHERING = {
    "home",
    "content:history",
    "content:history_revert",
    "personas:detail",
    "people:detail",
    "people:team",
    "requests:detail",
    "requests:triage_queue",
    "milestones:detail",
    "milestones:list",
    "usecases:detail",
    "usecases:dri_cell",
    "gaps:list",
    "journey:detail",
}
MEASURED = [page for page in PAGES if not page.is_admin]


def queries_of(page: Page, world: World, client: Client, is_first: bool) -> int:
    """Number of queries of one GET by somebody whose session is there already."""
    path = world.path(page.row)
    with override_settings(PUBLIC_READ=page.role == READER):
        if is_first:
            client.get(path)  # what is kept in this process, such as content types, is kept now
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
    assert response.status_code == 200, f"{page}: {response.status_code}"
    return len(captured)


def measure(world: World, clients: dict[str, Client], *, is_first: bool) -> dict[str, int]:
    """The figure of every page."""
    return {str(page): queries_of(page, world, clients[page.role], is_first) for page in MEASURED}


@pytest.fixture
def few_and_many(world: World, client_for: ClientFor) -> tuple[dict[str, int], dict[str, int]]:
    """The figures of every page at 10 rows more of everything than the content has, and at 100."""
    viewer = world.play("administrator")
    clients = {role: client_for(world.play(role)) for role in {page.role for page in MEASURED}}
    volume.everything(world, viewer, 10)
    few = measure(world, clients, is_first=True)
    volume.everything(world, viewer, 90)
    return few, measure(world, clients, is_first=False)


@pytest.mark.long
def test_pages_ask_no_more_than_they_did(
    few_and_many: tuple[dict[str, int], dict[str, int]], request: pytest.FixtureRequest
) -> None:
    few, many = few_and_many
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}, (
        "grows with the rows"
    )
    if request.config.getoption("--record-queries"):
        BASELINE.write_text(json.dumps(dict(sorted(few.items())), indent=2) + "\n")
    written = json.loads(BASELINE.read_text())
    assert {
        name: (written.get(name), count) for name, count in few.items() if written.get(name) != count
    } == {}
    assert sorted(set(written) - set(few)) == [], "pages that are no more"


def test_no_page_asks_too_often() -> None:
    written = json.loads(BASELINE.read_text())
    limits = {
        str(page): MOST_FOR_A_GATHERING_PAGE if page.row.name in GATHERING else MOST_FOR_A_LIST
        for page in MEASURED
    }
    assert {name: count for name, count in written.items() if count > limits.get(name, 0)} == {}

"""The key-links matrix: what it shows, cell by cell, with each state told apart."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketing_portal.people.models import User
from tests.conftest import ClientFor
from tests.usecases import source_tables
from tests.usecases.html_tables import HtmlCell, table
from usecases.models import KeyLink, UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/use-cases/key-links/"
SOURCE = source_tables.rows(source_tables.KEY_LINKS)
SITE = "https://about.gitlab.com"
INTERNAL = "internal"


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def cells(client: Client) -> dict[tuple[str, str], HtmlCell]:
    """The cells by kind and use case."""
    head, *rows = table(client, PAGE, "links")
    columns = [cell.text for cell in head[1:]]
    return {
        (row[0].words[0], column): cell for row in rows for column, cell in zip(columns, row[1:], strict=True)
    }


def resolved(address: str) -> str:
    """An address of the source as a link that works: rooted and relative ones belong to the website."""
    if not address or address.startswith("http"):
        return address
    return f"{SITE}/{address.lstrip('/')}"


def test_the_page_holds_the_whole_table_of_the_source(client_for: ClientFor, requester: User) -> None:
    shown = cells(client_for(requester))
    found = {key: (cell.attributes["data-state"], cell.links[:1]) for key, cell in shown.items()}
    expected = {
        (kind, use_case): (state, [(label, resolved(target))] if target else [])
        for kind, use_case, state, label, target in SOURCE
    }
    assert found == expected
    assert len(found) == 42


def test_labels_without_an_address_stand_as_text(client_for: ClientFor, requester: User) -> None:
    shown = cells(client_for(requester))
    channels = {use_case: label for kind, use_case, state, label, _ in SOURCE if state == "slack_name"}
    assert len(channels) == 4
    for use_case, label in channels.items():
        assert shown["Slack channel", use_case].text == f"{label} Channel"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (("Solution page", "CI"), "Address to be decided"),
        (("Webcast pages", "CI"), "To be made"),
        (("Campaign page", "CD"), "epic Planned: only its epic exists"),
        (("Slack channel", "GitOps"), "#gitops Channel with link"),
        (("Resource page", "CI"), "CI page"),
    ],
)
def test_each_state_has_words_of_its_own(
    client_for: ClientFor, requester: User, place: tuple[str, str], words: str
) -> None:
    assert cells(client_for(requester))[place].text.startswith(words)


def test_the_two_doubtful_cells_say_so(client: Client) -> None:
    shown = cells(client)
    doubtful = [place for place, cell in shown.items() if "Probably one column off" in cell.text]
    assert doubtful == [("Topic page", "Agile"), ("Webcast pages", "Agile")]


def test_visitors_see_that_a_link_is_internal_and_no_more(client: Client) -> None:
    shown = cells(client)
    hidden = [place for place, cell in shown.items() if cell.attributes["data-state"] == INTERNAL]
    assert hidden == [("Slack channel", "VC&C"), ("Slack channel", "GitOps")]
    assert all(shown[place].text == "Internal link" for place in hidden)
    page = client.get(PAGE).content.decode()
    assert "zt-fmu0oq6b" not in page
    assert "C01576AQV18" not in page
    assert "zt-fmu0oq6b" not in client.get("/use-cases/version-control-collaboration/").content.decode()


def test_the_row_of_epics_leads_to_the_parent_epic(client: Client) -> None:
    row = next(row for row in table(client, PAGE, "links") if row[0].words[0] == "Use case epic")
    assert row[0].links == [
        ("Use case epic", "https://gitlab.com/groups/gitlab-com/marketing/strategic-marketing/-/epics/71")
    ]


def test_what_is_open_is_counted(client: Client) -> None:
    assert "15 of 42 links are still to be made" in client.get(PAGE).content.decode()


def test_use_cases_without_links_are_named(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert 'No links are recorded for <a href="/use-cases/simplify-devops/">Simplify DevOps</a>' in page


def test_it_asks_as_often_for_many_as_for_few(client: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    kinds = {link.kind for link in KeyLink.objects.select_related("kind")}
    for number in range(10):
        one = UseCase.objects.create(name=f"More {number}", slug=f"more-{number}", tier=3)
        KeyLink.objects.bulk_create([KeyLink(use_case=one, kind=kind) for kind in kinds])
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few) <= 12

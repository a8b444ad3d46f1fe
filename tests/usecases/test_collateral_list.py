"""The list of collateral: rows below their stages, filters from an allow-list, what visitors never see."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketing_portal.people.models import Person, User
from personas.models import Persona
from tests.conftest import ClientFor
from tests.usecases.html_tables import HtmlCell, table
from usecases.links import host_of
from usecases.models import Audience, Collateral, JourneyStage, UseCase

pytestmark = pytest.mark.django_db
LIST = "/collateral/"


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def titles(client: Client, **query: str) -> list[str]:
    """Titles on the first page of the filtered list."""
    rows = table(client, f"{LIST}?{urlencode(query)}", "collateral")
    return [row[0].links[0][0] for row in rows[1:] if len(row) > 1]


def total(client: Client, **query: str) -> int:
    """How many items the first tab counts."""
    html = client.get(LIST, query).content.decode()
    found = re.search(r'All <span class="count">(\d+)</span>', html)
    assert found
    return int(found[1])


def row_of(client: Client, title: str) -> list[HtmlCell]:
    rows = table(client, f"{LIST}?{urlencode({'q': title})}", "collateral")
    return next(row for row in rows if row[0].links and row[0].links[0][0] == title)


def test_items_stand_below_their_stage(requester: User, client_for: ClientFor) -> None:
    rows = table(client_for(requester), LIST, "collateral")
    heads = [row[0].text for row in rows[1:] if len(row) == 1]
    assert heads[0] == f"Awareness {Collateral.objects.filter(stage__key='awareness').count()}"
    assert len(rows) - len(heads) - 1 == 50
    assert total(client_for(requester)) == Collateral.objects.count() == 122


def test_a_row_says_everything_at_a_glance(client: Client) -> None:
    cells = row_of(client, "What is CI/CD?")
    assert [cell.text for cell in cells[1:4]] == ["Video", "none given", "CI"]
    assert cells[0].links == [("What is CI/CD?", "/collateral/what-is-ci-cd/")]
    assert cells[3].links == [("CI", "/use-cases/ci/")]
    assert cells[4].links[0] == ("youtube.com", "https://www.youtube.com/embed/nLwJtVWXN70")


def test_an_item_of_two_use_cases_stands_once(client: Client) -> None:
    cells = row_of(client, "Goldman Sachs")
    assert cells[3].text == "VC&C , CI"
    assert cells[2].text == "Executives, Managers"
    assert titles(client, q="Goldman Sachs") == ["Goldman Sachs"]


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://example.com/x", "https://[broken"])
def test_what_cannot_be_opened_is_a_gap(client: Client, url: str) -> None:
    Collateral.objects.filter(slug="what-is-ci-cd").update(url=url)
    cell = row_of(client, "What is CI/CD?")[4]
    assert cell.text == "Not recorded no link Ask for it"
    assert cell.links[0][1].startswith("/requests/new/?title=Link+of+")
    assert host_of(url) == ""


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ({"use_case": "ci"}, {"use_cases__slug": "ci"}),
        ({"audience": "manager"}, {"audiences__key": "manager"}),
        ({"audience": "none"}, {"audiences__isnull": True}),
        ({"type": "video"}, {"kind": "video"}),
        ({"gated": "yes"}, {"gated": True}),
        ({"gated": "no", "use_case": "ci"}, {"gated": False, "use_cases__slug": "ci"}),
        ({"q": "gartner"}, {"title__icontains": "gartner"}),
    ],
)
def test_filters_narrow_the_list(client: Client, query: dict[str, str], rule: dict[str, Any]) -> None:
    found = Collateral.objects.filter(internal=False)
    expected = found.filter(**rule).count()
    if "q" in query:
        expected = len([o for o in found if "gartner" in f"{o.title} {o.note} {o.url}".casefold()])
    assert 0 < expected < found.count()
    assert total(client, **query) == expected


@pytest.mark.parametrize("stage", ["awareness", "consideration", "decision", "none"])
def test_a_stage_is_a_tab_that_keeps_the_other_filters(client: Client, stage: str) -> None:
    rule = {"stage__isnull": True} if stage == "none" else {"stage__key": stage}
    expected = Collateral.objects.filter(internal=False, use_cases__slug="ci", **rule).order_by("title", "pk")
    assert titles(client, use_case="ci", stage=stage) == [one.title for one in expected]
    html = client.get(LIST, {"use_case": "ci", "stage": stage}).content.decode()
    assert f'href="?use_case=ci&amp;stage={stage}" aria-current="page"' in html


def test_the_filters_of_people_and_personas_find_what_is_theirs(client: Client) -> None:
    item = Collateral.objects.get(slug="what-is-ci-cd")
    item.personas.add(Persona.objects.get(name="Alex"))
    Collateral.objects.filter(pk=item.pk).update(owner=Person.objects.get(slug="brian"))
    assert titles(client, persona=Persona.objects.get(name="Alex").slug) == [item.title]
    assert titles(client, owner="brian") == [item.title]


def test_the_coverage_map_can_lead_here(client: Client) -> None:
    stage, audience = JourneyStage.objects.get(key="decision"), Audience.objects.get(key="contributor")
    expected = Collateral.objects.filter(
        stage=stage, audiences=audience, use_cases__slug="ci", internal=False
    )
    query = {"use_case": "ci", "stage": "decision", "audience": "contributor"}
    assert sorted(titles(client, **query)) == sorted(one.title for one in expected)
    assert expected


@pytest.mark.parametrize(
    "query",
    [
        {"use_case": "no-such"},
        {"use_case": "ci' OR 1=1--"},
        {"stage": "purchase"},
        {"audience": "everybody"},
        {"type": "pdf"},
        {"gated": "perhaps"},
        {"q": "x" * 101},
    ],
)
def test_a_hostile_value_is_left_out_and_said(client: Client, query: dict[str, str]) -> None:
    response = client.get(LIST, query)
    assert response.status_code == 200
    assert "A filter was left out" in response.content.decode()
    assert total(client, **query) == Collateral.objects.filter(internal=False).count()


@pytest.mark.parametrize(
    "query",
    [{"owner__user__password__startswith": "a"}, {"page": "-1"}, {"page": "x"}, {"ordering": "owner"}],
)
def test_an_unknown_key_changes_nothing(client: Client, query: dict[str, str]) -> None:
    assert total(client, **query) == Collateral.objects.filter(internal=False).count()
    assert "A filter was left out" not in client.get(LIST, query).content.decode()


def test_visitors_never_see_what_is_internal(client: Client, client_for: ClientFor, requester: User) -> None:
    hidden = Collateral.objects.filter(internal=True)
    assert hidden
    assert total(client) == Collateral.objects.count() - len(hidden)
    assert total(client, internal="yes") == total(client)  # there is no such filter for them
    assert total(client_for(requester), internal="yes") == len(hidden)
    assert titles(client, q=hidden[0].title[:30]) == [] or hidden[0].title not in titles(client)


def test_an_internal_use_case_is_not_offered_to_visitors(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    UseCase.objects.filter(slug="ci").update(internal=True)
    assert "A filter was left out" in client.get(LIST, {"use_case": "ci"}).content.decode()
    assert row_of(client, "Goldman Sachs")[3].text == "VC&C"
    assert total(client_for(requester), use_case="ci") > 0


def test_nothing_found_says_the_way_out(client: Client) -> None:
    page = client.get(LIST, {"q": "no such thing"}).content.decode()
    assert "Nothing matches these filters" in page
    assert "Show everything" in page


@pytest.mark.either_database
def test_an_empty_list_says_what_it_is_for(client: Client) -> None:
    Collateral.objects.all().delete()
    assert "No collateral yet" in client.get(LIST).content.decode()


def test_editors_may_add(client_for: ClientFor, editor: User, requester: User) -> None:
    assert "Add collateral" in client_for(editor).get(LIST).content.decode()
    assert "Add collateral" not in client_for(requester).get(LIST).content.decode()


def test_it_asks_as_often_with_any_filter(client: Client) -> None:
    for query in ({}, {"use_case": "ci", "audience": "manager"}, {"q": "git", "stage": "awareness"}):
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST, query)
        assert len(queries) <= 7, query

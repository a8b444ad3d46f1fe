"""The list of use cases: by tier, under every name, with who is responsible and what is missing."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketing_portal.people.models import User
from tests.conftest import ClientFor
from usecases.models import UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/use-cases/"


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def card(page: str, name: str) -> str:
    """The words of one card."""
    found = next(part for part in page.split('<li class="card') if f">{name}</a>" in part)
    return " ".join(re.sub(r"<[^>]+>", " ", found.split("</li>")[0]).split())


def names(page: str) -> list[str]:
    return re.findall(r"<h3><a href=\"/use-cases/[a-z0-9-]+/\">([^<]+)</a>", page)


def test_it_shows_three_five_and_six_by_tier(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    tiers = page.split('<section class="tier ')[1:]
    assert [len(names(tier)) for tier in tiers] == [3, 5, 6]
    assert "Key: where we land in an account or expand significantly." in tiers[0]
    assert "Secondary: some landing, some expansion." in tiers[1]


def test_a_card_says_what_it_is_and_who_is_responsible(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    words = card(page, "Version Control and Collaboration")
    assert "VC&amp;C" in words
    assert "SCM, Source Code Management" in words
    assert "Product marketing: Jordi" in words
    assert "1 marked gap" in words  # the developer evangelist


def test_a_card_falls_back_to_the_ownership_table_and_then_says_nobody(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "Product marketing: Cormac (ownership table)" in card(page, "Agile Project management")
    assert "Nobody in product marketing" in card(page, "Simplify DevOps")


def test_it_says_what_makes_a_use_case_and_why_customers_buy(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert page.split("What makes a customer use case")[1].split("</ol>")[0].count("<li>") == 5
    assert "Reduce security and compliance risk" in page


def test_where_the_sources_disagree_is_shown(client: Client) -> None:
    assert "announces two tiers and then lists three" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=SCM", ["Version Control and Collaboration"]),
        ("q=VC%26C", ["Version Control and Collaboration"]),
        ("q=appsec", ["DevSecOps"]),
        ("q=Infrastructure+as+Code", ["GitOps"]),
        ("q=machine+learning", ["Data Science/Machine Learning"]),
        ("tier=1&q=continuous+integration", ["Continuous Integration"]),
        ("tier=1&column=no", []),
        ("tier=2&column=no", ["Agile Project management", "Simplify DevOps", "Cloud Native"]),
        ("q=nothing-is-called-so", []),
    ],
)
def test_it_finds_them_under_every_name(client: Client, query: str, found: list[str]) -> None:
    assert names(client.get(f"{PAGE}?{query}").content.decode()) == found


def test_a_filter_that_finds_nothing_says_the_way_out(client: Client) -> None:
    page = client.get(f"{PAGE}?q=nothing-is-called-so").content.decode()
    assert "No use case matches these filters" in page
    assert "Show all use cases" in page


def test_a_tier_that_does_not_exist_is_left_out(client: Client) -> None:
    assert len(names(client.get(f"{PAGE}?tier=9").content.decode())) == 14


def test_internal_ones_are_for_colleagues(client: Client, client_for: ClientFor, requester: User) -> None:
    UseCase.objects.filter(slug="gitops").update(internal=True)
    assert "GitOps" not in names(client.get(PAGE).content.decode())
    assert "GitOps" in names(client_for(requester).get(PAGE).content.decode())


def test_it_asks_as_often_for_many_as_for_few(client: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(30):
        UseCase.objects.create(name=f"More {number}", slug=f"more-{number}", tier=1 + number % 3)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few) <= 12


def test_it_rejects_post(client: Client) -> None:
    assert client.post(PAGE).status_code == 405

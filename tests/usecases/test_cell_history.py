"""The history of matrix cells: told in the form of the cell, from what to what, with the way back."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marketing_portal.content.versions import change_sets_of
from marketing_portal.people.models import User
from tests.conftest import ClientFor
from tests.support.counting import queries_of
from usecases.models import DRICell, KeyLink

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
DRI, LINK = "/use-cases/dri/customer-reference/ci/", "/use-cases/key-links/solution-page/ci/"


@pytest.fixture
def at_work(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


def cell() -> DRICell:
    return DRICell.objects.get(role__key="customer-reference", use_case__slug="ci")


def link() -> KeyLink:
    return KeyLink.objects.get(kind__key="solution-page", use_case__slug="ci")


def name(client: Client, *people: str, why: str = "", state: str = "known") -> None:
    data: dict[str, Any] = {
        "people": people,
        "state": state,
        "seen_version": cell().version,
        "change_reason": why,
    }
    assert client.post(DRI, data).status_code == 302


def told(client: Client, path: str) -> list[str]:
    """The changes that the form tells, each as running text."""
    part = client.get(path).content.decode().split("cell-history")[1].split("</ol>")[0]
    items = [
        re.sub(r"<svg[^>]*aria-label=\"(\w+)\".*?</svg>", r" \1 ", item) for item in part.split("<li>")[1:]
    ]
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


def test_each_change_is_told_from_what_to_what(at_work: Client) -> None:
    name(at_work, "Suri", "Fiona", why="Kim has moved on")
    name(at_work, state="unknown")
    newest, before, first = told(at_work, DRI)
    assert newest.startswith("Editor")
    assert newest.endswith("Suri, Fiona became unknown")
    assert "“Kim has moved on” Kim, Fiona became Suri, Fiona" in before
    assert "not written down became Kim, Fiona" in first
    assert "Go back to this" not in newest
    assert "Go back to this : Suri, Fiona" in before


def test_a_change_of_order_is_one(at_work: Client) -> None:
    name(at_work, "Fiona", "Kim")
    assert told(at_work, DRI)[0].endswith("Kim, Fiona became Fiona, Kim")


def test_the_way_back_brings_people_and_state_back(at_work: Client, editor: User) -> None:
    first = change_sets_of(cell())[0]
    name(at_work, state="unknown")
    back = reverse("content:history_revert", args=["usecases", "dricell", cell().pk, first.pk])
    assert f'href="{back}"' in at_work.get(DRI).content.decode()
    page = at_work.get(back).content.decode()
    assert "Fiona" in page
    assert at_work.post(back, {"reason": "Too hasty"}).status_code == 302
    assert [str(one.person) for one in cell().assignments.all()] == ["Kim", "Fiona"]
    assert cell().state == "known"
    assert change_sets_of(cell())[0].channel == "revert"
    assert told(at_work, DRI)[0].endswith("unknown became Kim, Fiona")


def test_key_links_are_told_too_and_come_back(at_work: Client) -> None:
    stored, first = link(), change_sets_of(link())[0]
    data = {"state": "url", "target": "https://example.com/ci", "seen_version": stored.version, "note": "New"}
    assert at_work.post(LINK, data).status_code == 302
    newest = told(at_work, LINK)[0]
    assert newest.endswith("address to be decided became link, https://example.com/ci, New")
    back = reverse("content:history_revert", args=["usecases", "keylink", stored.pk, first.pk])
    assert at_work.post(back, {"reason": "Wrong page"}).status_code == 302
    assert (link().state, link().target) == (stored.state, "")


def test_the_form_leads_to_the_whole_history_and_that_back_to_the_form(at_work: Client) -> None:
    there = reverse("content:history", args=["usecases", "dricell", cell().pk])
    assert f'href="{there}"' in at_work.get(DRI).content.decode()
    name(at_work, "Suri")
    page = at_work.get(there).content.decode()
    assert "DRI assignments" in page
    edit = reverse("admin:usecases_dricell_change", args=[cell().pk])
    assert f'href="{edit}"' in page
    assert at_work.get(edit).headers["Location"] == DRI
    assert 'href="/use-cases/dri/#cell-customer-reference-ci"' in page


def test_a_cell_that_was_never_written_down_has_none(at_work: Client) -> None:
    cell().delete()
    assert "Last changes" not in at_work.get(DRI).content.decode()


def test_readers_see_the_history_and_may_not_go_back(client_for: ClientFor, requester: User) -> None:
    reader, first = client_for(requester), change_sets_of(cell())[0]
    there = reverse("content:history", args=["usecases", "dricell", cell().pk])
    assert reader.get(there).status_code == 200
    assert reader.post(f"{there}back/{first.pk}/", {"reason": "Mine"}).status_code == 403


def test_a_longer_history_takes_the_same_queries(at_work: Client) -> None:
    name(at_work, "Suri")
    few = queries_of(at_work, DRI)
    for people in (["Kim"], ["Fiona", "Kim"], ["Suri"], ["Vanessa"], ["Kim", "Suri"], ["Erica"]):
        name(at_work, *people)
    assert queries_of(at_work, DRI) == few
    assert len(told(at_work, DRI)) == 5

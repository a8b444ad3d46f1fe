"""Handbook pages, and what stands at the foot of every content page."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from marketing_portal.content import reading
from marketing_portal.content.models import FormerSlug, HandbookPage
from marketing_portal.people.models import User
from tests.conftest import ClientFor
from tests.support.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = reverse("content:page_list")


@pytest.fixture
def reader(client_for: ClientFor, requester: User) -> Client:
    """Somebody who is signed in and in no team."""
    return client_for(requester)


def test_list_shows_pages_by_order_with_summaries(reader: Client) -> None:
    page = reader.get(LIST).content.decode()
    assert re.findall(r'<h2><a href="/handbook/([^"]*)/"', page)[:3] == [
        "buyer-personas",
        "enterprise-it-roles",
        "writing-for-personas",
    ]
    assert "Three rules for any text" in page


def test_a_page_without_summary_says_so(reader: Client) -> None:
    HandbookPage.objects.update(summary="")
    assert reader.get(LIST).content.decode().count("gap-absent") == 8


def test_no_pages_says_so(reader: Client) -> None:
    HandbookPage.objects.all().delete()
    assert "No pages yet" in reader.get(LIST).content.decode()


def test_page_has_text_contents_and_neighbours(reader: Client) -> None:
    page = reader.get("/handbook/how-requests-work/").content.decode()
    anchors = re.findall(r'<li><a href="#([^"]*)"', page)
    assert anchors[:2] == ["the-short-version", "the-states"]
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []
    assert page.count('<div class="table-wrap"') == page.count("<table") == page.count("</table></div>") == 2
    assert '<a rel="prev" href="/handbook/writing-for-personas/">' in page
    assert 'href="/handbook/labels-and-their-spellings/"' in page


def test_paths_may_have_parts(reader: Client) -> None:
    HandbookPage.objects.create(slug="teams/pmm/rhythm", title="Rhythm", body="Text without headings.")
    page = reader.get("/handbook/teams/pmm/rhythm/").content.decode()
    assert "<p>Text without headings.</p>" in page
    assert "On this page" not in page


@pytest.mark.parametrize("path", [LIST, "/handbook/health-of-work/"])
def test_pages_require_login_unless_reading_is_public(
    client: Client, settings: LazySettings, path: str
) -> None:
    assert client.get(path).headers["Location"] == f"{reverse('account_login')}?next={path}"
    settings.PUBLIC_READ = True
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", [LIST, "/handbook/health-of-work/"])
def test_pages_reject_post(reader: Client, path: str) -> None:
    assert reader.post(path).status_code == 405


def test_internal_pages_are_hidden_from_visitors(
    client: Client, reader: Client, settings: LazySettings
) -> None:
    settings.PUBLIC_READ = True
    HandbookPage.objects.filter(slug="health-of-work").update(internal=True)
    assert "/handbook/health-of-work/" not in client.get(LIST).content.decode()
    neighbours = (
        client.get("/handbook/priorities-and-grooming/").content.decode().split('class="neighbours')[1]
    )
    assert "/handbook/health-of-work/" not in neighbours
    assert client.get("/handbook/health-of-work/").headers["Location"].startswith(reverse("account_login"))
    assert reader.get("/handbook/health-of-work/").status_code == 200


def test_unknown_and_former_addresses(reader: Client) -> None:
    assert reader.get("/handbook/nothing/here/").status_code == 404
    FormerSlug.objects.create(
        content_object=HandbookPage.objects.get(slug="health-of-work"), slug="old/health"
    )
    answer = reader.get("/handbook/old/health/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/handbook/health-of-work/")


def test_archived_pages_are_gone(reader: Client) -> None:
    HandbookPage.objects.get(slug="health-of-work").archive()
    assert reader.get("/handbook/health-of-work/").status_code == 404


def test_hostile_text_is_harmless(reader: Client) -> None:
    body = "# <script>x</script> R&D\n\n<img src=x onerror=y>\n\n<table onclick=y><tr><td>z</td></tr></table>"
    HandbookPage.objects.create(slug="h", title="<script>x</script>", summary="<script>x</script>", body=body)
    for path in (LIST, "/handbook/h/"):
        page = reader.get(path).content.decode()
        assert not re.search(r"<script>x|<[^>]*on(error|click)", page)
    assert "R&amp;D</a>" in page, "escaped once, not twice"


def test_contents_nest_two_levels() -> None:
    headings = [
        {"level": level, "id": name, "name": f"{name} &amp; more"}
        for level, name in [(3, "a"), (2, "b"), (3, "c"), (4, "d")]
    ]
    found = reading.contents(headings)
    assert [(entry.text, [inner.anchor for inner in entry.below]) for entry in found] == [
        ("a & more", []),
        ("b & more", ["c"]),
    ]


def test_pages_ask_as_often_for_many_as_for_few(reader: Client) -> None:
    few = [queries_of(reader, LIST), queries_of(reader, "/handbook/health-of-work/")]
    HandbookPage.objects.bulk_create([HandbookPage(slug=f"p{n}", title=f"Page {n}") for n in range(300)])
    assert [queries_of(reader, LIST), queries_of(reader, "/handbook/health-of-work/")] == few
    assert few[0] <= 12
    assert few[1] <= 12

"""The list of personas: who sees what, the filters, what stands around them."""

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from marketing_portal.content.models import Gap
from marketing_portal.people.models import User
from personas.models import DeprecatedAsset, Persona, PersonaListEntry, PersonaPoint, SegmentRole
from tests.conftest import ClientFor
from tests.support.counting import queries_of

pytestmark = pytest.mark.django_db
LIST = reverse("personas:list")


@pytest.fixture
def reader(client_for: ClientFor, requester: User) -> Client:
    """Somebody who is signed in and in no team."""
    return client_for(requester)


def names(client: Client, query: str = "") -> list[str]:
    """The personas on the list, in order."""
    page = client.get(f"{LIST}?{query}").content.decode()
    return re.findall(r'<h3><a href="/personas/[^"]*">([^<]*)</a></h3>', page)


def write(name: str, **values: Any) -> Persona:
    """A persona of the test."""
    slug = values.pop("slug", name.lower())
    return Persona.objects.create(name=name, role="Release manager", slug=slug, **values)


def test_it_works(reader: Client) -> None:
    assert names(reader) == ["Alex", "Dakota", "Erin", "Skyler", "Casey", "Kennedy"]


def test_it_requires_login_unless_reading_is_public(client: Client, settings: LazySettings) -> None:
    assert client.get(LIST).headers["Location"].startswith(reverse("account_login"))
    settings.PUBLIC_READ = True
    assert len(names(client)) == 6


def test_it_rejects_post(reader: Client) -> None:
    assert reader.post(LIST).status_code == 405


def test_what_is_internal_is_hidden_from_visitors(
    client: Client, reader: Client, settings: LazySettings
) -> None:
    write("Robin", internal=True)
    settings.PUBLIC_READ = True
    assert "Robin" in names(reader)
    assert "Robin" not in names(client)


def test_drafts_are_for_editors(reader: Client, client_for: ClientFor, editor: User) -> None:
    write("Robin", status="draft")
    assert "Robin" not in names(reader)
    assert "Robin" in names(client_for(editor))


def test_tabs_count_each_kind_and_keep_the_filters(reader: Client) -> None:
    write("Robin", kind="user")
    page = reader.get(f"{LIST}?segment=large&q=&page=3").content.decode()
    assert re.findall(r'<a href="\?([^"]*kind=[^"]*)"', page) == [
        f"segment=large&amp;q=&amp;kind={kind}" for kind in ("", "buyer", "user", "internal")
    ]
    page = reader.get(LIST).content.decode()
    assert re.findall(r'(\w+) <span class="count">(\d+)</span></a>', page)[:4] == [
        ("All", "7"),
        ("Buyer", "6"),
        ("User", "1"),
        ("Internal", "0"),
    ]
    assert names(reader, "kind=user") == ["Robin"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=skyler", ["Skyler"]),
        ("q=CISO", ["Skyler"]),
        ("q=programme health", []),
        ("q=health of the programme", ["Casey"]),
        ("role=decides&segment=smb", ["Alex", "Dakota"]),
        ("role=owns_budget", ["Alex"]),
        ("role=decides&segment=large", ["Erin", "Skyler", "Casey"]),
        ("segment=midsize", ["Alex", "Dakota", "Skyler", "Casey", "Kennedy"]),
        ("gaps=none", ["Skyler"]),
        ("gaps=open&role=decides&segment=large", ["Erin", "Casey"]),
        ("kind=buyer&q=security", ["Alex", "Skyler", "Kennedy"]),
    ],
)
def test_filters(reader: Client, query: str, found: list[str]) -> None:
    shown = names(reader, query)
    assert [name for name in found if name not in shown] == []
    assert len(shown) == len(found) or "security" in query


def test_text_finds_other_titles(reader: Client) -> None:
    write("Robin", alternative_titles=["Train driver"])
    assert names(reader, "q=train dri") == ["Robin"]


def test_keys_that_no_filter_knows_are_ignored(reader: Client) -> None:
    assert len(names(reader, "owner__user__password=x&order=password&status=draft")) == 6


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("role=boss", "“boss” is not a part in a purchase."),
        ("kind=zebra", "“zebra” is not a kind of persona."),
        ("segment=<b>", "“&lt;b&gt;” is not a company size."),
        ("gaps=1", "“1” is not a choice for gaps."),
    ],
)
def test_values_that_a_filter_does_not_know_are_left_out_and_said_so(
    reader: Client, query: str, sentence: str
) -> None:
    page = reader.get(f"{LIST}?{query}").content.decode()
    assert sentence in page
    assert len(names(reader, query)) == 6


def test_no_match_says_the_way_out(reader: Client) -> None:
    page = reader.get(f"{LIST}?q=zzzz").content.decode()
    assert "No persona matches these filters" in page
    assert f'<a class="button" href="{LIST}">Show all personas</a>' in page


@pytest.mark.parametrize(
    ("kind", "title"), [("user", "No user personas yet"), ("internal", "No internal personas yet")]
)
def test_a_kind_without_personas_says_what_it_is_for(reader: Client, kind: str, title: str) -> None:
    assert title in reader.get(f"{LIST}?kind={kind}").content.decode()


def test_a_place_without_persona_is_a_marked_gap(reader: Client) -> None:
    page = reader.get(LIST).content.decode()
    card = page[page.index("open-place") :][:900]
    assert "VP Infrastructure" in card
    assert "To be decided" in card
    assert "Who can fill it" in card
    assert "open-place" not in reader.get(f"{LIST}?q=alex").content.decode()


def test_a_placeholder_without_a_marked_gap_is_shown_too(reader: Client) -> None:
    Gap.objects.of(PersonaListEntry).delete()
    assert "this buyer has a place and no persona" in reader.get(LIST).content.decode()


def test_cards_tell_the_part_at_each_size(reader: Client) -> None:
    page = reader.get(f"{LIST}?q=App Dev VP&segment=large").content.decode()
    facts = re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    assert [(size, re.sub("<[^>]*>", "", words).strip()) for size, words in facts] == [
        ("SMB", "Not applicable"),
        ("Mid-size", "Not applicable"),
        ("Large", "Decides, influences"),
    ]
    assert "?segment=large" in re.search(r'<h3><a href="([^"]*)"', page)[1]  # type: ignore[index]


def test_a_size_of_which_nothing_is_recorded_is_a_gap(reader: Client) -> None:
    write("Robin")
    assert reader.get(f"{LIST}?q=robin").content.decode().count("gap-absent") == 3


def test_guidance_and_older_material_are_shown(reader: Client) -> None:
    page = reader.get(LIST).content.decode()
    assert "Writing for all personas" in page
    assert page.count("Deprecated</span>") == 5
    assert "Skyler, Chief Information Security Officer</a>" in page


def test_older_material_does_not_name_what_is_hidden(client: Client, settings: LazySettings) -> None:
    settings.PUBLIC_READ = True
    DeprecatedAsset.objects.update(superseded_by=write("Robin", internal=True))
    page = client.get(LIST).content.decode()
    assert "Robin" not in page
    assert page.count("No successor named") == 5


def test_hostile_text_is_escaped(reader: Client) -> None:
    write("<script>x</script>", slug="x", summary='"><img src=x>', alternative_titles=["<b>"])
    page = reader.get(LIST).content.decode()
    assert "<script>x" not in page
    assert "<img src=x" not in page
    assert '<script>"' not in reader.get(LIST, {"q": '"><script>"'}).content.decode()


def test_it_has_pages(reader: Client) -> None:
    Persona.objects.bulk_create(
        [Persona(name=f"Robin {n:03}", role="x", slug=f"robin-{n}") for n in range(100)]
    )
    assert len(names(reader)) == 48
    assert names(reader, "page=3")[-1] == "Robin 099"
    assert names(reader, "page=none") == names(reader)
    assert names(reader, "page=99") == names(reader, "page=3")


def test_it_asks_as_often_for_many_as_for_few(reader: Client) -> None:
    few = queries_of(reader, LIST)
    made = Persona.objects.bulk_create(
        [Persona(name=f"Robin {n}", role="x", slug=f"robin-{n}") for n in range(200)]
    )
    SegmentRole.objects.bulk_create([SegmentRole(persona=one, segment="smb", text="x") for one in made])
    PersonaPoint.objects.bulk_create(
        [PersonaPoint(persona=one, kind="goals", key="k", text="x") for one in made]
    )
    assert queries_of(reader, LIST) == few <= 12
    assert queries_of(reader, f"{LIST}?q=x&role=decides&segment=smb&gaps=none&kind=buyer") <= 12

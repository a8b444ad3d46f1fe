"""Parts of the persona pages are kept while no content changes: nobody sees a stale one, or one of other readers."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client, override_settings
from django.urls import reverse

from marketing_portal.content import history
from marketing_portal.people.models import Person, User
from personas.models import OrgPosition, Persona
from tests.conftest import ClientFor
from tests.support.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = reverse("personas:list")
PAGE = "/personas/dakota-application-development-director/"
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test_kept_parts"}


@pytest.fixture(autouse=True)
def keeping() -> Iterator[None]:
    """A memory for parts, as in production; the other tests draw every page anew."""
    with override_settings(CACHES={"default": MEMORY, "template_fragments": MEMORY}):
        caches["template_fragments"].clear()
        yield
        caches["template_fragments"].clear()


@pytest.fixture
def dakota() -> Persona:
    """The persona of PAGE."""
    return Persona.objects.get(name="Dakota")


def text_of(client: Client, path: str) -> str:
    """The page's HTML between its header, where a token changes every time, and its end."""
    return client.get(path).content.decode().split("<main")[1]


@pytest.mark.parametrize("path", [LIST, PAGE])
def test_a_kept_page_asks_little_and_says_the_same(client_for: ClientFor, requester: User, path: str) -> None:
    client = client_for(requester)
    first = text_of(client, path)
    assert queries_of(client, path) <= 8
    assert text_of(client, path) == first


def test_every_change_shows_at_once(client_for: ClientFor, requester: User, dakota: Persona) -> None:
    client = client_for(requester)
    text_of(client, PAGE)
    text_of(client, LIST)
    dakota.points.filter(kind="goals")[0].delete()
    pitch = dakota.points.get(kind="pitch")
    pitch.text = "Another pitch."
    pitch.save()
    assert "Another pitch." in text_of(client, PAGE)
    dakota.summary = "Another summary."
    dakota.save()
    assert "Another summary." in text_of(client, LIST)


def test_changes_of_what_stands_around_show_at_once(
    client_for: ClientFor, requester: User, dakota: Persona
) -> None:
    client = client_for(requester)
    text_of(client, PAGE)
    box = OrgPosition.objects.get(key="directors-app-dev")
    box.title = "Heads of development"
    box.save()
    assert "Heads of development" in text_of(client, PAGE)
    dakota.owner = Person.objects.create(name="Keeper", slug="keeper")
    dakota.save()
    assert "Who can fill it: Keeper" in text_of(client, PAGE)
    dakota.owner.name = "Warden"
    dakota.owner.save()
    assert "Who can fill it: Warden" in text_of(client, PAGE)


def test_changes_in_one_set_show_after_each_save(
    client_for: ClientFor, requester: User, dakota: Persona
) -> None:
    client = client_for(requester)
    with history.change(user=requester):
        for note in ("First note.", "Second note."):
            dakota.note = note
            dakota.save()
        assert "Second note." in text_of(client, PAGE)


def test_sizes_and_filters_are_kept_apart(client_for: ClientFor, requester: User) -> None:
    client = client_for(requester)
    assert '<p class="part-words">Decides</p>' in text_of(client, f"{PAGE}?segment=smb")
    assert '<p class="part-words">Influences</p>' in text_of(client, f"{PAGE}?segment=midsize")
    assert "Skyler" in text_of(client, LIST).split("Older videos")[0]
    assert "Skyler" not in text_of(client, f"{LIST}?q=dakota").split("Older videos")[0]


def test_readers_are_kept_apart(
    client: Client, client_for: ClientFor, requester: User, editor: User, settings: LazySettings
) -> None:
    settings.PUBLIC_READ = True
    Persona.objects.create(name="Robin", role="x", slug="robin", internal=True)
    Persona.objects.create(name="Draft", role="x", slug="draft", status="draft")
    assert ["Robin" in text_of(one, LIST) for one in (client_for(editor), client_for(requester), client)] == [
        True,
        True,
        False,
    ]
    assert [
        "/personas/draft/" in text_of(one, LIST) for one in (client_for(editor), client_for(requester))
    ] == [
        True,
        False,
    ]


def test_nothing_personal_is_kept(client_for: ClientFor, requester: User, outsider: User) -> None:
    text_of(client_for(requester), PAGE)
    assert "Requester" not in text_of(client_for(outsider), PAGE)

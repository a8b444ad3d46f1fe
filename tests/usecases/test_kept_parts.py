"""Parts of the page of a use case are kept while no content changes: nobody sees a stale one, or one of others."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client, override_settings

from marketing_portal.people.models import Person, User
from tests.conftest import ClientFor
from tests.support.counting import queries_of
from usecases.models import Collateral, DRIAssignment, KeyLink, UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/use-cases/ci/"
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test_kept_use_cases"}


@pytest.fixture(autouse=True)
def keeping() -> Iterator[None]:
    """A memory for parts, as in production; the other tests draw every page anew."""
    with override_settings(CACHES={"default": MEMORY, "template_fragments": MEMORY}):
        caches["template_fragments"].clear()
        yield
        caches["template_fragments"].clear()


def text_of(client: Client) -> str:
    """The page's HTML between its header, where a token changes every time, and its end."""
    return client.get(PAGE).content.decode().split("<main")[1]


def test_a_kept_page_asks_little_and_says_the_same(client_for: ClientFor, requester: User) -> None:
    client = client_for(requester)
    first = text_of(client)
    assert queries_of(client, PAGE) <= 8
    assert text_of(client) == first


def test_every_change_around_it_shows_at_once(client_for: ClientFor, requester: User) -> None:
    client, use_case = client_for(requester), UseCase.objects.get(slug="ci")
    text_of(client)
    use_case.description = "Another description."
    use_case.save()
    assert "Another description." in text_of(client)
    item = Collateral.objects.create(title="Another item", slug="another-item")
    item.use_cases.add(use_case)
    assert "Another item" in text_of(client)
    someone = Person.objects.create(name="Somebody new", slug="somebody-new")
    cell = use_case.dri_cells.order_by("pk")[0]
    DRIAssignment.objects.create(cell=cell, person=someone, order=9)
    assert "Somebody new" in text_of(client)
    someone.name = "Somebody renamed"
    someone.save()
    assert "Somebody renamed" in text_of(client)
    link = KeyLink.objects.filter(use_case=use_case)[0]
    link.state, link.target = "url", "https://example.com/another"
    link.save()
    assert "https://example.com/another" in text_of(client)


def test_readers_are_kept_apart(
    client: Client, client_for: ClientFor, requester: User, editor: User, settings: LazySettings
) -> None:
    settings.PUBLIC_READ = True
    item = Collateral.objects.create(title="For us alone", slug="for-us-alone", internal=True)
    item.use_cases.add(UseCase.objects.get(slug="ci"))
    found = [text_of(one) for one in (client_for(requester), client, client_for(editor))]
    assert ["For us alone" in text for text in found] == [True, False, True]
    assert ["Sign in" in text or "Requester" in text for text in found] == [False, False, False]

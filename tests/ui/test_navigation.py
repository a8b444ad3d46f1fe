"""The main navigation has entries for what exists, and marks the one we are in; some stand in a menu."""

import re
from types import ModuleType

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from marketing_portal.ui.context_processors import NAVIGATION, groups, items, navigation


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urls = ModuleType("urls")
people = [path("people/", page, name="list"), path("teams/", page, name="teams")]
urls.__dict__["urlpatterns"] = [
    path("personas/", include(([path("", page, name="list")], "personas"))),
    path("", include((people, "people"))),
    path("requests/", include(([path("", page, name="list")], "requests"))),
]


@override_settings(ROOT_URLCONF=urls)
def test_only_what_exists_is_offered() -> None:
    assert [item.text for item in items("/")] == ["Personas", "People", "Teams", "Requests"]
    assert not any(item.current for item in items("/"))


@override_settings(ROOT_URLCONF=urls)
def test_a_page_and_all_below_it_are_marked() -> None:
    assert [item.text for item in items("/personas/alex/") if item.current] == ["Personas"]


def test_a_page_beside_an_entry_marks_it() -> None:
    assert [item.text for item in items("/decks/") if item.current] == ["Collateral"]


@override_settings(ROOT_URLCONF=urls)
def test_the_header_puts_neighbours_of_a_menu_into_it() -> None:
    found = groups(items("/teams/"))
    assert [(one.text, len(one.entries), one.current) for one in found] == [
        ("", 1, False),
        ("Organisation", 2, True),
        ("", 1, False),
    ]


def test_every_key_leads_to_one_page() -> None:
    keys = [key for _, _, key, _ in NAVIGATION]
    assert len(keys) == len(set(keys))
    assert "i" not in keys  # the inbox


@pytest.mark.django_db
def test_each_entry_stands_in_the_row_in_the_menu_and_among_the_keys(client: Client) -> None:
    html = client.get("/styleguide/").content.decode()
    assert html.count('aria-label="Main"') == 2
    for item in items("/styleguide/"):
        assert html.count(f'href="{item.url}"') == 3, item.text
        assert f'data-hotkey="g {item.key}"' in html


@pytest.mark.django_db
@override_settings(PUBLIC_READ=True)
@pytest.mark.parametrize(("path", "is_inside"), [("/teams/", True), ("/personas/", False)])
def test_a_menu_says_that_we_are_in_it(client: Client, path: str, is_inside: bool) -> None:
    html = client.get(path).content.decode()
    assert bool(re.search(r'<summary class="current">Organisation', html)) == is_inside


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("sepia", ""), ("", "")])
def test_the_theme_is_read_from_the_cookie(cookie: str, theme: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert navigation(request)["theme"] == theme

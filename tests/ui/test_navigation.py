"""The main navigation has entries for what exists, and marks the one we are in."""

from types import ModuleType

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path

from marketing_portal.ui.context_processors import items, navigation


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urls = ModuleType("urls")
urls.__dict__["urlpatterns"] = [
    path("personas/", include(([path("", page, name="list")], "personas"))),
    path("teams/", include(([path("", page, name="teams")], "people"))),
]


@override_settings(ROOT_URLCONF=urls)
def test_only_what_exists_is_offered() -> None:
    assert [item.text for item in items("/")] == ["Personas", "Teams"]
    assert not any(item.current for item in items("/"))


@override_settings(ROOT_URLCONF=urls)
def test_a_page_and_all_below_it_are_marked() -> None:
    assert [item.text for item in items("/personas/alex/") if item.current] == ["Personas"]


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("sepia", ""), ("", "")])
def test_the_theme_is_read_from_the_cookie(cookie: str, theme: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert navigation(request)["theme"] == theme

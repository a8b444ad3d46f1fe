"""What every page has: a language, a title of its own, one h1, a way past the navigation, no id twice."""

import re
from html.parser import HTMLParser

import pytest
from django.test import override_settings

from tests.conftest import ClientFor
from tests.house.access import READER
from tests.house.pages import PAGES, Page
from tests.support.world import World

pytestmark = pytest.mark.either_database
NEVER_TWICE_THE_SAME = {
    "requests:new": "its form carries a key of its own, so that it is filed once",
    "ui:styleguide": "shows times as of now",
}
KEPT_BY_BROWSERS = [p for p in PAGES if not p.is_admin and p.row.name not in NEVER_TWICE_THE_SAME]


class Outline(HTMLParser):
    """Collects from a page what the conventions are about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.title = " ".join(re.findall(r"<title>(.*?)</title>", text, re.DOTALL)).strip()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of every element ``tag``."""
        return [attributes for name, attributes in self.tags if name == tag]

    def ids(self) -> list[str]:
        """Every id, in order."""
        return [found for _, attributes in self.tags if (found := attributes.get("id"))]


def outline_of(page: Page, world: World, client_for: ClientFor) -> Outline:
    """The page as its role sees it."""
    with override_settings(PUBLIC_READ=page.role == READER):
        response = client_for(world.play(page.role)).get(world.path(page.row))
    assert response.status_code == 200
    return Outline(response.content.decode())


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_page_keeps_the_conventions(page: Page, world: World, client_for: ClientFor) -> None:
    outline = outline_of(page, world, client_for)
    assert [html.get("lang") for html in outline.all("html")] in (["en"], ["en-gb"], ["en-GB"])
    assert outline.title
    assert len(outline.all("h1")) == 1
    assert outline.all("main") or page.is_admin
    first_link = outline.all("a")[0].get("href") or ""
    assert first_link.startswith("#"), "the first link skips the navigation"
    assert first_link[1:] in outline.ids()
    assert len(outline.ids()) == len(set(outline.ids())), "an id stands twice"


@pytest.mark.parametrize("page", KEPT_BY_BROWSERS, ids=str)
def test_unchanged_page_asked_for_again_is_not_sent_again(
    page: Page, world: World, client_for: ClientFor
) -> None:
    client, path = client_for(world.play(page.role)), world.path(page.row)
    with override_settings(PUBLIC_READ=page.role == READER):
        first = client.get(path)
        if first.cookies:  # a page without them is another one
            first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)

"""Every page that the access table shows to somebody, in a real browser.

No script error, nothing that the content security policy refuses, no request to another host; nothing scrolls sideways
at 320 px; axe finds nothing in light and dark, wide and narrow. Axe sees each page as the role that sees most of it,
and the start page as a visitor too: what visitors see of the others is a part of that. Pages of the admin that are
alike but for the model are looked at in the long run.
"""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.visit import PHONE, Visit
from tests.conftest import ClientFor
from tests.house.access import READER
from tests.house.pages import PAGES, Page
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALL = [pytest.param(page, marks=() if page.is_main else pytest.mark.deep, id=str(page)) for page in PAGES]


@pytest.fixture(scope="module")
def walker(chromium: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """One window for all pages: the browser keeps styles and scripts, as it does for people."""
    visit = Visit(chromium, live_server.url)
    yield visit
    visit.close()


@pytest.mark.parametrize("page", ALL)
def test_page_is_sound(
    page: Page, walker: Visit, world: World, client_for: ClientFor, settings: LazySettings
) -> None:
    settings.PUBLIC_READ = page.role == READER
    user = world.play(page.role)
    walker.start_over(client_for(user).cookies["sessionid"].value if user else None)
    assert walker.open(world.path(page.row)).status == 200
    if page.is_fullest or page.row.name == "home":
        assert walker.axe() == []
        walker.look(dark=True)
        assert walker.axe("color-contrast") == [], "in the dark"
    if not page.is_admin:  # which is for wide screens
        walker.look(dark=True, size=PHONE)
        assert walker.overflow() == []
        assert not page.is_fullest or walker.axe() == [], "at 320 px"
    assert walker.complaints == []

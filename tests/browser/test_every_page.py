"""Every page that the access table shows to somebody, in a real browser.

No script error, nothing that the content security policy refuses, no request to another host; nothing scrolls sideways
at 320 px; axe finds nothing in light and wide, and in dark and narrow (the admin, which is for wide screens: in dark
and wide). Each is seen by the role that sees most of it, the start page by a visitor too: what visitors see of the
others is a part of that. In the long run visitors see all of theirs, pages of the admin that are alike but for the
model are looked at, and the others in dark and wide.
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


def is_for_axe(page: Page) -> bool:
    """Whether axe looks at ``page`` as its role."""
    return page.is_fullest or page.row.name == "home"


def found(walker: Visit, page: Page, *rules: str) -> list[str]:
    """What axe finds on ``page`` as it is shown now."""
    return walker.axe(*rules) if is_for_axe(page) else []


@pytest.fixture(scope="module")
def walker(chromium: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """One window for all pages: the browser keeps styles and scripts, as it does for people."""
    visit = Visit(chromium, live_server.url)
    yield visit
    visit.close()


def arrive(walker: Visit, page: Page, world: World, client_for: ClientFor, settings: LazySettings) -> None:
    """Open ``page`` as its role, in a wide window by daylight."""
    settings.PUBLIC_READ = page.role == READER
    user = world.play(page.role)
    walker.start_over(client_for(user).cookies["sessionid"].value if user else None)
    assert walker.open(world.path(page.row)).status == 200


@pytest.mark.parametrize("page", ALL)
def test_page_is_sound(
    page: Page, walker: Visit, world: World, client_for: ClientFor, settings: LazySettings
) -> None:
    arrive(walker, page, world, client_for, settings)
    assert found(walker, page) == []
    if page.is_admin:
        walker.look(dark=True)
        assert found(walker, page, "color-contrast") == [], "in the dark"
    else:
        walker.look(dark=True, size=PHONE)
        assert walker.overflow() == []
        assert found(walker, page) == [], "in the dark, at 320 px"
    assert walker.complaints == []


@pytest.mark.deep
@pytest.mark.parametrize("page", [page for page in PAGES if is_for_axe(page) and not page.is_admin], ids=str)
def test_page_has_contrast_in_dark_and_wide(
    page: Page, walker: Visit, world: World, client_for: ClientFor, settings: LazySettings
) -> None:
    arrive(walker, page, world, client_for, settings)
    walker.look(dark=True)
    assert walker.axe("color-contrast") == []

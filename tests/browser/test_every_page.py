"""Every page that the access table shows to somebody, in a real browser.

No script error, nothing that the content security policy refuses, no request to another host; axe finds nothing in
light and dark, wide and narrow; nothing scrolls sideways at 320 px.
"""

import pytest
from django.conf import LazySettings

from tests.browser.conftest import VisitAs
from tests.browser.visit import PHONE
from tests.house.access import READER
from tests.house.pages import PAGES, Page
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAIN = [page for page in PAGES if page.is_main]


@pytest.mark.parametrize("page", MAIN, ids=str)
def test_page_is_sound(page: Page, visit_as: VisitAs, world: World, settings: LazySettings) -> None:
    settings.PUBLIC_READ = page.role == READER
    visit = visit_as(world.play(page.role))
    assert visit.open(world.path(page.row)).status == 200
    assert visit.axe() == []
    visit.look(dark=True)
    assert visit.axe("color-contrast") == [], "in the dark"
    if not page.is_admin:  # which is for wide screens
        visit.look(size=PHONE)
        assert visit.overflow() == []
        assert visit.axe() == [], "at 320 px"
    assert visit.complaints == []

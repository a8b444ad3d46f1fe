"""The search field: keys lead to it and through its suggestions; on a phone and without scripts it works, too."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from marketing_portal.people.models import User
from tests.browser.conftest import VisitAs
from tests.browser.visit import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD, LIST = "#site-search", "#site-search-list"
OPTION = f"{LIST} [role=option]"
VERSION_CONTROL = "**/use-cases/version-control-collaboration/"


@pytest.fixture
def page(visit_as: VisitAs, requester: User) -> Page:
    """A page with the field in its header."""
    visit = visit_as(requester)
    visit.open("/personas/")
    return visit.page


def suggestions_for(page: Page, text: str) -> None:
    """Go to the field by its key, type, and wait for the list."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_selector(f"{OPTION} >> nth=0")


def chosen(page: Page) -> str | None:
    """The option that a screen reader is told of."""
    return page.get_attribute(FIELD, "aria-activedescendant")


def test_arrows_choose_and_enter_opens(page: Page) -> None:
    suggestions_for(page, "version")
    assert page.get_attribute(FIELD, "aria-expanded") == "true"
    assert page.inner_text("#live-status").endswith(("suggestion", "suggestions"))
    assert chosen(page) is None
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "site-search-list-0"
    page.keyboard.press("ArrowUp")
    assert chosen(page) is None, "before the first one is the field itself"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(VERSION_CONTROL)


def test_escape_closes_and_keeps_what_was_typed(page: Page) -> None:
    suggestions_for(page, "SCM")
    page.keyboard.press("Escape")
    assert page.locator(LIST).is_hidden()
    assert page.input_value(FIELD) == "SCM"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(OPTION)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=SCM")
    assert page.locator(".result.called").count() == 1


def test_a_click_opens(page: Page) -> None:
    suggestions_for(page, "scm")
    page.click(f"{OPTION} >> nth=0")
    page.wait_for_url(VERSION_CONTROL)


def test_the_open_list_has_no_finding_and_fits_a_phone(visit_as: VisitAs, settings: LazySettings) -> None:
    settings.PUBLIC_READ = True
    visit = visit_as(None, viewport=PHONE)
    for path, field in (
        ("/personas/", "site-search"),
        ("/", "home-search"),
        ("/search/?q=ci", "search-field"),
    ):
        visit.open(path)
        visit.page.fill(f"#{field}", "ver")
        visit.page.wait_for_selector(f"#{field}-list [role=option] >> nth=0")
        visit.page.keyboard.press("ArrowDown")
        assert visit.overflow() == []
        assert visit.axe() == []
    assert visit.complaints == []


def test_without_scripts_it_is_a_plain_form(visit_as: VisitAs, settings: LazySettings) -> None:
    settings.PUBLIC_READ = True
    visit = visit_as(None, javascript=False)
    visit.open("/personas/")
    visit.page.fill(FIELD, "CISO")
    visit.page.press(FIELD, "Enter")
    assert visit.page.locator(".result h2").first.inner_text().startswith("Skyler")

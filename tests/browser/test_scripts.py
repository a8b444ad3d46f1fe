"""The four small scripts, tried on the style guide: menus, dialogs, keys, copying, the mark in the list of sections."""

import pytest
from playwright.sync_api import Page

from marketing_portal.people.models import User
from tests.browser.conftest import VisitAs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GUIDE = "/styleguide/"
FOCUSED = "document.activeElement.id"


@pytest.fixture
def guide(visit_as: VisitAs) -> Page:
    """The style guide as a visitor sees it."""
    visit = visit_as(None, permissions=["clipboard-read", "clipboard-write"])
    visit.open(GUIDE)
    return visit.page


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_text_is_copied_and_said(guide: Page) -> None:
    guide.locator("[data-copy-from]").first.click()
    guide.wait_for_function("document.getElementById('live-status').textContent === 'Copied'")
    assert clipboard(guide) == guide.locator("#point-example-text").inner_text()


def test_a_link_is_copied_with_its_full_address(guide: Page) -> None:
    guide.locator("[data-copy-link]").first.click()
    guide.wait_for_function("document.getElementById('live-status').textContent === 'Copied'")
    assert clipboard(guide).endswith(f"{GUIDE}#point-example")


def test_a_copied_label_keeps_its_colons(guide: Page) -> None:
    label = guide.locator("#labels .label").first
    label.select_text()
    assert guide.evaluate("getSelection().toString()").replace("\n", "") == "sm_req::new_request"


def test_keys_open_the_list_and_find_the_field(guide: Page) -> None:
    guide.keyboard.press("?")
    assert guide.locator("dialog#keys").is_visible()
    guide.keyboard.press("f")
    assert guide.evaluate(FOCUSED) != "filter-text", "keys rest while a dialog is open"
    guide.keyboard.press("Escape")
    assert not guide.locator("dialog#keys").is_visible()
    guide.keyboard.press("/")
    assert guide.evaluate(FOCUSED) == "site-search"
    guide.evaluate("document.activeElement.blur()")
    guide.keyboard.press("f")
    assert guide.evaluate(FOCUSED) == "filter-text"
    guide.keyboard.press("?")
    assert guide.input_value("#filter-text") == "?"
    assert not guide.locator("dialog#keys").is_visible(), "keys rest while somebody types"


def test_two_keys_lead_to_a_page(visit_as: VisitAs, requester: User) -> None:
    visit = visit_as(requester)
    visit.open(GUIDE)
    visit.page.keyboard.press("g")
    visit.page.keyboard.press("p")
    visit.page.wait_for_url("**/personas/")


def test_a_menu_closes_on_escape_and_gives_the_focus_back(guide: Page) -> None:
    menu = guide.locator(".site-tools details.menu").first
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    guide.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert guide.evaluate("document.activeElement.tagName") == "SUMMARY"
    menu.locator("summary").click()
    guide.locator("h1").click()
    assert menu.get_attribute("open") is None


def test_a_dialog_takes_the_focus_and_closes(guide: Page) -> None:
    guide.locator("[data-dialog=dialog-example]").click()
    dialog = guide.locator("#dialog-example")
    assert dialog.is_visible()
    assert guide.evaluate(FOCUSED) == "dialog-reason"
    dialog.locator("[data-close]").first.click()
    assert not dialog.is_visible()


def test_the_section_that_is_read_is_marked(guide: Page) -> None:
    guide.locator("#forms").scroll_into_view_if_needed()
    guide.evaluate("document.getElementById('forms').scrollIntoView({block: 'start'})")
    guide.wait_for_selector('.toc a[href="#forms"][aria-current]')
    assert guide.locator(".toc a[aria-current]").count() == 1


def test_without_scripts_menus_open_and_copy_buttons_are_gone(visit_as: VisitAs) -> None:
    visit = visit_as(None, javascript=False)
    visit.open(GUIDE)
    menu = visit.page.locator(".site-tools details.menu").first
    menu.locator("summary").click()
    menu.get_by_role("button", name="Dark").click()
    assert visit.page.locator("html").get_attribute("data-theme") == "dark"
    assert visit.page.locator("button.copy:visible").count() == 0
    assert visit.page.locator("a.copy:visible").count() > 0


def test_the_errors_of_a_form_are_read_first(visit_as: VisitAs) -> None:
    visit = visit_as(None)
    visit.open("/accounts/login/")
    visit.page.locator("main button[type=submit]").click()
    visit.page.wait_for_selector(".error-summary")
    assert visit.page.evaluate("document.activeElement.className") == "error-summary"
    assert visit.page.title().startswith("Error: ")
    visit.page.locator(".error-summary a").first.click()
    assert visit.page.evaluate(FOCUSED) == "id_login"

"""The list as a work surface: filters, columns and views by keyboard alone, without scripts, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from requests_board.models import SavedView
from requests_board.vocabulary import State
from tests.browser.conftest import VisitAs
from tests.browser.visit import PHONE, Visit
from tests.requests_board.desk import filed, many
from tests.support.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/requests/"


@pytest.fixture
def rows(cast: Cast) -> None:
    """A page and a bit of new requests, one in the backlog."""
    many(cast, 28)
    filed(cast, State.BACKLOG, title="Battle card")


def titles(page: Page) -> list[str]:
    """What the table shows, in order."""
    return page.locator(".requests td.title > a").all_inner_texts()


def choose_and_save(page: Page) -> None:
    """By keys alone: filter by a word, tick a column, keep what is shown as a view."""
    page.keyboard.press("f")
    page.keyboard.type("battle")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=battle**")
    page.locator("summary", has_text="Display").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Health", exact=True).last.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**columns=health**")
    page.locator("summary", has_text="Save this view").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Battle cards")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=*")


def test_the_list_is_worked_by_keyboard_alone(visit_as: VisitAs, cast: Cast, rows: None) -> None:
    visit = visit_as(cast.team_member)
    visit.open(LIST)
    page = visit.page
    choose_and_save(page)
    view = SavedView.objects.get()
    assert view.params["q"] == ["battle"]
    assert "health" in view.params["columns"][0]
    assert titles(page) == ["Battle card"]
    assert page.locator(".view-tabs [aria-current]").inner_text() == "Battle cards"
    assert visit.axe() == []
    page.locator("summary", has_text="More").last.click()
    assert visit.axe() == []
    assert visit.complaints == []


def test_empty_fields_do_not_stand_in_the_address(visit_as: VisitAs, cast: Cast, rows: None) -> None:
    visit = visit_as(cast.outsider)
    visit.open(LIST)
    page = visit.page
    page.locator("#id_team").select_option("product-marketing")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.wait_for_url("**team=product-marketing**")
    assert "assignee=" not in page.url
    assert "columns=" not in page.url
    assert titles(page) == ["Battle card"]
    page.locator("summary", has_text="Display").click()
    page.locator("input[name=columns][value=due]").uncheck()
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**columns=state**")
    assert "columns=due" not in page.url


def test_it_works_without_scripts(visit_as: VisitAs, cast: Cast, rows: None) -> None:
    visit = visit_as(cast.outsider, javascript=False)
    visit.open(LIST)
    page = visit.page
    page.get_by_role("link", name="Next").click()
    assert len(titles(page)) == 4
    page.get_by_role("link", name="Previous").click()
    assert len(titles(page)) == 25
    page.locator("summary", has_text="Display").click()
    page.locator("#id_group").select_option("state")
    page.get_by_role("button", name="Show", exact=True).click()
    heads = page.locator(".group-head").all_inner_texts()
    assert [head.split()[-1] for head in heads] == ["28"]


def test_a_phone_shows_cards_and_no_side_scroll(visit_as: VisitAs, cast: Cast, rows: None) -> None:
    visit: Visit = visit_as(cast.team_member, viewport=PHONE)
    visit.open(f"{LIST}?group=state&columns=health,kind,use_case,milestone,filed,requester,estimate,due,team")
    page = visit.page
    assert visit.overflow() == []
    page.locator(".filter-fold > summary").click()
    page.locator("summary", has_text="More").last.click()
    assert visit.overflow() == []


@pytest.mark.parametrize("path", [LIST, "/requests/board/"])
def test_filters_fold_on_a_phone_without_scripts_and_stand_in_the_bar_elsewhere(
    visit_as: VisitAs, cast: Cast, rows: None, path: str
) -> None:
    visit = visit_as(cast.team_member, javascript=False)
    visit.open(f"{path}?team=product-marketing&assignee=none")
    page = visit.page
    fold, team = page.locator(".filter-fold > summary"), page.locator("#id_team")
    assert team.is_visible()
    assert not fold.is_visible()
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert not team.is_visible()
    assert page.locator("#id_q").is_visible()
    assert "Filters (2 active)" in fold.inner_text()
    fold.click()
    team.select_option("")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.wait_for_url("**assignee=none**")
    assert "Filters (1 active)" in page.locator(".filter-fold > summary").inner_text()

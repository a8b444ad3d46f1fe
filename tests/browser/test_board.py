"""The board as a work surface: by mouse, by keyboard alone, without scripts, with two people at once, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from requests_board.models import SMRequest
from requests_board.pages.board_query import FIRST_CARDS
from requests_board.vocabulary import State
from tests.browser.conftest import VisitAs
from tests.browser.visit import PHONE, Visit
from tests.requests_board.desk import filed, many, quarter, take
from tests.support.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOARD = "/requests/board/"
OPEN = "dialog#place-dialog[open]"
FOCUSED = "document.activeElement.closest('.ticket')?.dataset.card"


@pytest.fixture
def visit(visit_as: VisitAs, cast: Cast) -> Visit:
    """The lead of the own team, whose quarter is there."""
    quarter()
    return visit_as(cast.team_lead)


def card(row: SMRequest) -> str:
    """Where the card of ``row`` is."""
    return f'.ticket[data-card="{row.pk}"]'


def column(key: str) -> str:
    """Where a column is."""
    return f'.column[data-column="{key}"]'


def state_of(row: SMRequest) -> str:
    """The state as it is now."""
    return SMRequest.objects.get(pk=row.pk).state


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_drag_makes_the_whole_move_and_can_be_taken_back(visit: Visit, cast: Cast) -> None:
    later = filed(cast, State.BACKLOG)
    row = filed(cast, State.TRIAGE, title="Battle card")
    SMRequest.objects.filter(pk=row.pk).update(priority="1")
    visit.open(BOARD)
    page = visit.page
    page.drag_and_drop(card(row), column("backlog"))
    page.wait_for_selector(f"{column('backlog')} {card(row)}")
    page.wait_for_selector(
        f"{column('triage')}:not(:has(.ticket))"
    )  # each column is brought up to date by itself
    cards = page.locator(f"{column('backlog')} .ticket").evaluate_all(
        "all => all.map(one => one.dataset.card)"
    )
    assert cards == [str(row.pk), str(later.pk)], "it stands where the sort says"
    assert f"#{row.pk} was moved to the backlog" in page.inner_text(".toasts[role=status]")
    page.wait_for_selector(f"{column('triage')} .count:text-matches('^0')")
    page.wait_for_function(f"{FOCUSED} === '{row.pk}'")
    page.click(".toast button:has-text('Take it back')")
    page.wait_for_selector(f"{column('triage')} {card(row)}")
    assert state_of(row) == State.TRIAGE
    assert visit.complaints == []


def test_a_drag_asks_for_what_the_move_needs(visit: Visit, cast: Cast) -> None:
    row = filed(cast, State.BACKLOG)
    visit.open(BOARD)
    page = visit.page
    page.drag_and_drop(card(row), column("assigned"))
    page.wait_for_selector(OPEN)
    page.click(f"{OPEN} button[type=submit]")
    page.wait_for_selector(f"{OPEN} .error-summary")
    page.check(f"{OPEN} input[name=assignees][value='{cast.team_member.pk}']")
    page.click(f"{OPEN} button[type=submit]")
    page.wait_for_selector(f"{column('assigned')} {card(row)}")
    assert page.locator(f"{card(row)} .avatar").get_attribute("aria-label") == "Team member"


def test_targets_that_are_not_allowed_are_shut(visit: Visit, cast: Cast) -> None:
    row = filed(cast, State.TRIAGE)
    visit.open(BOARD)
    page = visit.page
    page.hover(card(row))
    page.mouse.down()
    page.hover(f"{column('new_request')} header")
    page.hover(f"{column('new_request')} header")
    page.wait_for_selector(f"{column('new_request')}.shut-now .shut:visible")
    assert page.locator(".column.target").evaluate_all("all => all.map(one => one.dataset.column)") == [
        "backlog",
        "assigned",
        "transferred",
        "declined",
    ]
    page.mouse.up()
    page.wait_for_selector(".board:not(.dragging)")
    assert state_of(row) == State.TRIAGE
    assert not page.locator(OPEN).count()


def test_by_keyboard_alone(visit: Visit, cast: Cast) -> None:
    first, second = filed(cast, State.TRIAGE), filed(cast, State.TRIAGE)
    waiting = filed(cast, State.BACKLOG)
    visit.open(BOARD)
    page = visit.page
    page.focus("#board")
    press(page, "ArrowDown")
    assert page.evaluate(FOCUSED) == str(second.pk)
    press(page, "ArrowDown")
    assert page.evaluate(FOCUSED) == str(first.pk)
    press(page, "ArrowRight")
    assert page.evaluate(FOCUSED) == str(waiting.pk)
    press(page, "?")
    assert "Move the card to…" in page.inner_text("dialog#keys")
    press(page, "Escape", "m")
    page.wait_for_selector(f"{OPEN} .place-target")
    assert page.inner_text("#place-title") == f"Move #{waiting.pk} to…"
    while page.evaluate("document.activeElement.innerText").strip() != "Assigned…":
        press(page, "Tab")
    press(page, "Enter")
    page.wait_for_selector(f"{OPEN} input[name=assignees]")
    press(page, "Space", "Tab", "Enter")
    page.wait_for_selector(f"{column('assigned')} {card(waiting)}")
    assert page.evaluate(FOCUSED) == str(waiting.pk)
    with page.expect_navigation():
        press(page, "Enter")
    assert page.url.endswith(waiting.get_absolute_url())


def test_without_scripts(visit_as: VisitAs, cast: Cast) -> None:
    quarter()
    row = filed(cast, State.BACKLOG)
    many(cast, FIRST_CARDS + 2)
    page = visit_as(cast.team_lead, javascript=False).page
    page.goto(f"{BOARD}?order=age")
    page.click(f"{card(row)} .ticket-move")
    page.click(".place-target:has-text('Assigned')")
    page.check(f"input[name=assignees][value='{cast.team_member.pk}']")
    page.click("main form button[type=submit]")
    assert page.url.endswith(f"{BOARD}?order=age")
    assert page.locator(f"{column('assigned')} {card(row)}").count() == 1
    assert "was assigned and is committed for" in page.inner_text(".toast")
    page.click("text=Show more")
    assert page.locator(".ticket").count() == 2
    page.click("text=Back to the board")
    page.click(f"{column('completed')} h2 a")
    assert page.locator(f"{column('completed')}.folded").count() == 0


def test_more_cards_come_into_the_column(visit: Visit, cast: Cast) -> None:
    rows = many(cast, FIRST_CARDS + 2)
    visit.open(f"{BOARD}?order=age")
    page = visit.page
    page.click("text=Show more")
    page.wait_for_selector(card(rows[-1]))
    assert page.locator(f"{column('new_request')} .ticket").count() == len(rows)
    assert page.evaluate(FOCUSED) == str(rows[FIRST_CARDS].pk)
    assert page.inner_text("#live-status") == "2 more cards"
    assert page.locator("text=Show more").count() == 0


def test_whoever_is_second_is_told_and_the_board_follows(visit: Visit, cast: Cast) -> None:
    row = filed(cast, State.BACKLOG)
    visit.open(BOARD)
    page = visit.page
    page.drag_and_drop(card(row), column("declined"))
    page.wait_for_selector(f"{OPEN} textarea[name=reason]")
    page.fill(f"{OPEN} textarea[name=reason]", "Typed with care")
    take(row, cast.triage_lead, "assign", assignees=(cast.team_member,), milestone=quarter())
    page.click(f"{OPEN} button[type=submit]")
    page.wait_for_selector(f"{OPEN} .conflict")
    told = page.inner_text(OPEN)
    assert "Triage lead moved the request" in told
    assert page.locator(f"{OPEN} .conflict textarea").input_value() == "Typed with care"
    press(page, "Escape")
    page.wait_for_selector(f"{column('assigned')} {card(row)}")


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_accessible_and_fits_a_phone(visit: Visit, cast: Cast, dark: bool) -> None:
    filed(cast, State.TRIAGE)
    filed(cast, State.ASSIGNED)
    visit.open(BOARD)
    visit.look(dark=dark)
    assert visit.axe() == []
    visit.look(dark=dark, size=PHONE)
    assert visit.overflow() == []
    visit.page.click(f"{column('triage')} .ticket-move")
    visit.page.wait_for_selector(OPEN)
    assert visit.axe() == []

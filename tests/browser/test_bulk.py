"""Changing several requests at once in a real browser: picking, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import pytest
from django.urls import reverse

from requests_board.models import Batch, SMRequest
from requests_board.vocabulary import State
from tests.browser.conftest import VisitAs
from tests.browser.test_request_flow import Keyboard, Mouse, Way
from tests.requests_board.desk import filed
from tests.support.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("way", "javascript"),
    [(Mouse, True), (Keyboard, True), (Mouse, False)],
    ids=["mouse", "keyboard", "no script"],
)
def test_several_are_changed_and_taken_back(
    way: Way, javascript: bool, visit_as: VisitAs, cast: Cast
) -> None:
    rows = [filed(cast, State.TRIAGE, title=f"Deck {number}") for number in range(3)]
    visit = visit_as(cast.team_lead, javascript=javascript)
    visit.open(reverse("requests:list"))
    hand = way(visit.page)
    for row in rows[1:]:
        hand.choose(f"input[name=pick][value^='{row.pk}.']")
    if javascript:
        assert visit.page.inner_text("[data-bulk-count]") == "2 picked"
    hand.press("[data-bulk-go]")
    assert visit.page.inner_text("h1") == "Change 2 requests"
    hand.write("#id_weight", "5")
    hand.press(".bulk-form button[type=submit]")
    assert visit.page.inner_text("h1") == "2 requests would change"
    hand.press(".bulk-decide button.button:not(.quiet)")
    assert [row.weight for row in SMRequest.objects.order_by("pk")] == [None, 5, 5]
    hand.press(".bulk-undo button")
    assert Batch.objects.get().undone_at
    assert set(SMRequest.objects.values_list("weight", flat=True)) == {None}
    assert visit.complaints == []


def test_all_on_the_page_and_a_run_of_them(visit_as: VisitAs, cast: Cast) -> None:
    for number in range(4):
        filed(cast, title=f"Deck {number}")
    visit = visit_as(cast.triage_lead)
    visit.open(reverse("requests:list"))
    page, boxes = visit.page, visit.page.locator("input[name=pick]")
    page.check("thead .pick input")
    assert page.inner_text("[data-bulk-count]") == "4 picked"
    page.click("[data-bulk-none]")
    assert page.is_disabled("[data-bulk-go]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    assert page.inner_text("[data-bulk-count]") == "3 picked"
    assert page.evaluate("document.querySelector('thead .pick input').indeterminate")
    with page.expect_navigation():
        page.click("[data-bulk-go]")
    with page.expect_navigation():
        page.click("button[name=do][value=triage]")
    page.check(f"input[name=team][value='{cast.team.pk}']")
    with page.expect_navigation():
        page.click("main form button[type=submit] >> nth=0")
    assert page.inner_text("h1") == "3 requests would change"
    for dark in (False, True):
        visit.look(dark=dark)
        assert visit.axe() == []
    assert visit.complaints == []

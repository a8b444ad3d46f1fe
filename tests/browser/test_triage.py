"""Triage in a browser: a stand-up by keyboard alone with its presses counted, and the same form without JavaScript."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from requests_board.models import Decision, Milestone, SMRequest, Standup
from requests_board.vocabulary import State
from tests.browser.conftest import VisitAs
from tests.browser.visit import PHONE
from tests.support.cast import Cast

NEW = "/requests/triage/new/"
MOST_PRESSES = 6
FORM_HAS_FOCUS = "document.activeElement.matches('.triage-form')"
# The browser gives the first focus when it draws the page, which may be a moment after it has loaded.
FOCUS_IS_GIVEN = """() => [...document.querySelectorAll("[autofocus]")]
  .every(one => !one.checkVisibility() || document.activeElement === one)"""
FITS = """[...document.querySelectorAll(".triage > *")].every(part =>
  part.getBoundingClientRect().bottom <= innerHeight && part.scrollHeight <= part.clientHeight + 4)"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Hands:
    """Two hands on a keyboard. Counts what is pressed for each request; text that is typed does not count."""

    page: Page
    presses: int = 0
    counted: list[int] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        """Press ``keys`` one after the other; of a combination each key counts."""
        for key in keys:
            self.presses += key.count("+") + 1
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type ``text`` where the focus is."""
        self.page.keyboard.type(text)

    def decide(self, *keys: str) -> None:
        """Press the last ``keys`` of a decision and wait for the next request."""
        with self.page.expect_navigation():
            self.press(*keys)
        self.page.wait_for_function(FOCUS_IS_GIVEN)
        self.counted.append(self.presses)
        self.presses = 0


def file_many(cast: Cast, number: int) -> list[SMRequest]:
    """``number`` new requests, each with a text of a few lines."""
    rows = [
        SMRequest(
            title=f"Booth messages {place}",
            requester=cast.requester,
            description="What the fair is about.",
            description_html="<p>What the fair is about.</p>",
        )
        for place in range(number)
    ]
    return SMRequest.objects.bulk_create(rows)


def test_fifteen_requests_by_keyboard_alone(visit_as: VisitAs, cast: Cast) -> None:
    Milestone.objects.ensure_current()
    cast.play("team_member")
    rows = file_many(cast, 15)
    visit = visit_as(cast.triage_lead)
    visit.open(NEW)
    assert visit.page.evaluate(FITS), "everything about a request is on one screen"
    visit.page.wait_for_function(FOCUS_IS_GIVEN)
    hands = Hands(visit.page)
    for place in range(15):
        assert f"Booth messages {place}" in visit.page.inner_text("h1")
        assert visit.page.evaluate(FORM_HAS_FOCUS), "the focus is where the next decision begins"
        one_decision(hands, place, rows)
    assert "All decided" in visit.page.inner_text("h1")
    assert len(hands.counted) == 15
    assert max(hands.counted) <= MOST_PRESSES, hands.counted
    states = Counter(
        SMRequest.objects.filter(pk__in=[row.pk for row in rows]).values_list("state", flat=True)
    )
    assert states == {
        State.TRIAGE: 10,
        State.DECLINED: 2,
        State.TRANSFERRED: 1,
        State.ASSIGNED: 1,
        State.NEW: 1,
    }
    first, assigned = (SMRequest.objects.get(pk=rows[place].pk) for place in (0, 9))
    assert first.priority == "2"
    assert list(assigned.assignees.all()) == [cast.team_member]
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")  # the button that ends the stand-up has the focus
    standup = Standup.objects.get()
    assert visit.page.url.endswith(reverse("requests:standup", args=[standup.pk]))
    assert visit.page.locator(".minutes > li").count() == 15
    assert standup.ended_at is not None
    assert visit.complaints == []


def one_decision(hands: Hands, place: int, rows: list[SMRequest]) -> None:
    """The usual mix: most go to a team, some are declined, asked about, transferred, closed into another, assigned."""
    if place == 4:
        hands.press("d")
        hands.write("Sent by mistake, said s, u and 1.")
        hands.decide("Control+Enter")
    elif place == 6:
        hands.press("q")
        hands.write("For which fair?")
        hands.decide("Control+Enter")
    elif place == 7:
        hands.press("t")
        hands.write("Sales")
        hands.press("Tab")
        hands.write("They do this.")
        hands.decide("Control+Enter")
    elif place == 8:
        hands.press("x")
        hands.write(str(rows[0].pk))
        hands.decide("Enter")
    elif place == 9:
        hands.press("a", "1", "1", "w")  # team and person by number, then why
        hands.write("It is on Monday.")
        hands.decide("Control+Enter")
    elif place == 0:
        hands.press("1", "p", "2")
        hands.decide("Enter")
    else:
        hands.decide(str(place % 2 + 1), "Enter")


def test_skip_undo_and_back_by_keyboard(visit_as: VisitAs, cast: Cast) -> None:
    first, second = file_many(cast, 2)
    visit = visit_as(cast.triage_lead)
    visit.open(NEW)
    hands = Hands(visit.page)
    hands.decide("s")
    assert "Booth messages 1" in visit.page.inner_text("h1")
    hands.decide("1", "Enter")
    assert "Booth messages 0" in visit.page.inner_text("h1"), "what was skipped comes at the end"
    hands.decide("ArrowLeft")
    assert "Given to" in visit.page.inner_text(".callout")
    hands.decide("Escape")
    hands.decide("u")
    second.refresh_from_db()
    assert second.state == State.NEW
    assert "Booth messages 1" in visit.page.inner_text("h1")
    hands.press("?")
    assert visit.page.locator("#triage-keys").is_visible()
    hands.press("Escape")
    hands.press("d")
    hands.write("stu 1")
    hands.press("Escape")
    assert visit.page.input_value("#id_text") == "stu 1", "letters are letters where somebody types"
    assert visit.page.evaluate(FORM_HAS_FOCUS)
    hands.press("r")
    assert visit.page.is_checked("input[name=decision][value=triage]")
    assert Decision.objects.count() == 2
    assert first.state == State.NEW
    assert visit.complaints == []


def test_the_same_form_without_javascript(visit_as: VisitAs, cast: Cast) -> None:
    Milestone.objects.ensure_current()
    request = file_many(cast, 1)[0]
    cast.play("team_member")
    page = visit_as(cast.triage_lead, javascript=False).page
    page.goto(NEW)
    assert page.is_hidden("#id_urgent_reason")
    page.check("input[name=decision][value=assign]")
    page.check(f"input[name=team][value='{cast.team.pk}']")
    page.check(f"input[name=assignees][value='{cast.team_member.pk}']")
    page.click("[data-decide]")
    assert "What makes it urgent" in page.content()
    assert page.is_visible(".error-summary")
    assert page.is_checked(f"input[name=assignees][value='{cast.team_member.pk}']")
    page.fill("#id_urgent_reason", "It is on Monday.")
    page.click("[data-decide]")
    request.refresh_from_db()
    assert request.state == State.ASSIGNED
    page.click("text=End the stand-up")
    assert "Assigned to Team member" in page.inner_text(".minutes")


def test_a_clash_keeps_what_was_typed_and_goes_on(visit_as: VisitAs, cast: Cast) -> None:
    request, _ = file_many(cast, 2)
    mine, theirs = visit_as(cast.triage_lead), visit_as(cast.administrator)
    mine.open(NEW)
    theirs.open(NEW)
    Hands(theirs.page).decide("1", "Enter")
    hands = Hands(mine.page)
    hands.press("d")
    hands.write("Sent by mistake.")
    hands.decide("Control+Enter")
    assert "Administrator" in mine.page.inner_text(".conflict")
    assert mine.page.input_value(".conflict textarea") == "Sent by mistake."
    hands.decide("Enter")
    assert "Booth messages 1" in mine.page.inner_text("h1")
    request.refresh_from_db()
    assert request.state == State.TRIAGE


def test_it_is_sound_on_a_phone_in_every_decision(visit_as: VisitAs, cast: Cast) -> None:
    Milestone.objects.ensure_current()
    cast.play("team_member")
    file_many(cast, 1)
    visit = visit_as(cast.triage_lead)
    visit.open(NEW)
    visit.look(size=PHONE)
    for decision in ("assign", "transfer", "duplicate", "ask"):
        visit.page.check(f"input[name=decision][value={decision}]")
        assert visit.overflow() == [], decision
    visit.page.check("input[name=decision][value=assign]")
    visit.page.check("input[name=team] >> nth=0")
    assert visit.axe() == []

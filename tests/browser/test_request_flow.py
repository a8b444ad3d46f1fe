"""A request from filing to done, as four people do it: with a mouse, by keyboard alone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page

from requests_board.models import Milestone, SMRequest
from requests_board.vocabulary import State
from tests.browser.conftest import VisitAs
from tests.browser.visit import Visit
from tests.support.cast import Cast

MOST_TABS = 150
TITLE = "Booth messages for the spring fair"
FOCUSED = "selector => document.activeElement.matches(selector)"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Mouse:
    """Clicks and types, as most people do. Works without JavaScript too."""

    page: Page

    def press(self, selector: str) -> None:
        """Follow a link or press a button, and wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.page.fill(selector, text)

    def choose(self, selector: str) -> None:
        """Tick a box or a radio button."""
        self.page.check(selector)


@dataclass
class Keyboard:
    """Tab, arrows, space and return only."""

    page: Page

    def reach(self, selector: str) -> None:
        """Press Tab until ``selector`` has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(FOCUSED, selector):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{selector} is out of reach of the keyboard on {self.page.url}")

    def press(self, selector: str) -> None:
        """Go to a link or a button and press return."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, selector: str, text: str) -> None:
        """Go to a field and type."""
        self.reach(selector)
        self.page.keyboard.type(text)

    def choose(self, selector: str) -> None:
        """Go to a box and press space; go into a group of radio buttons and use the arrows."""
        box = self.page.locator(selector)
        if box.get_attribute("type") == "checkbox":
            self.reach(selector)
            self.page.keyboard.press("Space")
        else:
            self.reach(f"input[type=radio][name='{box.get_attribute('name')}']")
            for _ in range(20):
                if self.page.evaluate(FOCUSED, selector):
                    break
                self.page.keyboard.press("ArrowDown")
            if not box.is_checked():
                self.page.keyboard.press("Space")
        assert box.is_checked()


Way = Callable[[Page], Mouse | Keyboard]


@pytest.mark.parametrize(
    ("way", "javascript"),
    [(Mouse, True), (Keyboard, True), (Mouse, False)],
    ids=["mouse", "keyboard", "no script"],
)
def test_from_filing_to_done(way: Way, javascript: bool, visit_as: VisitAs, cast: Cast) -> None:
    Milestone.objects.ensure_current()
    people = [cast.requester, cast.triage_lead, cast.team_lead, cast.team_member]
    requester, leader, lead, member = (visit_as(person, javascript=javascript) for person in people)

    requester.open(reverse("requests:new"))
    hand = way(requester.page)
    hand.write("#id_title", TITLE)
    hand.press("main form .form-actions button[type=submit]")
    request = SMRequest.objects.get(title=TITLE)
    assert TITLE in requester.page.inner_text("h1")
    path = request.get_absolute_url()

    move(way, leader, path, "triage", choose=[f"input[name=team][value='{cast.team.pk}']"])
    move(way, lead, path, "backlog")
    move(way, lead, path, "assign", choose=[f"input[name=assignees][value='{cast.team_member.pk}']"])
    move(way, member, path, "complete", write={"[name=delivered_url]": "https://deck.example/booth"})

    request.refresh_from_db()
    assert request.state == State.COMPLETED
    assert [event.to_state for event in request.events.order_by("pk")] == [
        State.NEW,
        State.TRIAGE,
        State.BACKLOG,
        State.ASSIGNED,
        State.COMPLETED,
    ]
    requester.open(path)
    assert requester.page.locator(".timeline > li").count() == 5
    assert requester.page.get_by_role("link", name="deck.example").first.is_visible()
    told = [message.subject for message in mail.outbox if message.to == [cast.requester.email]]
    assert len(told) == 4, told
    for person in (requester, leader, lead, member):
        assert person.complaints == []


def move(
    way: Way,
    visit: Visit,
    path: str,
    key: str,
    choose: list[str] | None = None,
    write: dict[str, str] | None = None,
) -> None:
    """Open the request, take the move ``key``, give what it needs."""
    visit.open(path)
    hand = way(visit.page)
    hand.press(f"main a[href$='/move/{key}/']")
    for selector in choose or []:
        hand.choose(selector)
    for selector, text in (write or {}).items():
        hand.write(selector, text)
    hand.press("main form button[type=submit].button")
    assert visit.page.url.endswith(path), visit.page.inner_text("main")


def test_a_visitor_sees_none_of_it(visit_as: VisitAs, cast: Cast) -> None:
    request = SMRequest.objects.create(title=TITLE, requester=cast.requester)
    visitor = visit_as(None)
    for path in (request.get_absolute_url(), reverse("requests:list"), reverse("requests:mine")):
        visitor.open(path)
        assert TITLE not in visitor.page.content()
        assert "/accounts/login/" in visitor.page.url

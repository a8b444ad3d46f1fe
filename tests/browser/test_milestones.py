"""A quarter from the promise to its closing, with a mouse, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import pytest
from django.utils import timezone

from requests_board.models import CarryOver, Milestone
from requests_board.vocabulary import State
from tests.browser.conftest import VisitAs
from tests.browser.test_request_flow import Keyboard, Mouse, Way
from tests.browser.visit import PHONE
from tests.requests_board.desk import filed, other_quarter, quarter
from tests.support.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("way", "javascript"), [(Keyboard, True), (Mouse, False)], ids=["keyboard", "no script"]
)
def test_a_quarter_is_closed(way: Way, javascript: bool, visit_as: VisitAs, cast: Cast) -> None:
    carried, back = filed(cast, State.ASSIGNED), filed(cast, State.ASSIGNED)
    this, following = quarter(), other_quarter()
    lead = visit_as(cast.triage_lead, javascript=javascript)
    lead.open(this.get_absolute_url())
    hand = way(lead.page)
    hand.press("a[href$='/close/']")
    hand.write("[name=reason]", "The event moved to spring.")
    hand.choose("[name=shut]")
    if javascript:
        hand.write(f"[name=do-{back.pk}]", "Back")  # typing chooses in a select
    else:
        lead.page.select_option(f"[name=do-{back.pk}]", "backlog")
    hand.press("main form button[type=submit]:not([name])")
    assert "carried over into" in lead.page.inner_text("main")
    hand.press("main form[action$='/close/now/'] button:not([name])")
    for row in (carried, back):
        row.refresh_from_db()
    assert (carried.milestone, back.state) == (following, State.BACKLOG)
    assert CarryOver.objects.get().reason == "The event moved to spring."
    this.refresh_from_db()
    assert this.closed_at is not None
    assert lead.complaints == []


def test_the_quarter_reads_well_on_a_phone_and_in_the_dark(visit_as: VisitAs, cast: Cast) -> None:
    filed(cast, State.COMPLETED)
    open_one = filed(cast, State.ASSIGNED)
    Milestone.objects.create(
        name="13.0 launch", slug="130-launch", kind="launch", ends_on=timezone.localdate()
    )
    visit = visit_as(cast.team_member, viewport=PHONE, color_scheme="dark")
    for path in (
        quarter().get_absolute_url(),
        "/milestones/",
        "/milestones/130-launch/",
        open_one.get_absolute_url(),
    ):
        visit.open(path)
        assert visit.overflow() == []
        assert visit.axe() == []
    visit.open(quarter().get_absolute_url())
    assert visit.page.locator(".burn-up-narrow").is_visible()
    assert not visit.page.locator(".burn-up-wide").is_visible()
    assert visit.complaints == []

"""Filing by kind in a browser: by keyboard with the script, without any script; linking and files on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import FilePayload

from requests_board.models import RequestLink, SMRequest
from requests_board.vocabulary import State
from tests.browser.conftest import VisitAs
from tests.browser.test_request_flow import Keyboard
from tests.browser.visit import PHONE
from tests.requests_board.desk import filed
from tests.support.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE_IT = "main form .form-actions button[type=submit]"
PDF: FilePayload = {"name": "Draft.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}


def test_by_keyboard_with_what_is_there_already(visit_as: VisitAs, cast: Cast) -> None:
    there = filed(cast, State.TRIAGE, title="Datasheet on supply chain security")
    visit = visit_as(cast.outsider)
    visit.open(reverse("requests:new"))
    page, hand = visit.page, Keyboard(visit.page)
    hand.choose("input[name=kind][value=deck-update]")
    page.wait_for_selector("[name=answer_deck]")
    hand.write("#id_title", "Security datasheet")
    page.wait_for_selector("#found button")
    assert "1 similar open request may answer it" in page.inner_text("#found-told")
    assert visit.axe() == []
    visit.look(size=PHONE)
    assert visit.overflow() == []
    hand.write("[name=answer_deck]", "Pitch deck")
    hand.write("[name=answer_change]", "Slide 4 names the old tier.")
    hand.press(FILE_IT)
    request = SMRequest.objects.latest("pk")
    assert request.answers == {"deck": "Pitch deck", "change": "Slide 4 names the old tier."}
    visit.open(reverse("requests:new"))
    hand.write("#id_title", "Security datasheets")
    page.wait_for_selector("#found button")
    hand.press(f"#found button[formaction*='/{there.pk}/']")
    assert there.watches.filter(user=cast.outsider).exists()
    assert visit.complaints == []


def test_without_a_script(visit_as: VisitAs, cast: Cast, tmp_path: Path) -> None:
    visit = visit_as(cast.requester, javascript=False)
    page = visit.page
    with override_settings(MEDIA_ROOT=tmp_path):
        visit.open(reverse("requests:new"))
        page.fill("#id_title", "New slides")
        page.check("input[name=kind][value=deck-update]")
        page.click("button[name=look][value=kind]")
        assert page.input_value("#id_title") == "New slides"
        page.fill("[name=answer_deck]", "Pitch deck")
        page.set_input_files("[name=files]", [PDF])
        page.click(FILE_IT)
        assert "“What should they say?” needs an answer." in page.inner_text(".error-summary")
        assert "were not kept" in page.inner_text("main form")
        page.fill("[name=answer_change]", "The new name.")
        page.set_input_files("[name=files]", [PDF])
        page.click(FILE_IT)
        request = SMRequest.objects.get()
        assert request.answers["deck"] == "Pitch deck"
        assert [one.name for one in request.attachments.all()] == ["Draft.pdf"]
        with page.expect_download() as download:
            page.click("text=Draft.pdf >> nth=0")
        assert download.value.suggested_filename == "Draft.pdf"


def test_linking_by_keyboard_alone(visit_as: VisitAs, cast: Cast) -> None:
    one, two, three = (filed(cast, State.TRIAGE, title=title) for title in ("Slides", "Demo", "Booth"))
    visit = visit_as(cast.team_member)
    page, hand = visit.page, Keyboard(visit.page)
    visit.open(one.get_absolute_url())
    hand.reach("#related summary")
    page.keyboard.press("Enter")
    hand.reach("#relate_kind")
    page.keyboard.type("Blocked")
    hand.write("#relate_other", "dem")
    hand.press(f"#relate-found button[value='{two.pk}']")
    hand.reach("#related summary")
    page.keyboard.press("Enter")
    hand.write("#relate_other", f"#{three.pk}")
    hand.press("#related .form-actions button")
    assert links() == {(one.pk, two.pk, "blocked_by"), (one.pk, three.pk, "related_to")}
    assert visit.axe() == []
    visit.look(size=PHONE)
    assert visit.overflow() == []
    hand.press("#related li button")
    assert len(links()) == 1
    assert visit.complaints == []


def test_linking_without_a_script(visit_as: VisitAs, cast: Cast) -> None:
    one, two, three = (filed(cast, State.TRIAGE, title=title) for title in ("Slides", "Demo", "Booth"))
    page = (visit := visit_as(cast.team_member, javascript=False)).page
    visit.open(one.get_absolute_url())
    page.click("#related summary")
    page.select_option("#relate_kind", "blocked_by")
    page.fill("#relate_other", "dem")
    page.click("#related .form-actions button")
    page.click(f"#relate-found button[value='{two.pk}']")
    page.click("#related summary")
    page.fill("#relate_other", f"#{three.pk}")
    page.click("#related .form-actions button")
    assert links() == {(one.pk, two.pk, "blocked_by"), (one.pk, three.pk, "related_to")}


def links() -> set[tuple[int, int, str]]:
    """Every link: from which request to which, and what it says."""
    return set(RequestLink.objects.values_list("source", "target", "kind"))

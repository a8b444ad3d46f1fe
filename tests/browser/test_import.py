"""Importing in a browser: by keyboard, and without any script; the preview has all that is needed to decide."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload

from marketing_portal.content import history
from marketing_portal.content.models import HandbookPage
from requests_board.models import SMRequest
from tests.browser.conftest import VisitAs
from tests.browser.test_request_flow import Keyboard
from tests.browser.visit import PHONE
from tests.interchange.issues.written import export
from tests.interchange.written_pages import GUIDE
from tests.support.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEND = "main form .form-actions button[type=submit]"
APPLY = "button[value=apply]"
NAME = "working-with-analysts"


def page_file(text: str) -> FilePayload:
    """A page as the browser sends it."""
    return {"name": f"{NAME}.md", "mimeType": "text/markdown", "buffer": text.encode()}


def test_by_keyboard_with_a_choice(visit_as: VisitAs, cast: Cast) -> None:
    visit = visit_as(cast.editor)
    page, hand = visit.page, Keyboard(visit.page)
    visit.open(reverse("interchange:handbook"))
    assert visit.axe() == []
    page.set_input_files("#id_files", [page_file(GUIDE)])
    hand.press(SEND)
    hand.press(APPLY)
    assert "Imported: 1 created" in page.inner_text("main")
    with history.change(reason="Better said"):
        guide = HandbookPage.objects.get(slug=NAME)
        guide.body = guide.body.replace("what was promised", "what they were told")
        guide.save()
    page.set_input_files("#id_files", [page_file(GUIDE.replace("what was promised", "who promised what"))])
    hand.press(SEND)
    hand.press(APPLY)
    assert "Choose what “Working with analysts” shall say: Body." in page.inner_text(".error-summary")
    assert visit.axe() == []
    visit.look(dark=True, size=PHONE)
    assert visit.overflow() == []
    assert visit.axe() == []
    hand.choose("input[name=choice-0][value=file]")
    hand.press(APPLY)
    assert "who promised what" in HandbookPage.objects.get(slug=NAME).body
    assert visit.complaints == [
        "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
    ]


def test_issues_without_a_script(visit_as: VisitAs, cast: Cast) -> None:
    visit = visit_as(cast.triage_lead, javascript=False)
    page = visit.page
    visit.open("/")
    page.click("header details.menu:has(.avatar) > summary")
    page.click("text=Import and export")
    bad: FilePayload = {"name": "board.csv", "mimeType": "text/csv", "buffer": b"No,Head\n"}
    page.set_input_files("#id_files", [bad])
    page.click(SEND)
    assert "board.csv, line 1" in page.inner_text(".error-summary")
    page.set_input_files("#id_files", [bad | {"buffer": export(3).encode()}])
    page.click(SEND)
    assert "3\ncreated" in page.inner_text(".import-totals")
    page.click(APPLY)
    assert SMRequest.objects.count() == 3
    with page.expect_download() as download:
        page.click("text=All requests for GitLab")
    assert download.value.suggested_filename.endswith(".csv")

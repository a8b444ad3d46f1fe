"""Stored HTML follows the renderer; the text, its version and its history stay as they are."""

import pytest
from django.core.management import call_command

from marketing_portal.content.management.commands import rerender_content
from marketing_portal.content.markdown import RENDERER_VERSION
from marketing_portal.content.models import ChangeSet, HandbookPage
from personas.models import PersonaPoint

pytestmark = pytest.mark.django_db


def test_only_what_is_outdated_is_rendered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rerender_content, "BATCH", 2)
    HandbookPage.objects.update(body_html="old", headings=[], renderer_version=0)
    newest = HandbookPage.objects.order_by("pk").last()
    assert newest is not None
    HandbookPage.objects.filter(pk=newest.pk).update(renderer_version=RENDERER_VERSION)
    PersonaPoint.objects.update(text_html="old")
    changes = ChangeSet.objects.count()

    call_command("rerender_content")

    assert capsys.readouterr().out == "handbook pages: 7 rendered\n"
    page = HandbookPage.objects.get(slug="health-of-work")
    assert page.body_html.startswith("<p>")
    assert page.headings
    assert (page.renderer_version, page.version) == (RENDERER_VERSION, 1)
    assert list(HandbookPage.objects.filter(body_html="old")) == [newest]
    assert PersonaPoint.objects.filter(text_html="old").count() == PersonaPoint.objects.count()
    assert ChangeSet.objects.count() == changes


def test_it_says_nothing_where_there_is_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rerender_content")
    assert capsys.readouterr().out == ""

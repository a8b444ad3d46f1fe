"""Importing handbook pages in the portal: sent, looked at, decided; nothing happens that was not shown."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from marketing_portal.content import history
from marketing_portal.content.models import HandbookPage
from marketing_portal.interchange.models import Upload, UploadedFile
from marketing_portal.interchange.web import deciding, keeping
from marketing_portal.operations import chores
from tests.conftest import ClientFor
from tests.interchange.written_pages import GUIDE, zipped
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SLUG = "working-with-analysts"
NEWER = GUIDE.replace("what was promised", "who promised what")


@pytest.fixture
def editing(cast: Cast, client_for: ClientFor) -> Client:
    """Somebody who may."""
    return client_for(cast.editor)


def send(client: Client, *files: tuple[str, str | bytes]) -> Any:
    """Send files; gives the answer."""
    sent = [
        SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files
    ]
    return client.post(reverse("interchange:handbook"), {"files": sent})


def sent(client: Client, *files: tuple[str, str | bytes]) -> Upload:
    """Send files that can be imported; gives what is kept."""
    before = set(Upload.objects.values_list("pk", flat=True))
    answer = send(client, *files)
    assert answer.status_code == 302, answer.content.decode()
    return Upload.objects.exclude(pk__in=before).get()


def decide(client: Client, upload: Upload, do: str = "apply", **more: str) -> Any:
    """Press a button of the preview."""
    return client.post(address(upload), {"do": do, "seen": upload.digest} | more)


def address(upload: Upload) -> str:
    """Of its preview."""
    return reverse("interchange:upload", args=[upload.pk])


def text_of(answer: Any) -> str:
    """The page as one line."""
    return " ".join(answer.content.decode().split())


def guide() -> HandbookPage:
    """The page that was imported."""
    return HandbookPage.objects.get(slug=SLUG)


def test_sent_looked_at_applied(editing: Client, cast: Cast) -> None:
    upload = sent(editing, (f"{SLUG}.md", GUIDE))
    assert not HandbookPage.objects.filter(slug=SLUG).exists()
    page = text_of(editing.get(address(upload)))
    for said in ("What would change", "Working with analysts", "100 %", "line 7", "/handbook/nowhere/"):
        assert said in page
    answer = editing.post(address(upload), {"do": "apply", "seen": upload.digest}, follow=True)
    assert "Imported: 1 created, 0 updated, 0 unchanged." in text_of(answer)
    assert guide().origin == "imported"
    foot = text_of(editing.get(guide().get_absolute_url()))
    assert f"source: {SLUG}, lines 5 to 11" in foot
    assert guide().history.latest().history_user == cast.editor
    assert not UploadedFile.objects.exists()
    assert editing.get(address(upload)).status_code == 404


def test_a_newer_page_shows_its_difference_first(editing: Client) -> None:
    decide(editing, sent(editing, (f"{SLUG}.md", GUIDE)))
    same = sent(editing, (f"{SLUG}.md", GUIDE))
    assert "Nothing would change" in text_of(editing.get(address(same)))
    upload = sent(editing, (f"{SLUG}.md", NEWER))
    page = text_of(editing.get(address(upload)))
    assert "<ins>who</ins>" in page or "<ins>who " in page
    assert "promised" in guide().body
    decide(editing, upload)
    assert "who promised what" in guide().body


def edited(said: str) -> None:
    """Somebody edits the page in the portal."""
    with history.change(reason="Better said"):
        page = guide()
        page.body = page.body.replace("Write down what was promised", said)
        page.save()


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "Ask what was promised"), ("file", "who promised what")]
)
def test_a_conflict_is_decided_field_by_field(editing: Client, choice: str, stands: str) -> None:
    decide(editing, sent(editing, (f"{SLUG}.md", GUIDE)))
    edited("Ask what was promised")
    upload = sent(editing, (f"{SLUG}.md", NEWER), ("another-page.md", "# Another page\n\nWords.\n"))
    page = text_of(editing.get(address(upload)))
    assert "Keep what stands here" in page
    assert "Ask what was promised" in page
    undecided = decide(editing, upload)
    assert undecided.status_code == 422
    assert "Choose what “Working with analysts” shall say: Body." in text_of(undecided)
    assert not HandbookPage.objects.filter(slug="another-page").exists()
    assert decide(editing, upload, **{"choice-0": choice}).status_code == 302
    assert stands in guide().body
    assert HandbookPage.objects.filter(slug="another-page").exists()


def test_what_was_changed_after_the_preview_is_shown_again(editing: Client) -> None:
    decide(editing, sent(editing, (f"{SLUG}.md", GUIDE)))
    upload = sent(editing, (f"{SLUG}.md", NEWER))
    edited("Ask what was promised")
    answer = decide(editing, upload)
    assert answer.status_code == 409
    assert "changed after this preview was made" in text_of(answer)
    assert "Keep what stands here" in text_of(answer)
    edited_text = guide().body
    assert "Ask what was promised" in edited_text
    edited_again = Upload.objects.get(pk=upload.pk)
    with history.change(reason="Once more"):
        page = guide()
        page.body = page.body.replace("Ask what", "Ask again what")
        page.save()
    answer = decide(editing, edited_again, **{"choice-0": "file"})
    assert answer.status_code == 409
    assert "Ask again what" in guide().body


def test_an_edit_between_the_two_looks_stops_it(editing: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """With choices the pages are looked at and then imported; nobody's edit may get lost in between."""
    decide(editing, sent(editing, (f"{SLUG}.md", GUIDE)))
    edited("Ask what was promised")
    upload = sent(editing, (f"{SLUG}.md", NEWER))
    look = deciding.handbook_outlook

    def look_and_edit(found: Upload) -> Any:
        plain = look(found)
        with history.change(reason="At this moment"):
            page = guide()
            page.summary = "Edited in between"
            page.save()
        return plain

    monkeypatch.setattr(deciding, "handbook_outlook", look_and_edit)
    with pytest.raises(deciding.DiffersError):
        deciding.apply(
            upload.pk,
            upload.owner,
            upload.digest,
            {upload.preview["conflicts"][0]["fields"][0]["key"]: "file"},
        )
    assert "Ask what was promised" in guide().body


def test_an_archive_and_files_together(editing: Client) -> None:
    upload = sent(
        editing,
        ("pages.zip", zipped(team__one="# One\n\nText.\n", two="# Two\n\nText.\n")),
        ("three.md", "# Three\n"),
    )
    assert len(upload.preview["files"]) == 3
    decide(editing, upload)
    assert HandbookPage.objects.filter(slug__in=["team/one", "two", "three"]).count() == 3


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.md", b"\xff\xfe broken", "a.md, line 1: The file is not UTF-8."),
        ("a.md", b"---\ntitle: [\n---\nText", "a.md, line"),
        ("a.md", b"Text\n\x00", "a.md, line 2: The file is binary"),
        ("a.md", b"", "“a.md” is empty."),
        ("a.exe", b"MZ", "“a.exe” cannot be imported."),
        ("a.zip", b"PK no archive", "a.zip, line 1: The archive cannot be read"),
        ("a.zip", zipped(x=b" " * 1_900_000, y=b" " * 1_900_000), "no pages do that"),
        ("a.zip", zipped(**{"..__x": "# Out"}), "leads out of its folder"),
        ("a.zip", zipped(), "The archive holds no page."),
    ],
)
def test_hostile_and_broken_files_are_refused(editing: Client, name: str, data: bytes, said: str) -> None:
    before = HandbookPage.objects.count()
    answer = send(editing, ("good.md", "# Good\n"), (name, data))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Upload.objects.exists()
    assert HandbookPage.objects.count() == before


@override_settings(UPLOAD_MAX_BYTES=200, IMPORT_MAX_BYTES=250, ATTACHMENTS_PER_REQUEST=3, IMPORT_MAX_PAGES=2)
def test_limits(editing: Client) -> None:
    for files, said in (
        ([("a.md", "x" * 201)], "“a.md” is too large"),
        ([("a.md", "x" * 150), ("b.md", "x" * 150)], "Together these are more than 250"),
        ([(f"{n}.md", "x") for n in range(4)], "“3.md” is too large, or one too many."),
        ([(f"{n}.md", "x") for n in range(3)], "These are more than 2 pages"),
        ([], "Choose at least one file."),
    ):
        answer = send(editing, *files)
        assert answer.status_code == 422
        assert said in text_of(answer)
    assert not Upload.objects.exists()


def test_markup_in_a_page_stays_text_in_the_preview(editing: Client) -> None:
    upload = sent(
        editing, ("a.md", "---\ntitle: <script>alert(1)</script>\n---\n\n<script>alert(2)</script> Words.\n")
    )
    assert "<script>alert" not in text_of(editing.get(address(upload)))


def test_an_upload_is_its_owners_alone(editing: Client, cast: Cast, client_for: ClientFor) -> None:
    upload = sent(editing, (f"{SLUG}.md", GUIDE))
    for other in (client_for(cast.administrator), client_for(cast.requester)):
        assert other.get(address(upload)).status_code == 404
        assert decide(other, upload).status_code == 404
    assert editing.get(reverse("interchange:upload", args=[uuid4()])).status_code == 404
    with pytest.raises(Upload.DoesNotExist):
        deciding.apply(upload.pk, cast.administrator, upload.digest, {})
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_who_is_no_editor_any_more_applies_nothing(editing: Client, cast: Cast) -> None:
    upload = sent(editing, (f"{SLUG}.md", GUIDE))
    cast.editor.groups.clear()
    assert decide(editing, upload).status_code == 403
    assert not HandbookPage.objects.filter(slug=SLUG).exists()


def test_thrown_away_by_hand_after_a_day_and_when_there_are_many(
    editing: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chores, "call_command", lambda *_, **__: None)
    upload = sent(editing, (f"{SLUG}.md", GUIDE))
    assert decide(editing, upload, "discard").status_code == 302
    assert not Upload.objects.exists()
    old, new = sent(editing, ("a.md", "# A\n")), sent(editing, ("b.md", "# B\n"))
    Upload.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - keeping.KEPT - dt.timedelta(minutes=1)
    )
    chores.tidy()
    assert list(Upload.objects.all()) == [new]
    for _ in range(keeping.MOST_WAITING + 1):
        last = sent(editing, ("c.md", "# C\n"))
    assert Upload.objects.count() == keeping.MOST_WAITING
    assert address(last) in text_of(editing.get(reverse("interchange:handbook")))


def test_a_button_that_is_none_and_a_form_without_token(cast: Cast, editing: Client) -> None:
    upload = sent(editing, (f"{SLUG}.md", GUIDE))
    assert decide(editing, upload, "nonsense").status_code == 422
    assert decide(editing, upload, "overwrite").status_code == 422  # issues know that, pages do not
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.editor)
    assert decide(strict, upload).status_code == 403
    assert Upload.objects.count() == 1

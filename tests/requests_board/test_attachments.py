"""Files: what may be attached, who sees them, how they are sent, and what becomes of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory, override_settings

from requests_board import workflow
from requests_board.models import Attachment, EventKind, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow.attachments import attach, check
from requests_board.workflow.file_types import TYPES, clean_name, type_of
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, page
from tests.support.cast import Cast

PDF, PNG = b"%PDF-1.7\n%", b"\x89PNG\r\n\x1a\n...."
OFFICE_PARTS = ("[Content_Types].xml", "word/document.xml")
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Any:
    """A storage of its own."""
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def upload(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as the browser sends it."""
    return SimpleUploadedFile(name, content)


def zipped(*names: str, first: str = "") -> bytes:
    """A zip of parts with these ``names``; ``first``: what a document of the open format begins with."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as parts:
        if first:
            parts.writestr("mimetype", first)
        for name in names:
            parts.writestr(name, "<x/>")
    return held.getvalue()


def examples() -> dict[str, bytes]:
    """A file of each type that is taken."""
    found = {"pdf": PDF, "png": PNG, "jpg": b"\xff\xd8\xff\xe0", "jpeg": b"\xff\xd8\xff", "gif": b"GIF89a"}
    found |= {"webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ", "txt": b"Words", "md": b"# Words", "csv": b"a,b\n"}
    found |= {ending: zipped("[Content_Types].xml", part) for ending, part in OFFICE.items()}
    opens = {ending: TYPES[ending].content_type for ending in ("odt", "ods", "odp")}
    return found | {ending: zipped("content.xml", first=kind) for ending, kind in opens.items()}


def test_every_type_is_known_by_its_content() -> None:
    found = examples()
    assert set(found) == set(TYPES)
    for ending, content in found.items():
        assert type_of(f"A.{ending.upper()}", io.BytesIO(content)) == TYPES[ending].content_type
        others = {"pdf", "png", "jpg", "gif", "webp", "docx", "xlsx", "odt"} - {ending}
        if ending not in {"jpg", "jpeg"}:
            assert not any(type_of(f"a.{other}", io.BytesIO(content)) for other in others), ending


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<html>"),
        ("picture.svg", b"<svg/>"),
        ("code.js", b"alert(1)"),
        ("all.zip", zipped("a.txt")),
        ("none", b"x"),
        ("page.pdf", b"<html>%PDF-"),
        ("page.txt", b"\xef\xbb\xbf  <!DOCTYPE html>"),
        ("code.csv", b"#!/bin/sh"),
        ("binary.txt", b"a\x00b"),
        ("macros.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("shouted.docx", zipped("[Content_Types].xml", "word/document.xml", "word/VBAPROJECT.BIN")),
        ("endless.docx", zipped(*OFFICE_PARTS, *(f"{'x' * 9_990}{number}" for number in range(101)))),
        ("broken.xlsx", b"PK\x03\x04 not a zip"),
        ("plan.pdf.exe", PDF),
    ],
)
def test_what_may_not_be_attached_is_said(name: str, content: bytes) -> None:
    with pytest.raises(workflow.Incomplete, match="cannot be attached"):
        check([upload(name, content)])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\plan.pdf", "plan.pdf"),
        ("in\r\nvoice\x00\u202efdp.pdf", "in voice fdp.pdf"),
        ('a"b<c>.pdf', "a b c.pdf"),
        ("Überblick 計画.pdf", "Überblick 計画.pdf"),
        ("a\u061cb\u200bc\u2060.pdf", "a b c.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_are_made_harmless(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@pytest.mark.django_db
def test_nothing_of_a_stranger_is_written(cast: Cast, rf: RequestFactory) -> None:
    for user, kept in ((AnonymousUser(), 0), (cast.outsider, 1)):
        request = rf.post("/requests/new/", {"title": "A deck", "files": upload()})
        request.user = user
        assert request.POST["title"] == "A deck"
        assert len(request.FILES) == kept


@pytest.mark.django_db
class TestOnARequest:
    """Files on a request."""

    def send(self, client_for: ClientFor, cast: Cast, request: SMRequest, *files: Any) -> Any:
        """Attach ``files`` as the requester."""
        return client_for(cast.requester).post(f"/requests/{request.pk}/files/", {"files": list(files)})

    def test_they_are_listed_and_told(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast)
        response = self.send(client_for, cast, request, upload(), upload("Übersicht.csv", b"a,b"))
        assert response["Location"] == f"/requests/{request.pk}/#files"
        text = page(client_for, cast.outsider, f"/requests/{request.pk}/")
        assert "attached “plan.pdf”" in text
        assert "Übersicht.csv" in text
        assert request.events.filter(kind=EventKind.ATTACHED).count() == 2
        assert workflow.replay(request.events.all()) == workflow.snapshot(request)

    def test_they_are_only_ever_saved(self, cast: Cast, client_for: ClientFor, media: Path) -> None:
        request = filed(cast)
        attach(request, by=cast.requester, files=check([upload("Übersicht.txt", b"<b>")]))
        found = Attachment.objects.get()
        response = client_for(cast.outsider).get(f"/requests/{request.pk}/files/{found.key}/")
        assert b"".join(response) == b"<b>"
        assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cbersicht.txt"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Type"] == "text/plain"
        assert response["Cache-Control"] == "private, no-store"
        assert [path.name for path in media.rglob("*") if path.is_file()] == [str(found.key)]

    def test_they_are_seen_with_the_request(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE, is_confidential=True)
        other = filed(cast)
        attach(request, by=cast.requester, files=check([upload()]))
        found = Attachment.objects.get()
        path = f"/requests/{request.pk}/files/{found.key}/"
        assert client_for(cast.team_member).get(path).status_code == 200
        assert client_for(cast.outsider).get(path).status_code == 404
        assert client_for(None).get(path).status_code == 302
        assert (
            client_for(cast.team_member).get(path.replace(f"/{request.pk}/", f"/{other.pk}/")).status_code
            == 404
        )
        assert client_for(cast.outsider).post(f"/requests/{request.pk}/files/").status_code == 404

    def test_taking_away_deletes_the_file_after_the_commit(
        self, cast: Cast, client_for: ClientFor, media: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        request = filed(cast, State.TRIAGE)
        attach(request, by=cast.requester, files=check([upload(), upload("two.pdf")]))
        one, two = Attachment.objects.all()
        path = f"/requests/{request.pk}/files/{one.key}/"
        assert client_for(cast.outsider).post(f"{path}remove/").status_code == 403
        with django_capture_on_commit_callbacks(execute=True):
            assert client_for(cast.requester).post(f"{path}remove/").status_code == 302
        assert client_for(cast.requester).get(path).status_code == 404
        assert [place.name for place in media.rglob("*") if place.is_file()] == [str(two.key)]
        assert client_for(cast.requester).post(f"{path}remove/").status_code == 302  # a second click
        assert request.events.filter(kind=EventKind.DETACHED).count() == 1
        text = page(client_for, cast.team_lead, f"/requests/{request.pk}/")
        assert "removed “plan.pdf”" in text
        assert f"{two.key}/remove/" in text
        assert f"{one.key}/" not in text

    @override_settings(UPLOAD_MAX_BYTES=20, ATTACHMENTS_PER_REQUEST=2)
    def test_too_large_and_too_many_are_said(self, cast: Cast, client_for: ClientFor, media: Path) -> None:
        request = filed(cast)
        for files in ([upload(content=PDF * 9)], [upload(), upload(), upload()]):
            response = self.send(client_for, cast, request, *files)
            assert response.status_code == 422
            assert "is too large, or one too many: 2 files of 20" in response.content.decode().replace(
                "\xa0", " "
            )
        self.send(client_for, cast, request, upload(), upload())
        response = self.send(client_for, cast, request, upload())
        assert "A request holds 2 files; 2 are attached already." in response.content.decode()
        assert Attachment.objects.count() == 2
        assert len([path for path in media.rglob("*") if path.is_file()]) == 2

    def test_nothing_chosen_is_said(self, cast: Cast, client_for: ClientFor) -> None:
        response = self.send(client_for, cast, filed(cast))
        assert response.status_code == 422
        assert "Choose a file first." in response.content.decode()


@pytest.mark.django_db
class TestWhileFiling:
    """Files with a new request."""

    def test_they_come_with_it(self, cast: Cast, client_for: ClientFor) -> None:
        data = {"title": "Slides", "files": [upload(), upload("b.png", PNG)]}
        assert client_for(cast.requester).post("/requests/new/", data).status_code == 302
        assert [one.name for one in SMRequest.objects.get().attachments.all()] == ["plan.pdf", "b.png"]

    @override_settings(UPLOAD_MAX_BYTES=20)
    def test_a_file_that_is_too_large_loses_nothing_else(self, cast: Cast, client_for: ClientFor) -> None:
        data = {"title": "Slides", "description": "Typed at length", "files": [upload(content=PDF * 9)]}
        response = client_for(cast.requester).post("/requests/new/", data)
        text = response.content.decode()
        assert response.status_code == 422
        assert "is too large" in text
        assert "Typed at length" in text
        assert "Choose them once more." in text
        assert not SMRequest.objects.exists()

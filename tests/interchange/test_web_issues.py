"""Importing issues in the portal: sent, looked at, decided."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from marketing_portal.interchange.models import Upload
from marketing_portal.interchange.web import deciding
from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import Label, Notification, SMRequest
from tests.conftest import ClientFor
from tests.interchange.issues.written import ADDRESS, export
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
OPEN = {"Labels": "sm_req::triage,pmm", "State": "Open", "Milestone": "", "Closed At (UTC)": ""}
NEWER = OPEN | {"Title": "Said otherwise", "Labels": "sm_req::triage,pmm,eteam::Y"}


@pytest.fixture
def leading(cast: Cast, client_for: ClientFor) -> Client:
    """Somebody who may."""
    return client_for(cast.triage_lead)


def send(client: Client, text: str | bytes, name: str = "board.csv") -> Any:
    """Send one file; gives the page that follows."""
    data = text.encode() if isinstance(text, str) else text
    sent = {"files": [SimpleUploadedFile(name, data)]}
    return client.post(reverse("interchange:issues"), sent, follow=True)


def decide(client: Client, do: str = "apply") -> Any:
    """Press a button on the preview of the newest upload; gives the page that follows."""
    upload = Upload.objects.order_by("-created_at")[0]
    address = reverse("interchange:upload", args=[upload.pk])
    return client.post(address, {"do": do, "seen": upload.digest}, follow=True)


def text_of(answer: Any) -> str:
    """The page as one line."""
    return " ".join(answer.content.decode().split())


def request_of(number: int) -> SMRequest:
    """The request that the issue became."""
    return SMRequest.objects.get(origin=f"{ADDRESS}{number}")


@override_settings(IMPORT_MAX_ISSUES=2)
def test_more_issues_than_a_page_imports_in_time_are_refused(leading: Client) -> None:
    assert "more than 2 issues; the command imports any number" in text_of(send(leading, export(3)))
    assert not Upload.objects.exists()
    assert "<b>2</b><span>created</span>" in text_of(send(leading, export(2)))


def test_sent_looked_at_applied(leading: Client) -> None:
    accounts, labels = User.objects.count(), Label.objects.count()
    page = text_of(send(leading, export(3, n1={"Labels": "sm_req::triage,sm_req::new,pmm,unheard of"})))
    for said in ("What would change", "<b>3</b><span>created</span>", "Accounts", "unheard of", "line 2"):
        assert said in page
    assert not SMRequest.objects.exclude(origin="").exists()
    assert (User.objects.count(), Label.objects.count()) == (accounts, labels)
    assert "Imported: 3 created, 0 updated, 0 unchanged." in text_of(decide(leading))
    assert SMRequest.objects.exclude(origin="").count() == 3
    assert not Upload.objects.exists()
    assert not Notification.objects.exists()
    assert "Nothing would change" in text_of(
        send(leading, export(3, n1={"Labels": "sm_req::triage,sm_req::new,pmm,unheard of"}))
    )


def test_what_is_new_is_listed_by_title(leading: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "MOST_TITLES", 2)
    named = {
        "n1": {"Title": "A deck for <b>racing</b>"},
        "n2": {"Title": "A video"},
        "n3": {"Title": "The third"},
    }
    page = text_of(send(leading, export(3, **named)))
    assert '<summary>New requests <span class="count">3</span></summary>' in page
    assert "<li>A deck for &lt;b&gt;racing&lt;/b&gt;</li><li>A video</li></ul>" in page
    assert "And 1 more." in page
    assert "The third" not in page


def test_what_changes_is_told_in_words(leading: Client, cast: Cast) -> None:
    send(leading, export(2, n1=OPEN, n2=OPEN))
    decide(leading)
    page = text_of(send(leading, export(2, n1=NEWER | {"Labels": "sm_req::backlog,tech_pmm"}, n2=OPEN)))
    for said in ("Said otherwise", "tech-pmm", "SM_Backlog", "Requests that change"):
        assert said in page
    decide(leading)
    assert request_of(1).title == "Said otherwise"


def test_what_was_changed_here_stays_unless_told_otherwise(leading: Client, cast: Cast) -> None:
    send(leading, export(1, n1=OPEN))
    decide(leading)
    workflow.edit(request_of(1), by=cast.triage_lead, changes={"title": "Said better"})
    page = text_of(send(leading, export(1, n1=NEWER)))
    assert "These fields stay as they are here." in page
    assert "Said better" in page
    page = text_of(decide(leading, "overwrite"))
    assert "is replaced by what the files say" in page
    assert request_of(1).title == "Said better"
    assert "These fields stay" in text_of(decide(leading, "keep"))
    decide(leading, "overwrite")
    decide(leading)
    assert request_of(1).title == "Said otherwise"


def test_what_was_changed_after_the_preview_is_shown_again(leading: Client, cast: Cast) -> None:
    send(leading, export(1, n1=OPEN))
    decide(leading)
    send(leading, export(1, n1=NEWER))
    workflow.edit(request_of(1), by=cast.triage_lead, changes={"title": "Said better"})
    answer = decide(leading)
    assert answer.status_code == 409
    assert "changed after this preview was made" in text_of(answer)
    assert request_of(1).eteam == ""
    assert decide(leading).status_code == 200
    assert (request_of(1).title, request_of(1).eteam) == ("Said better", "Y")


def test_the_same_file_applied_by_somebody_else_meanwhile(
    leading: Client, cast: Cast, client_for: ClientFor
) -> None:
    send(leading, export(2))
    mine = Upload.objects.get()
    other = client_for(cast.administrator)
    send(other, export(2))
    decide(other)
    address = reverse("interchange:upload", args=[mine.pk])
    answer = leading.post(address, {"do": "apply", "seen": mine.digest})
    assert answer.status_code == 409
    assert "Nothing would change" in text_of(answer)
    assert SMRequest.objects.exclude(origin="").count() == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"No,Head\n1,2\n", "a.csv, line 1: The first line must name the columns"),
        ("a.csv", b"Title,State\nOne,Open\nTwo,Perhaps\n", "a.csv, line 3:"),
        ("a.csv", b"Title\n\xff\n", "a.csv, line 2: The file is not UTF-8."),
        ("a.json", b"[{", "a.json, line 1"),
        ("a.json", json.dumps([{"iid": 1}]).encode(), "a.json, line"),
        ("a.xlsx", b"PK", "cannot be imported"),
    ],
)
def test_broken_files_are_refused(leading: Client, name: str, data: bytes, said: str) -> None:
    answer = send(leading, data, name)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Upload.objects.exists()


def test_hostile_words_are_only_words(leading: Client) -> None:
    evil = "<img src=x onerror=alert(1)>"
    page = text_of(send(leading, export(1, n1={"Title": evil, "Author": evil, "Labels": f"pmm,{evil}"})))
    assert "<img src=x" not in page
    decide(leading)
    page = text_of(leading.get(request_of(1).get_absolute_url()))
    assert "<img src=x" not in page


def test_a_lead_sees_no_pages_and_an_editor_no_issues(
    leading: Client, cast: Cast, client_for: ClientFor
) -> None:
    assert leading.get(reverse("interchange:handbook")).status_code == 403
    assert client_for(cast.editor).get(reverse("interchange:issues")).status_code == 403
    both = text_of(client_for(cast.administrator).get(reverse("interchange:handbook")))
    assert reverse("interchange:issues") in both
    assert reverse("interchange:issues") in text_of(leading.get("/"))  # in the menu of the account


def test_an_imported_request_says_where_it_came_from(leading: Client) -> None:
    send(leading, export(1, n1=OPEN))
    decide(leading)
    page = text_of(leading.get(request_of(1).get_absolute_url()))
    assert f'<a href="{ADDRESS}1"' in page
    assert "Imported from" in page

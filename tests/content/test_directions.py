"""Nothing that comes in turns the text around it; languages that run to the left, and emoji, stay as they are."""

from __future__ import annotations

import json

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import RequestFactory

from marketing_portal.content.middleware import StraightForms
from marketing_portal.interchange.handbook.reading.text import decode
from marketing_portal.interchange.issues.applying import File, import_issues
from requests_board.delivery.tasks import send_due_mail
from requests_board.models import Comment, SavedView, SMRequest
from tests.conftest import ClientFor
from tests.support.cast import Cast

TURNED = "Deck \u202efdp\u2066 \u2067exe"
STRAIGHT = "Deck fdp exe"
KEPT = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u200f(1) \u05e9\u05dc\u05d5\u05dd \U0001f468\u200d\U0001f4bb"


@pytest.mark.django_db
def test_what_is_filed_and_its_mail(cast: Cast, client_for: ClientFor) -> None:
    assert cast.triage_lead.pk
    client_for(cast.requester).post("/requests/new/", {"title": f"{TURNED}\n#1 is", "description": TURNED})
    request = SMRequest.objects.get()
    assert (request.title, request.description) == (f"{STRAIGHT} #1 is", STRAIGHT)
    send_due_mail.call()
    assert f"{STRAIGHT} #1 is" in mail.outbox[0].subject
    client_for(cast.requester).post("/requests/new/", {"title": KEPT})
    assert SMRequest.objects.latest("pk").title == KEPT


@pytest.mark.django_db
def test_names_that_forms_give(cast: Cast, client_for: ClientFor) -> None:
    client_for(cast.requester).post("/requests/views/save/", {"name": TURNED, "audience": "private"})
    assert SavedView.objects.get(owner=cast.requester).name == STRAIGHT


@pytest.mark.django_db
def test_what_is_imported(cast: Cast) -> None:
    note = {
        "body": TURNED,
        "author": {"username": "bob", "name": TURNED},
        "created_at": "2020-02-05T00:00:00Z",
    }
    issue = {"title": f"{TURNED}\nmore", "description": KEPT, "labels": [TURNED], "notes": [note]}
    import_issues([File("board.json", json.dumps([issue]).encode())], by=cast.triage_lead)
    request = SMRequest.objects.get()
    assert (request.title, request.description) == (f"{STRAIGHT} more", KEPT)
    said = Comment.objects.get()
    names = [request.labels.get().text, said.body, said.author.name]
    assert names == [STRAIGHT] * 3


def test_what_pages_of_others_say() -> None:
    assert decode(f"# {TURNED}\n{KEPT}".encode(), "a.md") == f"# {STRAIGHT}\n{KEPT}"


def test_a_password_is_what_was_typed() -> None:
    sent = RequestFactory().post("/", {"name": [TURNED, KEPT], "password": TURNED})
    StraightForms(lambda _: HttpResponse()).process_view(sent)
    assert (sent.POST.getlist("name"), sent.POST["password"]) == ([STRAIGHT, KEPT], TURNED)

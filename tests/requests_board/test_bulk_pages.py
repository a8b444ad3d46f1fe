"""Changing several requests at once, on its pages: pick, choose, look, do, take back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import Batch, SMRequest
from requests_board.pages import bulk
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, labels, many
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def picks(rows: Iterable[SMRequest]) -> str:
    """The rows as the list sends them."""
    return " ".join(f"{row.pk}.{row.version}" for row in rows)


def send(client: Client, name: str, rows: Iterable[SMRequest], **data: Any) -> Any:
    """Send one step."""
    return client.post(reverse(f"requests:{name}"), {"pick": picks(rows), "do": "edit"} | data)


def words_of(response: HttpResponseBase) -> str:
    """The text of a page, its tags left out."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


def hidden_in(response: HttpResponseBase) -> dict[str, Any]:
    """What the page would send on: its hidden fields, the first form's."""
    html = response.content.decode()  # type: ignore[attr-defined]
    form = html[html.index('class="bulk-decide"') :]
    found: dict[str, Any] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[: form.index("</form>")]):
        found.setdefault(name, []).append(value)
    return found


def test_from_picking_to_taking_back(client_for: ClientFor, cast: Cast) -> None:
    client = client_for(cast.team_lead)
    label = labels()["devops::release"]
    ours = [filed(cast, State.TRIAGE, title=f"Deck {number}") for number in range(3)]
    closed = filed(cast, State.DECLINED, title="No longer needed")
    chosen = {"priority": "1", "devops_stages": [str(label.pk)], "devops_stages_how": "add", "due_on": "2099-01-31"}

    page = send(client, "bulk", [*ours, closed])
    assert page.status_code == 200
    assert "Change 4 requests" in words_of(page)
    page = send(client, "bulk_preview", [*ours, closed], **chosen)
    assert "3 requests would change" in words_of(page)
    assert "It is closed. 1" in words_of(page)
    assert not Batch.objects.exists(), "looking changes nothing"

    done = client.post(reverse("requests:bulk_apply"), hidden_in(page))
    batch = Batch.objects.get()
    assert done["Location"] == reverse("requests:batch", args=[batch.pk])
    assert batch.words == "Priority: 1, first; Due date: 31 Jan 2099; DevOps stages: add devops::release"
    now = SMRequest.objects.get(pk=ours[0].pk)
    assert (now.priority, str(now.due_on), list(now.devops_stages.all())) == ("1", "2099-01-31", [label])

    page = client.get(done["Location"])
    assert "Take all 3 back" in words_of(page)
    back = client.post(reverse("requests:batch_undo", args=[batch.pk]), follow=True)
    assert "3 are as they were before." in words_of(back)
    assert "This is taken back." in words_of(back)
    assert SMRequest.objects.get(pk=ours[0].pk).priority == ""
    again = client.post(reverse("requests:batch_undo", args=[batch.pk]), follow=True)
    assert "the second click changed nothing" in words_of(again)

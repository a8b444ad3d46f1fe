"""While a request is filed: whom it will reach, with the script and without it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from requests_board.models import SMRequest
from tests.conftest import ClientFor
from tests.requests_board.desk import labels
from tests.support.cast import Cast
from usecases.models import UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
NEW = "/requests/new/"


@pytest.fixture
def client(cast: Cast, client_for: ClientFor) -> Client:
    """Signed in as the requester."""
    return client_for(cast.requester)


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_an_address_with_a_use_case_shows_it_at_once(client: Client) -> None:
    page = words(client.get(NEW, {"use_case": "CI"}))
    assert "Parker answers for CI in product marketing." in page
    assert "DRI matrix: It names Parker for Product Marketing in CI." in page
    assert "answers for" not in words(client.get(NEW))


def test_the_button_keeps_what_was_typed_and_files_nothing(client: Client) -> None:
    found = labels()
    typed = {
        "title": "Slides <b>for</b> Agile",
        "description": "Line one\nLine two",
        "use_case": found["ucase::Agile"].pk,
        "due_on": "2031-02-03",
        "due_is_critical": "on",
        "is_urgent": "on",
        "urgent_reason": "",
        "gtm_phase": "decision",
        "devops_stages": [found["devops::release"].pk],
        "token": "5f0c7d7e-0000-4000-8000-000000000000",
        "about": "/use-cases/agile/#missing",
        "look": "1",
    }
    response = client.post(NEW, typed)
    form = response.context["form"]
    assert response.status_code == 200
    assert not SMRequest.objects.exists()
    assert not form.errors
    assert "Cormac answers for Agile in product marketing." in words(response)
    html = response.content.decode()
    assert "Slides &lt;b&gt;for&lt;/b&gt; Agile" in html
    assert "Line one\nLine two" in html
    assert 'value="2031-02-03"' in html
    assert re.search(r'value="decision"[^>]*checked', html)
    assert len(re.findall(r"<input type=\"checkbox\"[^>]*checked", html)) == 3
    assert form["token"].value() == typed["token"]
    assert form.about_page == typed["about"]
    assert re.search(rf'<option value="{typed["use_case"]}" selected', html)


def test_what_was_kept_can_be_filed(client: Client) -> None:
    found = labels()
    client.post(NEW, {"title": "Slides", "use_case": found["ucase::CI"].pk, "look": "1"})
    assert client.post(NEW, {"title": "Slides", "use_case": found["ucase::CI"].pk}).status_code == 302
    assert SMRequest.objects.get().use_case == found["ucase::CI"]


def test_the_script_gets_only_the_answer(client: Client) -> None:
    data = {"use_case": labels()["ucase::GitOps"].pk, "look": "1"}
    response = client.post(NEW, data, headers={"HX-Request": "true"})
    assert "William answers for GitOps in product marketing." in words(response)
    assert b"<html" not in response.content
    assert words(client.post(NEW, {"use_case": "", "look": "1"}, headers={"HX-Request": "true"})) == ""


def test_the_form_asks_by_script_and_by_button(client: Client) -> None:
    html = client.get(NEW).content.decode()
    select = re.findall(r'<select name="use_case"[^>]*>', html)[0]
    assert 'hx-post=""' in select
    assert 'hx-swap="none"' in select
    assert "<noscript><button" in html


def test_a_label_without_use_case_and_a_hidden_one(client: Client) -> None:
    label = labels()["ucase::CI"]
    UseCase.objects.filter(label_key="CI").update(label_key="")
    page = words(client.post(NEW, {"use_case": label.pk, "look": "1"}))
    assert "Nobody is named for ucase::CI yet" in page


def test_nobody_is_said(client: Client) -> None:
    UseCase.objects.get(slug="ci").dri_cells.all().delete()
    UseCase.objects.get(slug="ci").owners.all().delete()
    page = words(client.get(NEW, {"use_case": "CI"}))
    assert "John answers for CI" in page  # the role lead is the last resort


@pytest.mark.parametrize("hostile", ["x", "-1", "99999999999999999999", "\x00", "\u0661", "1 OR 1=1"])
def test_hostile_choices_are_no_choice(client: Client, hostile: str) -> None:
    response = client.post(
        NEW, {"use_case": hostile, "look": "1", "due_on": "\x00", "devops_stages": hostile}
    )
    assert response.status_code == 200
    assert "answers for" not in words(response)


def test_an_error_shows_it_too(client: Client) -> None:
    response = client.post(NEW, {"title": "", "use_case": labels()["ucase::CI"].pk})
    assert response.status_code == 422
    assert "Parker answers for CI" in words(response)

"""Filing: what is needed, what is kept on an error, what an address may fill in, a second click."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from requests_board.models import EventKind, Notification, SMRequest
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import labels, page
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
NEW = "/requests/new/"


@pytest.fixture
def client(cast: Cast, client_for: ClientFor) -> Client:
    """Signed in as the requester."""
    return client_for(cast.requester)


def file(client: Client, **data: Any) -> Any:
    """Send the form."""
    return client.post(NEW, data)


def test_the_title_is_enough(client: Client, cast: Cast) -> None:
    triage_lead = cast.triage_lead
    response = file(client, title="Slides on GitOps")
    request = SMRequest.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/requests/{request.pk}/"
    assert (request.state, request.requester, request.team) == (State.NEW, cast.requester, None)
    assert [event.kind for event in request.events.all()] == [EventKind.CREATED]
    assert Notification.objects.filter(recipient=triage_lead, request=request).exists()
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert told == [
        f"Request #{request.pk} is filed. Triage leads look at new requests every day; you are told of each decision."
    ]


def test_everything_is_stored(client: Client) -> None:
    found = labels()
    due = timezone.localdate() + dt.timedelta(days=9)
    file(
        client,
        title="Slides",
        description="For a *bank*.\r\n\r\nSoon.",
        dod_text="Ten slides",
        use_case=found["ucase::GitOps"].pk,
        gtm_phase="decision",
        devops_stages=[found["devops::release"].pk],
        devops_categories="Runner",
        due_on=due.isoformat(),
        due_is_critical="on",
        is_urgent="on",
        urgent_reason="The meeting is on Thursday.",
        is_confidential="on",
    )
    request = SMRequest.objects.get()
    assert request.description == "For a *bank*.\n\nSoon."
    assert "<em>bank</em>" in request.description_html
    assert request.use_case == found["ucase::GitOps"]
    assert [label.text for label in request.devops_stages.all()] == ["devops::release"]
    assert (request.due_on, request.due_is_critical, request.gtm_phase) == (due, True, "decision")
    assert (request.is_urgent, request.urgent_reason) == (True, "The meeting is on Thursday.")
    assert (request.is_confidential, request.dod_text, request.devops_categories) == (
        True,
        "Ten slides",
        "Runner",
    )


def test_an_error_keeps_everything_that_was_typed(client: Client) -> None:
    release = labels()["devops::release"]
    response = file(
        client,
        title=" ",
        description="Two <b>slides</b>",
        is_urgent="on",
        devops_stages=[release.pk],
        dod_text="Ten",
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "There are 2 problems" in text
    assert '<a href="#id_title">Say in one line what you need.</a>' in text
    assert '<a href="#id_urgent_reason">Say what makes it urgent' in text
    assert "Two &lt;b&gt;slides&lt;/b&gt;" in text
    assert re.search(rf'value="{release.pk}"[^>]*checked', text)
    assert '<details class="fold" open>' in text
    assert "<title>Error:" in text
    assert not SMRequest.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"due_on": "2019-01-01"}, "This day has passed. Choose a later one."),
        ({"due_is_critical": "on"}, "Give the date that is critical."),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({"use_case": "999999"}, "not one of the choices"),
        ({"gtm_phase": "purchase"}, "not one of the choices"),
        ({"title": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said(client: Client, data: dict[str, str], sentence: str) -> None:
    response = file(client, **{"title": "Slides", **data})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not SMRequest.objects.exists()


def test_fields_that_are_not_the_requesters_are_ignored(client: Client, cast: Cast) -> None:
    file(client, title="Slides", state="completed", priority="1", team=cast.team.pk, requester=cast.editor.pk)
    request = SMRequest.objects.get()
    assert (request.state, request.priority, request.team, request.requester) == (
        State.NEW,
        "",
        None,
        cast.requester,
    )


def test_the_address_fills_in_what_it_may(client: Client) -> None:
    use_case = labels()["ucase::GitOps"]
    address = (
        f"{NEW}?title=A+problem&description=Wrong+%3Cb%3E&use_case=GitOps&gtm_phase=decision&is_urgent=on"
    )
    response = client.get(f"{address}&priority=1&about=/personas/alex/")
    form, text = response.context["form"], response.content.decode()
    assert form.initial["use_case"] == use_case.pk
    assert set(form.initial) == {"kind", "title", "description", "use_case", "gtm_phase", "about", "token"}
    assert 'value="A problem"' in text
    assert "Wrong &lt;b&gt;" in text
    assert '<a href="/personas/alex/">/personas/alex/</a>' in text


@pytest.mark.parametrize(
    "about",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert(1)",
        "/\\elsewhere",
        "/a](b)",
        '/"x',
    ],
)
def test_only_pages_of_the_portal_are_linked(client: Client, about: str) -> None:
    assert client.get(NEW, {"about": about}).context["form"].about_page == ""
    file(client, title="A problem", about=about)
    assert SMRequest.objects.get().description == ""


def test_the_page_that_it_is_about_is_named_below_the_description(client: Client) -> None:
    file(client, title="A problem", description="A quote is wrong.", about="/personas/alex/#goals")
    request = SMRequest.objects.get()
    assert request.description == "A quote is wrong.\n\nAbout: [/personas/alex/#goals](/personas/alex/#goals)"
    assert '<a href="/personas/alex/#goals"' in request.description_html


def test_a_second_click_files_nothing(client: Client) -> None:
    token = str(client.get(NEW).context["form"].initial["token"])
    first = file(client, title="Slides", token=token)
    second = file(client, title="Slides", token=token)
    assert SMRequest.objects.count() == 1
    assert second["Location"] == first["Location"]
    assert "already filed" in [str(message) for message in get_messages(second.wsgi_request)][-1]
    file(client, title="Slides", token=str(client.get(NEW).context["form"].initial["token"]))
    assert SMRequest.objects.count() == 2


def test_the_common_case_comes_first_and_the_rest_is_folded(cast: Cast, client_for: ClientFor) -> None:
    text = page(client_for, cast.outsider, NEW)
    shown, _, folded = text.partition('<details class="fold"')
    for name in ("title", "description", "use_case", "due_on"):
        assert f'name="{name}"' in shown
    for name in ("is_urgent", "is_confidential", "gtm_phase", "dod_text"):
        assert f'name="{name}"' in folded

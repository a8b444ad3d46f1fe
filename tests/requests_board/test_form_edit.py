"""Editing: exactly the fields that one may change; two people at once are put together field by field."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.forms import EditForm
from requests_board.models import EventKind, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow import editable_fields
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, labels, last_event, page, take
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def path_of(request: SMRequest) -> str:
    """Address of the form."""
    return f"/requests/{request.pk}/edit/"


def as_shown(request: SMRequest, user: User, **typed: Any) -> dict[str, Any]:
    """What the browser sends when ``user`` opens the form now and changes only what is ``typed``."""
    form = EditForm(row=request, names=editable_fields(request, user))
    held = {field.name: field.value() for field in form if field.value() not in (None, False)}
    return {name: "on" if value is True else value for name, value in (held | typed).items()}


@pytest.mark.parametrize("role", ["requester", "team_member", "team_lead", "triage_lead"])
@pytest.mark.parametrize("state", [State.TRIAGE, State.ASSIGNED])
def test_it_shows_exactly_what_one_may_change(
    cast: Cast, client_for: ClientFor, role: str, state: State
) -> None:
    request, user = filed(cast, state), cast.play(role)
    unseen = {"answers", "labels", "launches"}  # nothing to answer, nothing to choose from
    allowed = {name.removesuffix("_id") for name in editable_fields(request, user)} - unseen
    response = client_for(user).get(path_of(request))
    if not allowed:
        assert response.status_code == 403
        return
    form = response.context["form"]
    shown = {field.name for section in form.sections for field in section.fields}
    assert shown == allowed == set(form.fields) - {"version", "note"}


def test_it_saves_what_differs_as_one_event(cast: Cast, client_for: ClientFor) -> None:
    found = labels()
    request = filed(cast, State.TRIAGE, description="One\n\nTwo", devops_stages=[found["devops::release"].pk])
    typed = as_shown(request, cast.team_lead, priority="2", dod="Y", weight="3", description="One\r\n\r\nTwo")
    response = client_for(cast.team_lead).post(path_of(request), typed | {"note": "Groomed"})
    assert response.status_code == 302
    event = last_event(request)
    assert event.kind == EventKind.EDITED
    assert event.after == {"priority": "2", "dod": "Y", "weight": 3}
    assert event.note == "Groomed"


def test_nothing_different_is_no_event(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.TRIAGE, description="One\n\nTwo", dod_text="Three")
    before = request.events.count()
    client_for(cast.team_lead).post(path_of(request), as_shown(request, cast.team_lead))
    assert request.events.count() == before


def test_an_error_keeps_what_was_typed(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.TRIAGE)
    typed = as_shown(request, cast.team_lead, title="", description="My <i>text</i>", weight="many")
    response = client_for(cast.team_lead).post(path_of(request), typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#id_title">' in text
    assert '<a href="#id_weight">' in text
    assert "My &lt;i&gt;text&lt;/i&gt;" in text


def test_others_may_not(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.COMPLETED)
    for user in (cast.outsider, cast.requester, cast.team_lead):
        assert "nothing of this request that you can change" in page(client_for, user, path_of(request), 403)
        assert client_for(user).post(path_of(request)).status_code == 403


def test_fields_that_are_not_in_the_form_stay(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.TRIAGE)
    typed = as_shown(request, cast.requester, title="Better", priority="1", state="completed", weight="9")
    client_for(cast.requester).post(path_of(request), typed)
    request.refresh_from_db()
    assert (request.title, request.priority, request.weight, request.state) == (
        "Better",
        "",
        None,
        State.TRIAGE,
    )


class TestSecond:
    """Somebody else was quicker."""

    @pytest.fixture
    def request_(self, cast: Cast) -> SMRequest:
        """A request in triage."""
        return filed(cast, State.TRIAGE, title="Old title", description="Old text")

    @pytest.fixture
    def client(self, cast: Cast, client_for: ClientFor) -> Client:
        """Signed in as the team's lead."""
        return client_for(cast.team_lead)

    def test_different_fields_are_put_together(self, cast: Cast, client: Client, request_: SMRequest) -> None:
        typed = as_shown(request_, cast.team_lead, priority="1")
        workflow.edit(request_, by=cast.requester, changes={"title": "New title", "is_urgent": True})
        response = client.post(path_of(request_), typed)
        form, text = response.context["form"], response.content.decode()
        assert response.status_code == 409
        assert response.context["clashes"] == []
        assert "<b>Requester</b> edited the request" in text
        assert (form["title"].value(), form["is_urgent"].value(), form["priority"].value()) == (
            "New title",
            True,
            "1",
        )
        again = typed | {
            "title": "New title",
            "is_urgent": "on",
            "urgent_reason": "Now",
            "version": form["version"].value(),
        }
        assert client.post(path_of(request_), again).status_code == 302
        request_.refresh_from_db()
        assert (request_.title, request_.priority, request_.is_urgent) == ("New title", "1", True)

    def test_the_same_field_is_a_choice(self, cast: Cast, client: Client, request_: SMRequest) -> None:
        typed = as_shown(request_, cast.team_lead, title="My <title>", priority="2")
        workflow.edit(request_, by=cast.requester, changes={"title": "Their title"})
        response = client.post(path_of(request_), typed)
        text = response.content.decode()
        assert [(clash.name, clash.theirs, clash.mine) for clash in response.context["clashes"]] == [
            ("title", "Their title", "My <title>")
        ]
        assert "My &lt;title&gt;" in text
        assert 'name="choice_title" value="mine" checked' in text
        version = response.context["form"]["version"].value()
        for choice, title in (("theirs", "Their title"), ("mine", "My <title>")):
            request_.refresh_from_db()
            sent = typed | {"version": version, "choice_title": choice}
            assert client.post(path_of(request_), sent).status_code == 302
            request_.refresh_from_db()
            assert (request_.title, request_.priority) == (title, "2")
            version = request_.version

    def test_what_can_no_longer_be_saved_is_shown(
        self, cast: Cast, client_for: ClientFor, request_: SMRequest
    ) -> None:
        typed = as_shown(request_, cast.requester, description="A long text of mine")
        take(request_, cast.team_lead, "decline_triage", reason="Not ours")
        response = client_for(cast.requester).post(path_of(request_), typed)
        text = response.content.decode()
        assert response.status_code == 409
        assert "A long text of mine</textarea>" in text
        assert "not possible any more" in text
        assert "Old title" not in text.partition("You typed")[2]

    def test_sets_and_empty_values_are_compared_too(
        self, cast: Cast, client: Client, request_: SMRequest
    ) -> None:
        release = labels()["devops::release"]
        typed = as_shown(request_, cast.team_lead, dod_text="Ten slides")
        workflow.edit(
            request_, by=cast.requester, changes={"devops_stages": [release.pk], "use_case_id": None}
        )
        response = client.post(path_of(request_), typed)
        assert response.context["form"]["devops_stages"].value() == [str(release.pk)]
        assert response.context["clashes"] == []


@pytest.mark.parametrize("name", ["weight", "devops_stages"])
def test_a_number_beyond_all_measure_is_refused(cast: Cast, client_for: ClientFor, name: str) -> None:
    request = filed(cast, State.TRIAGE)
    typed = as_shown(request, cast.team_lead, **{name: "9" * 30})
    assert client_for(cast.team_lead).post(path_of(request), typed).status_code == 422

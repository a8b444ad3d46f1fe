"""The form of a move: it asks for what the move needs, keeps what was typed, and tells who came first."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.forms import MoveForm
from requests_board.models import SMRequest
from requests_board.vocabulary import State
from requests_board.workflow import MOVES, Move, Need
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, last_event, other_quarter, page, quarter, take
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
START = {move.key: move.from_states[0] for move in MOVES.values()}


def path_of(request: SMRequest, key: str) -> str:
    """Address of the form."""
    return f"/requests/{request.pk}/move/{key}/"


def answers(cast: Cast, request: SMRequest, **more: Any) -> dict[str, Any]:
    """What a person would fill in: enough for any move."""
    current = quarter()
    return {
        "version": request.version,
        "team": cast.other_team.pk,
        "assignees": [cast.team_member.pk],
        "milestone": other_quarter().pk if request.milestone == current else current.pk,
        "reason": "It fits nowhere.",
        "urgent_reason": "The event is tomorrow.",
        "transferred_to": "Field Marketing",
        "delivered_url": "https://deck.example/1",
        "note": "A note of mine.",
        "duplicate_of": f"#{filed(cast).pk}",
    } | more


def mover(cast: Cast, move: Move) -> User:
    """Somebody who may make the move."""
    return cast.requester if move.key == "withdraw" else cast.triage_lead


@pytest.mark.parametrize("move", MOVES.values(), ids=str)
def test_it_asks_for_exactly_what_the_move_says(cast: Cast, move: Move) -> None:
    form = MoveForm(move=move, row=filed(cast, START[move.key]))
    asked = {field.name: field.field.required for field in form.main_fields}
    extra = {"delivered_note": False} if Need.DELIVERY in move.needs else {}
    needed = {need.value: True for need in move.needs} | {need.value: False for need in move.may}
    assert asked == needed | extra


@pytest.mark.parametrize("move", MOVES.values(), ids=str)
def test_each_move_is_made_from_its_form(cast: Cast, client_for: ClientFor, move: Move) -> None:
    request = filed(cast, START[move.key])
    client = client_for(mover(cast, move))
    assert client.get(path_of(request, move.key)).status_code == 200
    response = client.post(path_of(request, move.key), answers(cast, request))
    assert response.status_code == 302, response.content.decode()
    request.refresh_from_db()
    assert request.state == (move.to_state or START[move.key])
    assert last_event(request).move == move.key
    assert get_messages(response.wsgi_request)


@pytest.mark.parametrize("move", [move for move in MOVES.values() if move.needs], ids=str)
def test_nothing_given_is_said_beside_each_field(cast: Cast, client_for: ClientFor, move: Move) -> None:
    request = filed(cast, START[move.key])
    given = {"version": request.version, "note": "Kept <i>text</i>", "due_on": "2099-01-01"}
    response = client_for(cast.triage_lead).post(path_of(request, move.key), given)
    text = response.content.decode()
    assert response.status_code == 422
    for need in move.needs:
        assert f'id="id_{need.value}_error"' in text
    if Need.NOTE in move.may:
        assert "Kept &lt;i&gt;text&lt;/i&gt;" in text
    request.refresh_from_db()
    assert request.state == START[move.key]


@pytest.mark.parametrize("role", ["outsider", "requester", "other_lead", "team_member", "editor"])
def test_who_may_not_is_refused(cast: Cast, client_for: ClientFor, role: str) -> None:
    request, user = filed(cast, State.TRIAGE), cast.play(role)
    assert "Your role does not allow this" in page(client_for, user, path_of(request, "backlog"), 403)
    assert client_for(user).post(path_of(request, "backlog"), answers(cast, request)).status_code == 403
    request.refresh_from_db()
    assert request.state == State.TRIAGE


def test_moves_and_requests_that_are_not_there_are_not_found(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.TRIAGE, is_confidential=True)
    assert client_for(cast.triage_lead).get(path_of(request, "destroy")).status_code == 404
    assert client_for(cast.outsider).get(path_of(request, "backlog")).status_code == 404
    assert client_for(cast.outsider).post(path_of(request, "backlog")).status_code == 404
    assert client_for(cast.triage_lead).get("/requests/99999999999999999999/").status_code == 404


def test_only_teams_that_take_requests_are_offered(cast: Cast) -> None:
    cast.other_team.is_routable = False
    cast.other_team.save()
    offered = dict(MoveForm(move=MOVES["triage"], row=filed(cast)).fields["team"].choices)  # type: ignore[attr-defined]
    assert str(cast.team.pk) in offered
    assert str(cast.other_team.pk) not in offered


def test_only_active_people_of_the_team_are_offered(cast: Cast) -> None:
    request = filed(cast, State.BACKLOG)
    people = [cast.team_member, cast.team_lead, cast.other_member]
    people[1].is_active = False
    people[1].save()
    offered = MoveForm(move=MOVES["assign"], row=request).fields["assignees"].choices  # type: ignore[attr-defined]
    assert [name for _, name in offered] == ["Team member (nothing open)"]


def test_the_current_quarter_is_chosen_and_past_ones_are_not_offered(cast: Cast) -> None:
    past = quarter()
    form = MoveForm(move=MOVES["assign"], row=filed(cast, State.BACKLOG))
    assert form["milestone"].value() == past.pk
    past.starts_on, past.ends_on = dt.date(2019, 2, 1), dt.date(2019, 4, 30)
    past.save()
    offered = MoveForm(move=MOVES["assign"], row=filed(cast)).fields["milestone"].choices  # type: ignore[attr-defined]
    assert str(past.pk) not in dict(offered)


def test_words_do_where_there_is_no_link(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.ASSIGNED)
    given = {"version": request.version, "delivered_note": "A talk, given on Tuesday."}
    assert client_for(cast.team_member).post(path_of(request, "complete"), given).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.delivered_note) == (State.COMPLETED, "A talk, given on Tuesday.")


def test_a_link_must_be_one(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.ASSIGNED)
    for link in ("javascript:alert(1)", "not a link"):
        given = answers(cast, request, delivered_url=link)
        response = client_for(cast.team_member).post(path_of(request, "complete"), given)
        assert response.status_code == 422
        assert "Give the whole link" in response.content.decode()


def test_a_date_in_the_past_is_refused_unless_it_stood_there(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.BACKLOG)
    past = timezone.localdate() - dt.timedelta(days=2)
    client, given = client_for(cast.team_lead), answers(cast, request, due_on=past.isoformat())
    assert "This day has passed" in client.post(path_of(request, "assign"), given).content.decode()
    SMRequest.objects.filter(pk=request.pk).update(due_on=past)
    assert client.post(path_of(request, "assign"), given).status_code == 302


def chained(cast: Cast, request: SMRequest, **more: Any) -> dict[str, Any]:
    """Triage, and assign at once."""
    return {
        "version": request.version,
        "team": cast.team.pk,
        "chain_now": "on",
        "chain_assignees": [cast.team_member.pk],
        "chain_milestone": quarter().pk,
        "chain_urgent_reason": "The event is tomorrow.",
    } | more


def test_triage_may_assign_what_is_urgent_in_the_same_submit(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast)
    response = client_for(cast.triage_lead).post(path_of(request, "triage"), chained(cast, request))
    request.refresh_from_db()
    assert response.status_code == 302
    assert (request.state, request.is_urgent, request.team) == (State.ASSIGNED, True, cast.team)
    assert [event.move for event in request.events.all()] == ["", "triage", "assign_urgent"]
    assert len({event.submit for event in request.events.all()}) == 2


def test_the_chain_is_checked_like_the_move_itself(cast: Cast, client_for: ClientFor) -> None:
    request, client = filed(cast), client_for(cast.triage_lead)
    nothing = {"version": request.version, "team": cast.team.pk, "chain_now": "on"}
    text = client.post(path_of(request, "triage"), nothing).content.decode()
    for need in MOVES["assign_urgent"].needs:
        assert f'id="id_chain_{need.value}_error"' in text
    stranger = chained(cast, request, chain_assignees=[cast.other_member.pk])
    response = client.post(path_of(request, "triage"), stranger)
    assert response.status_code == 422
    assert "Not in the team: Other member." in response.content.decode()
    request.refresh_from_db()
    assert request.state == State.NEW


def test_without_its_tick_the_chain_is_left_alone(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast)
    given = chained(cast, request)
    del given["chain_now"]
    client_for(cast.triage_lead).post(path_of(request, "triage"), given)
    request.refresh_from_db()
    assert request.state == State.TRIAGE


class TestSecond:
    """Somebody else was quicker."""

    def test_it_says_who_and_keeps_what_was_typed(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        seen = request.version
        workflow.edit(request, by=cast.team_lead, changes={"priority": "1"}, note="After the call")
        client = client_for(cast.triage_lead)
        given = answers(cast, request, version=seen, reason="Another <team> does this.")
        response = client.post(path_of(request, "transfer"), given)
        text = response.content.decode()
        assert response.status_code == 409
        assert "Somebody was quicker" in text
        assert "<b>Team lead</b> edited the request" in text
        assert "After the call" in text
        assert "Another &lt;team&gt; does this." in text
        assert 'value="Field Marketing"' in text
        assert "Transfer anyway" in text
        fresh = response.context["form"]["version"].value()
        assert client.post(path_of(request, "transfer"), given | {"version": fresh}).status_code == 302
        request.refresh_from_db()
        assert request.state == State.TRANSFERRED

    def test_it_says_what_is_possible_now(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        seen = request.version
        take(request, cast.team_lead, "backlog")
        given = answers(cast, request, version=seen, reason="Not for us")
        response = client_for(cast.triage_lead).post(path_of(request, "transfer"), given)
        text = response.content.decode()
        assert response.status_code == 409
        assert "not possible any more" in text
        assert f'href="/requests/{request.pk}/move/assign/"' in text
        assert "Not for us" in text
        assert "Transfer anyway" not in text

    def test_choices_that_were_made_are_kept_in_words(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.BACKLOG)
        seen = request.version
        take(request, cast.triage_lead, "decline", reason="Too late")
        given = answers(cast, request, version=seen)
        text = client_for(cast.team_lead).post(path_of(request, "assign"), given).content.decode()
        shown = text.replace("<p>", "").replace("</p>", "")
        assert "<dt>Who works on it</dt><dd>Team member (nothing open)</dd>" in shown
        assert quarter().name in text

    def test_who_lost_the_right_meanwhile_is_told_too(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        seen = request.version
        take(request, cast.triage_lead, "reroute", team=cast.other_team)
        given = answers(cast, request, version=seen, note="Clear enough")
        response = client_for(cast.team_lead).post(path_of(request, "backlog"), given)
        assert response.status_code == 409
        assert "gave the request to another team" in response.content.decode()
        assert "Clear enough" in response.content.decode()

    def test_a_link_to_a_move_that_was_made_explains_itself(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.BACKLOG)
        text = page(client_for, cast.team_lead, path_of(request, "backlog"), 409)
        assert "moved the request" in text
        assert f'href="/requests/{request.pk}/move/assign/"' in text

    def test_ones_own_second_click_is_no_conflict(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        client, given = client_for(cast.team_lead), answers(cast, request)
        assert client.post(path_of(request, "backlog"), given).status_code == 302
        again = client.post(path_of(request, "backlog"), given)
        assert again.status_code == 302
        assert [str(message) for message in get_messages(again.wsgi_request)][-1].startswith(
            "You had done this"
        )
        assert request.events.filter(move="backlog").count() == 1

    def test_without_a_version_nothing_is_moved(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        for version in ("", "x", "-1", "9" * 30):
            given = answers(cast, request, version=version)
            response = client_for(cast.team_lead).post(path_of(request, "backlog"), given)
            assert response.status_code in {409, 422}
        request.refresh_from_db()
        assert request.state == State.TRIAGE


def test_withdrawing_has_an_address_of_its_own(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.BACKLOG)
    client, path = client_for(cast.requester), f"/requests/{request.pk}/withdraw/"
    assert "Withdraw" in page(client_for, cast.requester, path)
    assert client.post(path, {"version": request.version, "note": "Found one."}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.close_reason) == (State.DECLINED, "Found one.")

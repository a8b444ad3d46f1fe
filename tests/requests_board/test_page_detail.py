"""The page of one request: what it shows to whom, what can be said and done on it."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import Comment, RequestEvent, SMRequest, Watch
from requests_board.pages.timeline import SHOWN_AT_ONCE
from requests_board.vocabulary import State
from requests_board.workflow import moves_for
from tests.conftest import ClientFor
from tests.requests_board.desk import count_queries, filed, labels, page, quarter, take
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def path_of(request: SMRequest, action: str = "") -> str:
    """Address of the page, or of an action on it."""
    return f"/requests/{request.pk}/{action}"


def send(client: Client, request: SMRequest, action: str, **data: Any) -> Any:
    """Press a button of the page as it is now."""
    return client.post(path_of(request, action), {"version": request.version, **data})


def test_it_shows_labels_commitment_and_facts(cast: Cast, client_for: ClientFor) -> None:
    found = labels()
    request = filed(
        cast,
        State.ASSIGNED,
        use_case_id=found["ucase::GitOps"].pk,
        devops_stages=[found["devops::release"].pk],
        gtm_phase="decision",
        dod_text="Ten slides",
        description="For *a bank*",
    )
    workflow.edit(
        request, by=cast.team_lead, changes={"priority": "?", "dod": "Y", "eteam": "N", "health": "at_risk"}
    )
    response = client_for(cast.outsider).get(path_of(request))
    text = response.content.decode()
    shown = [label.text for label in response.context["labels"]]
    assert shown[0] == "sm_req::assigned"
    assert {"p::?", "ucase::GitOps", "dod::Y", "eteam::N", "devops::release"} < set(shown)
    assert f"committed for {quarter()}" in text
    assert "<em>a bank</em>" in text
    assert "Ten slides" in text
    assert "At risk" in text


def test_the_story_is_told_in_order_and_in_words(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.TRIAGE)
    workflow.edit(request, by=cast.team_lead, changes={"priority": "1", "due_on": dt.date(2099, 2, 4)})
    workflow.comment(request, by=cast.outsider, body="I **need** it too.")
    request.refresh_from_db()
    take(request, cast.team_lead, "backlog", note="Clear enough")
    response = client_for(cast.requester).get(path_of(request))
    entries = response.context["timeline"].entries
    assert [entry.sentence for entry in entries] == [
        "filed the request",
        "moved the request",
        "edited the request",
        "commented",
        "moved the request",
    ]
    assert [(change.name, change.old, change.new) for change in entries[2].changes] == [
        ("priority", "nothing", "1, first"),
        ("due date", "nothing", "4 Feb 2099"),
    ]
    assert "<strong>need</strong>" in entries[3].said
    assert entries[4].before.text == "sm_req::triage"
    assert entries[4].after.text == "sm_req::backlog"
    assert entries[4].note == "Clear enough"
    assert [(change.name, change.new) for change in entries[4].changes] == [("milestone", "SM_Backlog")]


def test_an_edit_of_the_urgency_is_told_and_a_move_says_it_once(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.TRIAGE)
    workflow.edit(request, by=cast.requester, changes={"is_urgent": True, "urgent_reason": "Thursday"})
    request.refresh_from_db()
    data = {"assignees": (cast.team_member,), "milestone": quarter(), "urgent_reason": "Friday"}
    take(request, cast.team_lead, "assign_urgent", **data)
    entries = client_for(cast.requester).get(path_of(request)).context["timeline"].entries
    assert [(change.name, change.new) for change in entries[2].changes] == [
        ("urgent", "yes"),
        ("why it is urgent", "Thursday"),
    ]
    assert [change.name for change in entries[3].changes] == ["milestone", "assigned to"]
    assert entries[3].note == "Friday"


def test_what_people_write_is_escaped(cast: Cast, client_for: ClientFor) -> None:
    attack = "<script>alert(1)</script>"
    request = filed(cast, State.TRIAGE, title=attack, description=attack, dod_text=attack)
    workflow.comment(request, by=cast.requester, body=attack)
    workflow.ask(request, by=cast.team_lead, question=attack)
    request.refresh_from_db()
    workflow.edit(request, by=cast.team_lead, changes={"clarity_note": attack}, note=attack)
    request.refresh_from_db()
    take(request, cast.team_lead, "transfer", transferred_to=attack, reason=attack)
    assert "<script>alert" not in page(client_for, cast.outsider, path_of(request))


def test_who_may_not_see_it_finds_nothing(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.TRIAGE, is_confidential=True)
    page(client_for, cast.outsider, path_of(request), 404)
    for user in (cast.requester, cast.team_member, cast.triage_lead):
        assert "Confidential" in page(client_for, user, path_of(request))
    for action in ("comment/", "ask/", "answer/", "watch/", "undo/", "edit/", "withdraw/"):
        assert client_for(cast.outsider).post(path_of(request, action)).status_code == 404
    assert client_for(None).get(path_of(request))["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", ["outsider", "requester", "team_member", "team_lead", "triage_lead"])
@pytest.mark.parametrize("state", list(State), ids=str)
def test_the_buttons_are_the_moves_that_one_may_make(
    cast: Cast, client_for: ClientFor, role: str, state: State
) -> None:
    request, user = filed(cast, state), cast.play(role)
    text = page(client_for, user, path_of(request))
    for move in moves_for(request, user):
        assert f'href="{path_of(request, f"move/{move.key}/")}"' in text
    assert text.count(f'href="{path_of(request)}move/') == len(moves_for(request, user))
    assert text.count('class="button "') <= 1, "one button stands out"


def test_the_steps_show_the_way_it_went(cast: Cast, client_for: ClientFor) -> None:
    urgent = filed(cast, State.TRIAGE)
    take(
        urgent,
        cast.team_lead,
        "assign_urgent",
        assignees=(cast.team_member,),
        milestone=quarter(),
        urgent_reason="x",
    )
    declined = filed(cast, State.DECLINED)
    client = client_for(cast.requester)
    assert [step[0] for step in client.get(path_of(urgent)).context["steps"]] == [
        "new_request",
        "triage",
        "assigned",
        "completed",
    ]
    steps = client.get(path_of(declined)).context["steps"]
    assert [step[0] for step in steps] == ["new_request", "triage", "backlog", "declined"]
    assert all(note for _, _, note in steps)


def test_late_and_waiting_are_marked(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.TRIAGE)
    SMRequest.objects.update(due_on=timezone.localdate() - dt.timedelta(days=1))
    assert ">Late</span>" in page(client_for, cast.requester, path_of(request))
    request.refresh_from_db()
    workflow.ask(request, by=cast.team_lead, question="Which release?")
    text = page(client_for, cast.requester, path_of(request))
    assert ">Late</span>" not in text
    assert "Team lead needs more information from you" in text


def test_the_result_and_the_reason_come_first(cast: Cast, client_for: ClientFor) -> None:
    text = page(client_for, cast.requester, path_of(filed(cast, State.COMPLETED)))
    assert 'href="https://deck.example/1"' in text
    assert f"done in {quarter()}" in text
    text = page(client_for, cast.requester, path_of(filed(cast, State.TRANSFERRED)))
    assert "Transferred to Field Marketing" in text
    assert "Because." in text


class TestTalk:
    """Comments, questions, answers."""

    def test_a_comment(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        response = send(client_for(cast.outsider), request, "comment/", text="Me too\r\nand more")
        assert response.status_code == 302
        assert Comment.objects.get().body == "Me too\nand more"
        event = request.events.latest("pk")
        assert response.headers["Location"] == f"{path_of(request)}#event-{event.pk}", "to what was said"
        assert f'id="event-{event.pk}"' in page(client_for, cast.outsider, path_of(request))
        assert Watch.objects.filter(request=request, user=cast.outsider).exists()

    def test_an_empty_comment(self, cast: Cast, client_for: ClientFor) -> None:
        response = send(client_for(cast.outsider), filed(cast), "comment/", text="  ")
        assert response.status_code == 422
        assert '<a href="#comment_form_text">Write a comment first.</a>' in response.content.decode()

    def test_question_and_answer(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        assert send(client_for(cast.team_member), request, "ask/", text="Which *one*?").status_code == 302
        request.refresh_from_db()
        assert request.is_waiting
        asked = page(client_for, cast.requester, path_of(request))
        assert "<em>one</em>" in asked
        assert "You were asked for more information." in asked
        assert f"{cast.requester} was asked" in page(client_for, cast.team_lead, path_of(request))
        assert send(client_for(cast.requester), request, "answer/", text="Both").status_code == 302
        request.refresh_from_db()
        assert not request.is_waiting

    @pytest.mark.parametrize(("action", "role"), [("ask/", "outsider"), ("answer/", "team_lead")])
    def test_others_may_not(self, cast: Cast, client_for: ClientFor, action: str, role: str) -> None:
        request = filed(cast, State.TRIAGE)
        workflow.ask(request, by=cast.team_lead, question="Which?")
        request.refresh_from_db()
        assert send(client_for(cast.play(role)), request, action, text="x").status_code == 403

    def test_an_empty_question_opens_the_form_again(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        response = send(client_for(cast.team_lead), request, "ask/", text="")
        assert response.status_code == 422
        assert '<details class="fold" open>' in response.content.decode()

    def test_who_asks_second_keeps_the_question(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        seen = request.version
        take(request, cast.triage_lead, "backlog")
        response = send(client_for(cast.team_lead), request, "ask/", text="Which <one>?", version=seen)
        text = response.content.decode()
        assert response.status_code == 409
        assert "Somebody was quicker" in text
        assert "Which &lt;one&gt;?</textarea>" in text
        fresh = response.context["ask_form"]["version"].value()
        again = send(client_for(cast.team_lead), request, "ask/", text="Which <one>?", version=fresh)
        assert again.status_code == 302

    def test_an_answer_that_comes_too_late_is_kept(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.TRIAGE)
        workflow.ask(request, by=cast.team_lead, question="Which?")
        request.refresh_from_db()
        seen = request.version
        take(request, cast.team_lead, "decline_triage", reason="Not ours")
        response = send(client_for(cast.requester), request, "answer/", text="Both of them", version=seen)
        assert response.status_code == 409
        assert "Both of them</textarea>" in response.content.decode()


def test_watching(cast: Cast, client_for: ClientFor) -> None:
    request, client = filed(cast), client_for(cast.outsider)
    assert send(client, request, "watch/", on="1").status_code == 302
    assert "Stop watching" in client.get(path_of(request)).content.decode()
    send(client, request, "watch/", on="0")
    assert not Watch.objects.filter(user=cast.outsider).exists()


class TestUndo:
    """Taking the last move back."""

    def test_who_made_it_may_for_ten_minutes(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.BACKLOG)
        text = page(client_for, cast.team_lead, path_of(request))
        assert "possible for 10 more minutes" in text
        assert "Take my last move back" not in page(client_for, cast.triage_lead, path_of(request))
        assert send(client_for(cast.team_lead), request, "undo/").status_code == 302
        request.refresh_from_db()
        assert request.state == State.TRIAGE
        assert "took back “Move to the backlog”" in page(client_for, cast.requester, path_of(request))

    def test_others_and_later_is_refused(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.BACKLOG)
        assert send(client_for(cast.triage_lead), request, "undo/").status_code == 403
        old = timezone.now() - dt.timedelta(minutes=11)
        RequestEvent.objects.filter(request=request).update(at=old)
        assert send(client_for(cast.team_lead), request, "undo/").status_code == 403

    def test_when_somebody_went_on(self, cast: Cast, client_for: ClientFor) -> None:
        request = filed(cast, State.BACKLOG)
        seen = request.version
        workflow.edit(request, by=cast.triage_lead, changes={"priority": "1"})
        response = send(client_for(cast.team_lead), request, "undo/", version=seen)
        assert response.status_code == 409
        assert "<b>Triage lead</b> edited the request" in response.content.decode()


@pytest.mark.parametrize("action", ["comment/", "ask/", "answer/", "watch/", "undo/"])
def test_actions_are_posted(cast: Cast, client_for: ClientFor, action: str) -> None:
    assert client_for(cast.triage_lead).get(path_of(filed(cast, State.TRIAGE), action)).status_code == 405


def test_queries_do_not_grow_with_the_story(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.ASSIGNED)
    talk(request, cast.requester, 10)
    few = count_queries(client_for(cast.team_lead), path_of(request))
    talk(request, cast.outsider, 2 * SHOWN_AT_ONCE)
    many = count_queries(client_for(cast.team_lead), path_of(request))
    whole = count_queries(client_for(cast.team_lead), path_of(request) + "?timeline=all")
    assert many <= few == whole <= 20, "fewer names are needed where only talk is shown"


def talk(request: SMRequest, by: User, number: int) -> None:
    """Say something ``number`` times."""
    for place in range(number):
        workflow.comment(request, by=by, body=f"Remark {place}")


def test_a_long_story_is_cut_and_can_be_shown_whole(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast)
    talk(request, cast.requester, SHOWN_AT_ONCE + 4)
    client = client_for(cast.requester)
    told = client.get(path_of(request)).context["timeline"]
    assert (len(told.entries), told.is_cut) == (SHOWN_AT_ONCE, True)
    assert "Remark 43" in told.entries[-1].said
    whole = client.get(path_of(request) + "?timeline=all").context["timeline"]
    assert (len(whole.entries), whole.is_cut) == (SHOWN_AT_ONCE + 5, False)


def test_what_was_delivered_can_be_listed_as_collateral(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.COMPLETED, title="A deck for the fair")
    address = SMRequest.objects.get(pk=request.pk).delivered_url
    asked = client_for(cast.requester).get(path_of(request)).content.decode()
    assert "Ask an editor to list it as collateral" in asked
    editor = client_for(cast.editor)
    href = html.unescape(editor.get(path_of(request)).content.decode()).split('">List it as collateral')[0]
    form = editor.get(href.rpartition('href="')[2]).content.decode()
    assert 'value="A deck for the fair"' in form
    assert f'value="{address}"' in form
    open_one = filed(cast, State.ASSIGNED, title="Not done yet")
    assert "as collateral</a>" not in editor.get(path_of(open_one)).content.decode()

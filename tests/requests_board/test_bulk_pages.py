"""Changing several requests at once, on its pages: pick, choose, look, do, take back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import Batch, SMRequest
from requests_board.pages import bulk
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, labels, many, quarter
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


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
    for name, value in re.findall(
        r'type="hidden" name="([^"]+)" value="([^"]*)"', form[: form.index("</form>")]
    ):
        found.setdefault(name, []).append(value)
    return found


def test_from_picking_to_taking_back(client_for: ClientFor, cast: Cast) -> None:
    client = client_for(cast.team_lead)
    label = labels()["devops::release"]
    ours = [filed(cast, State.TRIAGE, title=f"Deck {number}") for number in range(3)]
    closed = filed(cast, State.DECLINED, title="No longer needed")
    chosen = {
        "priority": "1",
        "devops_stages": [str(label.pk)],
        "devops_stages_how": "add",
        "due_on": "2099-01-31",
    }

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


def test_a_move_for_many_by_its_own_form(client_for: ClientFor, cast: Cast) -> None:
    client = client_for(cast.triage_lead)
    new, triaged = filed(cast), filed(cast, State.TRIAGE)
    page = send(client, "bulk", [new, triaged])
    assert "Triage to a team… 1 of 2" in words_of(page)
    assert "Who works on it" not in words_of(send(client, "bulk", [new, triaged], do="triage"))
    refused = send(client, "bulk_preview", [new, triaged], do="triage")
    assert refused.status_code == 422
    assert "Choose the team that should look at it." in words_of(refused)
    page = send(client, "bulk_preview", [new, triaged], do="triage", team=cast.team.pk)
    assert "1 request would change" in words_of(page)
    assert "It is in “Triage”; this is possible in “New request”. 1" in words_of(page)
    page = client.post(reverse("requests:bulk_apply"), hidden_in(page), follow=True)
    assert Batch.objects.get().words == "Triage to a team (Product marketing)"
    assert "1 changed. It can be taken back for a day." in page.content.decode()
    assert SMRequest.objects.get(pk=new.pk).state == State.TRIAGE


def test_who_comes_second_is_told_and_loses_nothing(client_for: ClientFor, cast: Cast) -> None:
    client, request = client_for(cast.team_lead), filed(cast, State.TRIAGE)
    workflow.edit(request, by=cast.team_member, changes={"weight": 5})
    old = SMRequest(pk=request.pk, version=request.version)
    page = send(client, "bulk_preview", [old], priority="2")
    assert f"1 of them was changed since you picked them: #{request.pk}" in words_of(page)
    page = send(client, "bulk_apply", [old], priority="2")
    assert page.status_code == 409
    assert "others were quicker" in words_of(page)
    assert client.post(reverse("requests:bulk_apply"), hidden_in(page)).status_code == 302
    assert SMRequest.objects.get(pk=request.pk).priority == "2"


def test_everything_that_matches_the_list(
    client_for: ClientFor, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_for(cast.triage_lead)
    rows = many(cast, 4)
    many(cast, 2, state=State.DECLINED)
    page = client.post(reverse("requests:bulk"), {"all": "1", "query": "state=new_request&sort=due"})
    assert page.context["selection"].picks == picks(reversed(rows))
    monkeypatch.setattr(bulk, "MOST", 3)
    page = client.post(reverse("requests:bulk"), {"all": "1", "query": "?scope=all"})
    assert "More than 3 match." in words_of(page)
    assert len(page.context["selection"].requests) == 3


def test_a_query_with_a_nul_is_not_put_to_the_database(client_for: ClientFor, cast: Cast) -> None:
    client, asked = client_for(cast.team_lead), list[Any]()

    def note(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        asked.extend(params or ())
        return execute(sql, params, *rest)

    with connection.execute_wrapper(note):
        answer = client.post(reverse("requests:bulk"), {"all": "1", "query": "milestone=a%00b"})
    assert answer.status_code < 500
    assert not [one for one in asked if isinstance(one, str) and "\x00" in one]


def test_what_one_may_not_see_is_left_out(client_for: ClientFor, cast: Cast) -> None:
    secret = filed(cast, State.TRIAGE, is_confidential=True)
    own = workflow.file_request(by=cast.outsider, title="Mine")
    page = send(client_for(cast.outsider), "bulk", [secret, own])
    assert "1 of those that were picked is not open to you any more" in words_of(page)
    assert secret.title not in page.content.decode()


@pytest.mark.parametrize("pick", ["", "x", "1.", "0.1", "1.1 OR 1=1", "9" * 30 + ".1", "\x001.1"])
def test_what_is_no_selection_leads_to_the_list(pick: str, client_for: ClientFor, cast: Cast) -> None:
    client = client_for(cast.team_lead)
    for name in ("bulk", "bulk_preview", "bulk_apply"):
        assert client.post(reverse(f"requests:{name}"), {"pick": pick})["Location"] == reverse(
            "requests:list"
        )
        assert client.get(reverse(f"requests:{name}"))["Location"] == reverse("requests:list")


def test_one_that_is_taken_back_is_told_as_one(client_for: ClientFor, cast: Cast) -> None:
    client = client_for(cast.team_lead)
    page = send(client, "bulk_preview", [filed(cast, State.TRIAGE)], priority="1")
    client.post(reverse("requests:bulk_apply"), hidden_in(page))
    back = client.post(reverse("requests:batch_undo", args=[Batch.objects.get().pk]), follow=True)
    assert "1 is as it was before." in words_of(back)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose at least one thing to change."),
        ({"due_on": "2001-01-01"}, "This day has passed."),
        ({"weight": "4", "weight_clear": "on"}, "Give a new one or take it away, not both."),
        ({"priority": "9"}, "not one of the choices"),
        ({"labels": "'--"}, "Choose at least one thing to change."),
    ],
)
def test_what_is_wrong_is_said(
    data: dict[str, str], sentence: str, client_for: ClientFor, cast: Cast
) -> None:
    page = send(client_for(cast.team_lead), "bulk_preview", [filed(cast, State.TRIAGE)], **data)
    assert page.status_code == 422
    assert sentence in words_of(page)


def test_going_back_keeps_what_was_chosen(client_for: ClientFor, cast: Cast) -> None:
    client, request = client_for(cast.team_lead), filed(cast, State.TRIAGE)
    page = send(client, "bulk", [request], priority="2", weight="4", note="As agreed.")
    html = page.content.decode()
    assert '<option value="2" selected>' in html
    assert 'value="As agreed."' in html


def test_pages_ask_as_much_for_many_as_for_few(
    client_for: ClientFor, cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = client_for(cast.triage_lead)
    rows, _ = many(cast, 120), quarter()
    for name, data in (
        ("bulk", {}),
        ("bulk", {"do": "triage"}),
        ("bulk_preview", {"do": "triage", "team": cast.team.pk}),
        ("bulk_preview", {"do": "decline_new", "reason": "No."}),
    ):
        with django_assert_max_num_queries(16):
            assert send(client, name, rows, **data).status_code == 200


def test_a_batch_is_for_who_made_it_and_for_triage_leads(client_for: ClientFor, cast: Cast) -> None:
    request = filed(cast, State.TRIAGE)
    done = workflow.change_many(
        [request], by=cast.team_lead, doing=workflow.Edit({"priority": "1"}), words="P"
    )
    assert done.batch is not None
    path = reverse("requests:batch", args=[done.batch.pk])
    statuses = [
        client_for(user).get(path).status_code
        for user in (cast.team_lead, cast.triage_lead, cast.team_member)
    ]
    assert statuses == [200, 200, 404]
    workflow.edit(SMRequest.objects.get(pk=request.pk), by=cast.team_member, changes={"weight": 1})
    page = words_of(client_for(cast.team_lead).get(path))
    assert "changed by Team member" in page
    assert "Take" not in page, "there is nothing left to take back"
    assert "P" in words_of(client_for(cast.team_lead).get(reverse("requests:batches")))


def test_one_request_of_many_actors(client_for: ClientFor, cast: Cast) -> None:
    """Each row by its own rule: members groom what their team has."""
    ours = filed(cast, State.TRIAGE)
    theirs = workflow.move(
        [filed(cast)],
        by=cast.triage_lead,
        steps=[workflow.Step("triage", workflow.MoveData(team=cast.other_team))],
    ).requests[0]
    users: list[User] = [cast.team_member, cast.other_member]
    for user, sentence in zip(
        users, ("it is with Technical marketing", "it is with Product marketing"), strict=True
    ):
        page = words_of(send(client_for(user), "bulk_preview", [ours, theirs], priority="1"))
        assert f"Not yours to change: {sentence}. 1" in page


def test_all_that_match_can_be_taken_where_one_page_holds_them(client_for: ClientFor, cast: Cast) -> None:
    filed(cast), filed(cast)
    client = client_for(cast.team_lead)
    listed = client.get(reverse("requests:list")).content.decode()
    assert "Change all 2 that match" in listed, "without a script nothing ticks every box of the page"
    chosen = client.post(reverse("requests:bulk"), {"query": "", "all": "1"})
    assert "Change 2 requests" in words_of(chosen)

"""Saved views: one name for filter, sort, columns and groups; who sees them, who changes them, what they may hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board.forms.saved_views import SavedViewForm
from requests_board.models import SavedView, SMRequest
from requests_board.pages.ready_views import FIRST, MORE
from requests_board.pages.saved_views import as_query
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import count_queries, filed, labels, page, quarter, rows_of
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST, VIEWS, SAVE = "/requests/", "/requests/views/", "/requests/views/save/"


def save(
    client: Client, query: str, name: str = "Late ones", status: int = 302, **data: Any
) -> SavedView | None:
    """Save what the list shows at ``query``; gives the view."""
    sent = {"name": name, "audience": "private", "layout": "list", "query": query} | data
    response = client.post(SAVE, sent)
    assert response.status_code == status, response.content.decode()[:3000]
    return SavedView.objects.filter(name=name).first()


def view_of(owner: User, **fields: Any) -> SavedView:
    """A view that is there already."""
    return SavedView.objects.create(
        **{"name": "A view", "owner": owner, "params": {"state": ["triage"]}} | fields
    )


def test_a_name_taken_while_it_was_checked_is_said(
    cast: Cast, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    view_of(cast.requester, name="Mine")
    monkeypatch.setattr(
        SavedViewForm, "clean_name", lambda form: form.cleaned_data["name"]
    )  # it was free then
    save(client_for(cast.requester), "state=triage", "Mine", status=422)
    assert SavedView.objects.count() == 1


def test_a_view_keeps_all_that_the_list_shows(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.team_member)
    backlog = filed(cast, State.BACKLOG)
    filed(cast)
    view = save(
        client, "state=backlog&sort=priority,-due&columns=health&columns=due&group=team&after=3&evil=1"
    )
    assert view is not None
    assert view.params == {
        "state": ["backlog"],
        "sort": ["priority,-due"],
        "columns": ["health,due"],
        "group": ["team"],
    }
    shown = client.get(LIST, {"view": view.pk})
    assert [row.pk for row in shown.context["page"].rows] == [backlog.pk]
    assert [head.title for head in shown.context["table"].heads] == ["No.", "Request", "Health", "Due"]
    assert shown.context["filter"].order.text == "priority,-due"
    assert [part["part"].group.key for part in shown.context["table"].parts] == ["product-marketing"]
    assert 'aria-current="page">Late ones</a>' in shown.content.decode()


def test_what_is_added_to_the_address_counts_and_can_be_kept(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.team_member)
    view = view_of(cast.team_member)
    changed = client.get(LIST, {"view": str(view.pk), "state": "backlog"})
    assert "Not as “A view” was saved" in changed.content.decode()
    response = client.post(f"{VIEWS}{view.pk}/", {"query": changed.context["views"].to_save})
    assert response["Location"] == f"{LIST}?view={view.pk}"
    view.refresh_from_db()
    assert view.params == {"state": ["backlog"]}


def test_the_last_filter_of_a_view_can_be_taken_away(cast: Cast, client_for: ClientFor) -> None:
    client, view = client_for(cast.team_member), view_of(cast.team_member)
    request = filed(cast)
    chip = client.get(LIST, {"view": view.pk}).context["filter"].chips[0]
    assert rows_of(client, f"{LIST}{chip.href}") == [request.pk]


@pytest.mark.parametrize(
    ("role", "audiences"),
    [
        ("outsider", ["private"]),
        ("team_member", ["private"]),
        ("team_lead", ["private", "team"]),
        ("triage_lead", ["private", "team", "everyone"]),
        ("administrator", ["private", "team", "everyone"]),
    ],
)
def test_who_may_share_with_whom(cast: Cast, client_for: ClientFor, role: str, audiences: list[str]) -> None:
    user, team = cast.play(role), cast.team.pk
    client = client_for(user)
    for audience in SavedView.Audience.values:
        wanted = 302 if audience in audiences else 422
        save(
            client,
            "state=triage",
            audience,
            wanted,
            audience=audience,
            team=team if audience == "team" else "",
        )
    assert sorted(SavedView.objects.values_list("audience", flat=True)) == sorted(audiences)


def test_leads_share_with_their_own_team_only(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.team_lead)
    assert save(client, "", status=422, audience="team", team=cast.other_team.pk) is None
    assert save(client, "", status=422, audience="team") is None


def test_views_are_seen_by_those_they_are_for(cast: Cast, client_for: ClientFor) -> None:
    view_of(cast.team_lead, name="My own")
    view_of(cast.team_lead, name="Of the team", audience="team", team=cast.team)
    view_of(cast.triage_lead, name="Of all", audience="everyone")
    seen = {
        role: [
            name
            for name in ("My own", "Of the team", "Of all")
            if name in page(client_for, cast.play(role), VIEWS)
        ]
        for role in ("team_lead", "team_member", "other_lead", "administrator")
    }
    assert seen == {
        "team_lead": ["My own", "Of the team", "Of all"],
        "team_member": ["Of the team", "Of all"],
        "other_lead": ["Of all"],
        "administrator": ["Of all"],
    }


def test_only_the_owner_changes_and_deletes(cast: Cast, client_for: ClientFor) -> None:
    view = view_of(cast.triage_lead, audience="everyone")
    for address in (f"{VIEWS}{view.pk}/", f"{VIEWS}{view.pk}/delete/"):
        assert client_for(cast.team_lead).post(address, {"query": "q=x"}).status_code == 403
    hidden = view_of(cast.team_lead, name="Mine")
    assert client_for(cast.outsider).post(f"{VIEWS}{hidden.pk}/delete/").status_code == 404
    client = client_for(cast.triage_lead)
    client.post(f"{VIEWS}{view.pk}/", {"name": "Renamed", "audience": "private"})
    view.refresh_from_db()
    assert (view.name, view.audience, view.params) == ("Renamed", "private", {"state": ["triage"]})
    client.post(f"{VIEWS}{view.pk}/delete/")
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Mine"]


def test_who_leads_no_more_changes_no_longer_what_others_see(cast: Cast, client_for: ClientFor) -> None:
    shared = [
        view_of(cast.team_member, name="Of the team", audience="team", team=cast.team),
        view_of(cast.team_member, name="Of all", audience="everyone"),
    ]
    client = client_for(cast.team_member)
    for view in shared:
        address = f"{VIEWS}{view.pk}/"
        assert client.post(address, {"query": "q=x"}).status_code == 403
        assert client.post(address, {"name": view.name, "audience": "private"}).status_code == 302
        assert client.post(address, {"query": "q=x"}).status_code == 302
        view.refresh_from_db()
        assert (view.audience, view.team, view.params) == ("private", None, {"q": ["x"]})


def test_a_view_of_somebody_else_shows_what_i_may_see(cast: Cast, client_for: ClientFor) -> None:
    hidden = filed(cast, State.TRIAGE, is_confidential=True)
    view = view_of(cast.triage_lead, audience="everyone")
    assert rows_of(client_for(cast.triage_lead), f"{LIST}?view={view.pk}") == [hidden.pk]
    assert rows_of(client_for(cast.outsider), f"{LIST}?view={view.pk}") == []


def test_a_view_that_is_not_shared_with_me_is_not_there(cast: Cast, client_for: ClientFor) -> None:
    view, other = view_of(cast.team_lead), filed(cast)
    response = client_for(cast.outsider).get(LIST, {"view": view.pk})
    assert "not shared with you" in response.content.decode()
    assert [row.pk for row in response.context["page"].rows] == [other.pk]


def test_me_is_whoever_looks(cast: Cast, client_for: ClientFor) -> None:
    mine = filed(cast, State.ASSIGNED)
    view = view_of(cast.triage_lead, audience="everyone", params={"assignee": ["me"]})
    assert rows_of(client_for(cast.team_member), f"{LIST}?view={view.pk}") == [mine.pk]
    assert rows_of(client_for(cast.triage_lead), f"{LIST}?view={view.pk}") == []


def test_the_default_of_a_team_opens_first(cast: Cast, client_for: ClientFor) -> None:
    triage, new = filed(cast, State.TRIAGE), filed(cast)
    old = view_of(cast.team_lead, name="Old", audience="team", team=cast.team, is_team_default=True)
    view = save(
        client_for(cast.team_lead),
        "state=triage",
        "Our day",
        audience="team",
        team=cast.team.pk,
        is_team_default="on",
    )
    old.refresh_from_db()
    assert view is not None
    assert (view.is_team_default, old.is_team_default) == (True, False)
    member = client_for(cast.team_member)
    assert rows_of(member, LIST) == [triage.pk]
    text = page(client_for, cast.team_member, LIST)
    assert "“Our day” opens first for Product marketing" in text
    assert 'href="/requests/?view=open">All open requests' in text
    assert rows_of(member, f"{LIST}?view=open") == [new.pk, triage.pk]
    assert rows_of(client_for(cast.other_member), LIST) == [new.pk, triage.pk]
    chip = member.get(LIST).context["filter"].chips[0]
    assert rows_of(member, f"{LIST}{chip.href}") == [new.pk, triage.pk]


@pytest.mark.parametrize(
    "view", [view for view in (*FIRST, *MORE) if view.layout == "list"], ids=lambda view: view.key
)
def test_ready_made_views_open(cast: Cast, client_for: ClientFor, view: Any) -> None:
    quarter()
    labels()
    for state in (State.NEW, State.TRIAGE, State.BACKLOG, State.ASSIGNED):
        filed(cast, state)
    response = client_for(cast.team_member).get(LIST, {"view": view.key})
    assert response.context["filter"].problems == []
    states = {row.state for row in response.context["page"].rows}
    expected = set(view.params.get("state", [])) or {"this-quarter": {"assigned"}, "mine": {"assigned"}}.get(
        view.key
    )
    assert states == (expected or {"new_request", "triage", "backlog", "assigned"})


def test_a_view_of_the_board_opens_on_the_board(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.team_member)
    view = save(client, "by=team&fields=health&fields=due&team=product-marketing&sort=due", layout="board")
    assert view is not None
    assert view.params == {"by": ["team"], "fields": ["health", "due"], "team": ["product-marketing"]}
    assert client.get(LIST, {"view": view.pk})["Location"] == f"/requests/board/?view={view.pk}"


@pytest.mark.parametrize(
    "params",
    [
        {"requester__password": ["x"], "order_by": ["title"], "sort": ["requester__email"]},
        {"state": "triage", "team": [1, None, {"a": 1}], "q": [["x"]]},
        ["state"],
        {"sort": [["due"]], "columns": ["answers,version,password"], "group": ["requester__email"]},
        {f"key{number}": ["x"] * 500 for number in range(500)},
    ],
)
def test_whatever_stands_in_a_view_only_the_allow_list_is_applied(
    cast: Cast, client_for: ClientFor, params: Any
) -> None:
    request = filed(cast)
    view = view_of(cast.team_member, params=params)
    response = client_for(cast.team_member).get(LIST, {"view": view.pk})
    assert response.status_code == 200
    assert set(response.context["views"].query) <= {"view", "sort", "state", "team"}
    assert [row.pk for row in response.context["page"].rows] == [request.pk]
    assert len(as_query(params)) < 100


def test_bad_input_loses_nothing(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.team_member)
    save(client, "state=triage")
    again = client.post(
        SAVE, {"name": "Late ones", "audience": "private", "layout": "list", "query": "q=deck"}
    )
    assert again.status_code == 422
    text = again.content.decode()
    assert "You have a view of this name already" in text
    assert 'value="q=deck"' in text


def test_views_cost_the_same_however_many_there_are(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.team_member)
    few = count_queries(client, LIST), count_queries(client, VIEWS)
    for number in range(20):
        view_of(cast.team_member, name=f"View {number}", created_at=timezone.now())
    SMRequest.objects.all().delete()
    assert (count_queries(client, LIST), count_queries(client, VIEWS)) == few
    assert max(few) <= 12


def test_the_board_opens_its_views(cast: Cast, client_for: ClientFor) -> None:
    client = client_for(cast.team_member)
    filed(cast, State.TRIAGE)
    view = view_of(cast.team_member, name="By team", layout="board", params={"by": ["team"], "evil": ["1"]})
    response = client.get("/requests/board/", {"view": view.pk})
    assert response.context["layout"].by == "team"
    assert 'aria-current="page">By team</a>' in response.content.decode()
    assert client.get("/requests/board/", {"view": "backlog"})["Location"] == "/requests/?view=backlog"
    mine = client.get("/requests/board/", {"view": "my-board"})
    assert [chip.text for chip in mine.context["chips"]] == ["Assignee: Me"]

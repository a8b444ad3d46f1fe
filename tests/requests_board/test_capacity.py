"""Who is free: work against days, and the page where leads say how many days there are."""

from __future__ import annotations

import pytest
from django.urls import reverse

from requests_board import workflow
from requests_board.models import Assignment, Capacity, SMRequest
from requests_board.pages import capacity
from requests_board.pages.capacity import team_loads
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, page
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def test_work_is_shared_and_counted_once_for_the_team(cast: Cast) -> None:
    for days in (6, 4):
        workflow.edit(filed(cast, State.ASSIGNED), by=cast.team_lead, changes={"weight": days})
    filed(cast, State.ASSIGNED)
    shared = SMRequest.objects.order_by("pk").first()
    assert shared is not None
    Assignment.objects.create(request=shared, user=cast.team_lead)
    Capacity.objects.create(team=cast.team, user=cast.team_member, days=5)
    (load,) = team_loads(cast.team)
    by_name = {member.user.name: member for member in load.members}
    member, lead = by_name["Team member"], by_name["Team lead"]
    assert (member.load.open, member.load.days, member.load.unestimated) == (3, 7, 1)
    assert (lead.load.open, lead.load.days) == (1, 3)
    assert (load.load.open, load.load.days, load.days, load.free) == (3, 10, 5, -5)
    assert (member.free, lead.free, lead.is_lead) == (-2, None, True)
    assert (load.words, lead.words) == ("3 open, 10 of 5 days", "1 open, 3 days")
    assert [one.user.name for one in load.unset if one.user.name.startswith("Team")] == ["Team lead"]


def test_closed_work_and_other_teams_do_not_count(cast: Cast) -> None:
    filed(cast, State.COMPLETED)
    cast.play("other_member")
    (load,) = team_loads(cast.other_team)
    assert load.words == "nothing open"
    assert {one.team.pk for one in team_loads()} >= {cast.team.pk, cast.other_team.pk}


def test_more_work_than_is_counted_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capacity, "MOST", 1)
    for _ in range(3):
        filed(cast, State.ASSIGNED)
    assert team_loads(cast.team)[0].words.startswith("at least ")


def test_leads_set_it_members_see_it(cast: Cast, client_for: ClientFor) -> None:
    path = reverse("requests:capacity", args=[cast.team.slug])
    client, name = client_for(cast.team_lead), f"days_{cast.team_member.pk}"
    assert client.post(path, {name: "20"})["Location"] == path
    assert Capacity.objects.get().days == 20
    for wrong in ("-1", "500", "many"):
        response = client.post(path, {name: wrong})
        assert response.status_code == 422
        assert f'value="{wrong}"' in response.content.decode(), "what was typed stays"
    assert "20" in page(client_for, cast.team_member, path)
    assert 'name="days_' not in page(client_for, cast.team_member, path)
    assert client_for(cast.team_member).post(path, {name: "3"}).status_code == 403
    page(client_for, cast.outsider, path, 403)
    client.post(path, {name: ""})
    assert not Capacity.objects.exists()


def test_whoever_assigns_sees_who_is_free(cast: Cast, client_for: ClientFor) -> None:
    workflow.edit(filed(cast, State.ASSIGNED), by=cast.team_lead, changes={"weight": 4})
    Capacity.objects.create(team=cast.team, user=cast.team_member, days=5)
    waiting = filed(cast, State.BACKLOG)
    text = page(client_for, cast.team_lead, reverse("requests:move", args=[waiting.pk, "assign"]))
    assert "Team member (1 open, 4 of 5 days)" in text
    assert "Team lead (nothing open)" in text
    assert "The team as a whole: 1 open, 4 of 5 days." in text

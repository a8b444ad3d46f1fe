"""Launches and campaigns beside the quarter, and saying how the work goes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from requests_board import workflow
from requests_board.models import Milestone, RequestEvent, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow.planning import say_health
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, last_event, page, quarter
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
NEW = "/milestones/new/"
GIVEN = {"name": "13.0 launch", "kind": "launch", "goal": "One platform.", "starts_on": "", "ends_on": ""}


def launch() -> Milestone:
    """A launch."""
    return Milestone.objects.create(name="13.0 launch", slug="13-0-launch", kind="launch")


def test_the_figures_of_a_launch_add_up(cast: Cast, client_for: ClientFor) -> None:
    effort = launch()
    for state in (State.COMPLETED, State.TRIAGE, State.DECLINED):
        filed(cast, state).launches.add(effort)
    text = page(client_for, cast.outsider, effort.get_absolute_url())
    assert "1 of 2 done, 1 open. Beside these, 1 declined or transferred." in text


class TestMaking:
    """The form."""

    def test_it_is_made_with_an_address_of_its_name(self, cast: Cast, client_for: ClientFor) -> None:
        response = client_for(cast.team_lead).post(NEW, GIVEN)
        assert response["Location"] == "/milestones/130-launch/"
        made = Milestone.objects.get(slug="130-launch")
        assert (made.kind, made.goal) == ("launch", "One platform.")

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("name", "", "Give it a name."),
            ("name", "New", "This name is kept"),
            ("name", "FY21 Q4", "This name is kept"),
            ("name", "sm_backlog", "There is a milestone of this name already."),
            ("name", "???", "Use some letters or digits"),
            ("kind", "quarter", "not one of the choices"),
            ("ends_on", "2020-02-01", "The last day comes before the first."),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_stays(
        self, field: str, value: str, sentence: str, cast: Cast, client_for: ClientFor
    ) -> None:
        Milestone.objects.backlog()
        data = GIVEN | {"starts_on": "2020-02-02", "ends_on": "2020-02-09", field: value}
        response = client_for(cast.triage_lead).post(NEW, data)
        assert response.status_code == 422
        text = response.content.decode()
        assert sentence in text
        assert "One platform." in text
        assert not Milestone.objects.efforts().exists()

    def test_it_is_renamed_and_keeps_its_address(self, cast: Cast, client_for: ClientFor) -> None:
        effort, client = launch(), client_for(cast.other_lead)
        response = client.post(f"{effort.get_absolute_url()}edit/", GIVEN | {"name": "The big launch"})
        assert response["Location"] == effort.get_absolute_url()
        effort.refresh_from_db()
        assert (effort.name, effort.slug) == ("The big launch", "13-0-launch")

    def test_of_a_quarter_only_the_goal_is_changed(self, cast: Cast, client_for: ClientFor) -> None:
        this, name = quarter(), quarter().name
        client = client_for(cast.triage_lead)
        client.post(f"{this.get_absolute_url()}edit/", {"goal": "Win two accounts.", "name": "Mine"})
        this.refresh_from_db()
        assert (this.name, this.goal) == (name, "Win two accounts.")
        assert "Win two accounts." in page(client_for, cast.outsider, this.get_absolute_url())


class TestPutting:
    """Requests in it."""

    def test_they_are_put_in_and_taken_out_by_number(self, cast: Cast, client_for: ClientFor) -> None:
        one, other, effort = filed(cast, State.ASSIGNED), filed(cast, State.BACKLOG), launch()
        client, address = client_for(cast.team_member), effort.get_absolute_url()
        client.post(f"{address}put-in/", {"numbers": f"#{one.pk}, {other.pk}"})
        assert set(effort.launch_requests.all()) == {one, other}
        context = client.get(address).context
        shown = {number.label: number.value for number in context["numbers"]}
        assert (shown["Requests"], shown["Committed"], shown["Done"]) == (2, 1, 0)
        one.refresh_from_db()
        assert one.milestone == quarter(), "beside the quarter"
        assert last_event(one).after == {"launches": [effort.pk]}
        client.post(f"{address}put-in/", {"numbers": str(one.pk)})
        assert last_event(one).version == one.version, "it was there already"
        client.post(f"{address}take-out/", {"numbers": str(one.pk)})
        assert set(effort.launch_requests.all()) == {other}

    def test_what_cannot_be_put_in_is_named_and_none_is(self, cast: Cast, client_for: ClientFor) -> None:
        own, new, effort = filed(cast, State.BACKLOG), filed(cast), launch()
        hidden = filed(cast, State.BACKLOG, is_confidential=True)
        client, address = client_for(cast.team_member), f"{effort.get_absolute_url()}put-in/"
        cases = {
            "": "Give at least one number.",
            "twelve": "“twelve” is not the number of a request.",
            "999999": "There is no request #999999.",
            f"{own.pk} {new.pk}": f"#{new.pk}: closed, or with a team that is not yours",
            " ".join(map(str, range(101))): "at most 100 numbers",
        }
        for numbers, sentence in cases.items():
            response = client.post(address, {"numbers": numbers})
            assert response.status_code == 422
            assert sentence in response.content.decode()
        response = client_for(cast.other_lead).post(address, {"numbers": str(hidden.pk)})
        assert f"There is no request #{hidden.pk}." in response.content.decode()
        assert not effort.launch_requests.exists()


class TestHealth:
    """How does it go?"""

    def test_the_team_says_it_in_one_submit(self, cast: Cast, client_for: ClientFor) -> None:
        row, client = filed(cast, State.ASSIGNED), client_for(cast.team_member)
        assert "Say how it goes" in client.get(row.get_absolute_url()).content.decode()
        said = {"version": row.version, "health": "at_risk", "health_note": "No speaker yet"}
        assert client.post(f"{row.get_absolute_url()}health/", said).status_code == 302
        row.refresh_from_db()
        assert (row.health, row.health_note) == ("at_risk", "No speaker yet")
        text = client_for(cast.outsider).get(row.get_absolute_url()).content.decode()
        assert "No speaker yet" in text
        assert "Say how it goes" not in text

    def test_said_again_it_is_fresh_again(self, cast: Cast, client_for: ClientFor) -> None:
        row = say_health(filed(cast, State.ASSIGNED), by=cast.team_member, health="on_track").requests[0]
        three_weeks_ago = timezone.now() - dt.timedelta(days=21)
        RequestEvent.objects.filter(request=row, after__has_key="health").update(at=three_weeks_ago)
        assert "said <time" in page(client_for, cast.outsider, row.get_absolute_url())
        row = say_health(row, by=cast.team_member, health="on_track").requests[0]
        assert "said <time" not in page(client_for, cast.outsider, row.get_absolute_url())
        assert last_event(row).note == "Still on track."
        assert workflow.replay(row.events.order_by("pk")) == workflow.snapshot(
            SMRequest.objects.get(pk=row.pk)
        )

    def test_nothing_chosen_is_said_beside_the_field(self, cast: Cast, client_for: ClientFor) -> None:
        row = filed(cast, State.ASSIGNED)
        said = {"version": row.version, "health_note": "A note that stays"}
        response = client_for(cast.team_lead).post(f"{row.get_absolute_url()}health/", said)
        assert response.status_code == 422
        assert "Choose how it goes." in response.content.decode()
        assert "A note that stays" in response.content.decode()

    def test_who_comes_second_is_told(self, cast: Cast, client_for: ClientFor) -> None:
        row, client = filed(cast, State.ASSIGNED), client_for(cast.team_member)
        workflow.edit(row, by=cast.team_lead, changes={"priority": "1"})
        said = {"version": row.version, "health": "at_risk", "health_note": "No speaker yet"}
        response = client.post(f"{row.get_absolute_url()}health/", said)
        assert response.status_code == 409
        assert "No speaker yet" in response.content.decode()
        row.refresh_from_db()
        assert row.health == ""

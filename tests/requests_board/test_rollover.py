"""Closing a quarter: what is unfinished goes on, goes back or is done, in one submit that can be taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.fiscal import Quarter
from requests_board.models import Assignment, Batch, CarryOver, Milestone, Notification, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow.planning import next_quarter, shut
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, last_event, many, quarter, take
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def other_quarter() -> Milestone:
    """The quarter after this one, whether this one is closed or not."""
    return Milestone.objects.for_quarter(Quarter.current().next())


def path(milestone: Milestone, now: bool = False) -> str:
    """The address of the page, or of the button."""
    return f"{milestone.get_absolute_url()}close/{'now/' if now else ''}"


def sent(client: Client, milestone: Milestone, **more: Any) -> dict[str, Any]:
    """What a browser would send from the page as it is now: all carried into the next quarter, and ``more``."""
    context = client.get(path(milestone)).context
    return {"seen": context["seen"], "target": other_quarter().pk, "reason": "No room left."} | more


def assigned(cast: Cast, number: int = 1) -> list[SMRequest]:
    """Requests that are committed for this quarter."""
    return [filed(cast, State.ASSIGNED) for _ in range(number)]


class TestClosing:
    """The page."""

    def test_everything_is_carried_over_with_one_reason(self, cast: Cast, client_for: ClientFor) -> None:
        rows, this, client = assigned(cast, 2), quarter(), client_for(cast.triage_lead)
        data = sent(client, this, shut="on")
        preview = client.post(path(this), data)
        assert preview.status_code == 200
        assert [(len(group.rows), group.why) for group in preview.context["groups"]] == [(2, "No room left.")]
        sentence = f'<span class="num">2</span> requests are carried over into {other_quarter()}.'
        assert sentence in preview.content.decode()
        assert not CarryOver.objects.exists(), "a preview does nothing"
        told = Notification.objects.count()
        response = client.post(path(this, now=True), data)
        assert response["Location"] == this.get_absolute_url()
        for row in rows:
            row.refresh_from_db()
            assert (row.milestone, row.state, row.carried_over) == (other_quarter(), State.ASSIGNED, 1)
        assert {entry.reason for entry in CarryOver.objects.all()} == {"No room left."}
        this.refresh_from_db()
        assert this.closed_at is not None
        assert Notification.objects.count() - told == 1, "the requester, once for both"
        batch = Batch.objects.get()
        assert (batch.size, batch.submit) == (2, last_event(rows[0]).submit)
        assert batch.words == f"Closing of {this}: 2 carried over"

    def test_each_may_have_its_own_fate_and_reason(self, cast: Cast, client_for: ClientFor) -> None:
        carried, back, done, left = rows = assigned(cast, 4)
        this, client = quarter(), client_for(cast.team_lead)
        data = sent(client, this, reason="")
        data |= {f"why-{carried.pk}": "The event moved.", f"do-{back.pk}": "backlog"}
        data |= {f"why-{back.pk}": "Nobody asks for it.", f"do-{done.pk}": "complete"}
        data |= {f"why-{done.pk}": "https://deck.example/9", f"do-{left.pk}": "leave"}
        client.post(path(this, now=True), data)
        for row in rows:
            row.refresh_from_db()
        assert [row.state for row in rows] == [State.ASSIGNED, State.BACKLOG, State.COMPLETED, State.ASSIGNED]
        assert [row.milestone for row in rows] == [other_quarter(), Milestone.objects.backlog(), this, this]
        assert done.delivered_url == "https://deck.example/9"
        assert last_event(back).note == "Nobody asks for it."
        assert len({last_event(row).submit for row in rows[:3]}) == 1
        this.refresh_from_db()
        assert this.closed_at is None, "something was left"

    def test_it_can_be_taken_back_as_one(self, cast: Cast, client_for: ClientFor) -> None:
        carried, back = assigned(cast, 2)
        this, client = quarter(), client_for(cast.triage_lead)
        data = sent(client, this, shut="on") | {f"do-{back.pk}": "backlog"}
        client.post(path(this, now=True), data)
        assert Milestone.objects.get(pk=this.pk).closed_at is not None
        undone = client.post(reverse("requests:batch_undo", args=[Batch.objects.get().pk]), follow=True)
        assert f"2 are as they were before. {this} is open again." in undone.content.decode()
        this.refresh_from_db()
        assert this.closed_at is None, "something unfinished is in it again"
        for row in (carried, back):
            row.refresh_from_db()
            assert (row.milestone, row.state, row.carried_over) == (this, State.ASSIGNED, 0)
            assert workflow.replay(row.events.order_by("pk")) == workflow.snapshot(row)
        assert not CarryOver.objects.exists()

    def test_without_a_reason_nothing_happens_and_nothing_is_lost(
        self, cast: Cast, client_for: ClientFor
    ) -> None:
        (row, other), this = assigned(cast, 2), quarter()
        client = client_for(cast.team_lead)
        data = sent(client, this, reason=" ") | {f"why-{other.pk}": "Only <this> one has."}
        for now in (False, True):
            response = client.post(path(this, now), data)
            assert response.status_code == 422
            text = response.content.decode()
            assert text.count("Say why, here or in the reason for all") == 1
            assert '1 request needs a reason: <a href="#id_reason">give one for all</a>' in text
            assert "Only &lt;this&gt; one has." in text
        row.refresh_from_db()
        assert row.milestone == this

    def test_completing_asks_what_was_delivered(self, cast: Cast, client_for: ClientFor) -> None:
        row, this, client = assigned(cast)[0], quarter(), client_for(cast.team_lead)
        data = sent(client, this) | {f"do-{row.pk}": "complete"}
        assert "say what it was" in client.post(path(this), data).content.decode()
        client.post(path(this, now=True), data | {f"why-{row.pk}": "Printed, 300 copies"})
        row.refresh_from_db()
        assert (row.state, row.delivered_note) == (State.COMPLETED, "Printed, 300 copies")

    def test_a_reason_loses_its_nul(self, cast: Cast, client_for: ClientFor) -> None:
        (row,), this, client = assigned(cast), quarter(), client_for(cast.triage_lead)
        client.post(path(this, now=True), sent(client, this) | {f"why-{row.pk}": "Not\x00 now."})
        assert last_event(row).note == "Not now.", "PostgreSQL takes none in a text"

    def test_who_comes_second_is_told_and_loses_nothing(self, cast: Cast, client_for: ClientFor) -> None:
        changed, gone = assigned(cast, 2)
        this, client = quarter(), client_for(cast.triage_lead)
        data = sent(client, this, reason="My long reason")
        workflow.edit(changed, by=cast.team_member, changes={"health": "at_risk"})
        take(gone, cast.team_member, "complete", delivered_url="https://deck.example/1")
        response = client.post(path(this, now=True), data)
        assert response.status_code == 409
        text = response.content.decode()
        assert "Team member changed it meanwhile." in text
        assert f"#{gone.pk} Booth messaging: Team member was first" in text
        assert "My long reason" in text
        assert not CarryOver.objects.exists()
        data["seen"] = response.context["seen"]
        assert client.post(path(this, now=True), data).status_code == 302
        assert CarryOver.objects.get().request == changed

    def test_a_lead_decides_about_the_own_team(self, cast: Cast, client_for: ClientFor) -> None:
        assigned(cast)
        this = quarter()
        theirs = many(cast, 1, state=State.ASSIGNED, team=cast.other_team, milestone=this)[0]
        client = client_for(cast.other_lead)
        assert [plan.request for plan in client.get(path(this)).context["sheet"].plans] == [theirs]
        client.post(path(this, now=True), sent(client, this, shut="on"))
        theirs.refresh_from_db()
        assert theirs.milestone == other_quarter()
        this.refresh_from_db()
        assert this.closed_at is None, "the other team has something left, and it is not over"
        assert "Nothing that you decide about" in client.get(path(this)).content.decode()

    def test_the_last_lead_closes_a_quarter_that_is_over(self, cast: Cast, client_for: ClientFor) -> None:
        past = Milestone.objects.for_quarter(Quarter.current().previous())
        many(cast, 1, state=State.ASSIGNED, team=cast.team, milestone=past)
        client = client_for(cast.team_lead)
        data = sent(client, past, target=quarter().pk)
        client.post(path(past, now=True), data)
        past.refresh_from_db()
        assert past.closed_at is not None

    def test_three_hundred_rows_are_one_submit_with_few_queries(
        self, cast: Cast, client_for: ClientFor
    ) -> None:
        this, client = quarter(), client_for(cast.triage_lead)
        rows = many(cast, 300, state=State.ASSIGNED, team=cast.team, milestone=this)
        Assignment.objects.bulk_create(Assignment(request=row, user=cast.team_member) for row in rows)
        data = sent(client, this) | {f"do-{row.pk}": "backlog" for row in rows[:100]}
        data |= {f"why-{row.pk}": "" for row in rows}
        with CaptureQueriesContext(connection) as captured:
            assert client.post(path(this, now=True), data).status_code == 302
        assert len(captured) < 60
        assert CarryOver.objects.count() == 200
        assert SMRequest.objects.filter(state=State.BACKLOG).count() == 100

    @pytest.mark.parametrize("seen", ["", "x:y,1:2:3,::,99999999999:1", "1", "0:0," * 500])
    def test_odd_versions_are_answered_with_the_page(
        self, seen: str, cast: Cast, client_for: ClientFor
    ) -> None:
        assigned(cast)
        client = client_for(cast.team_lead)
        response = client.post(path(quarter(), now=True), sent(client, quarter()) | {"seen": seen})
        assert response.status_code == 409

    def test_versions_that_are_made_up_name_nothing_confidential(
        self, cast: Cast, client_for: ClientFor
    ) -> None:
        secret = filed(cast, State.BACKLOG, title="Names a customer", is_confidential=True)
        data = {"seen": f"{secret.pk}:1", "target": other_quarter().pk, "reason": "Why."}
        for who, is_named in ((cast.other_lead, False), (cast.team_lead, True)):
            shown = client_for(who).post(path(quarter()), data).content.decode()
            assert ("Names a customer" in shown) is is_named

    def test_looking_ahead_makes_no_quarters(self, cast: Cast, client_for: ClientFor) -> None:
        client, ahead = client_for(cast.team_lead), other_quarter()
        assert client.get(path(ahead)).status_code == client.post(path(ahead, now=True)).status_code == 403
        assert not Milestone.objects.filter(starts_on__gt=ahead.starts_on).exists()

    def test_only_a_quarter_can_be_closed(self, cast: Cast, client_for: ClientFor) -> None:
        client = client_for(cast.triage_lead)
        assert client.get("/milestones/backlog/close/").status_code == 404


class TestClosed:
    """A closed quarter, and the one after it."""

    def test_it_takes_no_commitment_until_it_is_open_again(self, cast: Cast, client_for: ClientFor) -> None:
        waiting, this = filed(cast, State.BACKLOG), quarter()
        client = client_for(cast.triage_lead)
        assert (
            client.post(path(this, now=True), {"target": other_quarter().pk, "shut": "on"}).status_code == 302
        )
        this.refresh_from_db()
        given = {"milestone": this, "assignees": (cast.team_member,)}
        with pytest.raises(workflow.Incomplete, match="is closed"):
            take(waiting, cast.team_lead, "assign", **given)
        assert "Open it again" in client.get(this.get_absolute_url()).content.decode()
        client.post(f"{this.get_absolute_url()}reopen/")
        given["milestone"] = Milestone.objects.get(pk=this.pk)
        assert take(waiting, cast.team_lead, "assign", **given).milestone == this

    def test_it_stays_open_while_something_is_left(self, cast: Cast) -> None:
        assigned(cast)
        assert not shut(quarter())
        SMRequest.objects.update(state=State.COMPLETED, closed_at=timezone.now())
        assert shut(quarter())

    def test_the_next_one_is_made_when_it_is_needed(self, cast: Cast) -> None:
        last = Milestone.objects.for_quarter(Quarter.current().next())
        assert next_quarter(last).slug == Quarter.current().next().next().slug
        old = Milestone.objects.for_quarter(Quarter(2012, 3))
        assert next_quarter(old).slug == Quarter.current().slug
        Milestone.objects.filter(slug=Quarter.current().slug).update(closed_at=timezone.now())
        assert next_quarter(old).slug == Quarter.current().next().slug

    def test_a_row_says_how_often_it_was_carried_over(
        self, cast: Cast, team_lead: User, client_for: ClientFor
    ) -> None:
        row = take(assigned(cast)[0], team_lead, "roll_over", milestone=other_quarter(), reason="One.")
        take(row, team_lead, "roll_over", milestone=quarter(), reason="Two.")
        client = client_for(cast.outsider)
        assert "Carried over twice" in client.get(quarter().get_absolute_url()).content.decode()
        assert "<dt>Carried over</dt><dd>twice" in client.get(row.get_absolute_url()).content.decode()
        assert isinstance(quarter().starts_on, dt.date)

"""Many requests at once: looked at before, done where it can be done, told once, taken back as one."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketing_portal.people.models import TeamMembership, User
from requests_board import workflow
from requests_board.models import Batch, CarryOver, EventKind, Label, Notification, RequestLink, SMRequest
from requests_board.vocabulary import Family, State
from requests_board.workflow import Adjust, Edit, MoveData, Step
from requests_board.workflow.locking import CHUNK, DEADLOCK, TRIES, whole
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, labels, many, other_quarter, page, quarter, take
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
SECONDS = 3


def again(*requests: SMRequest) -> list[SMRequest]:
    """The requests as they are now."""
    return list(SMRequest.objects.filter(pk__in=[request.pk for request in requests]).order_by("pk"))


def test_what_can_be_changed_is_changed_and_the_rest_is_told(cast: Cast) -> None:
    ours, theirs = filed(cast, State.TRIAGE), filed(cast)
    theirs = take(theirs, cast.triage_lead, "triage", team=cast.other_team)
    done = filed(cast, State.COMPLETED)
    seen = again(ours, theirs, done)
    stale = filed(cast, State.TRIAGE)
    old = SMRequest.objects.get(pk=stale.pk)
    workflow.edit(stale, by=cast.triage_lead, changes={"weight": 2})
    changed = workflow.change_many(
        [*seen, old], by=cast.team_lead, doing=Edit({"priority": "1"}), words="Priority: 1, first"
    )
    assert changed.batch is not None
    assert (changed.batch.size, changed.batch.words) == (1, "Priority: 1, first")
    assert [row.priority for row in again(ours, theirs, done, stale)] == ["1", "", "", ""]
    assert {one.request.pk: one.sentence for one in changed.left} == {
        theirs.pk: "Not yours to change: it is with Technical marketing.",
        done.pk: "It is closed.",
        stale.pk: "It was changed meanwhile by Triage lead; look at it again.",
    }


def test_a_look_changes_nothing_and_says_why_not(cast: Cast) -> None:
    new, triaged = filed(cast), filed(cast, State.TRIAGE)
    member = cast.other_member
    step = Step("assign_urgent", MoveData(assignees=(member,), milestone=quarter(), urgent_reason="Now."))
    found = workflow.preview([new, triaged], by=cast.triage_lead, doing=step)
    assert [one.sentence for one in found] == [
        "It is in “New request”; this is possible in “Triage”.",
        "Not in the team: Other member.",
    ]
    with pytest.raises(workflow.Incomplete, match="urgent"):
        workflow.preview(
            [triaged], by=cast.triage_lead, doing=Step("assign_urgent", MoveData(assignees=(member,)))
        )
    assert {one.sentence for one in workflow.preview([triaged], by=cast.outsider, doing=Step("backlog"))} == {
        "Not yours: this is for a lead of the team, Product marketing."
    }
    critical = workflow.preview([triaged], by=cast.team_lead, doing=Edit({"due_is_critical": True}))
    assert critical[0].sentence == "It has no due date that could be critical."
    assert {row.version for row in again(new, triaged)} == {1, 2}


def test_sets_are_added_to_and_taken_from(cast: Cast) -> None:
    labels()
    one, two, three = (
        Label.objects.create(family=Family.OTHER, key=key, text=key).pk for key in ("one", "two", "three")
    )
    first, second = filed(cast, State.TRIAGE), filed(cast, State.TRIAGE)
    workflow.edit(first, by=cast.team_lead, changes={"labels": [one, two]})
    rows = again(first, second)
    change = Adjust(add=frozenset({three}), remove=frozenset({one}))
    outcome = workflow.edit_many(rows, by=cast.team_lead, changes={"labels": change})
    assert [set(row.labels.values_list("pk", flat=True)) for row in rows] == [{two, three}, {three}]
    assert [event.after for event in outcome.events] == [{"labels": [two, three]}, {"labels": [three]}]
    same = workflow.preview(again(first), by=cast.team_lead, doing=Edit({"labels": change}))
    assert same[0].is_same


def test_a_batch_is_taken_back_but_for_what_changed_since(cast: Cast) -> None:
    rows = [filed(cast, State.TRIAGE, title=f"Deck {number}") for number in range(3)]
    done = workflow.change_many(rows, by=cast.team_lead, doing=Step("backlog"), words="Move to the backlog")
    assert done.batch is not None
    workflow.edit(again(rows[0])[0], by=cast.team_member, changes={"weight": 2})
    with pytest.raises(workflow.NotAllowed):
        workflow.undo_batch(done.batch, by=cast.team_member)
    Notification.objects.all().delete()
    undone = workflow.undo_batch(done.batch, by=cast.triage_lead)
    assert [row.state for row in again(*rows)] == ["backlog", "triage", "triage"]
    assert list(undone.left.values()) == ["It was changed meanwhile by Team member; look at it again."]
    assert {event.kind for event in undone.outcome.events} == {EventKind.UNDONE}
    told = dict(Notification.objects.values_list("recipient__name", "body"))
    assert set(told) == {"Requester", "Team lead"}, "one notice each, and who made the change is told"
    assert told["Requester"].startswith(
        "Each of these 2 requests is back in triage.\n  Triage lead took the last move"
    )
    with pytest.raises(workflow.NotAllowed):
        workflow.undo_batch(done.batch, by=cast.team_lead)


def test_a_day_later_it_is_too_late(cast: Cast) -> None:
    done = workflow.change_many(
        [filed(cast, State.TRIAGE)], by=cast.team_lead, doing=Step("backlog"), words="x"
    )
    assert done.batch is not None
    assert workflow.can_undo_batch(done.batch, cast.team_lead)
    done.batch.at -= dt.timedelta(hours=workflow.UNDO_HOURS, seconds=1)
    assert not workflow.can_undo_batch(done.batch, cast.team_lead)


def test_who_lost_the_role_takes_nothing_back(cast: Cast, client_for: ClientFor) -> None:
    to_others = Step(
        "reroute", MoveData(team=cast.other_team)
    )  # theirs to take back though the team has it no more
    rows = [filed(cast, State.TRIAGE) for _ in range(4)]
    doing: list[Step | Edit] = [Step("backlog"), Edit({"weight": 2}), to_others, to_others]
    batches = [
        workflow.change_many([row], by=cast.team_lead, doing=one, words="x").batch
        for row, one in zip(rows, doing, strict=True)
    ]
    addresses = [reverse("requests:batch", args=[batch.pk]) for batch in batches if batch]
    for address in addresses:
        assert "Take it back" in page(client_for, cast.team_lead, address)
    client_for(cast.team_lead).post(f"{addresses[3]}undo/")
    TeamMembership.objects.filter(person__user=cast.team_lead).delete()
    kept = [workflow.snapshot(row) for row in again(*rows[:3])]
    for address in addresses[:3]:
        assert "Take it back" not in page(client_for, cast.team_lead, address)
        answer = client_for(cast.team_lead).post(f"{address}undo/", follow=True)
        assert "It is no longer yours to change." in answer.content.decode()
    assert [workflow.snapshot(row) for row in again(*rows[:3])] == kept
    assert again(rows[3])[0].team == cast.team
    assert workflow.can_undo(again(rows[0])[0], User.objects.get(pk=cast.team_lead.pk)) is None


def test_the_ledger_and_the_link_go_with_what_is_taken_back(cast: Cast) -> None:
    assigned, double, original = filed(cast, State.ASSIGNED), filed(cast), filed(cast)
    carried = Step("roll_over", MoveData(milestone=other_quarter(), reason="Not done."))
    first = workflow.change_many([assigned], by=cast.team_lead, doing=carried, words="x")
    same = Step("duplicate_new", MoveData(duplicate_of=original))
    second = workflow.change_many([double], by=cast.triage_lead, doing=same, words="x")
    assert CarryOver.objects.count() == RequestLink.objects.count() == 1
    for done in (first, second):
        assert done.batch is not None
        workflow.undo_batch(done.batch, by=cast.triage_lead)
    assert not CarryOver.objects.exists()
    assert not RequestLink.objects.exists()
    assert again(assigned)[0].carried_over == 0


def test_nothing_goes_back_to_what_no_longer_exists(cast: Cast) -> None:
    label = labels()["ucase::GitOps"]
    request = filed(cast, State.TRIAGE, use_case_id=label.pk)
    done = workflow.change_many([request], by=cast.team_lead, doing=Edit({"use_case_id": None}), words="x")
    assert done.batch is not None
    label.delete()
    undone = workflow.undo_batch(done.batch, by=cast.team_lead)
    assert list(undone.left.values()) == ["Something that it had before no longer exists."]
    assert Batch.objects.get().undone_at is None


def test_one_notice_a_person_says_the_same_once(cast: Cast) -> None:
    rows = [filed(cast, title=f"Deck {number}") for number in range(3)]
    assert cast.team_lead.pk
    assert cast.team_member.pk
    Notification.objects.all().delete()
    workflow.move(
        rows, by=cast.triage_lead, steps=[Step("triage", MoveData(team=cast.team, note="For the fair."))]
    )
    told = dict(Notification.objects.values_list("recipient__name", "body"))
    assert set(told) == {"Requester", "Team lead"}
    numbers = "\n".join(f"#{row.pk} {row.title}" for row in rows)
    assert told["Requester"] == (
        f"Each of these 3 requests was given to Product marketing.\n  Triage lead: For the fair.\n{numbers}"
    )


def test_one_that_is_closed_meanwhile_is_no_original(cast: Cast) -> None:
    double, original = filed(cast), filed(cast)
    seen = SMRequest.objects.get(pk=original.pk)
    take(original, cast.triage_lead, "decline_new", reason="No.")
    with pytest.raises(workflow.Incomplete, match="declined"):
        take(double, cast.triage_lead, "duplicate_new", duplicate_of=seen)


@pytest.mark.either_database
def test_a_thousand_are_moved_in_time_by_few_queries(cast: Cast) -> None:
    """Slow machines are slow: the count of queries is what is asked strictly."""
    assert cast.team_lead.pk
    assert cast.team_member.pk
    rows = many(cast, 2 * CHUNK)
    step = Step("triage", MoveData(team=cast.team))
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        done = workflow.change_many(rows, by=cast.triage_lead, doing=step, words="Triage")
    assert time.perf_counter() - began < SECONDS * 2
    assert done.batch is not None
    assert done.batch.size == len(rows)
    inserts = sum("INSERT" in query["sql"] for query in captured)
    assert len(captured) - inserts < 40
    began = time.perf_counter()
    assert not workflow.undo_batch(done.batch, by=cast.triage_lead).left
    assert time.perf_counter() - began < SECONDS * 2


class EndedError(Exception):
    """What PostgreSQL says of a transaction that it ended."""

    sqlstate = DEADLOCK


@pytest.mark.django_db(transaction=True)
def test_what_the_database_ended_is_tried_again() -> None:
    tries = []

    def change() -> str:
        tries.append(1)
        if len(tries) < TRIES:
            raise OperationalError from EndedError()
        return "done"

    assert whole(change)() == "done"
    tries.clear()
    with pytest.raises(OperationalError), transaction.atomic():
        whole(change)()  # within another one there is nothing to try again

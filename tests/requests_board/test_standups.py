"""Stand-ups: decisions in one submit, the minutes that they write, and whom they are mailed to."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board import standups, workflow
from requests_board.models import Comment, Decision, EventKind, Milestone, Notification, SMRequest, Standup
from requests_board.vocabulary import State
from requests_board.workflow import MoveData, Step
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, page, quarter, take
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def triaged(cast: Cast, request: SMRequest, **more: object) -> Decision:
    """The triage lead gives ``request`` to the own team."""
    step = Step("triage", MoveData(team=cast.team, note="Yours."))
    return standups.decide(request=request, by=cast.triage_lead, team=None, steps=[step], **more)  # type: ignore[arg-type]


def told(user: User) -> list[str]:
    """Subjects of what ``user`` was told."""
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("subject", flat=True))


def test_fields_and_moves_are_one_submit_told_once(cast: Cast) -> None:
    request, milestone = filed(cast), quarter()
    steps = [
        Step("triage", MoveData(team=cast.team)),
        Step(
            "assign_urgent",
            MoveData(
                assignees=(cast.team_member,), milestone=milestone, urgent_reason="The fair is on Monday."
            ),
        ),
    ]
    changes = {"priority": "1", "weight": 3}
    cast.play("team_lead")
    decision = standups.decide(request=request, by=cast.triage_lead, team=None, steps=steps, changes=changes)
    assert decision.submit is not None
    request.refresh_from_db()
    assert (request.state, request.priority, request.weight) == (State.ASSIGNED, "1", 3)
    kinds = list(request.events.filter(submit=decision.submit).order_by("pk").values_list("kind", flat=True))
    assert kinds == [EventKind.EDITED, EventKind.MOVED, EventKind.MOVED]
    for person in (cast.requester, cast.team_member, cast.team_lead):
        assert Notification.objects.filter(recipient=person, submit=decision.submit).count() == 1, person
    assert decision.words == (
        f"Assigned to Team member, committed for {milestone}, priority 1, 3 days: The fair is on Monday."
    )


def test_taking_back_covers_what_was_set_with_it_and_marks_the_minutes(cast: Cast) -> None:
    request = filed(cast)
    decision = triaged(cast, request, changes={"priority": "2"})
    standups.undo(decision=Decision.objects.get(pk=decision.pk), by=cast.triage_lead)
    request.refresh_from_db()
    assert (request.state, request.team, request.priority) == (State.NEW, None, "")
    assert Decision.objects.get(pk=decision.pk).undone_at is not None
    assert workflow.replay(request.events.order_by("pk")) == workflow.snapshot(request)


def test_taken_back_on_the_request_itself_the_minutes_know_too(cast: Cast) -> None:
    decision = triaged(cast, filed(cast))
    workflow.undo(SMRequest.objects.get(pk=decision.request_id), by=cast.triage_lead)
    assert standups.decisions_of(decision.standup) == []


def test_a_question_with_a_priority_waits_and_cannot_be_taken_back(cast: Cast) -> None:
    request = filed(cast)
    decision = standups.decide(
        request=request, by=cast.triage_lead, team=None, question="For which fair?", changes={"priority": "?"}
    )
    request.refresh_from_db()
    assert request.is_waiting
    assert request.priority == "?"
    assert request.comments.get().kind == Comment.Kind.QUESTION
    assert decision.words == "Asked: For which fair?"
    with pytest.raises(workflow.NotAllowed):
        standups.undo(decision=Decision.objects.get(pk=decision.pk), by=cast.triage_lead)


def test_nothing_is_written_where_one_part_is_not_possible(cast: Cast) -> None:
    request = filed(cast)
    steps = [Step("triage", MoveData(team=cast.team)), Step("assign_urgent", MoveData())]
    with pytest.raises(workflow.Incomplete) as found:
        standups.decide(
            request=request, by=cast.triage_lead, team=None, steps=steps, changes={"priority": "1"}
        )
    assert {"assignees", "milestone", "urgent_reason"} <= set(found.value.errors)
    request.refresh_from_db()
    assert (request.state, request.priority, request.version) == (State.NEW, "", 1)
    assert not Standup.objects.exists()
    assert not Decision.objects.exists()
    with pytest.raises(workflow.Incomplete):
        workflow.decide(request, by=cast.triage_lead)
    with pytest.raises(workflow.NotAllowed):
        workflow.decide(request, by=cast.triage_lead, question="Why?", changes={"team_id": cast.team.pk})
    with pytest.raises(workflow.NotAllowed):
        workflow.decide(request, by=cast.team_lead, question="Why?")


def test_a_sitting_goes_on_until_it_is_ended_or_forgotten(cast: Cast) -> None:
    first = triaged(cast, filed(cast)).standup
    assert triaged(cast, filed(cast)).standup == first
    Standup.objects.filter(pk=first.pk).update(started_at=timezone.now() - dt.timedelta(days=1))
    assert standups.current(by=cast.triage_lead, team=None) is None
    second = triaged(cast, filed(cast)).standup
    first.refresh_from_db()
    assert second != first
    assert first.ended_at is not None


def test_minutes_are_mailed_once_to_those_concerned(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    request = take(filed(cast), cast.triage_lead, "triage", team=cast.team)
    people = (cast.team_member, cast.team_lead, cast.other_lead, cast.triage_lead)
    step = Step("backlog", MoveData(note="Next quarter."))
    decision = standups.decide(request=request, by=cast.team_lead, team=cast.team, steps=[step])
    Notification.objects.all().delete()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert standups.end(standup=decision.standup, by=cast.team_lead)
        assert not standups.end(standup=decision.standup, by=cast.team_lead), "it had ended"
    assert [len(told(person)) for person in people] == [1, 0, 0, 0]
    assert told(cast.team_member)[0].startswith("Minutes: triage of Product marketing")
    (sent,) = mail.outbox
    assert sent.to == [cast.team_member.email]
    assert f"#{request.pk} Booth messaging: Moved to the backlog: Next quarter." in sent.body
    assert reverse("requests:standup", args=[decision.standup_id]) in sent.body


def test_minutes_of_new_requests_go_to_triage_leads(cast: Cast) -> None:
    people = (cast.administrator, cast.team_lead, cast.outsider)
    cast.administrator.groups.add(*cast.triage_lead.groups.all())
    decision = triaged(cast, filed(cast))
    before = [len(told(person)) for person in people]
    standups.end(standup=decision.standup, by=cast.triage_lead)
    assert [len(told(person)) - count for person, count in zip(people, before, strict=True)] == [1, 0, 0]


def test_a_sitting_without_decisions_is_mailed_to_nobody(cast: Cast) -> None:
    cast.administrator.groups.add(*cast.triage_lead.groups.all())
    skipped = standups.skip(request=filed(cast), by=cast.triage_lead, team=None)
    Notification.objects.all().delete()
    standups.end(standup=skipped.standup, by=cast.triage_lead)
    assert not Notification.objects.exists()


def test_minutes_hide_what_the_reader_may_not_see(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, title="Names a customer", is_confidential=True)
    decision = triaged(cast, request)
    path = reverse("requests:standup", args=[decision.standup_id])
    hidden = page(client_for, cast.outsider, path)
    assert "Names a customer" not in hidden
    assert "Yours." not in hidden
    assert standups.HIDDEN in hidden
    assert "Names a customer" in page(client_for, cast.team_member, path)
    assert standups.line(decision, set()) == f"#{request.pk}, {standups.HIDDEN}."


def test_the_minutes_say_what_every_kind_of_decision_was(cast: Cast) -> None:
    other, rows = filed(cast), [filed(cast) for _ in range(3)]
    steps = [
        Step("decline_new", MoveData(reason="Not ours.")),
        Step("transfer_new", MoveData(reason="They do it.", transferred_to="Sales")),
        Step("duplicate_new", MoveData(duplicate_of=other)),
    ]
    words = [
        standups.decide(request=row, by=cast.triage_lead, team=None, steps=[step]).words
        for row, step in zip(rows, steps, strict=True)
    ]
    assert words == ["Declined: Not ours.", "Transferred to Sales: They do it.", f"Duplicate of #{other.pk}"]
    triage = take(other, cast.triage_lead, "triage", team=cast.team)
    reroute = Step("reroute", MoveData(team=cast.other_team))
    moved = standups.decide(request=triage, by=cast.team_lead, team=cast.team, steps=[reroute])
    assert moved.words == "Given to Technical marketing"
    assert standups.cut("x " * 300).endswith("…")
    assert Milestone.objects.exists()


def test_pages_of_standups(cast: Cast, client_for: ClientFor) -> None:
    decision = triaged(cast, filed(cast))
    skipped = standups.skip(request=filed(cast, title="Later"), by=cast.triage_lead, team=None)
    shown = page(client_for, cast.outsider, reverse("requests:standup", args=[decision.standup_id]))
    assert "Given to Product marketing: Yours." in shown
    assert "1 decision, 1 left for later" in shown
    standups.undo(decision=Decision.objects.get(pk=decision.pk), by=cast.triage_lead)
    shown = page(client_for, cast.outsider, reverse("requests:standup", args=[skipped.standup_id]))
    assert "Taken back" in shown
    listed = page(client_for, cast.outsider, reverse("requests:standups"))
    assert "Triage lead" in listed
    assert "Goes on" in listed


def test_everybody_finds_the_minutes(cast: Cast, client_for: ClientFor) -> None:
    assert f'href="{reverse("requests:standups")}"' in page(
        client_for, cast.outsider, reverse("requests:workflow")
    )

"""Filing, editing, asking and answering; and who is told of what."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import EventKind, Label, Milestone, Notification, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow import MoveData, Step
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def request_(requester: User) -> SMRequest:
    """A new request of the requester."""
    return workflow.file_request(by=requester, title="Battlecard")


def triaged(request: SMRequest, cast: Cast) -> SMRequest:
    """``request`` with the own team."""
    return workflow.move(
        [request], by=cast.triage_lead, steps=[Step("triage", MoveData(team=cast.team))]
    ).requests[0]


def told(user: User) -> list[str]:
    """Subjects of what ``user`` was told, oldest first."""
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("subject", flat=True))


def test_a_request_needs_no_more_than_a_title(requester: User) -> None:
    request = workflow.file_request(by=requester, title="Only a title")
    assert (request.state, request.team, request.version) == (State.NEW, None, 1)
    event = request.events.get()
    assert (event.kind, event.actor) == (EventKind.CREATED, requester)
    assert workflow.replay([event]) == workflow.snapshot(request)
    with pytest.raises(workflow.Incomplete, match="title"):
        workflow.file_request(by=requester, title="  ")


def test_requesters_set_only_what_is_theirs(requester: User) -> None:
    with pytest.raises(workflow.NotAllowed, match="priority"):
        workflow.file_request(by=requester, title="Mine first", priority="1")


@pytest.mark.parametrize(
    ("role", "field", "value", "state", "allowed"),
    [
        ("requester", "title", "Better title", "new", True),
        ("requester", "priority", "1", "new", False),
        ("outsider", "title", "Not mine", "new", False),
        ("team_member", "priority", "1", "new", False),
        ("triage_lead", "priority", "?", "new", True),
        ("team_member", "priority", "?", "triage", True),
        ("team_member", "health", "at_risk", "triage", True),
        ("team_member", "title", "Not for members", "triage", False),
        ("team_lead", "title", "Clearer title", "triage", True),
        ("other_lead", "priority", "2", "triage", False),
        ("requester", "description", "More", "triage", True),
    ],
)
def test_who_edits_what(
    role: str, field: str, value: Any, state: str, allowed: bool, request_: SMRequest, cast: Cast
) -> None:
    request = triaged(request_, cast) if state == "triage" else request_
    user = getattr(cast, role)
    if not allowed:
        with pytest.raises(workflow.NotAllowed):
            workflow.edit(request, by=user, changes={field: value})
        return
    workflow.edit(request, by=user, changes={field: value})
    now = SMRequest.objects.get(pk=request.pk)
    assert getattr(now, field) == value
    assert now.version == request.version + 1


def test_requesters_edit_until_work_has_begun(request_: SMRequest, cast: Cast) -> None:
    request = triaged(request_, cast)
    Milestone.objects.ensure_current()
    data = MoveData(
        assignees=(cast.team_member,), milestone=Milestone.objects.plannable()[0], urgent_reason="Now."
    )
    begun = workflow.move([request], by=cast.team_lead, steps=[Step("assign_urgent", data)]).requests[0]
    assert workflow.editable_fields(begun, cast.requester) == frozenset()
    assert not workflow.MOVES["withdraw"].allows(cast.requester, begun)


def test_an_edit_writes_what_differs(request_: SMRequest, requester: User) -> None:
    label = Label.objects.filter(family="devops_stage").first() or Label.objects.create(
        family="devops_stage", key="plan", text="devops::plan"
    )
    changes = {"title": "Battlecard", "description": "With *facts*", "devops_stages": [label.pk]}
    outcome = workflow.edit(request_, by=requester, changes=changes)
    [event] = outcome.events
    assert event.before == {"description": "", "devops_stages": []}
    assert event.after == {"description": "With *facts*", "devops_stages": [label.pk]}
    now = SMRequest.objects.get(pk=request_.pk)
    assert now.description_html.strip() == "<p>With <em>facts</em></p>"
    assert workflow.replay(now.events.order_by("pk")) == workflow.snapshot(now)


def test_an_edit_that_changes_nothing_writes_nothing(request_: SMRequest, requester: User) -> None:
    assert workflow.edit(request_, by=requester, changes={"title": "Battlecard"}).events == []
    assert SMRequest.objects.get(pk=request_.pk).version == 1


def test_the_second_editor_is_told(request_: SMRequest, requester: User, triage_lead: User) -> None:
    seen = SMRequest.objects.get(pk=request_.pk)
    workflow.edit(request_, by=requester, changes={"title": "First"})
    with pytest.raises(workflow.Conflict) as conflict:
        workflow.edit(seen, by=triage_lead, changes={"title": "Second"})
    assert conflict.value.actor == requester
    assert SMRequest.objects.get(pk=request_.pk).title == "First"


def test_a_question_makes_it_wait_and_the_answer_goes_on(request_: SMRequest, cast: Cast) -> None:
    request = triaged(request_, cast)
    request.due_on = timezone.localdate() - dt.timedelta(days=1)
    assert request.is_late
    workflow.ask(request, by=cast.team_member, question="For which event?")
    waiting = SMRequest.objects.get(pk=request_.pk)
    assert waiting.is_waiting
    waiting.due_on = request.due_on
    assert not waiting.is_late
    with pytest.raises(workflow.NotAllowed):
        workflow.answer(waiting, by=cast.outsider, text="I think …")
    workflow.answer(waiting, by=cast.requester, text="The spring fair.")
    now = SMRequest.objects.get(pk=request_.pk)
    assert not now.is_waiting
    assert told(cast.team_member) == [f"#{now.pk} Battlecard: was answered"]
    assert workflow.replay(now.events.order_by("pk")) == workflow.snapshot(now)


def test_only_the_team_asks(request_: SMRequest, cast: Cast) -> None:
    with pytest.raises(workflow.NotAllowed):
        workflow.ask(triaged(request_, cast), by=cast.other_lead, question="Really?")


def test_who_is_told_along_the_way(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    cast.triage_lead, cast.team_lead, cast.other_lead  # noqa: B018 - they exist before the request
    request = workflow.file_request(by=cast.requester, title="Deck")
    name = f"#{request.pk} Deck:"
    assert told(cast.triage_lead) == [f"{name} is a new request"]
    assert told(cast.requester) == []
    request = triaged(request, cast)
    assert told(cast.team_lead) == [f"{name} was given to Product marketing"] or told(cast.team_lead)[
        0
    ].startswith(name)
    assert told(cast.other_lead) == []
    Milestone.objects.ensure_current()
    quarter = Milestone.objects.plannable()[0]
    request = workflow.move([request], by=cast.team_lead, steps=[Step("backlog")]).requests[0]
    data = MoveData(assignees=(cast.team_member,), milestone=quarter)
    request = workflow.move([request], by=cast.team_lead, steps=[Step("assign", data)]).requests[0]
    assert told(cast.team_member) == [f"{name} was assigned and is committed for {quarter}"]
    done = MoveData(delivered_url="https://deck.example/3")
    workflow.move([request], by=cast.team_member, steps=[Step("complete", done)])
    assert [line.removeprefix(f"{name} ").split(" ")[1] for line in told(cast.requester)] == [
        "given",
        "moved",
        "assigned",
        "completed",
    ]
    assert len(told(cast.team_member)) == 1


def test_one_notice_for_a_bulk_submit(cast: Cast) -> None:
    requests = [workflow.file_request(by=cast.requester, title=f"Item {number}") for number in range(4)]
    workflow.move(requests, by=cast.triage_lead, steps=[Step("triage", MoveData(team=cast.team))])
    assert told(cast.requester) == ["4 requests changed"]
    body = Notification.objects.get(recipient=cast.requester).body
    assert all(f"Item {number}" in body for number in range(4))


def test_the_reason_reaches_the_requester(request_: SMRequest, cast: Cast) -> None:
    data = MoveData(reason="We have this already.")
    workflow.move([request_], by=cast.triage_lead, steps=[Step("decline_new", data)])
    notice = Notification.objects.get(recipient=cast.requester)
    assert "We have this already." in notice.body
    assert SMRequest.objects.get(pk=request_.pk).close_reason == "We have this already."


def test_watchers_of_confidential_requests_see_nothing(cast: Cast) -> None:
    request = workflow.file_request(by=cast.requester, title="Secret")
    workflow.watch(request, cast.outsider, on=True)
    workflow.edit(request, by=cast.requester, changes={"is_confidential": True})
    workflow.comment(request, by=cast.requester, body="Names of customers.")
    assert told(cast.outsider) == []
    with pytest.raises(workflow.NotAllowed):
        workflow.comment(request, by=cast.outsider, body="What is this?")


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("requester", True),
        ("triage_lead", True),
        ("administrator", True),
        ("team_member", True),
        ("other_lead", False),
        ("outsider", False),
    ],
)
def test_who_sees_a_confidential_request(role: str, sees: bool, cast: Cast) -> None:
    request = workflow.file_request(by=cast.requester, title="Secret", is_confidential=True)
    triaged(request, cast)
    assert SMRequest.objects.visible_to(getattr(cast, role)).filter(pk=request.pk).exists() is sees

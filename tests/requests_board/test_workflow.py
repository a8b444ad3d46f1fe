"""The workflow engine: who may make which move, what it needs, what it does, what it writes down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketing_portal.people.models import Team, User
from requests_board import workflow
from requests_board.models import EventKind, Milestone, RequestEvent, SMRequest
from requests_board.vocabulary import OPEN_STATES, State
from requests_board.workflow import MOVES, MoveData, Step
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter() -> Milestone:
    """The quarter of today."""
    Milestone.objects.ensure_current()
    current = Milestone.objects.plannable().first()
    assert current is not None
    return current


@pytest.fixture
def request_(requester: User) -> SMRequest:
    """A new request of the requester."""
    return workflow.file_request(by=requester, title="Booth messaging", description="What we *know*.")


def take(request: SMRequest, by: User, key: str, **data: Any) -> SMRequest:
    """Make one move."""
    return workflow.move([request], by=by, steps=[Step(key, MoveData(**data))]).requests[0]


def in_state(state: str, request: SMRequest, cast: Cast, quarter: Milestone) -> SMRequest:
    """``request`` taken to ``state`` by the people whose job that is."""
    paths = {
        State.NEW: [],
        State.TRIAGE: ["triage"],
        State.BACKLOG: ["triage", "backlog"],
        State.ASSIGNED: ["triage", "backlog", "assign"],
        State.COMPLETED: ["triage", "backlog", "assign", "complete"],
        State.TRANSFERRED: ["triage", "transfer"],
        State.DECLINED: ["triage", "backlog", "decline"],
    }
    given = everything(cast, quarter)
    for key in paths[State(state)]:
        who = cast.triage_lead if key == "triage" else cast.team_lead
        request = take(request, who, key, **given)
    return request


def everything(cast: Cast, quarter: Milestone) -> dict[str, Any]:
    """Data enough for any move."""
    return {
        "team": cast.team,
        "assignees": (cast.team_member,),
        "milestone": quarter,
        "reason": "Because.",
        "urgent_reason": "The event is tomorrow.",
        "transferred_to": "Field Marketing",
        "delivered_url": "https://deck.example/1",
    }


# What the handbook's table says (domain of the portal: eight transitions and what later versions added).
EXPECTED = {
    ("triage", State.NEW): State.TRIAGE,
    ("transfer_new", State.NEW): State.TRANSFERRED,
    ("decline_new", State.NEW): State.DECLINED,
    ("withdraw", State.NEW): State.DECLINED,
    ("duplicate_new", State.NEW): State.DECLINED,
    ("duplicate", State.TRIAGE): State.DECLINED,
    ("duplicate", State.BACKLOG): State.DECLINED,
    ("roll_over", State.ASSIGNED): State.ASSIGNED,
    ("reassign", State.ASSIGNED): State.ASSIGNED,
    ("assign_urgent", State.TRIAGE): State.ASSIGNED,
    ("backlog", State.TRIAGE): State.BACKLOG,
    ("transfer", State.TRIAGE): State.TRANSFERRED,
    ("decline_triage", State.TRIAGE): State.DECLINED,
    ("reroute", State.TRIAGE): State.TRIAGE,
    ("withdraw", State.TRIAGE): State.DECLINED,
    ("assign", State.BACKLOG): State.ASSIGNED,
    ("decline", State.BACKLOG): State.DECLINED,
    ("reroute", State.BACKLOG): State.BACKLOG,
    ("withdraw", State.BACKLOG): State.DECLINED,
    ("complete", State.ASSIGNED): State.COMPLETED,
    ("return_to_backlog", State.ASSIGNED): State.BACKLOG,
    ("reopen", State.COMPLETED): State.TRIAGE,
    ("reopen", State.TRANSFERRED): State.TRIAGE,
    ("reopen", State.DECLINED): State.TRIAGE,
}


@pytest.mark.either_database
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("key", MOVES)
def test_every_move_from_every_state(
    key: str, state: str, request_: SMRequest, cast: Cast, quarter: Milestone
) -> None:
    request = in_state(state, request_, cast, quarter)
    given = everything(cast, quarter)
    if key == "reroute":
        given["team"] = cast.other_team
    if key == "roll_over":
        given["milestone"] = Milestone.objects.plannable()[1]
    if key.startswith("duplicate"):
        given["duplicate_of"] = workflow.file_request(by=cast.outsider, title="The same")
    who = cast.requester if key == "withdraw" else cast.triage_lead
    expected = EXPECTED.get((key, State(state)))
    if expected is None:
        with pytest.raises(workflow.NotAllowed):
            take(request, who, key, **given)
        assert SMRequest.objects.get(pk=request.pk).state == state
        return
    take(request, who, key, **given)
    now = SMRequest.objects.get(pk=request.pk)
    assert now.state == expected
    assert_invariants(now)


def assert_invariants(request: SMRequest) -> None:
    """The invariants of the handbook's state machine."""
    state = State(request.state)
    assert (request.closed_at is None) == (state in OPEN_STATES)
    assignees = request.assignments.count()
    if state == State.NEW:
        assert request.team is None
        assert assignees == 0
    if state in {State.TRIAGE, State.BACKLOG, State.ASSIGNED, State.COMPLETED}:
        assert request.team is not None
    if state == State.BACKLOG:
        assert request.milestone is not None
        assert request.milestone.kind == "backlog"
    if state in {State.ASSIGNED, State.COMPLETED}:
        assert request.milestone is not None
        assert request.milestone.is_quarter
        assert assignees >= 1
    if state in {State.NEW, State.TRIAGE, State.TRANSFERRED, State.DECLINED}:
        assert request.milestone is None
    assert workflow.replay(request.events.order_by("pk")) == workflow.snapshot(request)


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("key", "state", "allowed"),
    [
        ("triage", State.NEW, {"triage_lead", "administrator"}),
        ("backlog", State.TRIAGE, {"team_lead", "triage_lead", "administrator"}),
        ("assign", State.BACKLOG, {"team_lead", "triage_lead", "administrator"}),
        ("decline", State.BACKLOG, {"team_lead", "triage_lead", "administrator"}),
        ("complete", State.ASSIGNED, {"team_member", "team_lead", "triage_lead", "administrator"}),
        ("reopen", State.COMPLETED, {"team_lead", "triage_lead", "administrator"}),
        ("withdraw", State.BACKLOG, {"requester"}),
    ],
)
def test_who_may(
    key: str, state: State, allowed: set[str], request_: SMRequest, cast: Cast, quarter: Milestone
) -> None:
    request = in_state(state, request_, cast, quarter)
    roles = (
        "requester",
        "outsider",
        "team_member",
        "team_lead",
        "other_member",
        "other_lead",
        "triage_lead",
        "editor",
    )
    able = {role for role in (*roles, "administrator") if MOVES[key].allows(getattr(cast, role), request)}
    assert able == allowed


@pytest.mark.either_database
@pytest.mark.parametrize("key", [key for key, move in MOVES.items() if move.needs])
def test_what_is_missing_is_said(key: str, request_: SMRequest, cast: Cast, quarter: Milestone) -> None:
    move = MOVES[key]
    request = in_state(move.from_states[0], request_, cast, quarter)
    with pytest.raises(workflow.Incomplete) as told:
        take(request, cast.triage_lead, key)
    assert set(told.value.errors) == {need.value for need in move.needs}
    assert SMRequest.objects.get(pk=request.pk).version == request.version


def test_only_members_are_assigned(request_: SMRequest, cast: Cast, quarter: Milestone) -> None:
    request = in_state(State.BACKLOG, request_, cast, quarter)
    with pytest.raises(workflow.Incomplete, match=r"Not in the team: Outsider\."):
        take(
            request, cast.team_lead, "assign", assignees=(cast.team_member, cast.outsider), milestone=quarter
        )


def test_commitment_needs_an_open_quarter(request_: SMRequest, cast: Cast, quarter: Milestone) -> None:
    request = in_state(State.BACKLOG, request_, cast, quarter)
    give = {"assignees": (cast.team_member,)}
    with pytest.raises(workflow.Incomplete, match="not for the backlog"):
        take(request, cast.team_lead, "assign", milestone=Milestone.objects.backlog(), **give)
    quarter.closed_at = timezone.now()
    quarter.save()
    with pytest.raises(workflow.Incomplete, match="is closed"):
        take(request, cast.team_lead, "assign", milestone=quarter, **give)
    quarter.closed_at, quarter.ends_on = None, timezone.localdate() - dt.timedelta(days=1)
    quarter.starts_on = quarter.ends_on - dt.timedelta(days=90)
    quarter.save()
    with pytest.raises(workflow.Incomplete, match="is over"):
        take(request, cast.team_lead, "assign", milestone=quarter, **give)


def test_a_team_without_label_takes_nothing(request_: SMRequest, triage_lead: User) -> None:
    channel = Team.objects.create(name="A team without label", slug="without-label")
    with pytest.raises(workflow.Incomplete, match="takes no requests"):
        take(request_, triage_lead, "triage", team=channel)


def test_a_chain_is_one_submit_with_one_event_a_move(
    request_: SMRequest, cast: Cast, quarter: Milestone
) -> None:
    data = MoveData(**everything(cast, quarter))
    outcome = workflow.move(
        [request_], by=cast.triage_lead, steps=[Step("triage", data), Step("assign_urgent", data)]
    )
    assert [event.move for event in outcome.events] == ["triage", "assign_urgent"]
    assert len({event.submit for event in outcome.events}) == 1
    request = SMRequest.objects.get(pk=request_.pk)
    assert (request.state, request.is_urgent, request.version) == (State.ASSIGNED, True, 3)
    assert_invariants(request)


def test_a_chain_that_breaks_changes_nothing(request_: SMRequest, cast: Cast, quarter: Milestone) -> None:
    data = MoveData(team=cast.team)
    with pytest.raises(workflow.Incomplete):
        workflow.move(
            [request_], by=cast.triage_lead, steps=[Step("triage", data), Step("assign_urgent", data)]
        )
    assert SMRequest.objects.get(pk=request_.pk).state == State.NEW
    assert request_.events.count() == 1


def test_many_at_once_take_no_more_queries(
    cast: Cast, requester: User, django_assert_max_num_queries: Any
) -> None:
    requests = [workflow.file_request(by=requester, title=f"Request {number}") for number in range(30)]
    lead, team = cast.triage_lead, cast.team
    lead.global_roles, lead.team_roles  # noqa: B018 - asked once a page, not once a move
    with django_assert_max_num_queries(16):
        workflow.move(requests, by=lead, steps=[Step("triage", MoveData(team=team))])
    assert SMRequest.objects.filter(state=State.TRIAGE, team=team).count() == 30
    assert RequestEvent.objects.filter(move="triage").count() == 30


def test_who_comes_second_is_told_who_was_first(request_: SMRequest, cast: Cast) -> None:
    seen_by_second = SMRequest.objects.get(pk=request_.pk)
    take(request_, cast.triage_lead, "triage", team=cast.team)
    with pytest.raises(workflow.Conflict) as told:
        take(seen_by_second, cast.administrator, "decline_new", reason="Spam.")
    assert told.value.actor == cast.triage_lead
    assert told.value.current.state == State.TRIAGE
    assert told.value.event is not None
    assert told.value.event.move == "triage"


def test_a_comment_disturbs_no_move(request_: SMRequest, cast: Cast) -> None:
    seen = SMRequest.objects.get(pk=request_.pk)
    workflow.comment(request_, by=cast.outsider, body="Me too.")
    assert take(seen, cast.triage_lead, "triage", team=cast.team).state == State.TRIAGE


def test_undo_within_ten_minutes(request_: SMRequest, cast: Cast, quarter: Milestone) -> None:
    before = in_state(State.ASSIGNED, request_, cast, quarter)
    kept = workflow.snapshot(before)
    after = take(before, cast.team_member, "complete", delivered_url="https://deck.example/2")
    assert workflow.can_undo(after, cast.team_lead) is None
    assert workflow.can_undo(after, cast.team_member) is not None
    workflow.undo(after, by=cast.team_member)
    now = SMRequest.objects.get(pk=request_.pk)
    assert workflow.snapshot(now) == kept
    assert_invariants(now)
    last = now.events.last()
    assert last is not None
    assert (last.kind, last.actor) == (EventKind.UNDONE, cast.team_member)


def test_undo_takes_back_the_whole_submit(request_: SMRequest, cast: Cast, quarter: Milestone) -> None:
    data = MoveData(**everything(cast, quarter))
    steps = [Step("triage", data), Step("assign_urgent", data)]
    moved = workflow.move([request_], by=cast.triage_lead, steps=steps).requests[0]
    workflow.undo(moved, by=cast.triage_lead)
    now = SMRequest.objects.get(pk=request_.pk)
    assert (now.state, now.team, now.is_urgent) == (State.NEW, None, False)
    assert_invariants(now)


def test_undo_comes_too_late(request_: SMRequest, cast: Cast) -> None:
    moved = take(request_, cast.triage_lead, "triage", team=cast.team)
    RequestEvent.objects.filter(move="triage").update(at=timezone.now() - dt.timedelta(minutes=11))
    with pytest.raises(workflow.NotAllowed):
        workflow.undo(moved, by=cast.triage_lead)


def test_undo_is_refused_once_something_changed(request_: SMRequest, cast: Cast) -> None:
    moved = take(request_, cast.triage_lead, "triage", team=cast.team)
    edited = workflow.edit(moved, by=cast.team_member, changes={"priority": "1"}).requests[0]
    assert workflow.can_undo(edited, cast.triage_lead) is None


def test_events_are_append_only(request_: SMRequest) -> None:
    event = request_.events.get()
    with pytest.raises(TypeError, match="append-only"):
        event.save()
    with pytest.raises(TypeError, match="append-only"):
        event.delete()


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "lost"},
        {"state": State.TRIAGE},
        {"state": State.DECLINED},
        {"closed_at": timezone.now()},
        {"state": State.TRANSFERRED, "closed_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_cannot_be(request_: SMRequest, broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SMRequest.objects.filter(pk=request_.pk).update(**broken)


def test_backlog_needs_a_milestone_in_the_database(request_: SMRequest, cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SMRequest.objects.filter(pk=request_.pk).update(state=State.BACKLOG, team=cast.team)

"""Random people do random things with requests: after each step the rules hold, and the events say it all.

500 steps in `make test`, 10,000 in `make test-deep`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import (
    UNVERSIONED,
    Batch,
    EventKind,
    Label,
    Milestone,
    Notification,
    RequestEvent,
    RequestLink,
    SMRequest,
)
from requests_board.vocabulary import CLOSED, Family, State
from requests_board.workflow import Adjust, Edit, MoveData, Step, planning, related
from tests.requests_board.desk import labels, other_quarter, quarter
from tests.support.cast import Cast

RUNS, STEPS = (100, 100) if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else (10, 50)
PEOPLE = (
    "requester", "outsider", "team_member", "team_lead", "other_member", "other_lead", "triage_lead", "triage_lead",
)  # fmt: skip
EDITS: tuple[dict[str, Any], ...] = (
    {"priority": "1"},
    {"priority": "?", "weight": 3},
    {"due_is_critical": True, "due_on": None},
    {"health": "at_risk", "health_note": "The speaker fell ill."},
    {"title": "Another title", "description": "Other *words*."},
    {"is_confidential": True},
    {"gtm_phase": "decision", "dod": "Y", "eteam": "N", "is_clear": "Y"},
)
MOST = 9  # requests at a time: people meet
numbers = st.integers(0, 999)
people = st.sampled_from(PEOPLE)
refusals = (workflow.NotAllowed, workflow.Incomplete)


class Desk(RuleBasedStateMachine):
    """The desk as a whole. A request is drawn by a number, so that every step means something."""

    cast: Cast
    quarters: tuple[Milestone, Milestone]
    label_keys: dict[str, list[int]]

    def __init__(self) -> None:
        super().__init__()
        self.hold = transaction.atomic()
        self.hold.__enter__()
        self.last_event = self.last_notice = 0
        self.versions: dict[int, int] = {}

    def teardown(self) -> None:
        """Look once more at all of it, then forget it."""
        try:
            for request in SMRequest.objects.all():
                self.replays(request)
        finally:
            transaction.set_rollback(True)
            self.hold.__exit__(None, None, None)

    def one(self, number: int) -> SMRequest:
        """Some request as it is now."""
        keys = sorted(self.versions)
        return SMRequest.objects.get(pk=keys[number % len(keys)])

    def some(self, start: int, size: int) -> list[SMRequest]:
        """A few of them."""
        return [self.one(start + place) for place in range(min(size, len(self.versions)))]

    def who(self, role: str, request: SMRequest | None = None, number: int = 2) -> User:
        """Somebody as they come anew: their roles are read again. Mostly somebody who decides about ``request``."""
        if request is not None and number % 3 != 2:
            leads = {self.cast.team.pk: "team_lead", self.cast.other_team.pk: "other_lead"}
            role = leads.get(request.team_id or 0, "triage_lead")
        return User.objects.get(pk=getattr(self.cast, role).pk)

    def attempt(self, action: Callable[[], Any]) -> Any:
        """What a person may try: it works or it is refused, and then nothing has happened."""
        before = RequestEvent.objects.count()
        try:
            return action()
        except refusals:
            assert RequestEvent.objects.count() == before
            return None

    def data(self, number: int) -> MoveData:
        """Data enough for any move, often the right ones."""
        ours = number % 3 != 0
        everybody = (self.cast.team_member, self.cast.team_lead) if ours else (self.cast.other_member,)
        return MoveData(
            team=self.cast.team if ours else self.cast.other_team,
            assignees=everybody[: 1 + number % 2],
            milestone=self.quarters[number % 2],
            reason="Because.",
            urgent_reason="The event is tomorrow." if number % 4 else "",
            transferred_to="Field Marketing",
            delivered_url="https://deck.example/1",
            duplicate_of=self.one(number),
        )

    def key(self, request: SMRequest, user: User, number: int) -> str:
        """Mostly a move that is possible now."""
        possible = [move.key for move in workflow.moves_for(request, user)] if number % 5 else []
        keys = possible or list(workflow.MOVES)
        return keys[number % len(keys)]

    def doing(self, request: SMRequest, user: User, number: int) -> Step | Edit:
        """A move or an edit for many."""
        if number % 2:
            return Step(self.key(request, user, number // 2), self.data(number))
        name = ("labels", "devops_stages", "launches")[number % 3]
        keys = frozenset(self.label_keys[name])
        change = Adjust(add=keys) if number % 4 else Adjust(remove=keys)
        return Edit({name: change, "priority": "123?"[number % 4]})

    @initialize()
    def begin(self) -> None:
        """A few requests to begin with: new ones, some with each of the two teams, some that are being worked on."""
        for _ in range(6):
            self.file("requester")
        lead, mine, theirs = self.who("triage_lead"), self.some(0, 3), self.some(3, 2)
        given = MoveData(assignees=(self.cast.team_member,), milestone=self.quarters[0])
        workflow.move(mine, by=lead, steps=[Step("triage", MoveData(team=self.cast.team)), Step("backlog")])
        workflow.move(theirs, by=lead, steps=[Step("triage", MoveData(team=self.cast.other_team))])
        workflow.move(self.some(0, 2), by=lead, steps=[Step("assign", given)])

    @rule(role=people)
    def file(self, role: str) -> None:
        """Somebody asks for something, while there is not too much of it."""
        if len(self.versions) >= MOST:
            return
        workflow.file_request(by=self.who(role), title="Booth messaging", due_on="2099-01-31")
        self.versions = dict(SMRequest.objects.values_list("pk", "version"))

    @rule(role=people, number=numbers)
    def move(self, role: str, number: int) -> None:
        """Somebody makes a move."""
        request = self.one(number)
        user = self.who(role, request, number)
        step = Step(self.key(request, user, number), self.data(number))
        self.attempt(lambda: workflow.move([request], by=user, steps=[step]))

    @rule(role=people, number=numbers)
    def move_what_is_old(self, role: str, number: int) -> None:
        """Somebody's page is older than the request."""
        request, user = self.one(number), self.who(role)
        request.version -= 1
        with pytest.raises(workflow.Conflict):
            workflow.move([request], by=user, steps=[Step("backlog", MoveData())])

    @rule(number=numbers)
    def assign_at_once(self, number: int) -> None:
        """Leadership triages and assigns in one submit."""
        data, user = self.data(number), self.who("triage_lead")
        steps = [Step("triage", data), Step("assign_urgent", data)]
        self.attempt(lambda: workflow.move([self.one(number)], by=user, steps=steps))

    @rule(role=people, number=numbers)
    def edit(self, role: str, number: int) -> None:
        """Somebody sets fields."""
        changes = EDITS[number % len(EDITS)]
        request = self.one(number)
        user = self.who(role, request, number)
        self.attempt(lambda: workflow.edit(request, by=user, changes=changes))

    @rule(role=people, number=numbers, size=st.integers(2, 6))
    def change_many(self, role: str, number: int, size: int) -> None:
        """Somebody changes several: those that can be changed are."""
        rows = self.some(number, size)
        user = self.who(role, rows[-1], number)
        doing = self.doing(rows[-1], user, number)
        expected = self.attempt(lambda: workflow.preview(rows, by=user, doing=doing))
        done = self.attempt(lambda: workflow.change_many(rows, by=user, doing=doing, words="Several"))
        if expected is None or done is None:
            assert expected is done, "the preview says what happens"
            return
        able = {one.request.pk for one in expected if one.ok}
        assert able == ({row.pk for row in done.outcome.requests} if done.outcome else set())
        assert {one.request.pk for one in done.left} == {row.pk for row in rows} - able

    @rule(role=people, number=numbers, size=st.integers(2, 4))
    def change_all_or_none(self, role: str, number: int, size: int) -> None:
        """The same where one that cannot be changed stops all."""
        rows = self.some(number, size)
        user = self.who(role, rows[0], number)
        doing = self.doing(rows[0], user, number)
        if isinstance(doing, Edit):
            self.attempt(lambda: workflow.edit_many(rows, by=user, changes=doing.changes))
        else:
            self.attempt(lambda: workflow.move(rows, by=user, steps=[doing]))

    @rule(role=people, number=numbers)
    def undo(self, role: str, number: int) -> None:
        """Somebody takes the last move back, often the one who made it."""
        request = self.one(number)
        newest = request.events.exclude(kind__in=UNVERSIONED).latest("pk")
        user = self.who(role) if number % 4 == 0 else newest.actor
        self.attempt(lambda: workflow.undo(request, by=user))

    @rule(role=people, number=numbers)
    def undo_many(self, role: str, number: int) -> None:
        """Somebody takes a change of several back, or what is left of it."""
        batches = list(Batch.objects.order_by("-pk")[:3])
        if not batches:
            return
        batch = batches[number % len(batches)]
        self.attempt(lambda: workflow.undo_batch(batch, by=self.who(role) if number % 3 == 0 else batch.by))

    @rule(role=people, number=numbers, other=numbers)
    def link(self, role: str, number: int, other: int) -> None:
        """Somebody says that two requests belong together, or no longer."""
        request, target = self.one(number), self.one(other)
        user = self.who(role, request, number)
        found = request.links.select_related("source", "target").first()
        if found and number % 2:
            self.attempt(lambda: related.unlink(found, by=user))
        else:
            kind = RequestLink.Kind.values[number % 3]
            self.attempt(lambda: related.link(request, target, kind, by=user))

    @rule(number=numbers)
    def close_quarter(self, number: int) -> None:
        """Leadership takes what is unfinished into the next quarter, or back to the backlog."""
        user, (this, following) = self.who("triage_lead"), self.quarters
        steps = (
            Step("roll_over", MoveData(milestone=following, reason="Not done.")),
            Step("return_to_backlog", MoveData(reason="No longer pressing.")),
        )
        fates = [
            planning.Fate(row, steps[(number + place) % 2])
            for place, row in enumerate(planning.unfinished(this, user))
        ]
        self.attempt(lambda: planning.close_quarter(this, fates, by=user, close=False))

    @rule(role=people, number=numbers)
    def say(self, role: str, number: int) -> None:
        """Somebody comments or asks, the requester answers, somebody begins or stops watching."""
        request = self.one(number)
        user = self.who(role, request, number)
        actions: tuple[Callable[[], Any], ...] = (
            lambda: workflow.comment(request, by=user, body="Is there a deck?"),
            lambda: workflow.ask(request, by=user, question="For whom?"),
            lambda: workflow.answer(request, by=request.requester, text="For developers."),
            lambda: workflow.watch(request, user, on=bool(number % 3)),
        )
        self.attempt(actions[number % len(actions)])

    @invariant()
    def rules_hold(self) -> None:
        """Each request obeys the rules, what changed replays, nobody is told twice or of their own doings."""
        events = list(RequestEvent.objects.filter(pk__gt=self.last_event).order_by("pk"))
        self.last_event = events[-1].pk if events else self.last_event
        touched = {event.request_id for event in events}
        for request in SMRequest.objects.select_related("milestone").prefetch_related("assignees"):
            obeys(request)
            if request.pk in touched:
                self.replays(request)
            else:
                assert request.version == self.versions[request.pk], "changed without an event"
            self.versions[request.pk] = request.version
        for event in events:
            if event.move == "assign_urgent" and event.kind == EventKind.MOVED:
                assert event.after.get("urgent_reason", event.request.urgent_reason)
        told = list(Notification.objects.filter(pk__gt=self.last_notice).order_by("pk"))
        self.last_notice = told[-1].pk if told else self.last_notice
        assert not [notice for notice in told if notice.recipient_id == notice.actor_id]
        assert len({(notice.recipient_id, notice.submit) for notice in told}) == len(told)

    @staticmethod
    def replays(request: SMRequest) -> None:
        """The events lead to what the request is, and its version counts them."""
        events = list(request.events.order_by("pk"))
        assert workflow.replay(events) == workflow.snapshot(request), request
        assert request.version == sum(event.kind not in UNVERSIONED for event in events)


def obeys(request: SMRequest) -> None:
    """The rules of the states (handbook, strategic marketing page)."""
    state, people = State(request.state), request.assignees.all()
    kind = request.milestone.kind if request.milestone else None
    assert (request.closed_at is not None) == (state in CLOSED)
    if state == State.NEW:
        assert request.team_id is None
        assert not people
    elif state not in {State.TRANSFERRED, State.DECLINED}:
        assert request.team_id
    expected = {State.BACKLOG: "backlog", State.ASSIGNED: "quarter", State.COMPLETED: "quarter"}
    assert kind == expected.get(state)
    if state == State.ASSIGNED:
        assert people


@pytest.mark.long
@pytest.mark.django_db
def test_whatever_people_do_the_rules_hold(cast: Cast) -> None:
    known = labels()
    other, _ = Label.objects.get_or_create(family=Family.OTHER, key="event", defaults={"text": "Event"})
    launch = Milestone.objects.create(name="A launch", slug="a-launch", kind="launch")
    for role in PEOPLE:
        getattr(cast, role)
    Desk.cast, Desk.quarters = cast, (quarter(), other_quarter())
    Desk.label_keys = {
        "labels": [other.pk],
        "devops_stages": [known["devops::release"].pk],
        "launches": [launch.pk],
    }
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

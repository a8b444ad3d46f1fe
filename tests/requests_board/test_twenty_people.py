"""Twenty people work on the same 500 requests through the portal's own pages: nothing is lost, nobody sees an error."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from marketing_portal.people.models import Person, TeamMembership, TeamRole, User
from requests_board import workflow
from requests_board.models import (
    UNVERSIONED,
    Batch,
    EventKind,
    Notification,
    RequestEvent,
    SMRequest,
)
from requests_board.vocabulary import State
from requests_board.workflow import record
from tests.conftest import ClientFor
from tests.requests_board.desk import many, quarter
from tests.support.cast import Cast
from tests.support.races import race

PEOPLE, REQUESTS, ACTIONS = 20, 500, 8
HOT = 12  # requests that everybody wants at once
ANSWERS = {200, 302, 409, 422}


def with_their_past(requests: Iterable[SMRequest], by: User) -> None:
    """Give each of ``requests`` the event of its filing."""
    filed: dict[str, list[int]] = {name: [] for name in record.SETS}
    events = [
        RequestEvent(
            request=row,
            submit=record.Submit(by=by, rows=[]).id,
            actor=by,
            kind=EventKind.CREATED,
            version=1,
            after={name: record.as_json(getattr(row, name)) for name in record.COLUMNS} | filed,
        )
        for row in requests
    ]
    RequestEvent.objects.bulk_create(events)


def twenty(cast: Cast) -> list[User]:
    """The cast that works on requests, and more members and leads of the two teams."""
    found = [
        cast.triage_lead,
        cast.administrator,
        cast.team_lead,
        cast.other_lead,
        cast.team_member,
        cast.requester,
    ]
    for number in range(len(found), PEOPLE):
        user = User.objects.create_user(f"lead-{number}@cast.example", name=f"Team lead {number}")
        person = Person.objects.create(name=user.name, slug=f"lead-{number}", user=user)
        team = cast.team if number % 2 else cast.other_team
        TeamMembership.objects.create(person=person, team=team, role=TeamRole.LEAD)
        found.append(user)
    return found


class Worker:
    """One of them at their desk: sees requests as they are, thinks, and sends what they decided."""

    def __init__(self, client: Client, user: User, cast: Cast, seed: int, keys: list[int]) -> None:
        self.client, self.user, self.cast, self.keys = client, user, cast, keys
        self.chance = random.Random(seed)
        self.seen: Counter[int] = Counter()

    def work(self) -> Counter[int]:
        """Do a few things; gives how often each status came back."""
        todo: list[Callable[[], None]] = [
            self.move,
            self.move,
            self.edit,
            self.comment,
            self.change_many,
            self.undo,
        ]
        for _ in range(ACTIONS):
            self.chance.choice(todo)()
        return self.seen

    def some(self, number: int) -> list[SMRequest]:
        """Requests, half of the time those that everybody wants."""
        keys = self.keys[:HOT] if self.chance.random() < 0.5 else self.keys
        return list(SMRequest.objects.filter(pk__in=self.chance.sample(keys, min(number, len(keys)))))

    def send(self, name: str, *args: object, **data: object) -> None:
        """Send a form, and look at the answer as a person would."""
        answer = self.client.post(reverse(f"requests:{name}", args=args), data)
        self.seen[answer.status_code] += 1
        assert answer.status_code in ANSWERS, (name, args, answer.status_code)
        if answer.status_code in {409, 422}:
            text = answer.content.decode()
            assert "Somebody was quicker" in text or "others were quicker" in text or "error-summary" in text

    def move(self) -> None:
        """One move that is possible as far as this person knows."""
        row = self.some(1)[0]
        possible = workflow.moves_for(row, self.user)
        if possible:
            key = self.chance.choice(possible).key
            self.send("move", row.pk, key, version=row.version, **self.given())

    def given(self) -> dict[str, object]:
        """What any move may ask for."""
        return {
            "team": self.chance.choice([self.cast.team.pk, self.cast.other_team.pk]),
            "assignees": [self.cast.team_member.pk],
            "milestone": quarter().pk,
            "reason": "Because.",
            "urgent_reason": "The event is tomorrow.",
            "transferred_to": "Field Marketing",
            "delivered_url": "https://deck.example/1",
        }

    def edit(self) -> None:
        """A field of one request."""
        row = self.some(1)[0]
        if "priority" in workflow.editable_fields(row, self.user):
            self.send(
                "edit", row.pk, version=row.version, priority=self.chance.choice("123?"), title=row.title
            )

    def comment(self) -> None:
        """A word on one."""
        self.send("comment", self.some(1)[0].pk, text="Is there a deck?")

    def change_many(self) -> None:
        """Many at once: a field or a move; now and then taken back."""
        rows = self.some(40)
        pick = " ".join(f"{row.pk}.{row.version}" for row in rows)
        if self.chance.random() < 0.5:
            self.send("bulk_apply", pick=pick, do="edit", priority=self.chance.choice("123?"))
        else:
            self.send("bulk_apply", pick=pick, do=self.chance.choice(["triage", "backlog"]), **self.given())
        batch = Batch.objects.filter(by=self.user, undone_at=None).order_by("-pk").first()
        if batch and self.chance.random() < 0.5:
            self.send("batch_undo", batch.pk)

    def undo(self) -> None:
        """The last move of theirs, where it still is the last."""
        mine = RequestEvent.objects.filter(actor=self.user, kind=EventKind.MOVED).order_by("-pk").first()
        row = mine and SMRequest.objects.get(pk=mine.request_id)
        if row and workflow.can_undo(row, self.user):
            self.send("undo", row.pk, version=row.version)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_twenty_people_at_once(cast: Cast, client_for: ClientFor) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite lets one write at a time, so nobody meets")
    people, _ = twenty(cast), quarter()
    requests = many(cast, REQUESTS)
    with_their_past(SMRequest.objects.in_bulk([row.pk for row in requests]).values(), cast.requester)
    keys = [row.pk for row in requests]
    clients = [client_for(user) for user in people]
    workers = [
        Worker(client, User.objects.get(pk=user.pk), cast, seed, keys)
        for seed, (client, user) in enumerate(zip(clients, people, strict=True))
    ]
    results = race(*(worker.work for worker in workers))
    broken = [result for result in results if not isinstance(result, Counter)]
    assert not broken, broken
    answers = sum((result for result in results if isinstance(result, Counter)), Counter[int]())
    assert answers[302] > PEOPLE, answers
    for row in SMRequest.objects.prefetch_related("events"):
        events = sorted(row.events.all(), key=lambda event: event.pk)
        assert row.version == sum(event.kind not in UNVERSIONED for event in events), row
        if row.version > 1:
            assert workflow.replay(events) == workflow.snapshot(row), row
    told = Counter(Notification.objects.values_list("recipient", "submit"))
    assert told, "people were told"
    assert max(told.values()) == 1
    assert not [notice for notice in Notification.objects.all() if notice.recipient_id == notice.actor_id]
    assert set(SMRequest.objects.values_list("state", flat=True)) > {State.NEW.value}

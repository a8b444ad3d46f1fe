"""Many rows of everything that grows, written set-based: a page must not slow down, or ask more, because of them."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

from django.utils import timezone

from marketing_portal.content.models import HandbookPage
from marketing_portal.people.models import Person, TeamMembership, User
from personas.models import Persona, PersonaPoint
from requests_board.models import (
    Assignment,
    Comment,
    EventKind,
    Milestone,
    Notification,
    RequestEvent,
    SMRequest,
)
from requests_board.vocabulary import CLOSED, Priority, State
from tests.support import volume_organisation, volume_use_cases
from tests.support.world import IN_BACKLOG, IN_QUARTER, WITHOUT_TEAM, World

BATCH = 1000
STATES, PRIORITIES = list(State), ["", *Priority.values]


def new_request(world: World, number: int, moment: dt.datetime) -> SMRequest:
    """One of many: the states, priorities and dates take turns."""
    state = STATES[number % len(STATES)]
    request = SMRequest(
        title=f"Slides for account {number}",
        description=f"What the account team needs, number {number}.",
        description_html=f"<p>What the account team needs, number {number}.</p>",
        requester=world.cast.requester if number % 3 else world.cast.outsider,
        state=state,
        priority=PRIORITIES[number % len(PRIORITIES)],
        due_on=(moment + dt.timedelta(days=number % 90 - 20)).date(),
        created_at=moment,
        updated_at=moment,
    )
    if state not in WITHOUT_TEAM:
        request.team = world.cast.team if number % 2 else world.cast.other_team
    if state in IN_BACKLOG:
        request.milestone = world.backlog
    if state in IN_QUARTER:
        request.milestone = world.quarter
    if state in CLOSED:
        request.closed_at = moment
    if state == State.TRANSFERRED:
        request.transferred_to = "Customer reference"
    return request


def requests(world: World, count: int) -> list[SMRequest]:
    """``count`` requests in all states, each with its first event, an assignee where its state has one."""
    now = timezone.now()
    made = SMRequest.objects.bulk_create(
        [new_request(world, number, now - dt.timedelta(hours=count - number)) for number in range(count)],
        batch_size=BATCH,
    )
    RequestEvent.objects.bulk_create(
        [
            RequestEvent(
                request=request, submit=uuid4(), at=request.created_at, actor=request.requester,
                kind=EventKind.CREATED, after={"state": State.NEW.value}, version=1,
            )
            for request in made
        ],
        batch_size=BATCH,
    )  # fmt: skip
    Assignment.objects.bulk_create(
        [Assignment(request=r, user=world.cast.team_member) for r in made if r.state in IN_QUARTER],
        batch_size=BATCH,
    )
    return made


def notices(world: World, to: User, about: SMRequest, count: int) -> None:
    """``count`` unread notices for one person; their mail is on its way already."""
    Notification.objects.bulk_create(
        [
            Notification(
                recipient=to, request=about, actor=world.cast.requester, submit=uuid4(),
                subject=f"Notice {number}", mail=Notification.Mail.SENT,
            )
            for number in range(count)
        ],
        batch_size=BATCH,
    )  # fmt: skip


def activity(world: World, on: SMRequest, count: int) -> None:
    """``count`` comments on one request, with their events."""
    actor = world.cast.team_lead
    Comment.objects.bulk_create(
        [
            Comment(request=on, author=actor, body=f"Note {n}", body_html=f"<p>Note {n}</p>")
            for n in range(count)
        ]
    )
    RequestEvent.objects.bulk_create(
        [
            RequestEvent(
                request=on, submit=uuid4(), actor=actor, kind=EventKind.COMMENTED, version=on.version
            )
            for _ in range(count)
        ]
    )


def content(world: World, count: int) -> None:
    """``count`` personas, points of the shown persona, people in the own team, handbook pages and past quarters."""
    mark = uuid4().hex[:6]
    shown = world.shown_persona
    Persona.objects.bulk_create(
        [
            Persona(name="Sam", role=f"Role {n}", slug=f"sam-{mark}-{n}", owner=shown.owner)
            for n in range(count)
        ]
    )
    PersonaPoint.objects.bulk_create(
        [
            PersonaPoint(
                persona=shown, kind="goals", key=f"goal-{mark}-{n}", text=f"Goal {n}", text_html=f"Goal {n}"
            )
            for n in range(count)
        ]
    )
    people = Person.objects.bulk_create(
        [Person(name=f"Colleague {n}", slug=f"colleague-{mark}-{n}") for n in range(count)]
    )
    TeamMembership.objects.bulk_create([TeamMembership(person=one, team=world.cast.team) for one in people])
    HandbookPage.objects.bulk_create(
        [HandbookPage(slug=f"page-{mark}-{n}", title=f"Page {n}") for n in range(count)]
    )
    past = dt.date(1900, 1, 1) + dt.timedelta(days=Milestone.objects.count())
    Milestone.objects.bulk_create(
        [
            Milestone(
                name=f"Q {mark} {n}", slug=f"q-{mark}-{n}", kind="quarter",
                starts_on=past + dt.timedelta(days=n), ends_on=past + dt.timedelta(days=n + 1),
            )
            for n in range(count)
        ]
    )  # fmt: skip


def everything(world: World, viewer: User | None, count: int) -> None:
    """``count`` rows more of each."""
    made = requests(world, count)
    content(world, count)
    volume_use_cases.use_cases(count)
    volume_organisation.collateral(count)
    volume_organisation.runs(count, world.cast.editor)
    for state in State:
        activity(world, SMRequest.objects.get(pk=world.part(state.value)), count)
    if viewer is not None:
        notices(world, viewer, made[0], count)

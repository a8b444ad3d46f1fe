"""The drawn part of the demo: two quarters of requests that could have happened, the same ones every time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count
from django.test import override_settings
from django.utils import timezone

from marketing_portal.interchange.demo.accounts import make_accounts
from marketing_portal.interchange.demo.desk import Desk, Material, lives
from marketing_portal.interchange.demo.files import read_accounts
from marketing_portal.interchange.demo.volume import SPAN
from marketing_portal.interchange.management.commands.load_demo import FOLDER
from requests_board import workflow
from requests_board.filters import RequestFilter
from requests_board.fiscal import Quarter
from requests_board.models import (
    Assignment,
    Attachment,
    Batch,
    Capacity,
    CarryOver,
    Comment,
    Decision,
    Label,
    Milestone,
    Notification,
    RequestEvent,
    RequestLink,
    SavedView,
    SMRequest,
    Standup,
    WipLimit,
)
from requests_board.pages.labels import LabelBook
from requests_board.pages.saved_views import as_params, as_query
from requests_board.vocabulary import CLOSED, Family, State
from requests_board.workflow import answers

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def gathered() -> Iterator[tuple[SMRequest, list[RequestEvent]]]:
    """Every request with its events."""
    for request in SMRequest.objects.prefetch_related("events"):
        yield request, sorted(request.events.all(), key=lambda event: event.pk)


def test_a_desk_of_two_quarters() -> None:
    call_command("load_demo", verbosity=0)
    current = Quarter.current()
    requests = list(SMRequest.objects.select_related("milestone"))
    assert 325 <= len(requests) <= 340
    assert {request.state for request in requests} == set(State.values)
    in_quarters = {request.milestone.slug for request in requests if request.milestone}
    assert in_quarters >= {"backlog", current.slug, current.previous().slug}
    assert {request.team_id for request in requests} > set(Capacity.objects.values_list("team", flat=True))
    assert CarryOver.objects.exists()
    assert WipLimit.objects.exists()
    assert Comment.objects.count() > 100
    assert not Notification.objects.mail_due().exists()
    assert_stand_ups_are_minutes()
    assert_everything_has_something_to_show()
    for request, events in gathered():
        assert workflow.replay(events) == workflow.snapshot(request), request
        assert [event.at for event in events] == sorted(event.at for event in events), request
    assert_the_rules_hold()


def assert_stand_ups_are_minutes() -> None:
    """Mornings of three weeks: short, over, and each decision is in the history of its request."""
    held = Standup.objects.prefetch_related("decisions")
    assert len(held) >= 10
    for standup in held:
        assert standup.ended_at is not None
        assert standup.ended_at - standup.started_at < dt.timedelta(minutes=20)
    decisions = Decision.objects.select_related("request")
    assert any(one.words == "Given to Product marketing" for one in decisions)
    assert SMRequest.objects.filter(state="new_request").count() >= 4, "something is left to decide about"
    submits = set(RequestEvent.objects.values_list("request", "submit"))
    assert {(one.request_id, one.submit) for one in decisions} <= submits


def assert_everything_has_something_to_show() -> None:
    """Views for one, a team and everyone; links of each kind; files; a change of several that can be taken back."""
    views = SavedView.objects.select_related("owner")
    assert {view.audience for view in views} == set(SavedView.Audience.values)
    assert [view.name for view in views if view.is_team_default] == ["Our work in progress"]
    for view in views:
        assert as_params(as_query(view.params), view.layout) == view.params, f"{view} holds what is not known"
        rows = SMRequest.objects.visible_to(view.owner)
        shown = RequestFilter(as_query(view.params), rows, user=view.owner, labels=LabelBook())
        assert not shown.problems, view
        assert shown.qs.exists(), f"{view} shows nothing"
    kinds = Counter(RequestLink.objects.values_list("kind", flat=True))
    assert kinds["duplicate_of"] >= 1
    assert kinds["related_to"] >= 10
    assert RequestLink.objects.filter(
        kind="blocked_by", source__closed_at=None, target__closed_at=None
    ).count() >= 6  # fmt: skip
    assert [one.by.name for one in Attachment.objects.all()].count("Demo requester") == 2
    for attachment in Attachment.objects.all():
        assert attachment.file.read(), attachment
    batch = Batch.objects.get()
    assert batch.size >= 2
    assert workflow.can_undo_batch(batch, batch.by)
    held = Milestone.objects.efforts().annotate(held=Count("launch_requests")).values_list("held", flat=True)
    assert all(number > 10 for number in held)


def assert_the_rules_hold() -> None:
    """The rules of the workflow that no constraint of the database holds."""
    assigned = set(Assignment.objects.values_list("request", flat=True))
    for request in SMRequest.objects.select_related("milestone"):
        if request.state in {State.ASSIGNED, State.COMPLETED}:
            assert request.pk in assigned
            assert request.milestone is not None
            assert request.milestone.is_quarter
        if request.state == State.BACKLOG:
            assert request.milestone is not None
            assert request.milestone.slug == "backlog"


def test_the_same_desk_every_time() -> None:
    users = make_accounts(read_accounts(FOLDER))
    material = Material.read(FOLDER)
    first = Desk(material, users)
    told = [
        [(life.request.title, life.request.state, len(life.events)) for life in islice(lives(desk, 40), 12)]
        for desk in (first, Desk(material, users, now=first.now))
    ]
    assert told[0] == told[1]


def test_the_material_names_what_exists() -> None:
    material = Material.read(FOLDER)
    known = set(Label.objects.filter(family=Family.USE_CASE).values_list("key", flat=True))
    assert {topic["use_case"] for topic in material["topics"]} <= known
    routable = set(Label.objects.filter(family=Family.TEAM).values_list("team__slug", flat=True))
    assert {team for kind in material["kinds"] for team in kind["teams"]} <= routable


def test_very_many_requests_for_benches() -> None:
    call_command("make_requests", 60, verbosity=0)
    call_command("make_requests", 1, verbosity=0)
    assert SMRequest.objects.count() == 61
    assert SMRequest.objects.filter(state__in=CLOSED).count() == 57


def test_copies_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketing_portal.interchange.demo.volume.PATTERN", 20)
    call_command("make_requests", 70, verbosity=0)
    assert SMRequest.objects.count() == 70
    for request, events in gathered():
        assert workflow.replay(events) == workflow.snapshot(request), request
    assert_the_rules_hold()
    assert RequestEvent.objects.values("submit", "request").distinct().count() == RequestEvent.objects.count()
    more = workflow.file_request(by=SMRequest.objects.earliest("pk").requester, title="One more")
    assert more.pk == SMRequest.objects.latest("pk").pk, "the database counts on behind the copies"


@override_settings(PRODUCTION=True)
def test_production_refuses_them() -> None:
    with pytest.raises(CommandError, match="production mode refuses them"):
        call_command("make_requests", 5)
    with override_settings(PRODUCTION=False), pytest.raises(CommandError, match="above zero"):
        call_command("make_requests", 0)


def test_answers_are_such_as_the_form_would_take() -> None:
    call_command("load_demo", requests=60, verbosity=0)
    asked = SMRequest.objects.filter(kind__isnull=False).select_related("kind")
    assert asked.count() == 60
    for request in asked:
        questions = answers.questions_of(request.kind)
        assert answers.validate(questions, request.answers) == request.answers


def test_what_is_closed_lies_in_as_many_quarters_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketing_portal.interchange.demo.volume.PATTERN", 60)
    monkeypatch.setattr("marketing_portal.interchange.demo.volume.A_QUARTER", 8)
    monkeypatch.setattr("marketing_portal.interchange.demo.in_bulk.WORTH_IT", 20)
    call_command("make_requests", 96, verbosity=0)
    done = SMRequest.objects.filter(state=State.COMPLETED).values_list("milestone", flat=True)
    quarters = Counter(done)
    assert len(quarters) > 8
    assert max(quarters.values()) < 48
    assert not SMRequest.objects.filter(closed_at=None, created_at__lt=timezone.now() - SPAN * 2).exists()
    names = {index.name for index in SMRequest._meta.indexes}
    with connection.cursor() as cursor:
        there = connection.introspection.get_constraints(cursor, SMRequest._meta.db_table)
    assert names <= set(there)
    assert_the_rules_hold()

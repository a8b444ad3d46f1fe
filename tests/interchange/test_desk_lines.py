"""Requests go out as JSON lines and come back with numbers, histories and all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from marketing_portal.interchange.desk_lines.loading import load
from marketing_portal.interchange.desk_lines.writing import lines
from marketing_portal.interchange.errors import BadFile
from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import (
    Assignment,
    CarryOver,
    Comment,
    Milestone,
    Notification,
    RequestEvent,
    RequestLink,
    SMRequest,
    Watch,
)
from requests_board.vocabulary import State
from tests.requests_board.desk import filed, other_quarter, take
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
DESK = (CarryOver, RequestLink, Watch, Assignment, Comment, Notification, RequestEvent, SMRequest)


@pytest.fixture
def desk(cast: Cast) -> list[SMRequest]:
    """A few requests that have seen everything that a line holds."""
    first = filed(cast, State.COMPLETED, description="A “quoted” line\nand another, with ünïcode.")
    late = take(
        filed(cast, State.ASSIGNED), cast.team_lead, "roll_over", milestone=other_quarter(), reason="Waiting."
    )
    asked = filed(cast, State.TRIAGE)
    workflow.ask(asked, by=cast.team_lead, question="For *whom*?")
    workflow.answer(SMRequest.objects.get(pk=asked.pk), by=cast.requester, text="For sales.")
    workflow.comment(late, by=cast.outsider, body="I follow this.")
    twin = take(filed(cast), cast.triage_lead, "duplicate_new", duplicate_of=late)
    return [first, late, asked, twin]


def written() -> str:
    """Everything as lines."""
    return "".join(lines(SMRequest.objects.all()))


def empty() -> None:
    """Take all requests away; no code of the portal can, since events are append-only."""
    with connection.cursor() as cursor:
        for model in DESK:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - own names


def test_out_and_in_gives_the_same(desk: list[SMRequest]) -> None:
    before = written()
    assert written() == before
    counts = [model._default_manager.count() for model in DESK if model is not Notification]
    with connection.constraint_checks_disabled():
        empty()
    done = load(before.splitlines(keepends=True), "x.jsonl")
    assert (done.created, done.unchanged) == (4, 0)
    assert written() == before
    assert [model._default_manager.count() for model in DESK if model is not Notification] == counts
    for request in SMRequest.objects.all():
        assert workflow.replay(request.events.order_by("pk")) == workflow.snapshot(request)
    assert "<em>whom</em>" in Comment.objects.get(kind="question").body_html
    again = load(before.splitlines(keepends=True), "x.jsonl")
    assert (again.created, again.unchanged) == (0, 4)
    assert not Notification.objects.exists(), "nobody is told of the past"


def test_the_next_request_gets_the_next_number(cast: Cast, desk: list[SMRequest]) -> None:
    before = written()
    with connection.constraint_checks_disabled():
        empty()
    load(before.splitlines(keepends=True), "x.jsonl")
    assert filed(cast).pk == desk[-1].pk + 1


def test_people_and_milestones_that_are_not_here_are_made(desk: list[SMRequest]) -> None:
    text = written().replace("outsider@cast.example", "stranger@elsewhere.example")
    with connection.constraint_checks_disabled():
        empty()
    Milestone.objects.filter(pk=other_quarter().pk).delete()
    load(text.splitlines(keepends=True), "x.jsonl")
    stranger = User.objects.get(email="stranger@elsewhere.example")
    assert (stranger.is_active, stranger.has_usable_password()) == (False, False)
    assert CarryOver.objects.get().target.slug == other_quarter().slug


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('"form":1', '"form":9', 1, "does not say its form"),
        ('{"number"', "{number", 2, "no JSON"),
        ('"requester":"requester@', '"requester":"nobody@', 2, "There is no user “nobody@cast.example”"),
        ('"state":"completed","team_id"', '"state":"declined","team_id"', 2, "do not lead to what it is"),
        ('"template":', '"templates":', 2, "cannot be used"),
        ('"links":', '"ties":', 2, "cannot be used"),
        ('"version":', '"worth":', 2, "cannot be used"),
        ('"number":', '"number":9999999999999999999,"was":', 2, "cannot be used"),
        ('"watches":[', '"watches":["nobody@cast.example",', 2, "There is no user “nobody@cast.example”"),
        ('"carried":[', '"carried":[{}', 2, "cannot be used"),
        ('"comment":0', '"comment":9', 3, "cannot be used"),
        ('"due_on":null', '"due_on":"soon"', 2, "cannot be used"),
        ('"before":{}', '"before":{"state":"gone"}', 2, "cannot be used"),
        ('"at":"20', '"at":"no', 2, "cannot be used"),
    ],
)
def test_a_bad_line_changes_nothing(
    desk: list[SMRequest], old: str, new: str, line: int, reason: str
) -> None:
    text = written()
    assert old in text
    with connection.constraint_checks_disabled():
        empty()
    with pytest.raises(BadFile) as raised:
        load(text.replace(old, new, 1).splitlines(keepends=True), "x.jsonl")
    assert reason in raised.value.reason
    assert raised.value.line == line
    assert not SMRequest.objects.exists()


def test_a_number_that_is_taken_stops_it(cast: Cast, desk: list[SMRequest]) -> None:
    text = written()
    workflow.edit(SMRequest.objects.get(pk=desk[2].pk), by=cast.triage_lead, changes={"title": "Newer"})
    with pytest.raises(BadFile, match="is taken by another request, or by a newer state"):
        load(text.splitlines(keepends=True), "x.jsonl")


def test_the_commands(desk: list[SMRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "desk.jsonl"
    call_command("dump_requests", target)
    assert "4 requests written" in capsys.readouterr().out
    assert len(target.read_text().splitlines()) == 5
    assert json.loads(target.read_text().splitlines()[1])["number"] == desk[0].pk
    call_command("load_requests", target)
    assert "0 requests loaded, 4 were there already" in capsys.readouterr().out
    target.write_bytes(b"\xff\n")
    with pytest.raises(CommandError, match="not UTF-8"):
        call_command("load_requests", target)
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_requests", tmp_path / "nothing.jsonl")

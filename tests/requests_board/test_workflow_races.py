"""Two people who move the same request at the same moment: one wins, the other is told by whom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import sleep
from typing import Any

import pytest

from requests_board import workflow
from requests_board.models import Milestone, Notification, RequestEvent, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow import MoveData, Step, engine
from requests_board.workflow.checks import missing
from requests_board.workflow.planning import Closing, close_quarter
from tests.requests_board.desk import filed, other_quarter, take
from tests.support.cast import Cast
from tests.support.races import race

ROUNDS = 200
CLOSINGS = 8


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_exactly_one_wins_every_time(cast: Cast) -> None:
    first, second, team = cast.triage_lead, cast.administrator, cast.team
    moves = [
        (first, Step("triage", MoveData(team=team))),
        (second, Step("decline_new", MoveData(reason="We have this."))),
    ]
    for user, _ in moves:
        assert user.global_roles
    wins = {first: 0, second: 0}
    for number in range(ROUNDS):
        filed = workflow.file_request(by=cast.requester, title=f"Wanted by two, {number}")
        copies = [SMRequest.objects.get(pk=filed.pk) for _ in moves]
        results = race(
            *(
                lambda user=user, step=step, copy=copy: workflow.move([copy], by=user, steps=[step])
                for (user, step), copy in zip(moves, copies, strict=True)
            )
        )
        won = [
            user
            for (user, _), result in zip(moves, results, strict=True)
            if isinstance(result, workflow.Outcome)
        ]
        lost = [result for result in results if isinstance(result, workflow.Conflict)]
        assert (len(won), len(lost)) == (1, 1), results
        assert lost[0].actor == won[0]
        assert lost[0].current.state == (State.TRIAGE if won[0] == first else State.DECLINED)
        assert list(RequestEvent.objects.filter(request=filed).values_list("version", flat=True)) == [1, 2]
        wins[won[0]] += 1
    assert sum(wins.values()) == ROUNDS
    told = Notification.objects.filter(recipient=cast.requester)
    assert told.count() == ROUNDS, "one notice for each request, from whoever won"


@pytest.mark.django_db(transaction=True)
def test_nothing_lands_in_a_quarter_that_closes_at_that_moment(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever commits to it is first and it stays open, or is told that it is closed; a pause widens the moment."""

    def slowly(*given: Any) -> dict[str, str]:
        found = missing(*given)
        sleep(0.02)
        return found

    quarter = other_quarter()
    monkeypatch.setattr(engine, "missing", slowly)
    for _ in range(CLOSINGS):
        Milestone.objects.filter(pk=quarter.pk).update(closed_at=None)
        row, seen = filed(cast, State.BACKLOG), Milestone.objects.get(pk=quarter.pk)
        step = Step("assign", MoveData(assignees=(cast.team_member,), milestone=seen))
        actions: list[Callable[[], Any]] = [
            partial(workflow.move, [row], by=cast.team_lead, steps=[step]),
            partial(close_quarter, seen, [], by=cast.triage_lead, close=True),
        ]
        moved, closed = race(*actions)
        assert isinstance(closed, Closing), closed
        if isinstance(moved, workflow.Incomplete):
            assert "closed" in moved.errors["milestone"]
            assert closed.is_closed
        else:
            assert isinstance(moved, workflow.Outcome), moved
            assert not closed.is_closed
            take(moved.requests[0], cast.team_lead, "return_to_backlog", reason="Another round.")

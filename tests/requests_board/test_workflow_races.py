"""Two people who move the same request at the same moment: one wins, the other is told by whom."""

from __future__ import annotations

import pytest

from requests_board import workflow
from requests_board.models import Notification, RequestEvent, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow import MoveData, Step
from tests.support.cast import Cast
from tests.support.races import race

ROUNDS = 200


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

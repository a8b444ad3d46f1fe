"""Short ways to have requests: one taken to a state by the people whose job that is, or many rows at once."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import UNVERSIONED, Label, Milestone, RequestEvent, SMRequest
from requests_board.vocabulary import CLOSED, Family, State
from requests_board.workflow import MoveData, Step
from tests.conftest import ClientFor
from tests.support.cast import Cast

PATHS: dict[State, tuple[str, ...]] = {
    State.NEW: (),
    State.TRIAGE: ("triage",),
    State.BACKLOG: ("triage", "backlog"),
    State.ASSIGNED: ("triage", "backlog", "assign"),
    State.COMPLETED: ("triage", "backlog", "assign", "complete"),
    State.TRANSFERRED: ("triage", "transfer"),
    State.DECLINED: ("triage", "backlog", "decline"),
}
LABELS = (
    (Family.STATE, "triage", "sm_req::triage"),
    (Family.STATE, "backlog", "sm_req::backlog"),
    (Family.USE_CASE, "GitOps", "ucase::GitOps"),
    (Family.DEVOPS_STAGE, "release", "devops::release"),
)


def quarter() -> Milestone:
    """The quarter of today."""
    Milestone.objects.ensure_current()
    found = Milestone.objects.plannable().first()
    assert found is not None
    return found


def other_quarter() -> Milestone:
    """The quarter after that."""
    quarter()
    return Milestone.objects.plannable()[1]


def labels() -> dict[str, Label]:
    """A few labels by text, whether the content has them or not."""
    for family, key, text in LABELS:
        Label.objects.get_or_create(family=family, key=key, defaults={"text": text})
    return {label.text: label for label in Label.objects.all()}


def data_for(cast: Cast) -> dict[str, Any]:
    """Data enough for any move."""
    return {
        "team": cast.team,
        "assignees": (cast.team_member,),
        "milestone": quarter(),
        "reason": "Because.",
        "urgent_reason": "The event is tomorrow.",
        "transferred_to": "Field Marketing",
        "delivered_url": "https://deck.example/1",
    }


def take(request: SMRequest, by: User, key: str, **data: Any) -> SMRequest:
    """Make one move."""
    return workflow.move([request], by=by, steps=[Step(key, MoveData(**data))]).requests[0]


def filed(cast: Cast, state: State = State.NEW, **fields: Any) -> SMRequest:
    """A request of `requester`, taken to ``state`` by triage lead and team lead."""
    request = workflow.file_request(by=cast.requester, **{"title": "Booth messaging", **fields})
    for key in PATHS[state]:
        who = cast.triage_lead if key == "triage" else cast.team_lead
        request = take(request, who, key, **data_for(cast))
    return request


def many(cast: Cast, number: int, **fields: Any) -> list[SMRequest]:
    """``number`` plain rows at once, without events."""
    state = State(fields.get("state", State.NEW))
    closed = timezone.now() if state in CLOSED else None
    rows = [
        SMRequest(**{"title": f"Request {place}", "requester": cast.requester, "closed_at": closed} | fields)
        for place in range(number)
    ]
    return SMRequest.objects.bulk_create(rows)


def last_event(request: SMRequest) -> RequestEvent:
    """The newest event that changed ``request``."""
    found = request.events.exclude(kind__in=UNVERSIONED).last()
    assert found is not None
    return found


def page(client_for: ClientFor, user: User | None, path: str, status: int = 200) -> str:
    """The page at ``path`` as ``user`` sees it."""
    response = client_for(user).get(path)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def rows_of(client: Client, path: str) -> list[int]:
    """Numbers of the requests that the list at ``path`` shows, in order."""
    response = client.get(path)
    assert response.status_code == 200
    return [row.pk for row in response.context["page"].rows]


def count_queries(client: Client, path: str) -> int:
    """Queries of one page, asked for a second time."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)

"""Small marks on rows and cards: blocked by an open request, carried over, on every page that lists requests."""

from __future__ import annotations

import pytest
from django.test import Client

from requests_board.models import SMRequest
from requests_board.pages.rows import marks, with_marks
from requests_board.vocabulary import State
from requests_board.workflow.related import LinkKind, link
from tests.conftest import ClientFor
from tests.requests_board.desk import count_queries, filed, other_quarter, quarter, take
from tests.support.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGES = {
    "list": "/requests/",
    "board": "/requests/board/",
    "quarter": "/milestones/{quarter}/",
    "closing": "/milestones/{quarter}/close/",
    "mine": "/requests/mine/",
}


def path_of(page: str) -> str:
    """The address of ``page``."""
    return PAGES[page].format(quarter=quarter().slug)


@pytest.fixture
def lead(client_for: ClientFor, cast: Cast) -> Client:
    """Signed in as the lead of the own team."""
    return client_for(cast.team_lead)


def blocked_one(cast: Cast) -> tuple[SMRequest, SMRequest]:
    """A request of the lead that waits for another one, and that one."""
    row, other = filed(cast, State.ASSIGNED), filed(cast, State.ASSIGNED)
    row = take(row, cast.team_lead, "reassign", assignees=(cast.team_lead,))
    link(row, other, LinkKind.BLOCKED_BY, by=cast.team_lead)
    return row, other


@pytest.mark.parametrize("page", PAGES)
def test_it_is_marked_while_the_other_one_is_open(cast: Cast, lead: Client, page: str) -> None:
    other = blocked_one(cast)[1]
    path = path_of(page)
    assert ">Blocked</span>" in lead.get(path).content.decode()
    take(other, cast.team_lead, "complete", delivered_url="https://example.com/done")
    assert ">Blocked</span>" not in lead.get(path).content.decode()


def test_triage_shows_it_too(cast: Cast, lead: Client) -> None:
    row, other = filed(cast, State.TRIAGE), filed(cast, State.ASSIGNED)
    link(row, other, LinkKind.BLOCKED_BY, by=cast.team_lead)
    assert ">Blocked</span>" in lead.get("/requests/triage/product-marketing/").content.decode()


@pytest.mark.parametrize("page", ["list", "board", "mine"])
def test_how_often_it_was_carried_over_is_said_in_words(cast: Cast, lead: Client, page: str) -> None:
    row = blocked_one(cast)[0]
    path = path_of(page)
    assert "Carried over once" not in lead.get(path).content.decode()
    row = take(row, cast.team_lead, "roll_over", milestone=other_quarter(), reason="No room.")
    assert "Carried over once" in lead.get(path).content.decode()
    take(row, cast.team_lead, "roll_over", milestone=quarter(), reason="Room again.")
    assert "Carried over twice" in lead.get(path).content.decode()


def test_what_is_closed_neither_waits_nor_hurries(cast: Cast) -> None:
    row = blocked_one(cast)[0]
    row = take(row, cast.team_lead, "roll_over", milestone=other_quarter(), reason="No room.")
    take(row, cast.team_lead, "complete", delivered_url="https://example.com/done")
    assert marks(with_marks(SMRequest.objects.all()).get(pk=row.pk)) == ""


@pytest.mark.parametrize("page", ["list", "board", "mine"])
def test_marks_take_no_query_of_a_row(cast: Cast, lead: Client, page: str) -> None:
    blocked_one(cast)
    path = path_of(page)
    before = count_queries(lead, path)
    for _ in range(3):
        take(blocked_one(cast)[0], cast.team_lead, "roll_over", milestone=other_quarter(), reason="No room.")
    assert count_queries(lead, path) == before <= 12

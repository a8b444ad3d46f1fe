"""The board: which columns there are, what stands in them and in which order, what the address keeps."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from requests_board.models import WipLimit
from requests_board.pages.board import ShownColumn
from requests_board.pages.board_query import FIRST_CARDS
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, many, other_quarter, quarter, take
from tests.support.cast import Cast
from tests.support.counting import queries_of

PAGE = "/requests/board/"
CARD = re.compile(r'data-card="(\d+)" data-version="\d+" data-to="([^"]*)"')
OPEN_COLUMNS = ["new_request", "triage", "backlog", "assigned"]


@pytest.fixture
def lead(cast: Cast, client_for: ClientFor) -> Client:
    """The lead of the own team."""
    return client_for(cast.team_lead)


def board(client: Client, **query: Any) -> dict[str, ShownColumn]:
    """The columns of the board by key."""
    response = client.get(f"{PAGE}?{urlencode(query, doseq=True)}")
    assert response.status_code == 200
    return {one.column.key: one for one in response.context["columns"]}


def numbers(column: ShownColumn) -> list[int]:
    """Numbers of the cards of a column, in order."""
    return [int(number) for number, _ in CARD.findall(column.cards)]


def targets(column: ShownColumn) -> dict[int, list[str]]:
    """Where each card of a column may go."""
    return {int(number): to.split() for number, to in CARD.findall(column.cards)}


def test_columns_are_states_and_closed_ones_are_folded(lead: Client, cast: Cast) -> None:
    triaged, done = filed(cast, State.TRIAGE), filed(cast, State.COMPLETED)
    shown = board(lead)
    assert [key for key, one in shown.items() if not one.is_folded] == OPEN_COLUMNS
    assert numbers(shown["triage"]) == [triaged.pk]
    assert (shown["completed"].count, shown["completed"].cards) == (1, "")
    unfolded = board(lead, folded="")
    assert not any(one.is_folded for one in unfolded.values())
    assert numbers(unfolded["completed"]) == [done.pk]


def test_the_board_of_a_team_has_no_column_that_no_request_of_a_team_can_be_in(
    lead: Client, cast: Cast
) -> None:
    waits = filed(cast)
    assert list(board(lead, team=cast.team.slug)) == [state.value for state in State if state != State.NEW]
    assert list(board(lead, team=cast.team.slug, state="new_request")) == ["new_request"]
    assert numbers(board(lead, team="none")["new_request"]) == [waits.pk]


def test_closed_columns_begin_with_what_was_closed_last(lead: Client, cast: Cast) -> None:
    now = timezone.now()
    rows = many(cast, 3, state=State.DECLINED, priority="1")
    for row, hours in zip(rows, (3, 1, 2), strict=True):
        row.closed_at = now - dt.timedelta(hours=hours)
        row.save()
    assert numbers(board(lead, folded="")["declined"]) == [rows[1].pk, rows[2].pk, rows[0].pk]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("priority", [2, 1, 0]), ("due", [1, 0, 2]), ("age", [0, 1, 2]), ("bogus", [2, 1, 0])],
)
def test_each_column_is_sorted(lead: Client, cast: Cast, order: str, expected: list[int]) -> None:
    today = timezone.localdate()
    rows = [
        many(cast, 1, priority=priority, due_on=due)[0]
        for priority, due in (("", today + dt.timedelta(days=9)), ("2", today), ("1", None))
    ]
    assert numbers(board(lead, order=order)["new_request"]) == [rows[place].pk for place in expected]
    assert numbers(board(lead, order_in=f"new_request.{order}")["new_request"]) == [
        rows[place].pk for place in expected
    ]


def test_columns_by_team_put_their_states_together(lead: Client, cast: Cast) -> None:
    second = filed(cast, State.TRIAGE, title="b")
    first = filed(cast, State.BACKLOG, title="a")
    for row, priority in ((first, "1"), (second, "2")):
        row.priority = priority
        row.save()
    new = filed(cast)
    shown = board(lead, by="team")
    assert numbers(shown[cast.team.slug]) == [first.pk, second.pk]
    assert numbers(shown["none"]) == [new.pk]
    assert shown[cast.team.slug].count == 2


def test_columns_by_assignee_are_the_people_of_one_team(lead: Client, cast: Cast) -> None:
    cast.other_member  # noqa: B018  made, so that there is somebody who must not be there
    held, free = filed(cast, State.ASSIGNED), filed(cast, State.BACKLOG)
    shown = board(lead, by="assignee")
    assert set(shown) == {"none", str(cast.team_member.pk), str(cast.team_lead.pk)}
    assert numbers(shown[str(cast.team_member.pk)]) == [held.pk]
    assert numbers(shown["none"]) == [free.pk]
    other = board(lead, by="assignee", team=cast.other_team.slug)
    assert str(cast.other_member.pk) in other
    assert str(cast.team_member.pk) not in other


def test_columns_by_milestone_and_by_priority(lead: Client, cast: Cast) -> None:
    other_quarter()
    triaged, waiting, committed = (
        filed(cast, state) for state in (State.TRIAGE, State.BACKLOG, State.ASSIGNED)
    )
    shown = board(lead, by="milestone")
    assert list(shown)[:2] == ["none", "backlog"]
    assert [numbers(shown[key]) for key in ("none", "backlog", quarter().slug)] == [
        [triaged.pk],
        [waiting.pk],
        [committed.pk],
    ]
    triaged.priority = "?"
    triaged.save()
    by_priority = board(lead, by="priority")
    assert list(by_priority) == ["1", "2", "3", "undecided", "none"]
    assert numbers(by_priority["undecided"]) == [triaged.pk]


def test_filters_of_the_list_hold(lead: Client, cast: Cast) -> None:
    wanted, other = filed(cast, State.TRIAGE, title="Battle card"), filed(cast, State.TRIAGE)
    shown = board(lead, q="battle", state=["triage", "completed"])
    assert list(shown) == ["triage", "completed"]
    assert numbers(shown["triage"]) == [wanted.pk]
    assert other.pk not in numbers(shown["triage"])
    page = lead.get(f"{PAGE}?by=team&q=battle")
    assert [chip.href for chip in page.context["chips"]] == ["?by=team"]


def test_a_column_shows_its_first_cards_and_the_way_to_more(lead: Client, cast: Cast) -> None:
    rows = many(cast, FIRST_CARDS + 5, priority="2")
    one = board(lead, order="age")["new_request"]
    assert numbers(one) == [row.pk for row in rows[:FIRST_CARDS]]
    more = lead.get(one.more)
    assert more.context["one"].more == ""
    assert numbers(more.context["one"]) == [row.pk for row in rows[FIRST_CARDS:]]
    assert "<h1>New request</h1>" in more.content.decode()
    alone = lead.get(one.more, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in alone
    whole = lead.get(f"{PAGE}new_request/?order=age&number=25", headers={"HX-Request": "true"})
    assert len(numbers(whole.context["one"])) == len(rows)


@pytest.mark.parametrize("order", ["priority", "due", "age"])
@pytest.mark.parametrize("by", ["state", "team"])
def test_more_cards_of_a_column_repeat_and_leave_out_none(
    lead: Client, cast: Cast, by: str, order: str
) -> None:
    today = timezone.localdate()
    days = [None, today, today + dt.timedelta(days=1)]
    rows = many(cast, FIRST_CARDS, state=State.TRIAGE, team=cast.team, priority="1", due_on=days[1])
    rows += many(cast, 8, state=State.TRIAGE, team=cast.team, due_on=days[0])
    key, seen = "triage" if by == "state" else cast.team.slug, list[int]()
    one = board(lead, by=by, order=order)[key]
    while True:
        seen += numbers(one)
        if not one.more:
            break
        one = lead.get(one.more).context["one"]
    assert len(seen) == len(set(seen)) == len(rows)


def test_counts_are_bounded(lead: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("board", "together"):
        monkeypatch.setattr(f"requests_board.pages.{module}.COUNT_UP_TO", 3)
    many(cast, 7)
    assert board(lead)["new_request"].count_text == "3+"


def test_a_limit_that_is_passed_is_said(lead: Client, cast: Cast) -> None:
    WipLimit.objects.create(team=cast.team, state=State.TRIAGE, limit=1)
    filed(cast, State.TRIAGE, title="Seen")
    filed(cast, State.TRIAGE, title="Left out by the filter")
    assert board(lead)["triage"].limits == []
    team = cast.team.slug
    assert [limit.text for limit in board(lead, team=team, q="seen")["triage"].limits] == [
        "2 of 1, 1 over the limit"
    ]
    by_team = board(lead, by="team")[team]
    assert [limit.text for limit in by_team.limits] == ["Triage: 2 of 1, 1 over the limit"]
    assert by_team.is_over


def test_the_cards_show_what_was_chosen(lead: Client, cast: Cast) -> None:
    filed(cast, State.ASSIGNED)
    usual = board(lead)["assigned"].cards
    assert 'aria-label="Team member"' in usual
    assert "SM_Backlog" not in usual
    few = board(lead, fields=["milestone", "age", "bogus"])["assigned"].cards
    assert "Team member" not in few
    assert quarter().name in few
    assert "0 days old" in few
    assert "ticket-labels" not in board(lead, fields="")["assigned"].cards


def test_the_address_keeps_the_board_and_nothing_else(lead: Client) -> None:
    page = lead.get(f"{PAGE}?by=team&order=due&folded=none&fields=due&page=7&evil=1&sort=due&after=1")
    links = re.findall(r'href="(\?[^"]*)"', page.content.decode())
    keys = {key for link in links for key in parse_qs(urlsplit(link).query.replace("amp;", ""))}
    assert keys <= {"by", "order", "order_in", "fields", "folded"}
    folded = page.context["columns"][0]
    assert folded.column.key == "none"
    assert folded.is_folded
    assert "folded=&" in f"{folded.fold_href}&"


def test_who_may_not_move_sees_cards_that_stay(cast: Cast, client_for: ClientFor) -> None:
    row = filed(cast, State.TRIAGE)
    able = {
        role: targets(board(client_for(cast.play(role)))["triage"])[row.pk]
        for role in ("outsider", "team_member", "other_lead", "requester", "team_lead", "triage_lead")
    }
    assert able == {
        "outsider": [],
        "team_member": [],
        "other_lead": [],
        "requester": ["declined"],
        "team_lead": ["backlog", "assigned", "transferred", "declined"],
        "triage_lead": ["backlog", "assigned", "transferred", "declined"],
    }


def test_a_filter_leaves_every_way_open(lead: Client, cast: Cast) -> None:
    row = filed(cast, State.TRIAGE)
    assert "backlog" in targets(board(lead, state="triage")["triage"])[row.pk]
    by_team = board(lead, by="team", team=cast.team.slug)[cast.team.slug]
    assert cast.other_team.slug in targets(by_team)[row.pk]


def test_what_is_confidential_stays_hidden(cast: Cast, client_for: ClientFor) -> None:
    row = filed(cast, State.TRIAGE, is_confidential=True)
    assert board(client_for(cast.outsider))["triage"].count == 0
    assert numbers(board(client_for(cast.team_member))["triage"]) == [row.pk]


def test_visitors_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("by", ["state", "team", "assignee", "milestone", "priority"])
def test_as_many_queries_for_many_requests(lead: Client, cast: Cast, by: str) -> None:
    everything = urlencode({"by": by, "fields": ["labels", "kind", "milestone", "assignees"]}, doseq=True)
    filed(cast, State.ASSIGNED)
    filed(cast, State.TRIAGE)
    few = queries_of(lead, f"{PAGE}?{everything}")
    for state in (State.NEW, State.TRIAGE, State.BACKLOG):
        team = None if state == State.NEW else cast.team
        backlog = filed(cast, State.BACKLOG).milestone if state == State.BACKLOG else None
        many(cast, 25, state=state, team=team, milestone=backlog)
    take(
        filed(cast, State.ASSIGNED), cast.team_lead, "reassign", assignees=(cast.team_member, cast.team_lead)
    )
    assert queries_of(lead, f"{PAGE}?{everything}") == few <= 20


def test_an_unknown_column_is_not_found(lead: Client) -> None:
    assert lead.get(f"{PAGE}nowhere/").status_code == 404
    assert lead.get(f"{PAGE}triage/?after=bogus&number=99999999999").status_code == 200


def test_list_and_board_lead_to_each_other_with_the_filters(lead: Client) -> None:
    listed = lead.get(
        "/requests/?team=none&priority=1&priority=2&scope=closed&sort=due&group=state&columns=team"
    )
    assert listed.context["board_href"] == f"{PAGE}?team=none&priority=1&priority=2"
    board_page = lead.get(f"{PAGE}?by=team&order=due&folded=none&team=none&priority=1")
    assert board_page.context["list_href"] == "/requests/?team=none&priority=1"
    for page, name in ((listed, "board_href"), (board_page, "list_href")):
        assert f'href="{page.context[name].replace("&", "&amp;")}"' in page.content.decode()

"""The list of requests: filters and sorts by allow-list, paging by key, the same number of queries for any length."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import SMRequest
from requests_board.pages.paging import COUNT_UP_TO, PAGE_SIZE
from requests_board.pages.sorting import KEYS as ORDERS
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import count_queries, filed, labels, many, page, quarter, rows_of, take
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
LIST = "/requests/"


@pytest.fixture
def member(client_for: ClientFor, team_member: User) -> Client:
    """Signed in as a member of the own team."""
    return client_for(team_member)


def test_it_shows_open_requests_newest_first(cast: Cast, member: Client) -> None:
    first, second = filed(cast), filed(cast)
    filed(cast, State.DECLINED)
    assert rows_of(member, LIST) == [second.pk, first.pk]


def test_it_shows_labels_and_commitment_in_words(cast: Cast, client_for: ClientFor) -> None:
    labels()
    filed(cast, State.BACKLOG)
    filed(cast, State.ASSIGNED)
    text = page(client_for, cast.outsider, LIST)
    assert "not committed" in text
    assert f"committed for {quarter()}" in text
    assert "Team member" in text


def test_visitors_sign_in_first(client_for: ClientFor) -> None:
    response = client_for(None).get(LIST)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_confidential_ones_are_for_those_concerned(cast: Cast, client_for: ClientFor) -> None:
    hidden = filed(cast, title="Names a customer", is_confidential=True)
    assert rows_of(client_for(cast.outsider), LIST) == []
    assert rows_of(client_for(cast.requester), LIST) == [hidden.pk]
    assert "Names a customer" not in page(client_for, cast.outsider, f"{LIST}?q=customer&scope=all")


def test_each_filter_narrows(cast: Cast, member: Client) -> None:
    use_case = labels()["ucase::GitOps"]
    new = filed(cast, title="One about GitOps", use_case_id=use_case.pk)
    backlog = filed(cast, State.BACKLOG, title="A battle card")
    assigned = filed(cast, State.ASSIGNED, title="A deck", description="with numbers")
    SMRequest.objects.filter(pk=backlog.pk).update(priority="?")
    closed = filed(cast, State.COMPLETED)
    for query, expected in {
        "q=gitops": [new],
        "q=numbers": [assigned],
        f"q=%23{backlog.pk}": [backlog],
        "scope=closed": [closed],
        "state=backlog&state=assigned": [assigned, backlog],
        "state=completed": [closed],
        "team=product-marketing": [assigned, backlog],
        "priority=%3F": [backlog],
        "priority=none": [assigned, new],
        "assignee=me": [assigned],
        f"assignee={cast.team_member.pk}": [assigned],
        "assignee=none": [backlog, new],
        "requester=me": [],
        "use_case=GitOps": [new],
        "milestone=backlog": [backlog],
        f"milestone={quarter().slug}&scope=all": [closed, assigned],
    }.items():
        assert rows_of(member, f"{LIST}?{query}") == [row.pk for row in expected], query


def test_waiting_late_and_watched(cast: Cast, client_for: ClientFor) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    late, waiting = filed(cast, State.TRIAGE), filed(cast, State.TRIAGE)
    SMRequest.objects.update(due_on=yesterday)
    waiting.refresh_from_db()
    workflow.ask(waiting, by=cast.team_lead, question="Which release?")
    client = client_for(cast.requester)
    assert rows_of(client, f"{LIST}?late=on") == [late.pk]
    assert rows_of(client, f"{LIST}?waiting=on") == [waiting.pk]
    assert rows_of(client, f"{LIST}?watched=on") == [waiting.pk, late.pk]
    assert rows_of(client_for(cast.outsider), f"{LIST}?watched=on") == []


@pytest.mark.either_database
@pytest.mark.parametrize(
    "junk",
    [
        "requester__password=x",
        "is_confidential=1",
        "sort=requester__password",
        "team__leads=1",
        "order_by=-title",
        "ordering=title",
        "after=%01",
        "after=x~y",
        "after=2020-01-01~99999999999999999999999",
        "before=~",
    ],
)
def test_keys_and_values_that_are_not_ours_change_nothing(cast: Cast, member: Client, junk: str) -> None:
    rows = [filed(cast), filed(cast)]
    response = member.get(f"{LIST}?{junk}")
    assert [row.pk for row in response.context["page"].rows] == [rows[1].pk, rows[0].pk]
    links = [column.href for column in response.context["table"].heads]
    links += [href for _, href, _ in response.context["scopes"]]
    assert not [href for href in links if junk.partition("=")[0] in href.replace("sort=", "")]


def test_a_value_that_is_not_known_is_said_and_the_rest_holds(cast: Cast, member: Client) -> None:
    backlog = filed(cast, State.BACKLOG)
    filed(cast)
    response = member.get(f"{LIST}?team=%3Cb%3Enobody&state=backlog")
    text = response.content.decode()
    assert [row.pk for row in response.context["page"].rows] == [backlog.pk]
    assert "“&lt;b&gt;nobody” is not something that “Team” can be" in text
    assert "<b>nobody" not in text


def test_each_chip_takes_its_filter_away(cast: Cast, member: Client) -> None:
    filed(cast)
    chips = member.get(f"{LIST}?state=triage&state=backlog&late=on&q=deck").context["filter"].chips
    assert [chip.text for chip in chips] == [
        "Words or number: deck",
        "State: Triage",
        "State: Backlog",
        "Late",
    ]
    assert chips[1].href == "?q=deck&late=on&state=backlog"
    assert chips[3].href == "?q=deck&state=triage&state=backlog"


@pytest.mark.parametrize("order", ORDERS)
def test_paging_goes_through_everything_once_and_back(cast: Cast, member: Client, order: str) -> None:
    day = timezone.localdate() + dt.timedelta(days=3)
    made = many(cast, 3 * PAGE_SIZE + 4)
    for place, row in enumerate(made):
        SMRequest.objects.filter(pk=row.pk).update(
            due_on=None if place % 3 == 0 else day + dt.timedelta(days=place % 5),
            priority="123?"[place % 4] if place % 5 else "",
            updated_at=timezone.now() - dt.timedelta(minutes=place % 7),
        )
    forward, query = walk(member, f"?sort={order}", "following")
    assert sorted(key for part in forward for key in part) == sorted(row.pk for row in made)
    assert [len(part) for part in forward] == [PAGE_SIZE] * 3 + [4]
    back, _ = walk(member, query, "previous")
    assert back == forward[::-1]


def walk(client: Client, query: str, direction: str) -> tuple[list[list[int]], str]:
    """Every page from ``query`` on in ``direction``, and the query of the last one."""
    parts: list[list[int]] = []
    while True:
        found = client.get(f"{LIST}{query}").context["page"]
        parts.append([row.pk for row in found.rows])
        following: str = getattr(found, direction)
        if not following or len(parts) > 9:
            return parts, query
        query = following


def test_sorted_by_due_date_those_without_come_last(cast: Cast, member: Client) -> None:
    today = timezone.localdate()
    none, later, soon = many(cast, 3)
    SMRequest.objects.filter(pk=later.pk).update(due_on=today + dt.timedelta(days=9))
    SMRequest.objects.filter(pk=soon.pk).update(due_on=today)
    assert rows_of(member, f"{LIST}?sort=due") == [soon.pk, later.pk, none.pk]


def test_sorted_by_priority_undecided_comes_before_unset(cast: Cast, member: Client) -> None:
    unset, undecided, third, first = many(cast, 4)
    for row, priority in ((undecided, "?"), (third, "3"), (first, "1")):
        SMRequest.objects.filter(pk=row.pk).update(priority=priority)
    assert rows_of(member, f"{LIST}?sort=priority") == [first.pk, third.pk, undecided.pk, unset.pk]


def test_it_counts_no_further_than_it_says(cast: Cast, member: Client) -> None:
    many(cast, COUNT_UP_TO + 5)
    found = member.get(LIST).context["page"]
    assert found.total_text == "1,000+"


@pytest.mark.parametrize("role", ["outsider", "team_lead", "triage_lead"])
def test_queries_do_not_grow_with_the_rows(cast: Cast, client_for: ClientFor, role: str) -> None:
    user: Any = cast.play(role)
    client, query = client_for(user), f"{LIST}?sort=due&team=product-marketing&q=request&scope=all"
    for _ in range(5):
        filed(cast, State.ASSIGNED)
    few = count_queries(client, LIST), count_queries(client, query)
    many(cast, 300)
    for _ in range(10):
        filed(cast, State.ASSIGNED)
    assert (count_queries(client, LIST), count_queries(client, query)) == few
    assert max(few) <= 12


def test_empty_lists_say_what_to_do(cast: Cast, client_for: ClientFor) -> None:
    assert "No request here yet" in page(client_for, cast.outsider, LIST)
    assert "No request matches" in page(client_for, cast.outsider, f"{LIST}?q=nothing")


def test_titles_are_escaped(cast: Cast, client_for: ClientFor) -> None:
    filed(cast, title="<script>alert(1)</script>")
    text = page(client_for, cast.outsider, LIST)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_moved_request_changes_its_place(cast: Cast, member: Client) -> None:
    first, second = filed(cast), filed(cast)
    take(first, cast.triage_lead, "triage", team=cast.team)
    assert rows_of(member, f"{LIST}?sort=updated") == [first.pk, second.pk]

"""How the list is shown: columns, several sorts, groups, and the same as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import tracemalloc
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from requests_board.models import SMRequest
from requests_board.pages.columns import COLUMNS, USUAL
from requests_board.pages.grouping import BYS
from requests_board.pages.paging import PAGE_SIZE
from requests_board.pages.sorting import CHOICES, Sort
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import count_queries, filed, labels, many, quarter, rows_of, take
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
LIST, CSV = "/requests/", "/requests/csv/"


@pytest.fixture
def member(client_for: ClientFor, cast: Cast) -> Client:
    """Signed in as a member of the own team."""
    return client_for(cast.team_member)


def spread(cast: Cast, number: int) -> list[SMRequest]:
    """Requests with all kinds of priorities, dates and moments of change."""
    day, now = timezone.localdate(), timezone.now()
    made = many(cast, number)
    for place, row in enumerate(made):
        row.priority = ("", "1", "2", "1", "?")[place % 5]
        row.due_on = None if place % 3 == 0 else day + dt.timedelta(days=place % 4)
        row.updated_at = now - dt.timedelta(minutes=place % 7)
        row.health = ("", "at_risk", "on_track")[place % 3]
    SMRequest.objects.bulk_update(made, ["priority", "due_on", "updated_at", "health"])
    return list(SMRequest.objects.filter(pk__in=[row.pk for row in made]))


def walk(client: Client, query: str, direction: str = "following") -> tuple[list[list[int]], str]:
    """Every page from ``query`` on in ``direction``, and the query of the last one."""
    parts: list[list[int]] = []
    while True:
        found = client.get(f"{LIST}{query}").context["page"]
        parts.append([row.pk for row in found.rows])
        following: str = getattr(found, direction)
        if not following or len(parts) > 9:
            return parts, query
        query = following


@pytest.mark.parametrize(
    "sort",
    [
        "priority,due",
        "priority,-due",
        "-priority,due",
        "-due,updated,priority",
        "updated,-priority",
        "due,oldest",
    ],
)
def test_several_sorts_order_as_sorting_by_hand_does(cast: Cast, member: Client, sort: str) -> None:
    rows = spread(cast, 2 * PAGE_SIZE + 9)
    for name, descending in reversed(Sort.read(sort).directions):
        rows.sort(key=lambda row: getattr(row, name), reverse=descending)
    forward, last = walk(member, f"?sort={sort}")
    assert [key for part in forward for key in part] == [row.pk for row in rows]
    assert walk(member, last, "previous")[0] == forward[::-1]


@pytest.mark.parametrize("by", ["priority", "health", "team"])
def test_groups_are_paged_through_and_back(cast: Cast, member: Client, by: str) -> None:
    spread(cast, 2 * PAGE_SIZE + 4)
    for _ in range(2):
        filed(cast, State.TRIAGE)
    total = SMRequest.objects.count()
    forward, last = walk(member, f"?group={by}&sort=due")
    assert sorted(key for part in forward for key in part) == sorted(
        SMRequest.objects.values_list("pk", flat=True)
    )
    assert [len(part) for part in forward] == [PAGE_SIZE, PAGE_SIZE, total - 2 * PAGE_SIZE]
    assert walk(member, last, "previous")[0] == forward[::-1]


def test_group_heads_count_and_say_what_goes_on(cast: Cast, member: Client) -> None:
    many(cast, PAGE_SIZE + 5)
    filed(cast, State.TRIAGE)
    first = member.get(f"{LIST}?group=team")
    parts = [one["part"] for one in first.context["table"].parts]
    assert [(part.group.key, part.count, part.is_continued) for part in parts] == [("none", "30", False)]
    second = member.get(f"{LIST}{first.context['page'].following}").context["table"].parts
    assert [(one["part"].group.key, one["part"].count, one["part"].is_continued) for one in second] == [
        ("none", "30", True),
        ("product-marketing", "1", False),
    ]
    assert second[1]["href"] == "?team=product-marketing"


@pytest.mark.parametrize("by", BYS)
def test_every_group_holds_what_its_filter_finds(cast: Cast, member: Client, by: str) -> None:
    quarter()
    labels()
    for state in (State.NEW, State.TRIAGE, State.BACKLOG, State.ASSIGNED):
        filed(cast, state)
    shown = member.get(f"{LIST}?group={by}").context["table"].parts
    assert sum(len(one["part"].rows) for one in shown) == 4
    for one in shown:
        assert one["href"], one["part"].group.key
        assert rows_of(member, f"{LIST}{one['href']}") == [row.pk for row in one["part"].rows]


def test_columns_are_those_that_were_chosen(cast: Cast, member: Client) -> None:
    SMRequest.objects.filter(pk=filed(cast, title="Booth").pk).update(dod="Y")
    response = member.get(f"{LIST}?columns=dod&columns=requester,evil&columns=state")
    assert [head.title for head in response.context["table"].heads] == [
        "No.", "Request", "State", "Definition of done", "Filed by",
    ]  # fmt: skip
    text = response.content.decode()
    assert 'data-label="Filed by">Requester</td>' in text
    usual = member.get(f"{LIST}?columns=evil").context["table"].heads
    assert len(usual) == len(USUAL) + 2


def test_every_column_can_be_shown_at_a_constant_cost(cast: Cast, member: Client) -> None:
    labels()
    query = f"{LIST}?columns={','.join(COLUMNS)}&sort=priority,due,updated"
    for state in State:
        filed(cast, state)
    few = count_queries(member, query)
    for state in State:
        filed(cast, state)
    assert count_queries(member, query) == few
    assert member.get(query).status_code == 200


def test_a_click_on_a_head_leads_and_the_rest_follows(member: Client, cast: Cast) -> None:
    filed(cast)

    def heads(query: str) -> dict[str, tuple[str, str, int]]:
        found = member.get(f"{LIST}?{query}").context["table"].heads
        return {head.title: (head.href, head.direction, head.place) for head in found if head.href}

    assert heads("")["No."] == ("?sort=oldest", "descending", 0)
    assert heads("sort=due")["Priority"] == ("?sort=priority%2Cdue", "", 0)
    both = heads("sort=priority,due")
    assert both["Priority"] == ("?sort=-priority%2Cdue", "ascending", 1)
    assert both["Due"] == ("?sort=due%2Cpriority", "ascending", 2)


@pytest.mark.parametrize("sort", ["due", "-due", "priority,-due", "-priority,due"])
def test_what_has_no_date_comes_last_whichever_way_dates_go(cast: Cast, member: Client, sort: str) -> None:
    rows = {row.pk: row for row in spread(cast, PAGE_SIZE + 9)}
    undated: dict[str, list[bool]] = {}
    for key in (key for part in walk(member, f"?sort={sort}")[0] for key in part):
        undated.setdefault(rows[key].priority if "priority" in sort else "", []).append(
            rows[key].due_on is None
        )
    assert all(any(found) and found == sorted(found) for found in undated.values())


def test_every_pair_of_sorts_holds_together() -> None:
    for first, second in itertools.permutations([key for key, _ in CHOICES], 2):
        sort = Sort.read(f"{first},{second}")
        assert Sort.read(sort.text) == sort
        names = [name for name, _ in sort.directions]
        assert names[-1] == "pk"
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "text", ["priority,due,updated,newest", "password", "pk", "due;drop", "--due", "due,__all__"]
)
def test_other_sorts_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Sort.read(text)


def exported(client: Client, query: str = "") -> list[list[str]]:
    """The lines of the file."""
    response = client.get(f"{CSV}{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = response.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_has_all_that_the_list_shows(cast: Cast, member: Client) -> None:
    labels()
    spread(cast, PAGE_SIZE + 5)
    assigned = filed(cast, State.ASSIGNED, title="Zürich, “deck”")
    filed(cast, State.DECLINED)
    response = member.get(CSV)
    assert response["Content-Disposition"] == f'attachment; filename="requests-{timezone.localdate()}.csv"'
    assert "no-store" in response["Cache-Control"]
    head, *lines = exported(member, "?sort=priority,-due&columns=state&columns=assignees&columns=milestone")
    assert head == ["No.", "Request", "State", "Assigned to", "Milestone"]
    listed, _ = walk(member, "?sort=priority,-due")
    assert [int(line[0]) for line in lines] == [key for part in listed for key in part]
    own = next(line for line in lines if line[0] == str(assigned.pk))
    assert own[1:] == ["Zürich, “deck”", "sm_req::assigned", "Team member", str(quarter())]


def test_the_file_goes_through_the_groups_and_names_them(cast: Cast, member: Client) -> None:
    first, second = filed(cast, State.TRIAGE), filed(cast, State.ASSIGNED)
    take(second, cast.team_lead, "reassign", assignees=(cast.team_lead, cast.team_member))
    head, *lines = exported(member, "?group=state&columns=due&sort=newest")
    assert head == ["No.", "Request", "State", "Due"]
    assert [int(line[0]) for line in lines] == [first.pk, second.pk]
    head, *lines = exported(member, "?group=assignee&columns=due")
    assert [(int(line[0]), line[2]) for line in lines] == [
        (first.pk, ""),
        (second.pk, "Team lead, Team member"),
    ], "nobody first; what two people work on stands once"


def test_no_cell_of_the_file_is_a_formula(cast: Cast, member: Client) -> None:
    for title in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "  =1"):
        filed(cast, title=title)
    lines = exported(member)[1:]
    assert len(lines) == 7
    assert all(line[1].startswith("'") for line in lines)


def test_the_file_shows_what_the_person_may_see(cast: Cast, client_for: ClientFor) -> None:
    hidden = filed(cast, title="Names a customer", is_confidential=True)
    assert exported(client_for(cast.outsider))[1:] == []
    assert [line[0] for line in exported(client_for(cast.requester))[1:]] == [str(hidden.pk)]
    assert client_for(None).get(CSV).status_code == 302


def test_a_long_file_takes_no_more_memory_than_a_short_one(cast: Cast, client_for: ClientFor) -> None:
    many(cast, 4000, description="x" * 400)
    response = client_for(cast.triage_lead).get(CSV)
    lines: Iterator[bytes] = iter(response)
    next(lines), next(lines)  # what is loaded once is loaded now
    tracemalloc.start()
    size = sum(len(line) for line in lines)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 150_000
    assert peak < 8_000_000

"""The page of gaps: filters, counts that lead to lines, pages, the file, what each reader may do."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketing_portal.gaps.kinds import Kind
from marketing_portal.people.models import Person, User
from tests.conftest import ClientFor
from usecases.models import Collateral, UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
GAPS, FILE = "/gaps/", "/gaps/all.csv"


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def shown(client: Client, **query: str) -> Any:
    return client.get(GAPS, query).context["gaps"]


def lines(client: Client, **query: str) -> list[str]:
    return [line.gap.what for block in shown(client, **query).blocks for line in block.lines]


def test_the_kind_picks_its_lines(client: Client) -> None:
    page = shown(client, kind="dri")
    assert [(block.kind, block.total) for block in page.blocks] == [(Kind.DRI, 4)]
    assert [one.is_current for group in page.groups for one in group.counts].count(True) == 1
    assert page.groups[0].total == 56  # the summary stays whole, so that one can go on to another kind


def test_the_use_case_narrows_lines_and_counts(client: Client) -> None:
    page = shown(client, use_case="agile")
    assert {line.gap.use_case for block in page.blocks for line in block.lines} == {"agile"}
    assert [group.total for group in page.groups] == [4, 5]
    assert "use_case=agile" in page.groups[0].counts[0].href


def test_the_person_who_could_fill_it(client: Client) -> None:
    found = lines(client, person="brian")
    assert "Persona of Brian in the ownership table" in found
    assert "DRIs for Data Science/Machine Learning" in found
    assert "DRI for Developer Evangelism in CI" not in found
    assert "Demographics of Alex" in lines(client, person="-")
    assert "Demographics of Alex" not in lines(client, person="parker")


def test_somebody_who_can_fill_nothing_is_told_so(client: Client) -> None:
    page = client.get(GAPS, {"person": "m-friedrich"}).content.decode()
    assert "Nothing is missing here" in page
    assert "A filter was left out" not in page


def test_words_find_notes_and_kinds(client: Client) -> None:
    assert lines(client, q="USAGE pings") == ["Measure of “Install” in the user journey"]
    assert len(lines(client, q="areas of interest")) == 2


def test_groups_are_apart(client: Client) -> None:
    marked = lines(client, group="marked")
    assert len(marked) == 56
    assert not set(marked) & set(lines(client, group="following"))


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "nothing"},
        {"use_case": "' OR 1=1 --"},
        {"person": "\x01"},
        {"group": "<script>"},
        {"q": "x" * 101},
        {"kind": ["dri", "links"]},
        {"page": "-7"},
        {"page": "999999999999999999999"},
        {"order_by": "password", "owner__password": "x"},
        {"q": "\x01%_\\ \U0001f600"},
        {"person": "\uff41" * 50},
    ],
)
def test_hostile_input_is_left_out(client: Client, query: Any) -> None:
    for path in (GAPS, FILE):
        response = client.get(path, query)
        assert response.status_code == 200
        assert b"<script>" not in response.content.replace(b"<script src=", b"")


def test_lines_come_by_the_page(client: Client) -> None:
    first, last = shown(client), shown(client, page="99")
    assert sum(len(block.lines) for block in first.blocks) == 100
    assert last.page.number == last.page.paginator.num_pages > 2
    assert sum(group.total for group in first.groups) == first.page.paginator.count


def test_only_editors_get_the_forms(client: Client, client_for: ClientFor, cast: Any) -> None:
    for asker in (client, client_for(cast.requester), client_for(cast.team_lead)):
        html = asker.get(f"{GAPS}?kind=dri").content.decode()
        assert ("Ask for it" in html, "dri/developer-evangelism/ci/" in html) == (True, False)
    html = client_for(cast.editor).get(f"{GAPS}?kind=dri").content.decode()
    assert 'href="/use-cases/dri/developer-evangelism/ci/">Edit' in html


def test_visitors_do_not_learn_of_internal_people(
    client: Client, client_for: ClientFor, outsider: User
) -> None:
    Person.objects.filter(slug="parker").update(internal=True)
    query = {"kind": "ownership"}
    assert "Persona of a colleague in the ownership table" in lines(client, **query)
    for path in (f"{GAPS}?kind=ownership", f"{GAPS}?kind=dri", f"{FILE}?kind=ownership"):
        assert "arker" not in client.get(path).content.decode(), path
    assert "Persona of Parker in the ownership table" in lines(client_for(outsider), **query)


def test_somebody_who_left_is_told_so(client: Client) -> None:
    Person.objects.filter(slug="parker").update(left_on="2020-01-01")
    html = client.get(f"{GAPS}?kind=dri&use_case=ci").content.decode()
    assert "has left" in html


def test_the_file_holds_what_the_page_counts(client: Client) -> None:
    response = client.get(FILE, {"group": "marked"})
    assert 'filename="gaps.csv"' in response.headers["Content-Disposition"]
    head, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert head[:4] == ["Known from", "Kind", "State", "What is missing"]
    assert len(rows) == 56
    assert rows[0] == [
        "marked", "DRI matrix", "Unknown", "DRI for Developer Evangelism in CI", "", "ci", "Parker",
        "http://testserver/use-cases/dri/#cell-developer-evangelism-ci",
    ]  # fmt: skip
    install = next(row for row in rows if "Install" in row[3])
    assert install[4] == "# Usage Pings"


def test_many_rows_ask_no_more(client: Client) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    client.get(GAPS)
    before = asked(GAPS), asked(FILE)
    Collateral.objects.bulk_create(Collateral(title=f"Deck {n}", slug=f"a-deck-{n}") for n in range(10_000))
    UseCase.objects.bulk_create(
        UseCase(name=f"Case {n}", normalised=f"case-{n}", slug=f"case-{n}", tier=3, position=n + 99)
        for n in range(200)
    )
    assert (asked(GAPS), asked(FILE)) == before
    assert max(before) <= 15
    assert shown(client).groups[1].total > 11_000

"""The coverage map: what is counted where, for whom, and where each cell leads."""

import csv
import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from marketing_portal.people.models import User
from tests.conftest import ClientFor
from tests.support import volume_use_cases
from tests.support.counting import queries_of
from tests.usecases.html_tables import HtmlCell, table
from usecases.models import Audience, Collateral, JourneyStage, UseCase
from usecases.reading.coverage import ROWS_SHOWN, legend, level
from usecases.vocabulary import CollateralKind

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/journey/coverage/"
CI, GITOPS = "Continuous Integration", "GitOps"
GROUP = ("executive", "manager", "contributor", None)
# Use cases, stage, audiences, kind, internal: the set that the tests below count by hand.
ITEMS = [
    ("ci", "awareness", "executive", "video", False),
    ("ci", "awareness", "executive manager", "video", False),
    ("ci gitops", "awareness", "manager", "demo", False),
    ("ci", "decision", "contributor", "demo", True),
    ("ci", "consideration", "", "video", False),
    ("ci", None, "executive", "video", False),
    ("ci", None, "", "video", False),
    ("", "awareness", "executive", "video", False),
]
#        awareness    consideration decision      none  all
CI_VISITOR = [2, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 6]
CI_COLLEAGUE = [2, 2, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 2, 7]
GITOPS_ALL = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
TOTALS = [2, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 6]  # the item of two use cases and two audiences counts once


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


@pytest.fixture
def items() -> None:
    """The set above instead of the sample content."""
    with override_settings(SIMPLE_HISTORY_ENABLED=False):  # nobody reads the history of what goes here
        Collateral.objects.all().delete()
    for number, (use_cases, stage, audiences, kind, internal) in enumerate(ITEMS):
        place = JourneyStage.objects.get(key=stage) if stage else None
        item = Collateral.objects.create(
            title=f"Item {number}", slug=f"item-{number}", stage=place, kind=kind, internal=internal
        )
        item.use_cases.set(UseCase.objects.filter(slug__in=use_cases.split()))
        item.audiences.set(Audience.objects.filter(key__in=audiences.split()))


def body(client: Client, query: str = "") -> dict[str, list[HtmlCell]]:
    """The rows by use case; rows without cells, those of the tiers, left out."""
    rows = table(client, f"{PAGE}{query}", "coverage")[2:]
    return {row[0].text: row[1:] for row in rows if len(row) > 1}


def counts(cells: list[HtmlCell]) -> list[int]:
    return [int(cell.words[0]) for cell in cells]


def test_the_head_names_each_stage_with_its_audiences(client: Client) -> None:
    stages, audiences = table(client, PAGE, "coverage")[:2]
    assert [cell.text for cell in stages] == [
        "Use case", "Awareness", "Consideration", "Decision/Purchase", "No stage given", "In all",
    ]  # fmt: skip
    assert [cell.attributes["colspan"] for cell in stages[1:4]] == ["4", "4", "4"]
    assert [cell.text for cell in audiences] == ["Executives", "Managers", "Contributors", "None given"] * 3


@pytest.mark.usefixtures("items")
def test_each_item_counts_where_it_belongs(client: Client) -> None:
    shown = body(client)
    assert counts(shown[CI]) == CI_VISITOR
    assert counts(shown[GITOPS]) == GITOPS_ALL
    assert counts(shown["Each item once"]) == TOTALS
    assert {name for name, cells in shown.items() if any(counts(cells))} == {CI, GITOPS, "Each item once"}
    assert len(shown) == 15


@pytest.mark.usefixtures("items")
def test_internal_items_count_for_colleagues_alone(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    assert counts(body(client)[CI]) == CI_VISITOR
    assert counts(body(client_for(requester))[CI]) == CI_COLLEAGUE


@pytest.mark.usefixtures("items")
def test_an_internal_use_case_is_no_row_for_visitors(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    UseCase.objects.filter(slug="ci").update(internal=True)
    assert CI not in body(client)
    assert counts(body(client)["Each item once"])[-1] == 1
    assert CI in body(client_for(requester))


@pytest.mark.usefixtures("items")
def test_archived_items_count_nowhere(client: Client) -> None:
    Collateral.objects.get(slug="item-2").archive()
    assert not any(counts(body(client)[GITOPS]))


@pytest.mark.usefixtures("items")
def test_what_has_no_use_case_is_told(client: Client) -> None:
    assert "1 item belongs to no use case and stands nowhere in the map." in client.get(PAGE).content.decode()


def test_the_sample_content_is_counted_in_full(client: Client) -> None:
    """Cell by cell against the objects, asked for one at a time."""
    shown, stages = body(client), ("awareness", "consideration", "decision")
    for use_case in UseCase.objects.all():
        mine = Collateral.objects.filter(use_cases=use_case, internal=False)
        cells = [
            mine.filter(stage__key=stage, audiences__key=audience).count()
            if audience
            else mine.filter(stage__key=stage, audiences=None).count()
            for stage in stages
            for audience in GROUP
        ]
        assert counts(shown[use_case.name]) == [*cells, mine.filter(stage=None).count(), mine.count()]


@pytest.mark.usefixtures("items")
def test_an_empty_cell_leads_to_a_request_that_is_filled_in(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    cell = body(client)[GITOPS][0]
    assert (cell.text, cell.attributes["class"]) == ("0 : ask for it", "heat-0")
    href = cell.links[0][1]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
    assert asked == {
        "kind": "collateral",
        "title": "Awareness collateral for executives: GitOps",
        "description": "The coverage map has nothing for executives at the stage Awareness about GitOps.",
        "use_case": "GitOps",
        "gtm_phase": "awareness",
        "about": PAGE,
    }
    response = client_for(requester).get(href)
    form = response.context["form"]
    assert form["title"].value() == asked["title"]
    assert form["description"].value() == asked["description"]
    assert form["gtm_phase"].value() == "awareness"
    assert form["use_case"].value() is not None


@pytest.mark.usefixtures("items")
def test_nothing_is_asked_for_where_nothing_should_be(client: Client) -> None:
    cells = body(client)[GITOPS]
    assert [cells[place].links for place in (3, 7, 11, 12)] == [[], [], [], []]


@pytest.mark.usefixtures("items")
def test_a_filled_cell_leads_to_exactly_its_items(client: Client) -> None:
    cells = body(client, "?type=video")[CI]
    assert cells[0].links[0][1] == "/collateral/?use_case=ci&stage=awareness&audience=executive&type=video"
    assert cells[7].links[0][1] == "/collateral/?use_case=ci&stage=consideration&audience=none&type=video"
    assert cells[12].links[0][1] == "/collateral/?use_case=ci&stage=none&type=video"
    assert cells[13].links[0][1] == "/collateral/?use_case=ci&type=video"
    for cell in cells:
        for text, href in cell.links:
            if href.startswith("/collateral/"):
                page = client.get(href).content.decode()
                assert sum(f"Item {number}<" in page for number in range(len(ITEMS))) == int(text)


@pytest.mark.usefixtures("items")
def test_colours_follow_the_counts(client: Client) -> None:
    cells = body(client)[CI]
    assert [cells[place].attributes["class"] for place in (0, 2, 7)] == ["heat-2", "heat-0", "heat-1 apart"]


def test_colour_steps_and_their_legend_agree() -> None:
    assert [level(count) for count in (0, 1, 2, 3, 4, 7, 8, 500)] == [0, 1, 2, 2, 3, 3, 4, 4]
    assert legend() == [(1, "1"), (2, "2 to 3"), (3, "4 to 7"), (4, "8 or more")]


@pytest.mark.usefixtures("items")
def test_how_much_is_filled_is_said(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "3 of 126</b> places have something" in page
    assert 'nothing at all is listed for <b class="num">12</b> use cases' in page


@pytest.mark.usefixtures("items")
def test_tier_and_type_narrow_the_map(client: Client) -> None:
    assert list(body(client, "?tier=1")) == [
        "Version Control and Collaboration", CI, "DevSecOps", "Each item once",
    ]  # fmt: skip
    assert counts(body(client, "?tier=2")["Each item once"])[-1] == 1
    assert counts(body(client, f"?type={CollateralKind.DEMO}")[CI])[:2] == [0, 1]


@pytest.mark.usefixtures("items")
def test_only_the_empty_ones_leaves_out_what_is_full(client: Client) -> None:
    item = Collateral.objects.create(title="For all", slug="for-all")
    for stage in JourneyStage.objects.all():
        item = Collateral.objects.create(title=f"All {stage}", slug=f"all-{stage.key}", stage=stage)
        item.use_cases.set(UseCase.objects.filter(slug="ci"))
        item.audiences.set(Audience.objects.all())
    shown = body(client, "?show=empty")
    assert CI not in shown
    assert "Each item once" not in shown
    assert GITOPS in shown


def test_a_filter_that_means_nothing_is_left_out(client: Client) -> None:
    response = client.get(f"{PAGE}?tier=9&type=nonsense&show=x")
    assert response.status_code == 200
    assert "A filter was left out" in response.content.decode()


@pytest.mark.usefixtures("items")
def test_the_file_holds_the_same_counts(client: Client) -> None:
    response = client.get("/journey/coverage.csv?tier=1")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][2:6] == [
        "Awareness: Executives", "Awareness: Managers", "Awareness: Contributors", "Awareness: No audience given",
    ]  # fmt: skip
    assert rows[2] == [CI, "1", *map(str, CI_VISITOR)]
    assert [row[0] for row in rows[1:]] == [
        "Version Control and Collaboration",
        CI,
        "DevSecOps",
        "Each item once",
    ]


def test_without_collateral_use_cases_or_stages_it_stands(client: Client) -> None:
    Collateral.objects.all().delete()
    assert client.get(PAGE).status_code == 200
    UseCase.objects.all().delete()
    assert "Nothing to map yet" in client.get(PAGE).content.decode()
    JourneyStage.objects.all().delete()
    assert "Nothing to map yet" in client.get(PAGE).content.decode()


def test_it_asks_as_often_for_many_as_for_few_and_shows_no_more_than_it_can(client: Client) -> None:
    few = queries_of(client, PAGE)
    volume_use_cases.matrices(columns=ROWS_SHOWN, roles=1, people=1)
    volume_use_cases.coverage(500)
    assert queries_of(client, PAGE) == few <= 8
    assert len(body(client)) == ROWS_SHOWN + 1
    assert "14 more use cases are not shown" in client.get(PAGE).content.decode()


def test_a_kept_map_shows_every_change_at_once_and_no_reader_that_of_others(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test_coverage"}
    with override_settings(CACHES={"default": memory, "template_fragments": memory}):
        caches["template_fragments"].clear()
        colleague = client_for(requester)
        before = [counts(body(who)[GITOPS])[-1] for who in (client, colleague)]
        item = Collateral.objects.create(title="New", slug="new-item", internal=True)
        item.use_cases.set(UseCase.objects.filter(slug="gitops"))
        after = [counts(body(who)[GITOPS])[-1] for who in (client, colleague)]
        assert (before, after) == ([0, 0], [0, 1])
        assert counts(body(client, "?tier=2")[GITOPS])[-1] == 0
        assert CI not in body(client, "?tier=2")
        caches["template_fragments"].clear()

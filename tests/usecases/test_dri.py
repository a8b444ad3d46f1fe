"""The DRI matrix: what it shows, cell by cell, what can be picked out of it, the file."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketing_portal.people.models import Person, Team, TeamMembership, User
from tests.conftest import ClientFor
from tests.usecases import source_tables
from tests.usecases.html_tables import HtmlCell, table
from usecases.csv_out import safe
from usecases.models import ActivationRole, DRIAssignment, DRICell, UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/use-cases/dri/"
SOURCE = source_tables.rows(source_tables.DRI)


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def matrix(client: Client, query: str = "") -> list[list[HtmlCell]]:
    return table(client, f"{PAGE}{query}", "dri")


def body(client: Client, query: str = "") -> dict[str, list[HtmlCell]]:
    """The rows by role."""
    return {row[0].words[0]: row[1:] for row in matrix(client, query)[1:]}


def people_written(text: str) -> list[Person]:
    """The people that a cell of the source means."""
    parts = [part.strip() for part in text.split(",")]
    named = [Person.objects.filter(Q(handle=part) | Q(name=part) | Q(aliases__text=part)) for part in parts]
    return [found.distinct().get() for found in named]


def test_the_page_holds_the_whole_table_of_the_source(client: Client) -> None:
    shown = matrix(client)
    assert tuple(cell.text for cell in shown[0]) == ("Role", *source_tables.DRI_COLUMNS)
    written = [[row[0].words[0], *(cell.attributes["data-written"] for cell in row[1:])] for row in shown[1:]]
    assert written == [[role, *cells] for role, _, *cells in SOURCE]


def test_each_cell_names_and_links_the_people_that_the_source_means(client: Client) -> None:
    shown = body(client)
    for role, _, *cells in SOURCE:
        for source, cell in zip(cells, shown[role], strict=True):
            expected = [] if source == "?" else people_written(source)
            assert cell.links == [(one.name, one.get_absolute_url()) for one in expected], (role, source)


def test_role_leads_stand_below_their_roles(client: Client) -> None:
    leads = {row[0].words[0]: row[0] for row in matrix(client)[1:]}
    for role, lead, *_ in SOURCE:
        expected = people_written(lead)[0].name if lead else "no lead named"
        assert leads[role].text in {f"{role} Lead: {expected}", f"{role} {expected}"}
    assert sum(bool(lead) for _, lead, *_ in SOURCE) == 12


def test_unknown_is_marked_and_says_who_can_fill_it(client: Client) -> None:
    cells = body(client)["Developer Evangelism"]
    assert [cell.attributes.get("class", "") for cell in cells] == [
        "cell-gap",
        "cell-gap",
        "",
        "cell-gap",
        "cell-gap",
    ]
    assert cells[0].text == "Unknown any editor can fill it"


def test_vacancies_are_said_in_words(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "<b>Developer Evangelism</b></a> in CI, CD, VC&amp;C and GitOps." in page
    assert "81 of 85 cells name somebody" in page


def test_people_of_one_first_name_stay_apart(client: Client) -> None:
    david = body(client)["Product Manager"][2].links
    somers = next(row[0] for row in matrix(client)[1:] if row[0].words[0] == "Field Enablement").links
    assert david[0][1] != somers[0][1]


def marked(client: Client, query: str) -> list[str]:
    cells = [cell for row in matrix(client, query)[1:] for cell in row]
    return [cell.attributes["id"] for cell in cells if "marked" in cell.attributes.get("class", "")]


def test_a_person_is_marked_wherever_the_name_stands(client: Client) -> None:
    assert marked(client, "?person=mahesh-kumar") == [
        "role-competitive-intel",
        *(f"cell-competitive-intel-{slug}" for slug in ("ci", "cd", "devsecops", "gitops")),
    ]
    page = client.get(f"{PAGE}?person=mahesh-kumar").content.decode()
    assert "Mahesh Kumar: 4 cells marked; leads Competitive Intel." in page


def test_a_team_marks_the_cells_of_its_members(client: Client) -> None:
    team = Team.objects.create(name="Analysts", slug="analysts")
    TeamMembership.objects.create(team=team, person=Person.objects.get(slug="aleeta"))
    assert len(marked(client, "?team=analysts")) == 5


@pytest.mark.parametrize(
    ("query", "roles", "columns"),
    [
        ("?role=field-marketing", 1, 5),
        ("?use_case=gitops", 17, 1),
        ("?person=mahesh-kumar&show=marked", 1, 5),
        ("?show=vacant", 1, 5),
        ("?use_case=devsecops&show=vacant", 0, 1),
        ("?role=no-such-role&person=nobody", 17, 5),
    ],
)
def test_rows_and_columns_are_left_out_as_chosen(
    client: Client, query: str, roles: int, columns: int
) -> None:
    shown = matrix(client, query)
    assert len(shown[1:] if shown else []) == roles
    assert not shown or len(shown[0]) == columns + 1


def test_use_cases_without_a_column_are_named(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "The matrix says nothing about these 9." in page
    for slug in UseCase.objects.filter(dri_position=None).values_list("slug", flat=True):
        assert f'href="/use-cases/{slug}/#responsible"' in page


def test_a_cell_that_nobody_wrote_down_is_a_vacancy(client: Client) -> None:
    DRICell.objects.get(role__key="partner-marketing", use_case__slug="ci").delete()
    cell = body(client)["Partner Marketing"][0]
    assert cell.text.startswith("Not recorded")
    assert "<b>Partner Marketing</b></a> in CI." in client.get(PAGE).content.decode()


def test_only_editors_find_links_to_edit(client_for: ClientFor, editor: User, requester: User) -> None:
    assert body(client_for(editor))["Product Marketing"][0].links[-1] == (
        "Edit Product Marketing in CI",
        "/use-cases/dri/product-marketing/ci/",
    )
    assert all("dri" not in href for _, href in body(client_for(requester))["Product Marketing"][0].links)


def test_visitors_do_not_learn_of_internal_people(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    Person.objects.filter(slug="parker").update(internal=True)
    cell = body(client)["Product Marketing"][0]
    assert (cell.text, cell.links, cell.attributes["data-written"]) == ("a colleague", [], "a colleague")
    assert "Parker" not in client.get("/use-cases/dri.csv").content.decode()
    assert body(client_for(requester))["Product Marketing"][0].text == "Parker"


def test_an_internal_use_case_has_no_column_for_visitors(client: Client) -> None:
    UseCase.objects.filter(slug="gitops").update(internal=True)
    assert [cell.text for cell in matrix(client)[0]] == ["Role", "CI", "CD", "DevSecOps", "VC&C"]


def test_it_asks_as_often_for_many_as_for_few(client: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(10):
        grow(number)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few) <= 12


def grow(number: int) -> None:
    """One use case, one role and one person more, in every cell of the new row and column."""
    use_case = UseCase.objects.create(
        name=f"More {number}", slug=f"more-{number}", tier=3, dri_position=50 + number
    )
    role = ActivationRole.objects.create(key=f"more-{number}", name=f"More {number}", order=50 + number)
    person = Person.objects.create(name=f"Colleague {number}", slug=f"colleague-{number}")
    pairs = [(role, one) for one in UseCase.objects.in_matrix()]
    pairs += [(one, use_case) for one in ActivationRole.objects.exclude(pk=role.pk)]
    cells = DRICell.objects.bulk_create([DRICell(role=r, use_case=u, state="known") for r, u in pairs])
    DRIAssignment.objects.bulk_create([DRIAssignment(cell=cell, person=person) for cell in cells])


def test_the_file_holds_the_table(client: Client) -> None:
    response = client.get("/use-cases/dri.csv")
    assert response.headers["Content-Disposition"] == 'attachment; filename="dri-matrix.csv"'
    head, *lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert head == ["Role", "Role lead", *source_tables.DRI_COLUMNS]
    for line, (role, lead, *cells) in zip(lines, SOURCE, strict=True):
        expected = [
            ", ".join(one.name for one in people_written(cell)) if cell != "?" else "?" for cell in cells
        ]
        assert line == [role, people_written(lead)[0].name if lead else "", *expected]


def test_names_in_the_file_are_never_formulas(client: Client) -> None:
    Person.objects.filter(slug="parker").update(name="=HYPERLINK(1)")
    text = client.get("/use-cases/dri.csv").content.decode("utf-8-sig")
    assert ",'=HYPERLINK(1)," in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_what_a_spreadsheet_would_run_is_quoted(start: str) -> None:
    assert safe(f"{start}1+1") == f"'{start}1+1"
    assert safe(f"a{start}1") == f"a{start}1"


def test_it_rejects_post(client: Client) -> None:
    assert client.post(PAGE).status_code == 405


def test_it_requires_login_where_readers_are_not_let_in(client: Client, settings: Any) -> None:
    settings.PUBLIC_READ = False
    assert client.get(PAGE).status_code == 302
    assert client.get("/use-cases/dri.csv").status_code == 302

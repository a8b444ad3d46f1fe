"""Who owns what, cell by cell; the organisation model; how we work; hiring."""

import re
from typing import Any

import pytest
import yaml
from django.conf import settings as django_settings
from django.test import Client

from marketing_portal.people.models import Person, User
from tests.conftest import ClientFor
from tests.usecases.html_tables import HtmlCell, table
from usecases.models import OrgColumn, Ownership, Statement, UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
OWNERSHIP, WORK, HIRING = "/ownership/", "/organisation/", "/hiring/"
CONTENT = django_settings.BASE_DIR / "fixtures" / "content"
TBD = "To be decided Ask for it"
GAP = re.compile(r"^To be decided Ask for it : (persona|industry) of \w+$")
# Person, what they own, industry (None: to be decided), product group, field regions; no persona is known yet.
TABLE = [
    ("Brian", "Data Science", "Science", "Dev", "AMER West (PacNorWest)"),
    ("Cormac", "Agile", None, "Dev", "AMER West (NorCal/ SoCal/ Rockies)"),
    ("Cindy", "DevSecOps", "Energy", "Secure&Defend", "AMER EAST (SE)"),
    ("Jordi", "Version Control & Collaboration", None, "Dev", "EMEA"),
    ("Parker", "Continuous Integration", None, "Ops", "AMER EAST (NE)"),
    ("Saumya", "Continuous Delivery", None, "Ops", "APAC, EMEA"),
    (
        "Traci",
        "Public Sector",
        "Public Sector / Regulated Industries / FinServ/FinTech",
        "All",
        "Pub Sector",
    ),
    ("William", "GitOps Cloud Native", None, "Ops", "AMER EAST (Central, Named)"),
]


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(client: Client, path: str, anchor: str) -> str:
    """The section of that id."""
    html = client.get(path).content.decode()
    return html.split(f'id="{anchor}"')[1].split("</section>")[0]


def plain(cell: HtmlCell) -> str | None:
    """What a cell says; None where it is to be decided and can be asked for."""
    if GAP.match(cell.text):
        assert [href.split("?")[0] for _, href in cell.links] == ["/requests/new/", "/requests/new/"]
        return None
    kept = [
        word for word in cell.words if not word.endswith("on the company\u2019s site") and word != "industry"
    ]
    return " ".join(kept)


def test_the_table_holds_what_the_source_holds(client: Client) -> None:
    head, *rows = table(client, OWNERSHIP, "ownership")
    assert [cell.text for cell in head] == [
        "PMM",
        "Owns",
        "Persona",
        "Industry or domain",
        "Product group",
        "Field region",
    ]
    shown = [[plain(cell) for cell in row] for row in rows]
    assert shown == [[who, areas, None, *rest] for who, areas, *rest in TABLE]
    assert sum(cell is None for row in shown for cell in row) == 13


def test_areas_lead_to_their_use_cases_and_out(client: Client) -> None:
    rows = {row[0].text: row for row in table(client, OWNERSHIP, "ownership")}
    hrefs = [href for _, href in rows["William"][1].links]
    assert hrefs[0] == "/use-cases/gitops/"
    assert hrefs[1].endswith("/usecase-gtm/gitops/")
    assert hrefs[2:] == ["/use-cases/cloud-native/", "https://about.gitlab.com/solutions/cloud-native/"]
    assert [href for _, href in rows["Traci"][1].links] == [
        "https://about.gitlab.com/solutions/public-sector/"
    ]
    assert rows["Traci"][4].links == []
    assert rows["Brian"][4].links[0][1].endswith("#dev-section")


def test_asking_names_whose_cell_it_is_and_leads_back(client: Client) -> None:
    html = client.get(OWNERSHIP).content.decode()
    assert "title=Industry+of+Cormac+in+the+ownership+table&amp;about=%2Fownership%2F%23cormac" in html
    assert '<tr id="cormac">' in html
    assert "13 of 16 to be decided" in html


def test_a_fact_that_becomes_known_is_no_gap(client: Client) -> None:
    Ownership.objects.filter(person__slug="cormac").update(industry="Retail", industry_state="known")
    Ownership.objects.filter(person__slug="brian").update(industry_state="uncertain")
    rows = {row[0].text: row for row in table(client, OWNERSHIP, "ownership")}
    assert rows["Cormac"][3].text == "Retail"
    assert rows["Brian"][3].text.startswith("Science Uncertain Ask for it")


def test_editors_may_edit_a_row(client_for: ClientFor, editor: User, requester: User) -> None:
    assert "Edit the row of Brian" in client_for(editor).get(OWNERSHIP).content.decode()
    assert "Edit the row of Brian" not in client_for(requester).get(OWNERSHIP).content.decode()


def test_internal_people_and_use_cases_are_not_named_to_visitors(client: Client) -> None:
    Person.objects.filter(slug="jordi").update(internal=True)
    UseCase.objects.filter(slug="agile").update(internal=True)
    html = client.get(OWNERSHIP).content.decode()
    assert "Jordi" not in html
    assert "/use-cases/agile/" not in html
    assert "a colleague" in html


def model_drawn(client: Client) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Group, section with contact, and (column, owner) of each section, in order."""
    html = part(client, OWNERSHIP, "model")
    found = []
    for group in html.split('<li class="org-group')[1:]:
        bar = words("<p " + group.split('class="org-bar"')[1].split("</p>")[0])
        for section in group.split('<li class="org-section')[1:]:
            columns = [
                (
                    words(one.split("</b>")[0].split(">", 1)[1]),
                    words(one.split('owner">')[1].split("</li>")[0]),
                )
                for one in section.split('<li class="org-column')[1:]
            ]
            name = words(section.split('class="org-counterpart">')[1].split("</p>")[0])
            found.append((bar, name, columns))
    return found


def test_the_model_is_drawn_as_the_source_has_it(client: Client) -> None:
    assert model_drawn(client) == [
        ("PMM group 1", "Product section Dev Eric", [("Agile", "Cormac"), ("SCM", "Jordi")]),
        ("PMM group 2", "Product section CI/CD Jason", [("CI", "Parker"), ("CD &amp; Release", "Saumya")]),
        ("PMM group 3", "Product section Secure/ Defend David", [("Dev Sec Ops", "Cindy")]),
        (
            "PMM group 3",
            "Product section Ops Kenny",
            [
                ("E2E DevOps (Simplify DevOps)", "Nobody in the table"),
                ("Cloud Native", "William"),
                ("IaC", "William"),
            ],
        ),
        (
            "No group of PMMs",
            "No product section",
            [("Public Sector/ Regulated Industries", "Traci")],
        ),
    ]


def test_blocks_are_as_wide_as_their_columns(client: Client) -> None:
    html = part(client, OWNERSHIP, "model")
    assert re.findall(r"org-group span-(\d+)", html) == ["2", "2", "4", "1"]
    assert re.findall(r"org-section span-(\d+)", html) == ["2", "2", "1", "3", "1"]


def test_a_column_without_use_case_has_no_owner_by_accident(client: Client) -> None:
    OrgColumn.objects.create(key="new", order=99, title="Something new")
    assert model_drawn(client)[-1][2][-1] == ("Something new", "Nobody in the table")


def test_contradictions_are_shown_with_the_table(client: Client) -> None:
    page = words(client.get(OWNERSHIP).content.decode())
    assert "Where the sources disagree 4" in page


def test_empty_tables_say_so(client: Client) -> None:
    Ownership.objects.all().delete()
    OrgColumn.objects.all().delete()
    html = client.get(OWNERSHIP).content.decode()
    assert "Nobody owns anything yet" in html
    assert 'id="model"' not in html


@pytest.mark.parametrize(
    ("path", "anchor", "kind", "item"),
    [
        (WORK, "purpose", "department_purpose", "<dt>"),
        (WORK, "groups", "group_supported", "<h3>"),
        (WORK, "content", "content_kind", "<li>"),
        (WORK, "metrics", "metric", "<li id="),
        (WORK, "for-use-cases", "use_case_activity", "<li>"),
        (WORK, "for-stages", "stage_activity", "<li>"),
        (WORK, "health", "health_status", "<dt>"),
        (WORK, "rhythm", "rhythm", "<dt>"),
        ("/releases/", "terms", "release_vs_launch", "<dt>"),
    ],
)
def test_every_sentence_of_a_kind_stands_in_its_place(
    client: Client, path: str, anchor: str, kind: str, item: str
) -> None:
    html = part(client, path, anchor)
    rows = [one for one in statements() if one["kind"] == kind and not one.get("parent")]
    assert html.count(item) == len(rows)
    for stored in Statement.objects.filter(kind=kind):
        assert stored.text_html in html, stored.key


def statements() -> list[dict[str, Any]]:
    """What the content file holds."""
    found: list[dict[str, Any]] = yaml.safe_load((CONTENT / "statements.yaml").read_text())
    return found


def test_the_three_groups_have_their_six_points(client: Client) -> None:
    blocks = part(client, WORK, "groups").split("<h3>")[1:]
    assert [block.count("<li>") for block in blocks] == [2, 1, 3]


def test_the_metric_that_is_still_open_can_be_asked_for(client: Client) -> None:
    html = part(client, WORK, "metrics")
    assert words(html).count("To be decided") == 1
    assert "/requests/new/?title=To+be+decided%3A+Utilisation+and+reach" in html
    assert "about=%2Forganisation%2F%23metric-reach" in html


def test_the_teams_are_drawn_as_a_tree(client: Client) -> None:
    html = part(client, WORK, "teams")
    assert html.count('class="node"') == 8
    inner = html.split("Market research and customer insight")[1]
    assert inner.index("<ul>") < inner.index("Analyst relations") < inner.index("</ul>")


def test_hiring_has_three_steps_and_the_last_has_three_of_its_own(client: Client) -> None:
    html = client.get(HIRING).content.decode()
    assert re.findall(r"<h2>([^<]+)</h2>", html.split('class="hiring"')[1]) == [
        "Application screening",
        "Recruiter screening",
        "Interviews",
    ]
    assert re.findall(r"<h3>([^<]+)</h3>", html) == [
        "Hiring manager interview",
        "Team interviews",
        "Executive interview",
    ]


def test_nothing_to_hire_by_says_so(client: Client) -> None:
    Statement.objects.filter(kind="hiring_step").delete()
    assert "No steps yet" in client.get(HIRING).content.decode()


@pytest.mark.parametrize("path", [OWNERSHIP, WORK, "/releases/", HIRING])
def test_the_pages_lead_to_each_other(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    tabs = html.split('class="tabs no-print"')[1].split("</nav>")[0]
    assert tabs.count("<a ") == 6
    assert f'href="{path}" aria-current="page"' in tabs

"""Market requirements across use cases, and the bill of materials."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.usecases.html_tables import table
from usecases.models import BomElement, UseCase
from usecases.reading.detail import remark_on

pytestmark = pytest.mark.django_db
REQUIREMENTS, BILL = "/use-cases/market-requirements/", "/use-cases/bill-of-materials/"


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_requirements_are_counted_against_the_rule(client: Client) -> None:
    rows = {
        row[0].text: [cell.text for cell in row[1:]]
        for row in table(client, REQUIREMENTS, "requirement-counts")
    }
    assert rows["Continuous Integration"] == ["1", "12", "within the rule of thumb"]
    remark = "fewer than the 8 to 12 that the rule of thumb expects"
    assert rows["Version Control and Collaboration"] == ["1", "5", remark]
    assert rows["GitOps"][1:] == ["0", "Not recorded none written down here"]
    assert len(rows) == 15


@pytest.mark.parametrize(("count", "says"), [(7, "fewer"), (8, ""), (12, ""), (13, "more")])
def test_the_rule_is_a_remark(count: int, says: str) -> None:
    assert remark_on(count).split(" ")[0] == says


def test_each_requirement_leads_to_its_place(client: Client) -> None:
    page = client.get(REQUIREMENTS).content.decode()
    assert page.count("#requirement-") == 17
    assert 'href="/use-cases/ci/#requirement-build-automation"' in page


def test_rules_and_impacts_are_there(client: Client) -> None:
    page = words(client.get(REQUIREMENTS).content.decode())
    assert "Not features." in page
    assert page.count("ROI models.") == 1


def test_elements_stand_by_stage_and_priority(client: Client) -> None:
    head, *rows = table(client, BILL, "bom")
    assert [cell.text for cell in head] == ["Priority", "Awareness", "Consideration", "Decision/Purchase"]
    counts = [[len(re.findall(r"\w \W [0-9]", cell.text)) for cell in row[1:]] for row in rows]
    assert counts == [[4, 0, 0], [0, 2, 1], [0, 2, 1]]


def test_disciplines_that_listed_nothing_are_named(client: Client) -> None:
    html = (
        client.get(BILL)
        .content.decode()
        .split("Disciplines that have listed nothing")[1]
        .split("</section>")[0]
    )
    assert html.count("<li") == 4
    assert "Partner and Channel Marketing" in html


def test_descriptions_are_markdown_made_harmless(client: Client) -> None:
    element = BomElement.objects.get(key="pov-template-tasks")
    element.description = "The **tasks**. [An example](https://docs.example/x) <script>alert(1)</script>"
    element.save()
    page = client.get(BILL).content.decode()
    assert "The <strong>tasks</strong>." in page
    assert '<a href="https://docs.example/x" rel="noopener noreferrer">An example</a>' in page
    assert "alert(1)" not in page


def test_loaded_descriptions_have_their_html() -> None:
    assert not BomElement.objects.exclude(description="").filter(description_html="").exists()


def test_areas_of_interest_keep_their_own_state(client: Client) -> None:
    html = words(client.get(BILL).content.decode().split('id="areas"')[1].split("</section>")[0])
    assert html.count("To be decided in this list") == 2
    assert "Cloud Native To be decided" in html


def test_an_internal_use_case_is_not_linked_for_visitors(client: Client) -> None:
    UseCase.objects.filter(slug="gitops").update(internal=True)
    assert "/use-cases/gitops/" not in client.get(BILL).content.decode()
    assert "/use-cases/gitops/" not in client.get(REQUIREMENTS).content.decode()

"""The page of one use case, and every name that leads to it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketing_portal.content.models import FormerSlug
from marketing_portal.people.models import User
from personas.models import Persona
from tests.conftest import ClientFor
from usecases.models import Collateral, MarketRequirement, UseCase, UseCaseAlias

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
VCC = "/use-cases/version-control-collaboration/"


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def section(client: Client, slug: str, name: str) -> str:
    """The HTML of one section of the page."""
    page = client.get(f"/use-cases/{slug}/").content.decode()
    return page.split(f'<section class="section" id="{name}">')[1].split("</section>")[0]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("scm", "version-control-collaboration"),
        ("SCM", "version-control-collaboration"),
        ("vc-c", "version-control-collaboration"),
        ("vcc", "version-control-collaboration"),
        ("source-code-management", "version-control-collaboration"),
        ("continuous-integration", "ci"),
        ("appsec", "devsecops"),
        ("iac", "gitops"),
        ("cn", "cloud-native"),
        ("CI", "ci"),
    ],
)
def test_every_name_leads_to_the_page_for_good(client: Client, name: str, slug: str) -> None:
    response = client.get(f"/use-cases/{name}/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/use-cases/{slug}/")


def test_a_former_address_leads_to_the_page(client: Client) -> None:
    use_case = UseCase.objects.get(slug="gitops")
    use_case.slug = "git-operations"
    use_case.save()
    assert FormerSlug.objects.filter(slug="gitops").exists()
    assert client.get("/use-cases/gitops/").headers["Location"] == "/use-cases/git-operations/"


def test_a_name_that_nothing_has_is_not_found(client_for: ClientFor, requester: User) -> None:
    assert client_for(requester).get("/use-cases/no-such-thing/").status_code == 404


def test_a_name_never_gives_an_internal_use_case_away(client: Client) -> None:
    UseCase.objects.filter(slug="gitops").update(internal=True)
    for name in ("gitops", "iac"):
        assert client.get(f"/use-cases/{name}/").headers["Location"].startswith("/accounts/login/")


def test_the_head_says_what_it_is_and_how_else_it_is_called(client: Client) -> None:
    head = words(client.get(VCC).content.decode().split("<h1>")[1].split("</header>")[0])
    for said in (
        "Version Control and Collaboration",
        "VC&amp;C",
        "SCM",
        "Source Code Management",
        "ucase :: SCM",
    ):
        assert said in head


def test_why_it_matters_stands_there_once(client: Client) -> None:
    page = client.get(VCC).content.decode()
    assert page.count("<h2>Why it matters</h2>") == 1
    assert 'id="why-it-matters"' not in page
    assert "Deliver better products faster" in section(client, "version-control-collaboration", "why")


def test_personas_are_linked_and_free_titles_are_said_to_be_free(client: Client) -> None:
    html = section(client, "ci", "personas")
    alex = Persona.objects.get(name="Alex")
    assert f'href="{alex.get_absolute_url()}"' in html
    assert "Devon, DevOps engineer no persona yet" in words(html)


def test_a_persona_that_may_not_be_read_is_not_named(client: Client) -> None:
    Persona.objects.filter(name="Alex").update(internal=True)
    assert "Alex" not in section(client, "ci", "personas")


def test_requirements_are_all_there_and_too_few_are_remarked_on(client: Client) -> None:
    ci, vcc = (
        section(client, "ci", "requirements"),
        section(client, "version-control-collaboration", "requirements"),
    )
    assert (ci.count('<li id="requirement-'), vcc.count('<li id="requirement-')) == (12, 5)
    assert "12 requirements. " in words(ci)
    assert "5 requirements, fewer than the 8 to 12 that the rule of thumb expects." in words(vcc)
    assert "nobody has written its market requirements down here" in section(client, "gitops", "requirements")


def test_its_column_of_the_matrix_is_a_list(client: Client) -> None:
    html = section(client, "ci", "responsible")
    assert html.count("<tr>") == 18
    assert "Parker own s it" not in words(html)
    assert "Parker owns it in the ownership table, product group Ops." in words(html)
    assert "Customer Reference Kim , Fiona Colin" in words(html)
    assert "Developer Evangelism Unknown any editor can fill it none named" in words(html)


def test_without_a_column_it_says_so(client: Client) -> None:
    html = words(section(client, "agile", "responsible"))
    assert "No column yet. The DRI matrix has no column for Agile Project management" in html
    assert "Cormac owns it in the ownership table" in html


def test_collateral_stands_below_its_stage(client: Client) -> None:
    item = Collateral.objects.filter(use_cases__slug="ci", stage__key="awareness", internal=False).first()
    assert item is not None
    html = section(client, "ci", "collateral")
    awareness = html.split('id="stage-awareness"')[1].split('id="stage-consideration"')[0]
    assert item.title in awareness.replace("&#x27;", "'").replace("&amp;", "&")
    assert "Use case demo video" in awareness
    assert words(section(client, "agile", "collateral")).count("nothing is listed for this stage") == 3


def test_internal_collateral_is_for_colleagues(
    client: Client, client_for: ClientFor, requester: User
) -> None:
    item = Collateral.objects.filter(use_cases__slug="ci", stage__key="awareness").first()
    assert item is not None
    Collateral.objects.filter(pk=item.pk).update(internal=True, title="A secret deck")
    assert "A secret deck" not in section(client, "ci", "collateral")
    assert "A secret deck" in section(client_for(requester), "ci", "collateral")


def test_what_is_missing_is_told_by_how_it_is_known(client: Client) -> None:
    html = section(client, "agile", "missing")
    marked, following = html.split("Follows from what is there")
    assert "Resource page: to be made" in marked
    assert "in the list of areas of interest" in marked
    assert "a column in the DRI matrix" in following
    assert 'href="#responsible"' in following
    simplify = words(section(client, "simplify-devops", "missing"))
    assert "a product marketing manager in the ownership table" in simplify


def test_where_the_sources_disagree_is_shown(client: Client) -> None:
    page = client.get("/use-cases/simplify-devops/").content.decode()
    assert "Where the sources disagree" in page
    assert "and yet nobody" in page


def test_editors_are_led_to_the_form(client_for: ClientFor, editor: User, requester: User) -> None:
    assert "Report a problem" in client_for(requester).get(VCC).content.decode()
    assert client_for(editor).get(VCC).status_code == 200


def test_it_asks_as_often_for_much_as_for_little(client_for: ClientFor, requester: User) -> None:
    client = client_for(requester)
    client.get(VCC)
    with CaptureQueriesContext(connection) as few:
        client.get(VCC)
    use_case = UseCase.objects.get(slug="version-control-collaboration")
    for number in range(20):
        UseCaseAlias.objects.create(use_case=use_case, text=f"Alias {number}")
        MarketRequirement.objects.create(use_case=use_case, key=f"more-{number}", name=f"More {number}")
        Collateral.objects.create(title=f"More {number}", slug=f"more-{number}").use_cases.add(use_case)
    with CaptureQueriesContext(connection) as many:
        client.get(VCC)
    assert len(many) == len(few) <= 20


def test_people_and_personas_know_it(client: Client) -> None:
    alex = Persona.objects.get(name="Alex")
    assert 'href="/use-cases/ci/"' in client.get(alex.get_absolute_url()).content.decode()
    page = words(client.get("/people/mahesh-kumar/").content.decode())
    assert "Competitive Intel DRI for CI , CD , DevSecOps , GitOps" in page
    assert "Competitive Intel Leads the role, in every use case" in page
    owner = words(client.get("/people/william/").content.decode())
    assert "Owns GitOps" in owner
    assert "In the ownership table Product group Ops" in owner
    assert "Product section Ops, for Cloud Native" in words(client.get("/people/kenny/").content.decode())


def test_one_asks_from_the_page(client: Client) -> None:
    page = client.get(
        "/use-cases/agile/"
    ).content.decode()  # which has no column, yet somebody answers for it
    form = page.split('action="/ask/"')[1].split("</form>")[0]
    assert '<input type="hidden" name="use_case" value="agile">' in form
    assert form.count("<option") == 18  # everything, and the seventeen roles
    assert "Competitors and comparisons" in form
    answer = words(client.get("/ask/?use_case=agile&concern=product-marketing").content.decode())
    assert "Cormac" in answer

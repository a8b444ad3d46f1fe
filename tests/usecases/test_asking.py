"""Whom do I ask? Each source in turn, with the content and with cells made by hand."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketing_portal.people.models import Person, User
from tests.conftest import ClientFor
from usecases.asking import LEAD, MATRIX, OWNERSHIP, Answer, ask, ask_all
from usecases.concerns import PLAIN_WORDS
from usecases.models import ActivationRole, DRICell, OwnershipArea, UseCase

pytestmark = pytest.mark.django_db
VISITOR: Any = AnonymousUser()
ASK = "/ask/"


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def answer(use_case: str, role: str, user: Any = VISITOR) -> Answer:
    found = ActivationRole.objects.select_related("lead").filter(key=role).first()
    return ask(UseCase.objects.get(slug=use_case), found, user)


def told(found: Answer) -> tuple[list[str], str]:
    """Who, and the source."""
    return [one.name for one in found.people], found.found.source if found.found else "nobody"


def leaves(*slugs: str) -> None:
    Person.objects.filter(slug__in=slugs).update(left_on=timezone.localdate())


@pytest.mark.parametrize(
    ("use_case", "role", "people", "source"),
    [
        ("ci", "product-marketing", ["Parker"], MATRIX),
        ("cd", "customer-reference", ["Fiona", "Kim"], MATRIX),
        ("devsecops", "developer-evangelism", ["M.Friedrich"], MATRIX),
        ("ci", "developer-evangelism", ["Parker"], OWNERSHIP),
        ("agile", "analyst-relations", ["Cormac"], OWNERSHIP),
        ("cloud-native", "product-marketing", ["William"], OWNERSHIP),
        ("simplify-devops", "product-marketing", ["John"], LEAD),
        ("portfolio-management", "partner-marketing", ["Tina"], LEAD),
        ("simplify-devops", "developer-evangelism", [], "nobody"),
        ("simplify-devops", "analyst-relations", [], "nobody"),
    ],
)
def test_the_content_answers(use_case: str, role: str, people: list[str], source: str) -> None:
    assert told(answer(use_case, role)) == (people, source)


def test_an_unknown_cell_is_said_before_the_next_source() -> None:
    found = answer("ci", "developer-evangelism")
    assert [(one.source, one.says) for one in found.before] == [
        (MATRIX, "It says “unknown” for Developer Evangelism in CI.")
    ]
    assert found.before[0].href == "/use-cases/dri/#cell-developer-evangelism-ci"


def test_nobody_says_where_one_looked() -> None:
    found = answer("simplify-devops", "developer-evangelism")
    assert [one.source for one in found.before] == [MATRIX, OWNERSHIP, LEAD]
    assert [one.says for one in found.before] == [
        "It has no column for Simplify DevOps.",
        "It names nobody for Simplify DevOps.",
        "Nobody is named as the lead of Developer Evangelism.",
    ]
    assert found.ask_href.startswith("/requests/new/?title=Who+is+responsible")
    assert "use_case=DevOps" in found.ask_href


def test_who_left_is_said_and_others_in_the_cell_answer() -> None:
    leaves("kim")
    found = answer("ci", "customer-reference")
    assert told(found) == (["Fiona"], MATRIX)
    assert found.found is not None
    assert found.found.says == "It names Fiona for Customer Reference in CI; Kim has left."


def test_a_cell_of_leavers_falls_on() -> None:
    leaves("kim", "fiona")
    found = answer("ci", "customer-reference")
    assert told(found) == (["Parker"], OWNERSHIP)
    assert found.before[0].says == "It names nobody who is still here: Kim and Fiona have left."


def test_everybody_left() -> None:
    leaves("parker", "kim", "fiona", "colin")
    found = answer("ci", "customer-reference")
    assert told(found) == ([], "nobody")
    assert [one.says.rsplit(": ", 1)[-1] for one in found.before] == [
        "Kim and Fiona have left.",
        "Parker has left.",
        "Colin has left.",
    ]


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("unknown", "It says “unknown” for Product Marketing in CI."),
        ("not_applicable", "It says that CI needs nobody for Product Marketing."),
        ("known", "It says “unknown” for Product Marketing in CI."),
    ],
)
def test_an_empty_cell_in_each_state(state: str, says: str) -> None:
    cell = DRICell.objects.get(role__key="product-marketing", use_case__slug="ci")
    cell.assignments.all().delete()
    DRICell.objects.filter(pk=cell.pk).update(state=state)
    assert answer("ci", "product-marketing").before[0].says == says


def test_a_cell_that_was_never_written() -> None:
    DRICell.objects.filter(role__key="product-marketing", use_case__slug="ci").delete()
    found = answer("ci", "product-marketing")
    assert found.before[0].says == "Nobody has filled the cell for Product Marketing in CI."
    assert told(found) == (["Parker"], OWNERSHIP)


def test_an_archived_person_does_not_answer() -> None:
    Person.objects.filter(slug="parker").update(archived_at=timezone.now())
    assert told(answer("ci", "product-marketing")) == (["John"], LEAD)


def test_internal_people_are_colleagues_to_visitors(outsider: User) -> None:
    Person.objects.filter(slug="parker").update(internal=True)
    assert told(answer("ci", "product-marketing")) == (["a colleague"], MATRIX)
    assert told(answer("ci", "product-marketing", outsider)) == (["Parker"], MATRIX)


def test_without_a_role_the_leader_of_the_team_answers() -> None:
    assert told(answer("gitops", "")) == (["William"], MATRIX)
    ActivationRole.objects.filter(key="product-marketing").delete()
    OwnershipArea.objects.filter(use_case__slug="gitops").delete()
    found = answer("gitops", "")
    assert told(found) == ([], "nobody")
    assert [one.source for one in found.before] == [OWNERSHIP]


def test_every_role_has_plain_words() -> None:
    assert set(ActivationRole.objects.values_list("key", flat=True)) == set(PLAIN_WORDS)


def test_all_answers_cost_two_queries() -> None:
    use_case, roles = UseCase.objects.get(slug="ci"), list(ActivationRole.objects.select_related("lead"))
    with CaptureQueriesContext(connection) as captured:
        found = ask_all(use_case, roles, VISITOR)
    assert len(captured) == 2
    assert [told(one)[1] for one in found].count(MATRIX) == 16


# The page


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_page_gives_one_answer_with_its_source(client: Client) -> None:
    html = client.get(ASK, {"use_case": "ci", "concern": "developer-evangelism"}).content.decode()
    assert "Ask Parker" in words(html)
    assert "Ownership table Parker owns CI in product marketing." in words(html)
    assert 'href="/people/parker/"' in html
    assert 'href="/ownership/"' in html


def test_the_page_says_nobody_yet(client: Client) -> None:
    html = client.get(
        ASK, {"use_case": "simplify-devops", "concern": "developer-evangelism"}
    ).content.decode()
    assert "Nobody yet" in words(html)
    assert "Ask for somebody to be named" in html


def test_a_use_case_alone_shows_everybody(client: Client) -> None:
    response = client.get(ASK, {"use_case": "ci"})
    assert len(response.context["answers"]) == 17
    assert "The press" in response.content.decode()


def test_the_empty_form_explains_the_rule(client: Client) -> None:
    page = words(client.get(ASK).content.decode())
    assert "Where the answer comes from" in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"use_case": ""}, "Choose the use case that it is about."),
        ({"use_case": "nothing"}, "There is no such use case."),
        ({"use_case": "\x01<script>"}, "There is no such use case."),
        ({"use_case": "ci", "concern": "' OR 1=1"}, "There is no such concern."),
    ],
)
def test_what_is_wrong_is_said(client: Client, query: dict[str, str], sentence: str) -> None:
    response = client.get(ASK, query)
    assert response.status_code == 200
    assert sentence in words(response.content.decode())
    assert "<script>" not in response.content.decode()


def test_a_hidden_use_case_cannot_be_asked_about(
    client: Client, client_for: ClientFor, outsider: User
) -> None:
    UseCase.objects.filter(slug="ci").update(internal=True)
    query = {"use_case": "ci", "concern": "product-marketing"}
    page = words(client.get(ASK, query).content.decode())
    assert "There is no such use case." in page
    assert "Parker" not in page
    assert "Ask Parker" in words(client_for(outsider).get(ASK, query).content.decode())

"""What there is to say, to ask and to show: on the page of a use case, in its form, in its history."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from marketing_portal.people.models import User
from tests.conftest import ClientFor
from usecases.models import MarketRequirement, UseCase, UseCasePersona, UseCasePoint
from usecases.vocabulary import UsePointKind

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def gitops() -> UseCase:
    return UseCase.objects.get(slug="gitops")


@pytest.fixture(autouse=True)
def open_to_readers(settings: Any) -> None:
    settings.PUBLIC_READ = True


def add(use_case: UseCase, kind: UsePointKind, key: str, **fields: Any) -> UseCasePoint:
    order = UseCasePoint.objects.filter(use_case=use_case).count() + 1
    return UseCasePoint.objects.create(use_case=use_case, kind=kind, key=key, order=order, **fields)


def page(client: Client) -> str:
    return client.get("/use-cases/gitops/").content.decode()


def part(client: Client, anchor: str) -> str:
    found = page(client).split(f'<section class="section" id="{anchor}">')[1].split("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_without_points_there_are_no_empty_sections(client: Client) -> None:
    found = page(client)
    assert 'id="say"' not in found
    assert 'href="#proof"' not in found


def test_each_kind_stands_in_its_section_and_the_navigation_leads_there(
    client: Client, gitops: UseCase
) -> None:
    add(
        gitops,
        UsePointKind.DIFFERENTIATOR,
        "one-tool",
        title="One tool",
        text="Less to learn.",
        detail="A bank says so.",
        demos="[See it](https://example.com/see)",
    )
    add(gitops, UsePointKind.OBJECTION, "too-new", text="It is too new.", detail="Since **2019**.")
    add(
        gitops,
        UsePointKind.CASE_STUDY,
        "bank",
        title="A bank",
        text="Slow",
        detail="Fast",
        result="Good",
        sales_segment="SMB",
    )
    found = page(client)
    assert [f'href="#{anchor}"' in found for anchor in ("say", "ask", "proof", "adoption")] == [True] * 3 + [
        False
    ]
    assert '<a href="https://example.com/see"' in found
    assert "One tool Less to learn. Proof A bank says so. Demos See it" in part(client, "say")
    assert "It is too new. Answer Since 2019 ." in part(client, "ask")
    assert "A bank SMB Problem Slow Solution Fast Result Good" in part(client, "proof")


def test_groups_stand_in_order_below_their_headings_with_their_remarks(
    client: Client, gitops: UseCase
) -> None:
    add(gitops, UsePointKind.QUESTION, "a", group="First", text="Who?")
    add(gitops, UsePointKind.QUESTION, "b", group="Then", text="Only at night.", is_remark=True)
    add(gitops, UsePointKind.QUESTION, "c", group="Then", text="When?")
    assert "Discovery questions 2 First Who? Then Only at night. When?" in part(client, "ask")


def test_what_is_internal_is_for_people_who_are_signed_in(
    client: Client, client_for: ClientFor, requester: User, gitops: UseCase
) -> None:
    add(gitops, UsePointKind.COMPETITION, "secret", text="They are slow.", internal=True)
    assert "They are slow" not in page(client)
    assert "They are slow" in page(client_for(requester))


def test_what_is_still_to_come_is_listed_as_missing(client: Client, gitops: UseCase) -> None:
    add(gitops, UsePointKind.PARTNER, "later", title="A cloud", state="tbd")
    MarketRequirement.objects.create(
        use_case=gitops, key="speed", name="Speed", answer="Fast", demos_state="tbd"
    )
    missing = part(client, "missing")
    assert "Partners: A cloud" in missing
    assert "a demo of Speed" in missing


def test_a_requirement_says_how_it_is_met(client: Client, gitops: UseCase) -> None:
    MarketRequirement.objects.create(
        use_case=gitops,
        key="speed",
        name="Speed",
        answer="It is *fast*.",
        demos="[Watch](https://example.com/w)",
    )
    found = part(client, "requirements")
    assert "How we meet it It is fast ." in found
    assert "Demos Watch" in found


def test_notes_on_personas_are_markdown(client: Client, gitops: UseCase) -> None:
    UseCasePersona.objects.create(use_case=gitops, title="Tester", kind="user", note="Wants **quiet**.")
    add(gitops, UsePointKind.USERS, "users", text="Many teams.", is_remark=True)
    assert "Many teams." in part(client, "personas")
    assert "<strong>quiet</strong>" in page(client)


def test_a_point_says_something_or_why_not(gitops: UseCase) -> None:
    point = UseCasePoint(use_case=gitops, kind=UsePointKind.REVIEW, key="empty")
    with pytest.raises(ValidationError, match="Write a title or a text"):
        point.full_clean()
    point.state = "tbd"
    point.full_clean()


def test_many_points_need_no_more_queries(
    client: Client, gitops: UseCase, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        add(gitops, list(UsePointKind)[number % 17], f"p-{number}", title=f"T {number}", text="Text")
    with django_assert_max_num_queries(20):
        page(client)

"""Many points of a use case: the form shows those of one kind, and keeps its hands off the others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marketing_portal.people.models import User
from tests.admin.page_form import PageForm
from tests.conftest import ClientFor
from usecases.admin.points import MANY
from usecases.models import UseCase, UseCasePoint
from usecases.vocabulary import UsePointKind

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def client(client_for: ClientFor, editor: User) -> Client:
    return client_for(editor)


@pytest.fixture
def gitops() -> UseCase:
    """A use case with more points than one form shows together, of two kinds."""
    use_case = UseCase.objects.get(slug="gitops")
    use_case.points.all().delete()
    kinds = [UsePointKind.OBJECTION] * MANY + [UsePointKind.RESOURCE] * 4
    UseCasePoint.objects.bulk_create(
        UseCasePoint(use_case=use_case, kind=kind, key=f"p-{number}", title=f"Point {number}", order=number)
        for number, kind in enumerate(kinds, 1)
    )
    return use_case


def form(client: Client, use_case: UseCase, query: str = "") -> PageForm:
    return PageForm(client, reverse("admin:usecases_usecase_change", args=[use_case.pk]) + query)


def stored(page: PageForm) -> str:
    """How many rows the form of points was opened with."""
    return page.values["points-INITIAL_FORMS"][0]


def test_one_kind_is_shown_and_the_others_are_a_link_away(client: Client, gitops: UseCase) -> None:
    assert stored(form(client, gitops)) == str(MANY)
    assert stored(form(client, gitops, "?points=resources")) == "4"
    assert stored(form(client, gitops, "?points=partners")) == "0"
    assert stored(form(client, gitops, "?points=all")) == str(MANY + 4)
    assert stored(form(client, gitops, "?points=nonsense")) == str(MANY)
    page = client.get(reverse("admin:usecases_usecase_change", args=[gitops.pk])).content.decode()
    assert 'href="?points=resources#points-rows">Resources <span class="count">4</span>' in page
    assert 'href="?points=objections#points-rows" aria-current="true"' in page


def test_saving_one_kind_leaves_the_others_alone(client: Client, gitops: UseCase) -> None:
    page = form(client, gitops, "?points=resources")
    before = dict(gitops.points.exclude(kind="resources").values_list("key", "title"))
    page.fill(points__0__title="A talk", points__1__DELETE="on", points__4__title="Point 1").save()
    assert dict(gitops.points.exclude(kind="resources").values_list("key", "title")) == before
    resources = gitops.points.filter(kind="resources").order_by("order")
    assert [one.title for one in resources] == ["A talk", "Point 33", "Point 34", "Point 1"]
    assert len({one.key for one in gitops.points.all()}) == MANY + 4


def test_few_points_are_shown_together(client: Client, gitops: UseCase) -> None:
    gitops.points.filter(kind="resources").delete()
    page = client.get(reverse("admin:usecases_usecase_change", args=[gitops.pk])).content.decode()
    assert "part-ways" not in page

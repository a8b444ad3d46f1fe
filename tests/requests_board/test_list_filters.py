"""Each filter of the grooming questions narrows the list to what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from requests_board.models import Label, Milestone, RequestKind, SMRequest
from requests_board.vocabulary import Family, State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, labels, other_quarter, quarter, rows_of
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
Change = Callable[[SMRequest], object]


def with_fields(**fields: object) -> Change:
    """Gives a request these values."""
    return lambda request: SMRequest.objects.filter(pk=request.pk).update(**fields)


def with_stage(request: SMRequest) -> None:
    """Gives it the DevOps stage “release”."""
    request.devops_stages.add(labels()["devops::release"])


def with_label(request: SMRequest) -> None:
    """Gives it a label of no other family."""
    label = Label.objects.create(family=Family.OTHER, key="sko-prep", text="SKO prep")
    request.labels.add(label)


def with_launch(request: SMRequest) -> None:
    """Gives it a launch."""
    request.launches.add(Milestone.objects.create(name="Launch 13", slug="launch-13", kind="launch"))


def with_kind(request: SMRequest) -> None:
    """Gives it a kind."""
    kind = RequestKind.objects.get_or_create(key="deck-update", defaults={"name": "Deck update"})[0]
    with_fields(kind=kind)(request)


def long_ago(request: SMRequest) -> None:
    """Was filed in 2020."""
    with_fields(created_at=dt.datetime(2020, 3, 1, 12, tzinfo=dt.UTC))(request)


CASES: list[tuple[str, Change, str]] = [
    ("gtm_phase=awareness", with_fields(gtm_phase="awareness"), "gtm_phase=none"),
    ("dod=N", with_fields(dod="N"), "dod=none"),
    ("eteam=Y", with_fields(eteam="Y"), "eteam=none"),
    ("health=at_risk&health=on_track", with_fields(health="at_risk"), "health=none"),
    ("devops_stage=release", with_stage, "devops_stage=none"),
    ("devops_category=bOOk", with_fields(devops_categories="Runbooks, Wiki"), ""),
    ("critical=on", with_fields(due_is_critical=True), ""),
    ("urgent=on", with_fields(is_urgent=True), ""),
    ("carried=on", with_fields(carried_over=2), ""),
    ("kind=deck-update", with_kind, "kind=none"),
    ("milestone=launch-13", with_launch, ""),
    ("label=sko_PREP", with_label, ""),
    ("label=DEVOPS::Release,sm-req::New_Request", with_stage, ""),
    ("label=p::1", with_fields(priority="1"), "priority=none"),
    ("filed_before=2020-03-01", long_ago, "filed_after=2020-03-02"),
    ("due=overdue", with_fields(due_on=TODAY - dt.timedelta(days=1)), "due=none"),
    ("due=week", with_fields(due_on=TODAY), "due=none"),
    ("due=quarter", with_fields(due_on=TODAY), "due=none"),
    (f"due_after={TODAY}&due_before={TODAY}", with_fields(due_on=TODAY), "due=none"),
    ("q=numb+analyst", with_fields(description="Numbers for analysts"), ""),
    ("q=zürich", with_fields(answers_text="A booth in Zürich"), ""),
]


@pytest.mark.parametrize(("query", "change", "others"), CASES, ids=[case[0] for case in CASES])
def test_a_filter_finds_what_it_says_and_nothing_else(
    cast: Cast, client_for: ClientFor, query: str, change: Change, others: str
) -> None:
    labels()
    one, other = filed(cast), filed(cast)
    change(one)
    client = client_for(cast.outsider)
    assert rows_of(client, f"/requests/?{query}") == [one.pk]
    if others:
        assert rows_of(client, f"/requests/?{others}") == [other.pk]


def test_quarters_by_the_names_they_have_today(cast: Cast, client_for: ClientFor) -> None:
    new, assigned = filed(cast), filed(cast, State.ASSIGNED)
    later = filed(cast, State.ASSIGNED)
    SMRequest.objects.filter(pk=later.pk).update(milestone=other_quarter())
    client = client_for(cast.outsider)
    assert rows_of(client, "/requests/?milestone=current") == [assigned.pk]
    assert rows_of(client, "/requests/?milestone=next") == [later.pk]
    assert rows_of(client, "/requests/?milestone=none") == [new.pk]
    assert rows_of(client, f"/requests/?milestone={quarter().slug}") == [assigned.pk]


def test_by_one_person(cast: Cast, client_for: ClientFor) -> None:
    request = filed(cast, State.ASSIGNED)
    client = client_for(cast.outsider)
    assert rows_of(client, f"/requests/?requester={cast.requester.pk}") == [request.pk]
    assert rows_of(client, f"/requests/?requester={cast.team_lead.pk}") == []
    assert rows_of(client, "/requests/?team=none") == []


@pytest.mark.parametrize(
    "junk", ["due_before=1800-01-01", "due_after=soon", "label=nonsense", "requester=999999"]
)
def test_what_is_not_understood_is_said(cast: Cast, client_for: ClientFor, junk: str) -> None:
    request = filed(cast)
    response = client_for(cast.outsider).get(f"/requests/?{junk}")
    assert [row.pk for row in response.context["page"].rows] == [request.pk]
    assert "the list leaves it out" in response.content.decode()

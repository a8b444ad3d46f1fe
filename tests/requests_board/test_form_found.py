"""While a request is filed: open requests that ask for something alike, and collateral that may answer it already."""

from __future__ import annotations

import pytest
from model_bakery import baker

from requests_board.models import Label, SMRequest
from requests_board.pages.similar import Found, found_for, words_of
from requests_board.vocabulary import State
from tests.conftest import ClientFor
from tests.requests_board.desk import filed, many, take
from tests.support.cast import Cast
from usecases.models import Collateral, UseCase

pytestmark = pytest.mark.django_db
NEW = "/requests/new/"


def found(cast: Cast, title: str, role: str = "outsider") -> Found:
    """What somebody is shown who files ``title``."""
    user = cast.play(role)
    assert user is not None
    return found_for(title, None, None, "", user)


def numbers(found: Found) -> list[int]:
    """The requests that were found."""
    return [one.number for one in found.requests]


def test_common_and_short_words_tell_nothing() -> None:
    assert words_of("We need a new datasheet on Policies for the CI/CD buses!") == [
        "datasheet",
        "policy",
        "ci",
        "cd",
        "buse",
    ]
    assert words_of("please help") == []


def test_open_requests_with_shared_words_the_closest_first(cast: Cast) -> None:
    far = filed(cast, title="Security webinar")
    near = filed(cast, title="Datasheets for security in pipelines")
    closed = filed(cast, title="Datasheet on security")
    take(closed, cast.triage_lead, "decline_new", reason="No.")
    assert numbers(found(cast, "A datasheet about pipeline security")) == [near.pk]
    assert numbers(found(cast, "Webinar")) == [far.pk]
    assert not found(cast, "")


def test_hidden_requests_are_not_found(cast: Cast) -> None:
    secret = filed(cast, State.TRIAGE, title="Slides for Acme bank", is_confidential=True)
    assert numbers(found(cast, "Acme bank slides")) == []
    assert numbers(found(cast, "Acme bank slides", "team_member")) == [secret.pk]


def test_the_same_use_case_counts(cast: Cast) -> None:
    label = Label.objects.get(family="use_case", key="CI")
    same = filed(cast, title="Pipeline demo", use_case_id=label.pk)
    filed(cast, title="Pipeline demo")
    assert found_for("Demo of a pipeline", None, label.pk, "", cast.outsider).requests[0].number == same.pk


def test_collateral_that_may_answer_it(cast: Cast) -> None:
    use_case = UseCase.objects.get(slug="ci")
    item = baker.make(Collateral, slug="zebra-guide", title="Guide to zebra pipelines", internal=False)
    item.use_cases.add(use_case)
    hidden = baker.make(Collateral, slug="zebra-old", title="Guide to zebra pipelines, old", internal=False)
    hidden.archive()
    shown = found_for("Zebra pipeline guides", use_case, None, "", cast.outsider).items
    assert [one.title for one in shown] == ["Guide to zebra pipelines"]


def test_following_instead_files_nothing(cast: Cast, client_for: ClientFor) -> None:
    there = filed(cast, title="Datasheet on security")
    client = client_for(cast.outsider)
    text = client.post(NEW, {"title": "Security datasheet", "look": "1"}).content.decode()
    assert f'formaction="/requests/{there.pk}/watch/" name="on" value="1"' in text
    response = client.post(f"/requests/{there.pk}/watch/", {"title": "Security datasheet", "on": "1"})
    assert response["Location"] == f"/requests/{there.pk}/"
    assert there.watches.filter(user=cast.outsider).exists()
    assert SMRequest.objects.count() == 1
    again = client.post(NEW, {"title": "Security datasheet", "look": "1"}).content.decode()
    assert "You follow it" in again


def test_many_requests_cost_as_many_queries(
    cast: Cast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    many(cast, 40, title="Datasheet on security")
    found(cast, "Datasheet")
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(found(cast, "Security datasheet").requests) == 4

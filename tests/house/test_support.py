"""The tests' own tools do what they say."""

import pytest
from django.contrib.auth.models import Group

from marketing_portal.people.models import User
from tests.support.cast import EMPLOYEES, Cast
from tests.support.races import race


def test_every_role_has_an_account(cast: Cast) -> None:
    accounts = [cast.play(role) for role in EMPLOYEES]
    assert len({account.pk for account in accounts if account}) == len(EMPLOYEES)
    assert cast.play("visitor") is None
    assert cast.team_lead is cast.team_lead
    assert cast.team_lead.team_roles != cast.other_lead.team_roles


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("once_more", [1, 2])
def test_what_a_test_commits_is_taken_back(once_more: int) -> None:
    assert not Group.objects.filter(name="left over").exists()
    Group.objects.create(name="left over")


@pytest.mark.django_db(transaction=True)
def test_a_race_has_one_winner(requester: User) -> None:
    def rename(name: str) -> int:
        return User.objects.filter(pk=requester.pk, name="Requester").update(name=name)

    results = race(lambda: rename("One"), lambda: rename("Two"), lambda: rename("Three"))
    assert sorted(str(result) for result in results) == ["0", "0", "1"]

"""Several workers at the same time: each notice is mailed once, and one person's notices stay together."""

from collections import Counter

import pytest
from django.core import mail

from requests_board.delivery import outbox, send_due_mail
from requests_board.models import Notification
from tests.delivery.conftest import Notify
from tests.support.cast import Cast
from tests.support.races import race

ROUNDS = 30
pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_send_each_notice_once(notify: Notify, cast: Cast) -> None:
    people = [cast.requester, cast.team_lead, cast.team_member, cast.outsider]
    for _ in range(ROUNDS):
        mail.outbox.clear()
        for person in (*people, *people):
            notify(person)
        results = race(send_due_mail.call, send_due_mail.call)
        assert sum(result for result in results if isinstance(result, int)) == len(people), results
        assert Counter(message.to[0] for message in mail.outbox) == Counter(p.email for p in people)
    assert set(Notification.objects.values_list("mail", flat=True)) == {Notification.Mail.SENT}


def test_one_claim_gets_everything_the_other_nothing(notify: Notify, cast: Cast) -> None:
    person = cast.requester.pk
    for _ in range(ROUNDS):
        written = {notify().pk for _ in range(3)}
        results = race(
            lambda: outbox.claim(person), lambda: outbox.claim(person), lambda: outbox.claim(person)
        )
        claims = [result for result in results if isinstance(result, list)]
        assert len(claims) == 3, results
        assert sorted(len(claim) for claim in claims) == [0, 0, 3]
        assert {row.pk for claim in claims for row in claim} == written

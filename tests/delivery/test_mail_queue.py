"""`manage.py mail_queue`: shows what needs a decision, and sends it again when told to."""

import datetime as dt
from io import StringIO

from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from requests_board.models import Notification
from tests.delivery.conftest import Notify

Mail = Notification.Mail


def told(**options: bool) -> str:
    out = StringIO()
    call_command("mail_queue", stdout=out, **options)
    return out.getvalue()


def some_of_each(notify: Notify) -> tuple[Notification, Notification]:
    """One given up, one stuck, one that is just being sent, one sent."""
    failed = notify(mail=Mail.FAILED, mail_error="no such mailbox", mail_attempts=8)
    stuck = notify(mail=Mail.CLAIMED, mail_claimed_at=timezone.now() - dt.timedelta(minutes=11))
    notify(mail=Mail.CLAIMED, mail_claimed_at=timezone.now())
    notify(mail=Mail.SENT)
    return failed, stuck


def test_it_counts_and_lists_what_needs_a_decision(notify: Notify) -> None:
    failed, stuck = some_of_each(notify)
    lines = told().splitlines()
    assert [line.split()[0] for line in lines[:5]] == ["0", "2", "1", "1", "0"]
    assert lines[5:] == [
        f"  {failed.pk}  requester@cast.example  Given up: no such mailbox",
        f"  {stuck.pk}  requester@cast.example  Being sent: the worker ended while it was sent",
    ]
    assert mail.outbox == []


def test_it_sends_them_again_and_nothing_else(notify: Notify) -> None:
    failed, stuck = some_of_each(notify)
    assert told(send_again=True).splitlines()[-1] == "2 will be sent once more"
    assert len(mail.outbox) == 1
    states = Notification.objects.filter(pk__in=[failed.pk, stuck.pk]).values_list("mail", "mail_attempts")
    assert set(states) == {(Mail.SENT, 1)}
    assert Notification.objects.filter(mail=Mail.CLAIMED).count() == 1

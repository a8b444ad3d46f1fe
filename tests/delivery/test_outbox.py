"""What happens to a mail: sent once, given back when it surely did not go out, left alone when nobody knows."""

import datetime as dt
import smtplib
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board.delivery import enqueue_mail, outbox, send_due_mail, tasks
from requests_board.models import EventKind, Notification, RequestEvent, SMRequest
from tests.delivery.conftest import Notify
from tests.support.cast import Cast

Mail = Notification.Mail
REFUSED = smtplib.SMTPRecipientsRefused({"a": (550, b"no such mailbox")})
BROKEN = smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
Break = Callable[..., None]


@pytest.fixture
def break_sending(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Let handing a mail over fail with `problem`, or opening the connection with `opening`."""

    def install(problem: BaseException | None = None, opening: BaseException | None = None) -> None:
        def raising(error: BaseException | None) -> Callable[..., Any]:
            def method(self: EmailBackend, *args: object) -> int:
                if error:
                    raise error
                return 1

            return method

        monkeypatch.setattr(EmailBackend, "open", raising(opening))
        monkeypatch.setattr(EmailBackend, "send_messages", raising(problem))

    return install


def make_due() -> None:
    Notification.objects.filter(mail=Mail.PENDING).update(mail_next_at=timezone.now())


def states() -> list[str]:
    return list(Notification.objects.order_by("pk").values_list("mail", flat=True))


def test_it_sends_and_marks(notify: Notify) -> None:
    notice = notify()
    assert send_due_mail.call() == 1
    notice.refresh_from_db()
    assert (notice.mail, notice.mail_attempts, notice.mailed_at is None) == (Mail.SENT, 1, False)
    assert send_due_mail.call() == 0
    assert len(mail.outbox) == 1


def test_the_notices_of_one_person_are_one_mail_in_their_order(notify: Notify, cast: Cast) -> None:
    for subject in ("was triaged", "is in the backlog", "is assigned"):
        notify(subject=subject)
    notify(cast.team_lead, "was triaged")
    assert send_due_mail.call() == 2
    first, second = mail.outbox
    assert (first.to, second.to) == ([cast.requester.email], [cast.team_lead.email])
    assert first.subject == "is assigned (and 2 more)"
    body = str(first.body)
    assert body.index("was triaged") < body.index("is in the backlog") < body.index("is assigned")


def test_whoever_waits_longest_comes_first(notify: Notify, cast: Cast) -> None:
    for person in (cast.team_lead, cast.requester, cast.team_lead):
        notify(person)
    send_due_mail.call()
    assert [message.to[0] for message in mail.outbox] == [cast.team_lead.email, cast.requester.email]


def test_a_refused_mail_is_tried_again_later(notify: Notify, break_sending: Break) -> None:
    notice = notify()
    break_sending(REFUSED)
    before = timezone.now()
    assert send_due_mail.call() == 0
    notice.refresh_from_db()
    assert (notice.mail, notice.mail_attempts) == (Mail.PENDING, 1)
    assert notice.mail_next_at >= before + outbox.FIRST_PAUSE
    assert "no such mailbox" in notice.mail_error
    assert not Notification.objects.mail_due().exists()


def test_a_later_attempt_that_succeeds_is_the_only_mail(
    notify: Notify, break_sending: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = notify()
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", lambda *_: (_ for _ in ()).throw(REFUSED))
        send_due_mail.call()
    make_due()
    assert send_due_mail.call() == 1
    notice.refresh_from_db()
    assert (notice.mail, notice.mail_attempts, notice.mail_error) == (Mail.SENT, 2, "")
    assert len(mail.outbox) == 1


def test_it_gives_up_after_the_last_attempt(notify: Notify, break_sending: Break) -> None:
    notice = notify()
    break_sending(REFUSED)
    pauses = []
    for _ in range(outbox.MOST_ATTEMPTS):
        make_due()
        send_due_mail.call()
        notice.refresh_from_db()
        pauses.append(round((notice.mail_next_at - timezone.now()) / dt.timedelta(minutes=1)))
    assert (notice.mail, notice.mail_attempts) == (Mail.FAILED, outbox.MOST_ATTEMPTS)
    assert pauses[:4] == [1, 3, 9, 27]
    make_due()
    assert send_due_mail.call() == 0


def test_what_waits_is_not_overtaken_by_what_is_new(notify: Notify, break_sending: Break) -> None:
    notify(subject="first", mail_next_at=timezone.now() + dt.timedelta(hours=1))
    assert send_due_mail.call() == 0
    notify(subject="second")
    send_due_mail.call()
    (message,) = mail.outbox
    assert str(message.body).index("first") < str(message.body).index("second")


def test_one_bad_address_does_not_hold_up_the_others(
    notify: Notify, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = EmailBackend.send_messages

    def refuse_one(self: EmailBackend, messages: Any) -> int:
        if messages[0].to == [cast.requester.email]:
            raise REFUSED
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_one)
    notify()
    notify(cast.team_lead)
    assert send_due_mail.call() == 1
    assert states() == [Mail.PENDING, Mail.SENT]


def test_a_server_that_is_down_is_asked_once_a_round(
    notify: Notify, cast: Cast, break_sending: Break
) -> None:
    notify()
    notify(cast.team_lead)
    break_sending(opening=ConnectionRefusedError("refused"))
    assert send_due_mail.call() == 0
    assert list(Notification.objects.order_by("pk").values_list("mail", "mail_attempts")) == [
        (Mail.PENDING, 1),
        (Mail.PENDING, 0),
    ]


def test_a_line_that_breaks_while_sending_is_never_sent_again(notify: Notify, break_sending: Break) -> None:
    notice = notify()
    break_sending(BROKEN)
    send_due_mail.call()
    notice.refresh_from_db()
    assert (notice.mail, "closed" in notice.mail_error) == (Mail.CLAIMED, True)
    make_due()
    assert send_due_mail.call() == 0


@pytest.mark.parametrize("death", [SystemExit(1), KeyboardInterrupt()])
def test_a_worker_that_dies_between_claim_and_mark_leaves_the_claim(
    notify: Notify, break_sending: Break, death: BaseException
) -> None:
    notice = notify()
    break_sending(death)
    with pytest.raises(type(death)):
        send_due_mail.call()
    notice.refresh_from_db()
    assert notice.mail == Mail.CLAIMED
    break_sending()
    assert send_due_mail.call() == 0
    assert not Notification.objects.mail_stuck().exists()
    Notification.objects.update(mail_claimed_at=timezone.now() - dt.timedelta(minutes=11))
    assert Notification.objects.mail_stuck().get() == notice


def test_a_mistake_in_writing_the_mail_counts_as_not_sent(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = notify()
    monkeypatch.setattr(tasks, "letter", lambda _: 1 / 0)
    assert send_due_mail.call() == 0
    notice.refresh_from_db()
    assert (notice.mail, notice.mail_error) == (Mail.PENDING, "division by zero")


def test_nobody_is_told_what_they_may_no_longer_see(notify: Notify, filed: SMRequest, cast: Cast) -> None:
    for person in (cast.outsider, cast.requester, cast.triage_lead):
        notify(person)
    SMRequest.objects.filter(pk=filed.pk).update(is_confidential=True)
    assert send_due_mail.call() == 2
    assert states() == [Mail.WITHHELD, Mail.SENT, Mail.SENT]


def test_who_is_switched_off_gets_no_mail(notify: Notify, cast: Cast) -> None:
    notify()
    notify(request=None)
    User.objects.filter(pk=cast.requester.pk).update(is_active=False)
    assert send_due_mail.call() == 0
    assert states() == [Mail.WITHHELD, Mail.WITHHELD]


def test_a_notice_of_several_requests_is_held_back_for_one_that_it_names(
    notify: Notify, filed: SMRequest, cast: Cast
) -> None:
    hidden = SMRequest.objects.create(title="Secret", requester=cast.triage_lead, is_confidential=True)
    submit = uuid.uuid4()
    for request in (filed, hidden):  # somebody moved both; who gets the second notice was told of one alone
        version = RequestEvent.objects.filter(request=request).count() + 1
        RequestEvent.objects.create(
            request=request, submit=submit, actor=cast.triage_lead, kind=EventKind.MOVED, version=version
        )
    notify(request=None, submit=submit, body=f"Minutes\n#{filed.pk} Deck: done\n#{hidden.pk} Secret: done")
    notify(cast.outsider, request=None, submit=submit, body=f"#{filed.pk} Deck is done.\n\nMore")
    assert send_due_mail.call() == 1
    assert [message.to for message in mail.outbox] == [[cast.outsider.email]]
    assert states() == [Mail.WITHHELD, Mail.SENT]


def test_many_people_are_several_tasks(notify: Notify, monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    monkeypatch.setattr(tasks, "PEOPLE_A_TASK", 2)
    for person in (cast.requester, cast.team_lead, cast.team_member, cast.outsider, cast.editor):
        notify(person)
    send_due_mail.enqueue()
    assert len(mail.outbox) == 5


def test_sweep_orders_what_is_due_and_nothing_else(notify: Notify) -> None:
    tasks.sweep()
    notice = notify(mail_next_at=timezone.now() + dt.timedelta(minutes=1))
    tasks.sweep()
    assert mail.outbox == []
    Notification.objects.filter(pk=notice.pk).update(mail_next_at=timezone.now())
    tasks.sweep()
    assert len(mail.outbox) == 1


def test_ordering_never_fails_the_request_that_was_already_committed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(type(send_due_mail), "enqueue", locked)
    enqueue_mail()

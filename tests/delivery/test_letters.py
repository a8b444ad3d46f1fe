"""How a mail reads, and what its head says to mail programs."""

from email import message_from_bytes

from django.conf import LazySettings
from django.core import mail

from requests_board.delivery import send_due_mail
from requests_board.models import SMRequest
from tests.delivery.conftest import Notify
from tests.support.cast import Cast


def test_it_says_what_happened_and_where(notify: Notify, filed: SMRequest, settings: LazySettings) -> None:
    settings.SITE_URL = "https://portal.example.com"
    notify(subject=f"#{filed.pk} {filed.title}: was triaged")
    send_due_mail.call()
    (message,) = mail.outbox
    assert message.subject == f"#{filed.pk} Slides for a bank: was triaged"
    assert str(message.body).splitlines()[:6] == [
        "Hello Requester,",
        "",
        f"#{filed.pk} Slides for a bank: was triaged.",
        "By Triage lead.",
        "",
        f"https://portal.example.com/requests/{filed.pk}/",
    ]
    assert "https://portal.example.com/inbox/" in str(message.body)


def test_nothing_is_escaped_and_no_line_breaks_the_head(notify: Notify) -> None:
    notify(subject="A & B <now>\nBcc: everybody@cast.example", body='5 > 3 & "so" on')
    send_due_mail.call()
    (message,) = mail.outbox
    parsed = message_from_bytes(message.message().as_bytes())
    assert parsed["Subject"] == "A & B <now> Bcc: everybody@cast.example"
    assert parsed["Bcc"] is None
    assert '5 > 3 & "so" on' in str(message.body)


def test_its_head(notify: Notify, filed: SMRequest, cast: Cast, settings: LazySettings) -> None:
    settings.SITE_URL = "https://portal.example.com"
    settings.DEFAULT_FROM_EMAIL = "portal@example.com"
    first, second = notify(), notify()
    send_due_mail.call()
    head = message_from_bytes(mail.outbox[0].message().as_bytes())
    assert head["From"] == "portal@example.com"
    assert head["Auto-Submitted"] == "auto-generated"
    assert head["List-Id"] == "Strategic Marketing Portal <requests.portal.example.com>"
    assert head["Message-ID"] == f"<notice-{first.pk}-{second.pk}@portal.example.com>"
    assert head["References"] == f"<request-{filed.pk}@portal.example.com>"


def test_several_requests_are_no_thread(notify: Notify, cast: Cast) -> None:
    other = SMRequest.objects.create(title="Another", requester=cast.requester)
    notify()
    notify(request=other)
    send_due_mail.call()
    assert "References" not in mail.outbox[0].message()
    assert str(mail.outbox[0].body).count("/requests/") == 2


def test_a_notice_without_text_tells_its_subject(notify: Notify) -> None:
    notify(subject="2 requests changed", body="")
    send_due_mail.call()
    assert "\n2 requests changed\n" in str(mail.outbox[0].body)

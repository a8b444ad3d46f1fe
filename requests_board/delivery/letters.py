"""Writing one mail out of the notices of one person."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from requests_board.models import Notification

TEMPLATE = "requests_board/mail/notices.txt"


def letter(rows: Sequence[Notification]) -> EmailMessage:
    """The mail that tells ``rows`` (of one person, oldest first)."""
    recipient = rows[0].recipient
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    context = {
        "notices": rows,
        "recipient": recipient,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
    }
    message = EmailMessage(subject(rows), render_to_string(TEMPLATE, context), to=[recipient.email])
    message.extra_headers = {
        "Message-ID": f"<notice-{rows[0].pk}-{rows[-1].pk}@{host}>",
        "List-Id": f"{settings.SITE_NAME} <requests.{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if (
        len({row.request_id for row in rows}) == 1 and rows[0].request_id
    ):  # mail programs show them as one thread
        message.extra_headers["References"] = f"<request-{rows[0].request_id}@{host}>"
    return message


def subject(rows: Sequence[Notification]) -> str:
    """One line: the notice itself, or the newest with the number of the others."""
    newest = " ".join(rows[-1].subject.split())
    return newest if len(rows) == 1 else f"{newest} (and {len(rows) - 1} more)"

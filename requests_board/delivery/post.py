"""Handing a mail to the mail server, telling apart what surely did not go out from what perhaps did."""

import smtplib

from django.core.mail import EmailMessage, get_connection

# The server answered and refused.
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


class NotSentError(Exception):
    """The mail surely did not go out; it can be tried again."""


class UnreachableError(NotSentError):
    """No mail can go out now: the mail server does not answer or does not let us in."""


class UnsureError(Exception):
    """The line broke while the mail was handed over: it may have gone out and must not be sent again."""


def hand_over(message: EmailMessage) -> None:
    """Send ``message`` over a connection of its own."""
    server = get_connection()
    try:
        server.open()
    except OSError as problem:
        raise UnreachableError(describe(problem)) from problem
    try:
        server.send_messages([message])
    except REFUSALS as problem:
        raise NotSentError(describe(problem)) from problem
    except OSError as problem:
        raise UnsureError(describe(problem)) from problem
    finally:
        close(server)


def close(server: object) -> None:
    """Say goodbye; whatever the server makes of that, the mail is out or not already."""
    try:
        server.close()  # type: ignore[attr-defined]
    except OSError:
        return


def describe(problem: Exception) -> str:
    """``problem`` in a line, for whoever looks after the portal."""
    return f"{type(problem).__name__}: {problem}"

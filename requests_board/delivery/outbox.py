"""The states of a mail: pending, claimed by one worker, then sent, given back for another attempt, or withheld."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Min
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board.models import Notification
from requests_board.models.notifications import NotificationQuerySet
from requests_board.pages.inbox import numbers, visible

Mail = Notification.Mail
MOST_ATTEMPTS = 8
FIRST_PAUSE = dt.timedelta(minutes=1)
GROWTH = 3  # pauses of 1, 3, 9 … minutes: the last of eight attempts is 18 hours after the first


def people_with_due_mail(most: int) -> list[int]:
    """Ids of those who have mail to be sent now, the longest waiting first."""
    waiting = Notification.objects.mail_due().values("recipient").annotate(first=Min("pk")).order_by("first")
    return list(waiting.values_list("recipient", flat=True)[:most])


def claim(recipient: int) -> list[Notification]:
    """Take all that waits for ``recipient``, oldest first; nothing where another worker was quicker.

    Whoever waits for another attempt goes with what is new, so that nothing overtakes. The rows are locked and
    compared once more when they are set, on SQLite by the transaction's write lock.
    """
    with transaction.atomic():
        waiting = Notification.objects.filter(recipient=recipient, mail=Mail.PENDING).order_by("pk")
        rows = list(waiting.select_for_update())
        taken = waiting.filter(pk__in=[row.pk for row in rows])
        if taken.update(mail=Mail.CLAIMED, mail_claimed_at=timezone.now()) != len(rows):
            transaction.set_rollback(True)
            return []
    return rows


def visible_ids(rows: Sequence[Notification], recipient: User) -> set[int]:
    """Ids of those ``rows`` whose every request ``recipient`` may see now; none once the account is switched off.

    Of a notice of several, and of minutes, these are the requests that it names.
    """
    if not recipient.is_active:
        return set()
    about = {row.pk: numbers(row) for row in rows}
    asked = set().union(*about.values())
    seen = set(visible(asked, recipient))
    return {pk for pk, requests in about.items() if requests <= seen}


def mark(rows: Sequence[Notification], **changes: object) -> None:
    """Set ``changes`` on claimed rows."""
    claimed = Notification.objects.filter(pk__in=[row.pk for row in rows], mail=Mail.CLAIMED)
    claimed.update(**changes)


def mark_sent(rows: Sequence[Notification]) -> None:
    """They are out."""
    mark(rows, mail=Mail.SENT, mailed_at=timezone.now(), mail_error="", mail_attempts=F("mail_attempts") + 1)


def send_again(rows: NotificationQuerySet) -> int:
    """Put ``rows`` back in the queue as if they had never been tried; gives their number."""
    return rows.order_by().update(
        mail=Mail.PENDING, mail_attempts=0, mail_next_at=timezone.now(), mail_error=""
    )


def give_back(rows: Sequence[Notification], why: str) -> None:
    """They did not go out: try again after a pause that grows, give up after the last attempt."""
    for row in rows:
        attempts = row.mail_attempts + 1
        mark(
            [row],
            mail=Mail.FAILED if attempts >= MOST_ATTEMPTS else Mail.PENDING,
            mail_attempts=attempts,
            mail_next_at=timezone.now() + FIRST_PAUSE * GROWTH ** (attempts - 1),
            mail_error=why[:300],
        )

"""The background task that sends what waits in the outbox.

It may run twice, at the same time or after a crash: each mail is claimed before it is sent, and a claim is never
taken over. So a mail goes out at most once, and the worker's look at what is due (``sweep``) finds whatever a lost task
left behind.
"""

import structlog
from django.db import DatabaseError
from django_tasks import task

from marketing_portal.people.models import User
from requests_board.delivery import outbox, post
from requests_board.delivery.letters import letter
from requests_board.models import Notification

PEOPLE_A_TASK = 20

log = structlog.get_logger(__name__)


def enqueue_mail() -> None:
    """Let the worker send the mails that wait. Never fails: what could not be ordered now is found by ``sweep``."""
    try:
        send_due_mail.enqueue()
    except DatabaseError:
        log.exception("mail_not_ordered")


def sweep() -> None:
    """Order the sending of whatever is due: attempts to be repeated, and what a lost task left."""
    if Notification.objects.mail_due().exists():
        enqueue_mail()


@task()
def send_due_mail() -> int:
    """Send one mail to each of those who have any waiting; gives the number of mails sent."""
    people, sent = outbox.people_with_due_mail(PEOPLE_A_TASK), 0
    for person in people:
        try:
            sent += send_to(person)
        except post.UnreachableError:
            return sent
    if len(people) == PEOPLE_A_TASK:
        enqueue_mail()
    return sent


def send_to(person: int) -> int:
    """Send what waits for ``person`` as one mail; gives 1 when it went out. Raises UnreachableError."""
    claimed = outbox.claim(person)
    if not claimed:
        return 0
    visible = outbox.visible_ids(claimed, User.objects.get(pk=person))
    outbox.mark([row for row in claimed if row.pk not in visible], mail=Notification.Mail.WITHHELD)
    told = [row for row in claimed if row.pk in visible]
    return send(told) if told else 0


def send(rows: list[Notification]) -> int:
    """Send ``rows``, all of one person, and note how it went."""
    notices = [row.pk for row in rows]
    try:
        post.hand_over(letter(rows))
    except post.UnsureError as problem:
        outbox.mark(rows, mail_error=str(problem)[:300])
        log.error("mail_unsure", notices=notices, problem=str(problem))
        return 0
    except Exception as problem:
        outbox.give_back(rows, str(problem) or type(problem).__name__)
        log.warning("mail_not_sent", notices=notices, problem=str(problem))
        if isinstance(problem, post.UnreachableError):
            raise
        return 0
    outbox.mark_sent(rows)
    log.info("mail_sent", notices=notices)
    return 1

"""``manage.py mail_queue``: how the mails stand, and which need somebody to decide."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.db.models import Count

from requests_board.delivery import enqueue_mail
from requests_board.delivery.outbox import send_again
from requests_board.models import Notification

MOST_LISTED = 50


class Command(BaseCommand):
    """Counts, and the mails that were given up or are stuck."""

    help = "Shows how many mails wait, went out or were given up, and those that need a decision."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--send-again", action="store_true", help="send what was given up or is stuck once more"
        )

    def handle(self, *, send_again: bool, **options: Any) -> None:
        self.tell_counts()
        undecided = Notification.objects.mail_undecided().select_related("recipient").order_by("pk")
        for notice in undecided[:MOST_LISTED]:
            state, why = notice.get_mail_display(), notice.mail_error or "the worker ended while it was sent"
            self.stdout.write(f"  {notice.pk}  {notice.recipient.email}  {state}: {why}")
        if send_again:
            self.stdout.write(f"{self.order(undecided)} will be sent once more")

    def tell_counts(self) -> None:
        """One line for each state that there is."""
        counts = dict(Notification.objects.order_by().values_list("mail").annotate(Count("pk")))
        for value, label in Notification.Mail.choices:
            self.stdout.write(f"{counts.get(value, 0):>8}  {label}")

    @staticmethod
    def order(undecided: Any) -> int:
        """Put them back in the queue; gives their number."""
        number = send_again(undecided)
        enqueue_mail()
        return number

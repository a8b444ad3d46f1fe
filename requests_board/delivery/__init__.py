"""Sending what was told, by mail, in the background.

The rows of ``Notification`` are the outbox: written in the transaction of the change, sent after it was committed.
"""

from requests_board.delivery.tasks import enqueue_mail, send_due_mail

__all__ = ["enqueue_mail", "send_due_mail"]

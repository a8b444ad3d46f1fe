"""What somebody was told. The row is the entry in the inbox and the order for the mail, written with the change."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board.models.requests import SMRequest

STUCK_AFTER = dt.timedelta(minutes=10)


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Questions about notifications."""

    def unread(self) -> Self:
        """Not read yet."""
        return self.filter(read_at__isnull=True)

    def mail_due(self) -> Self:
        """Mails that are to be sent now."""
        return self.filter(mail=Notification.Mail.PENDING, mail_next_at__lte=timezone.now())

    def mail_stuck(self) -> Self:
        """Mails of which nobody knows whether they went out: claimed long ago and never marked."""
        return self.filter(mail=Notification.Mail.CLAIMED, mail_claimed_at__lt=timezone.now() - STUCK_AFTER)

    def mail_undecided(self) -> Self:
        """Mails that somebody has to look at: given up, or stuck."""
        return self.filter(mail=Notification.Mail.FAILED) | self.mail_stuck()


class Notification(models.Model):
    """One notification: one person, one submit. ``mail`` says how far its mail is.

    A mail is claimed before it is sent and sent at most once: a claim whose worker died stays ``claimed`` and is
    shown in the admin, because nobody can know whether it went out.
    """

    class Mail(models.TextChoices):
        """How far the mail is."""

        PENDING = "pending", "To be sent"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Given up"
        WITHHELD = "withheld", "Held back"

    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    request = models.ForeignKey(SMRequest, null=True, on_delete=models.CASCADE, related_name="notifications")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submit = models.UUIDField()
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    mail = models.CharField(max_length=8, choices=Mail, default=Mail.PENDING, editable=False)
    mail_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    mail_next_at = models.DateTimeField(default=timezone.now, editable=False)
    mail_claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    mail_error = models.CharField(max_length=300, blank=True, editable=False)
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "submit"], name="one_notification_a_submit")
        ]
        indexes = [
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="unread_by_person"),
            models.Index(fields=["mail_next_at"], condition=Q(mail="pending"), name="mail_to_send"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def said(self) -> str:
        """The body without what subject and actor say already: reason, question or comment; all of it for a batch."""
        if self.request_id is None:
            return self.body
        said = self.body.partition("\n")[2].strip()
        if said in {f"By {self.actor}.", f"Filed by {self.actor}."}:
            return ""
        return said.removeprefix(f"{self.actor}: ")

"""What hangs on a request beside its fields: other requests, and files."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from marketing_portal.people.models import User
from requests_board.models.requests import SMRequest


class RequestLink(models.Model):
    """``source`` is a duplicate of, related to or blocked by ``target``. Read from both ends."""

    class Kind(models.TextChoices):
        """How two requests belong together."""

        DUPLICATE_OF = "duplicate_of", "Duplicate of"
        RELATED_TO = "related_to", "Related to"
        BLOCKED_BY = "blocked_by", "Blocked by"

    source = models.ForeignKey(SMRequest, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(SMRequest, on_delete=models.CASCADE, related_name="links_here")
    kind = models.CharField(max_length=16, choices=Kind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="linked_once"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(kind="duplicate_of"), name="duplicate_of_one"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="not_linked_to_itself"),
        ]

    def __str__(self) -> str:
        return f"#{self.source_id} {self.get_kind_display().lower()} #{self.target_id}"


def private_files() -> Any:
    """Where attachments lie: never below an address that the web server hands out by itself."""
    return storages["default"]


def place_of(attachment: Attachment, filename: str) -> str:
    """The path of a file in the storage: its name never decides where it lies."""
    return f"requests/{attachment.request_id}/{attachment.key}"


class Attachment(models.Model):
    """A file on a request. Seen by whoever sees the request, and only ever sent as a download."""

    request = models.ForeignKey(SMRequest, on_delete=models.CASCADE, related_name="attachments")
    key = models.UUIDField(unique=True, editable=False)
    file = models.FileField(storage=private_files, upload_to=place_of, max_length=200)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="Bytes.")
    content_type = models.CharField(max_length=100)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

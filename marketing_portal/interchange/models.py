"""Where imported content came from: each file, and each object that was made of it with heading and lines.

And files on their way in: sent by somebody, looked at, not applied yet.
"""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class ImportedFile(models.Model):
    """A handbook page that was imported, as it was read last.

    ``outline`` holds the words that became structure (headings, labels, heads of columns) as [line, text]; ``links``
    the addresses that lead to nothing known, as [line, address]. ``reading``: what else the result depends on.
    """

    key = models.CharField(max_length=200, unique=True, help_text="Address of the page, without ending.")
    path = models.CharField(max_length=400)
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    reading = models.CharField(max_length=200, blank=True)
    outline = models.JSONField(default=list, blank=True)
    links = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    words = models.PositiveIntegerField(default=0)
    words_found = models.PositiveIntegerField(default=0)
    words_typed = models.PositiveIntegerField(default=0)
    words_missing = models.JSONField(default=list, blank=True)
    imported_at = models.DateTimeField(auto_now=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.path


class ImportedObject(models.Model):
    """An object and the place in a file that it was made of. ``version``: the object's, after the import."""

    file = models.ForeignKey(ImportedFile, on_delete=models.CASCADE, related_name="objects_made")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    first_line = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    content_object = GenericForeignKey("content_type", "object_id")

    class Meta:
        ordering = ["file", "first_line", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "content_type", "object_id"], name="imported_object_once_a_file"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="files_of_an_object")]

    def __str__(self) -> str:
        return f"{self.file}:{self.first_line}-{self.last_line}"


class Upload(models.Model):
    """Files that somebody sent to be imported, and what the import would do; gone once it is done.

    ``preview`` is what was shown, ``digest`` the fingerprint of all that the import would do. ``options``: how the
    files are to be read.
    """

    class Kind(models.TextChoices):
        """What the files are."""

        HANDBOOK = "handbook", "handbook pages"
        ISSUES = "issues", "issues"

    token = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    options = models.JSONField(default=dict, blank=True)
    preview = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.created_at:%Y-%m-%d %H:%M}"


class UploadedFile(models.Model):
    """One file of an upload, as it came."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    data = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

"""Free-text handbook pages."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from marketing_portal.content.models.base import NOT_IN_HISTORY, ContentObject, ContentQuerySet
from marketing_portal.content.models.changes import tracked

PATH = RegexValidator(
    r"\A[a-z0-9]+(?:[-/][a-z0-9]+)*\Z", "Use small letters, digits and hyphens, parts split by “/”."
)


class HandbookPage(ContentObject):
    """A page of running text, with a table of contents made of its headings."""

    RENDERED = {"body": "body_html"}

    slug = models.CharField("path", max_length=200, unique=True, validators=[PATH])
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True, help_text="Markdown.")
    body_html = models.TextField(blank=True, editable=False)
    headings = models.JSONField(default=list, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ContentQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY, "body_html", "headings")

    class Meta:
        ordering = ["order", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the page."""
        return reverse("content:page", args=[self.slug])

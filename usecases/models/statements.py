"""Keyed sentences of the handbook that pages are built from: criteria, rules, goals, steps, metrics."""

from __future__ import annotations

from django.db import models

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import NOT_IN_HISTORY, Versioned, tracked
from usecases.models.use_case import UseCase
from usecases.vocabulary import StatementKind


class Statement(Versioned):
    """One sentence, rule or step; two levels at most."""

    RENDERED = {"text": "text_html"}
    INLINE = ("text",)

    kind = models.CharField(max_length=24, choices=StatementKind)
    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True, help_text="Markdown.")
    text_html = models.TextField(blank=True, editable=False)
    state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.KNOWN)

    history = tracked(*NOT_IN_HISTORY, "text_html")

    class Meta:
        ordering = ["kind", "order", "pk"]
        indexes = [
            models.Index(fields=["kind", "order"], name="statements_of_a_kind")
        ]  # each page asks for kinds

    def __str__(self) -> str:
        return self.title or self.text[:80]


class AreaOfInterest(Versioned):
    """An entry of the list of areas of interest; a “tbd” here is a fact of this list, not of the use case."""

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=160)
    use_case = models.ForeignKey(
        UseCase, null=True, blank=True, on_delete=models.SET_NULL, related_name="areas"
    )
    state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.KNOWN)
    target = models.URLField(max_length=400, blank=True)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "areas of interest"

    def __str__(self) -> str:
        return self.label


class Contradiction(Versioned):
    """Where the sources disagree. Shown beside what it concerns, never repaired in silence."""

    RENDERED = {"text": "text_html"}
    INLINE = ("text",)

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    where = models.CharField(max_length=80, help_text="Page that shows it, for example use-cases/dri.")
    text = models.TextField()
    text_html = models.TextField(blank=True, editable=False)

    history = tracked(*NOT_IN_HISTORY, "text_html")

    class Meta:
        ordering = ["where", "order", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

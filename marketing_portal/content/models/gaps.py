"""Gaps that somebody marked, and former addresses."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from marketing_portal.content.knowledge import GAP_STATES, Knowledge
from marketing_portal.content.models.base import NOT_IN_HISTORY
from marketing_portal.content.models.changes import tracked


class GapQuerySet(models.QuerySet["Gap"]):
    """Questions about gaps."""

    def open(self) -> Self:
        """Those nobody has closed."""
        return self.filter(is_open=True)

    def of(self, model: type[models.Model]) -> Self:
        """Those of objects of ``model``."""
        return self.filter(content_type=ContentType.objects.get_for_model(model))


class Gap(models.Model):
    """Something that is known to be missing at one place of an object.

    A gap can stand beside real text (some data is there, more is needed), so it is a record of its own and
    never a magic string in the text. ``marker`` keeps how the source wrote it.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")
    key = models.SlugField(max_length=80)
    place = models.SlugField(max_length=40, help_text="The section or field that the gap is in.")
    state = models.CharField(max_length=16, choices=[(s.value, s.label) for s in Knowledge if s.is_gap])
    marker = models.CharField(max_length=120, blank=True, help_text="How the source marks it.")
    note = models.CharField(max_length=300, blank=True, help_text="What is missing, in words.")
    is_open = models.BooleanField("open", default=True)

    objects = GapQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["content_type", "object_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "key"], name="gap_key_once_an_object"
            ),
            models.CheckConstraint(condition=models.Q(state__in=GAP_STATES), name="gap_state_is_a_gap"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.place}"

    @property
    def history_root(self) -> Any:
        """The object that the gap belongs to."""
        return self.content_object


class OpenGapsMixin(models.Model):
    """Abstract: objects that can tell their open gaps by place (uses prefetched ``gaps``)."""

    class Meta:
        abstract = True

    def gaps_by_place(self) -> dict[str, list[Gap]]:
        """Open gaps, grouped by place."""
        found: dict[str, list[Gap]] = {}
        for gap in self.gaps.all():  # type: ignore[attr-defined]
            if gap.is_open:
                found.setdefault(gap.place, []).append(gap)
        return found


class FormerSlug(models.Model):
    """An address that an object had before, or its anchor in the old handbook: it redirects to the page of today."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")
    slug = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "slug"], name="former_slug_once_a_kind")
        ]

    def __str__(self) -> str:
        return self.slug

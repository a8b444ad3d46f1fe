"""Kinds of requests: each asks its own questions, and suggests a team and labels. Rows, kept in the admin."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from marketing_portal.people.models import Team
from requests_board.models.labels import Label


class RequestKindQuerySet(models.QuerySet["RequestKind"]):
    """Questions about kinds."""

    def offered(self) -> Self:
        """Those that can be filed now, in order."""
        return self.filter(archived_at__isnull=True)


class RequestKind(models.Model):
    """What is asked for: support, collateral, an event … It has questions of its own (``KindField``)."""

    key = models.SlugField(max_length=60, unique=True, help_text="Stands in addresses and files.")
    name = models.CharField(max_length=80, unique=True)
    description = models.CharField(
        max_length=300, blank=True, help_text="When to choose it, in a sentence: shown while filing."
    )
    order = models.PositiveSmallIntegerField(default=0)
    team = models.ForeignKey(
        Team,
        verbose_name="default team",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="request_kinds",
        limit_choices_to={"is_routable": True},
        help_text="Triage leads see it as the suggestion; they decide.",
    )
    labels: models.ManyToManyField[Label, Any] = models.ManyToManyField(
        Label,
        verbose_name="default labels",
        blank=True,
        related_name="+",
        limit_choices_to={"family__in": ["use_case", "gtm_phase", "devops_stage", "other"]},
        help_text="Set when a request of this kind is filed, where the requester set none of the family.",
    )
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RequestKindQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = "request kind"

    def __str__(self) -> str:
        return self.name

    def archive(self) -> None:
        """No longer offered; the requests of this kind keep it and their answers."""
        self.archived_at = timezone.now()
        self.save(update_fields=["archived_at"])


class FieldType(models.TextChoices):
    """What the answer to a question is."""

    TEXT = "text", "One line of text"
    LONG = "long", "Text of several lines"
    CHOICE = "choice", "One of a list"
    DATE = "date", "Date"
    LINK = "link", "Link"
    NUMBER = "number", "Number"


class KindField(models.Model):
    """One question that a kind asks. The answers stand on the request, in ``SMRequest.answers``, by this key."""

    kind = models.ForeignKey(RequestKind, on_delete=models.CASCADE, related_name="fields")
    key = models.SlugField(max_length=60, help_text="Unique within the kind; it stands in exports.")
    label = models.CharField("question", max_length=120)
    type = models.CharField(max_length=8, choices=FieldType, default=FieldType.TEXT)
    is_required = models.BooleanField("required", default=False)
    help = models.CharField(max_length=300, blank=True, help_text="Shown below the question.")
    choices = models.TextField(blank=True, help_text="For “One of a list”: one to a line.")
    order = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["kind", "order", "pk"]
        verbose_name = "question"
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="question_key_once_a_kind"),
            models.CheckConstraint(
                condition=~Q(type=FieldType.CHOICE) | ~Q(choices=""),
                name="choice_has_choices",
                violation_error_message="Give the choices, one to a line.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def options(self) -> list[str]:
        """The choices, in order."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    def clean(self) -> None:
        """A choice stands once."""
        super().clean()
        if len(set(self.options)) != len(self.options):
            raise ValidationError({"choices": "Each choice can stand there once."})

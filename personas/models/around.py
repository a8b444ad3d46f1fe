"""What stands around the personas: the list with its placeholder, the organisation chart, old assets, guidance."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from marketing_portal.content.models import NOT_IN_HISTORY, OpenGapsMixin, Versioned, tracked
from personas.models.persona import Persona


class PersonaListEntry(Versioned, OpenGapsMixin):
    """One line of the buyer persona list. Its label differs from the role; without persona it is a placeholder."""

    HISTORY_CHILDREN = ("gaps",)

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=160)
    persona = models.OneToOneField(
        Persona, null=True, blank=True, on_delete=models.SET_NULL, related_name="list_entry"
    )

    gaps = GenericRelation("content.Gap")
    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "persona list entries"

    def __str__(self) -> str:
        return self.label

    @property
    def is_placeholder(self) -> bool:
        """True where the list names somebody for whom there is no persona yet."""
        return self.persona_id is None


class OrgPosition(Versioned):
    """A box of the organisation chart of a typical customer's IT department: who reports to whom."""

    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    order = models.PositiveSmallIntegerField(default=0)
    personas = models.ManyToManyField(Persona, blank=True, related_name="org_positions")

    history = tracked(*NOT_IN_HISTORY, m2m_fields=[personas])

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="org_position_not_its_own_parent"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Nobody reports to themselves, however long the way round."""
        super().clean()
        above, seen = self.parent, {self.pk}
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            above = above.parent
        if self.pk and above is not None:
            raise ValidationError(
                {"parent": f"{self.parent} already reports to {self.title}, directly or not."}
            )


class DeprecatedAsset(Versioned):
    """A video or deck of an earlier persona description, kept readable for continuity."""

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=160)
    alternative_title = models.CharField(max_length=160, blank=True)
    video_url = models.URLField(max_length=400, blank=True)
    deck_url = models.URLField(max_length=400, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        Persona, null=True, blank=True, on_delete=models.SET_NULL, related_name="deprecated_assets"
    )

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class Guidance(Versioned):
    """A rule for writers, or a purpose of knowing the enterprise IT roles."""

    RENDERED = {"text": "text_html"}
    INLINE = ("text",)

    class Kind(models.TextChoices):
        """What the sentence is for."""

        ROLE_PURPOSE = "role_purpose", "What a role tells you"
        WRITING = "writing", "Writing for all personas"

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(help_text="Markdown.")
    text_html = models.TextField(blank=True, editable=False)

    history = tracked(*NOT_IN_HISTORY, "text_html")

    class Meta:
        ordering = ["kind", "order", "pk"]
        verbose_name_plural = "guidance"

    def __str__(self) -> str:
        return self.text[:80]

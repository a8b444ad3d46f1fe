"""What is said about a persona: points, roles by segment, quotes. Each has a key that stays when its text changes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.markdown import RenderedText
from marketing_portal.content.models import tracked
from personas.kinds import PLACE_LABELS, QUOTES_PLACE, SEGMENTS_PLACE, BuyingRole, PointKind, Segment
from personas.models.persona import Persona


class PersonaPart(RenderedText):
    """Abstract: one ordered, keyed part of a persona."""

    persona: models.ForeignKey[Persona, Persona]
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def history_root(self) -> Persona:
        """The persona."""
        return self.persona

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with fresh HTML."""
        self.render_text()
        super().save(*args, **kwargs)


class PersonaPoint(PersonaPart):
    """One point: a goal, a challenge, an objection with its answer, a question with its purpose …

    The same text may stand under several personas; ``key`` is unique within one and is its address on the page.
    """

    RENDERED = {"text": "text_html", "detail": "detail_html"}
    INLINE = ("text", "detail")

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=20, choices=PointKind)
    key = models.SlugField(
        max_length=80, help_text="Stays the same when the text changes; part of the point's link."
    )
    label = models.CharField(max_length=120, blank=True, help_text="Heading of its own, for “Other” only.")
    text = models.TextField(help_text="Markdown.")
    text_html = models.TextField(blank=True, editable=False)
    detail = models.TextField(
        blank=True, help_text="Answer to an objection, purpose of a question. Markdown."
    )
    detail_html = models.TextField(blank=True, editable=False)
    state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.KNOWN)
    source_url = models.URLField(blank=True, help_text="Where the fact comes from.")

    history = tracked("text_html", "detail_html", "renderer_version")

    class Meta:
        ordering = ["persona", "kind", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["persona", "key"], name="point_key_once_a_persona")]
        indexes = [models.Index(fields=["persona", "kind", "order"], name="points_of_a_page")]  # for_page()

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def history_group(self) -> tuple[int, str]:
        """The heading that the point stands under, and its place."""
        return list(PointKind).index(PointKind(self.kind)), PointKind(self.kind).label

    @property
    def facts(self) -> Any:
        """Facts about the point's kind, for templates."""
        return PointKind(self.kind).facts


class SegmentRole(PersonaPart):
    """The persona's part in a purchase at companies of one size."""

    RENDERED = {"text": "text_html"}
    INLINE = ("text",)

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="segment_roles")
    segment = models.CharField(max_length=10, choices=Segment)
    text = models.TextField(blank=True, help_text="Markdown.")
    text_html = models.TextField(blank=True, editable=False)
    state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.KNOWN)
    buying_roles = models.JSONField(default=list, blank=True)

    history = tracked("text_html", "renderer_version")

    class Meta:
        ordering = ["persona", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["persona", "segment"], name="segment_once_a_persona"),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(state=Knowledge.KNOWN),
                name="segment_role_says_something",
                violation_error_message="Write the role, or say why there is none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_segment_display()}: {self.text[:60] or self.get_state_display()}"

    @property
    def history_group(self) -> tuple[int, str]:
        """The heading that the role stands under."""
        return 0, PLACE_LABELS[SEGMENTS_PLACE]

    @property
    def buying_role_labels(self) -> list[str]:
        """What the persona does in the purchase, in words."""
        return [BuyingRole(role).label for role in self.buying_roles if role in BuyingRole.values]

    def clean(self) -> None:
        """Roles come from a fixed vocabulary."""
        super().clean()
        unknown = set(self.buying_roles or []) - set(BuyingRole.values)
        if unknown:
            allowed = ", ".join(BuyingRole.values)
            raise ValidationError(
                {"buying_roles": f"Not a buying role: {', '.join(unknown)}. Use {allowed}."}
            )


class Quote(PersonaPart):
    """What somebody in the role really said. Quotations are not reworded."""

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="quotes")
    key = models.SlugField(max_length=80)
    text = models.TextField()
    speaker_role = models.CharField(max_length=120)
    company_size = models.CharField(max_length=40, blank=True, help_text="As said, for example 2000+.")
    industry = models.CharField(max_length=80, blank=True)

    history = tracked("renderer_version")

    class Meta:
        ordering = ["persona", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["persona", "key"], name="quote_key_once_a_persona")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def history_group(self) -> tuple[int, str]:
        """The heading that the quotation stands under."""
        return 0, PLACE_LABELS[QUOTES_PLACE]

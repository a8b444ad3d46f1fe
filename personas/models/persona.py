"""The persona itself."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from marketing_portal.content.markdown import RenderedText
from marketing_portal.content.models import (
    NOT_IN_HISTORY,
    ContentObject,
    ContentQuerySet,
    Gap,
    OpenGapsMixin,
    tracked,
)
from marketing_portal.people.roles import can_edit_content
from personas.kinds import PLACE_LABELS, PointKind


class PersonaQuerySet(ContentQuerySet):
    """Questions about personas."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may read: drafts are for editors."""
        visible = super().visible_to(user)
        return visible if can_edit_content(user) else visible.exclude(status=Persona.Status.DRAFT)

    def in_list_order(self) -> Self:
        """Buyers first, then users and internal ones; in the order of the handbook's list, the others by name."""
        kinds = [When(kind=kind, then=place) for place, kind in enumerate(Persona.Kind.values)]
        return self.order_by(Case(*kinds), F("list_entry__order").asc(nulls_last=True), "name", "pk")

    def for_cards(self) -> Self:
        """With what a card shows."""
        gaps = Gap.objects.of(Persona).open().filter(object_id=OuterRef("pk")).order_by().values("object_id")
        counted = Coalesce(Subquery(gaps.annotate(count=Count("pk")).values("count")), 0)
        return self.select_related("list_entry").prefetch_related("segment_roles").annotate(open_gaps=counted)

    def for_head(self) -> Self:
        """With what the head and the foot of a persona's page show; ``Persona.PARTS`` are what is between."""
        return self.select_related("owner", "reviewed_by", "list_entry")


class Persona(ContentObject, OpenGapsMixin):
    """An ideal buyer or user. The first name is not unique in the handbook: the slug (name and role) is the key."""

    RENDERED = {"note": "note_html"}
    RESERVED_SLUGS = frozenset({"organisation", "roles", "compare", "list", "new"})
    HISTORY_CHILDREN = ("intros", "points", "segment_roles", "quotes", "gaps")

    class Kind(models.TextChoices):
        """Whose view it is."""

        BUYER = "buyer", "Buyer"
        USER = "user", "User"
        INTERNAL = "internal", "Internal"

    class Status(models.TextChoices):
        """How far the page is."""

        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        DEPRECATED = "deprecated", "Deprecated"

    name = models.CharField(max_length=80, help_text="The invented first name.")
    role = models.CharField(max_length=160, help_text="The archetype's title.")
    slug = models.SlugField(max_length=160, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BUYER)
    status = models.CharField(max_length=12, choices=Status, default=Status.ACTIVE)
    summary = models.CharField(max_length=300, blank=True, help_text="One sentence for lists.")
    alternative_titles = models.JSONField(
        default=list,
        blank=True,
        help_text='Other job titles, as a list: ["Head of product", "Programme manager"]',
    )
    note = models.TextField(blank=True, help_text="Shown before the first section. Markdown.")
    note_html = models.TextField(blank=True, editable=False)

    PARTS = ("points", "segment_roles", "quotes", "gaps", "intros", "deprecated_assets", "org_positions")
    open_gaps: int  # counted by for_cards()

    objects = PersonaQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY, "note_html")

    class Meta:
        ordering = ["kind", "name", "pk"]
        indexes = [
            models.Index(fields=["kind", "name"], name="persona_list")
        ]  # PersonaQuerySet of the list page
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="persona_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"

    def get_absolute_url(self) -> str:
        """Address of the persona's page."""
        return reverse("personas:detail", args=[self.slug])


class PersonaIntro(RenderedText):
    """The sentence that opens a part of a persona page (“Goals are tied to several dimensions”)."""

    RENDERED = {"text": "text_html"}
    INLINE = ("text",)

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="intros")
    place = models.CharField(max_length=20, choices=list(PLACE_LABELS.items()), default=PointKind.GOAL)
    text = models.TextField()
    text_html = models.TextField(blank=True, editable=False)

    history = tracked("text_html", "renderer_version")

    class Meta:
        ordering = ["persona", "place"]
        constraints = [models.UniqueConstraint(fields=["persona", "place"], name="intro_once_a_place")]

    def __str__(self) -> str:
        return f"{self.persona}: {self.get_place_display()}"

    @property
    def history_root(self) -> Persona:
        """The persona."""
        return self.persona

    @property
    def history_group(self) -> tuple[int, str]:
        """The heading that the sentence stands under in a difference."""
        return 0, "Opening sentences"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with fresh HTML."""
        self.render_text()
        super().save(*args, **kwargs)

"""Use cases: what customers are trying to change, under every name it has."""

from __future__ import annotations

import re
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.markdown import RenderedText
from marketing_portal.content.models import (
    NOT_IN_HISTORY,
    ContentObject,
    ContentQuerySet,
    OpenGapsMixin,
    Versioned,
    tracked,
)
from marketing_portal.people.models.people import normalise_name
from personas.models import Persona
from usecases.vocabulary import PersonaRole, Tier

REQUIREMENTS_FROM, REQUIREMENTS_TO = 8, 12
LABEL_PREFIX = re.compile(r"u(?:se)?case(?:::|-)", re.IGNORECASE)  # ucase::SCM, usecase::SCM, usecase-SCM


class UseCaseQuerySet(ContentQuerySet):
    """Questions about use cases."""

    def for_cards(self) -> Self:
        """With what a card shows."""
        return self.select_related("owner").prefetch_related("aliases")

    def in_matrix(self) -> Self:
        """Those with a column in the DRI matrix, in its order."""
        return self.current().filter(dri_position__isnull=False).order_by("dri_position")

    def named(self, text: str) -> Self:
        """The use case that ``text`` means: its name, short label, slug, request label or any alias."""
        plain = LABEL_PREFIX.sub("", text.strip(), count=1)
        key = normalise_name(plain)
        if not key:
            return self.none()
        by_name = Q(normalised=key) | Q(slug=key) | Q(aliases__normalised=key)
        return self.filter(by_name | Q(short_label__iexact=plain) | Q(label_key__iexact=plain)).distinct()


class ValueDriver(Versioned):
    """Why a customer buys; a use case is the specific what."""

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)
    text = models.CharField(max_length=300, blank=True)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class UseCase(ContentObject, OpenGapsMixin):
    """A customer's problem or initiative in the customer's terms."""

    RENDERED = {"body": "body_html"}
    HISTORY_CHILDREN = ("aliases", "personas", "requirements", "points", "gaps")
    RESERVED_SLUGS = frozenset({"dri", "key-links", "market-requirements", "bill-of-materials", "new"})

    name = models.CharField(max_length=120, unique=True)
    normalised = models.CharField(max_length=120, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    short_label = models.CharField(max_length=40, blank=True, help_text="Head of its column in a matrix.")
    label_key = models.CharField(
        max_length=20, blank=True, help_text="Key of its request label, for example SCM for ucase::SCM."
    )
    tier = models.PositiveSmallIntegerField(choices=Tier)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order within the tier.")
    dri_position = models.PositiveSmallIntegerField(
        "column in the DRI matrix", null=True, blank=True, help_text="Empty: the use case has no column yet."
    )
    description = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True, help_text="Markdown.")
    body_html = models.TextField(blank=True, editable=False)
    resource_url = models.URLField(max_length=400, blank=True)
    value_drivers = models.ManyToManyField(ValueDriver, blank=True, related_name="use_cases")

    objects = UseCaseQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY, "body_html", "normalised", m2m_fields=[value_drivers])

    class Meta:
        ordering = ["tier", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["label_key"], condition=~Q(label_key=""), name="use_case_label_once"
            ),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="use_case_tier_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """Short label, or the name where there is none."""
        return self.short_label or self.name

    @property
    def is_customer_use_case(self) -> bool:
        """One of the eight that the handbook lists as customer use cases: tiers 1 and 2."""
        return self.tier in {Tier.ONE, Tier.TWO}

    def get_absolute_url(self) -> str:
        """Address of the use case's page."""
        return reverse("usecases:detail", args=[self.slug])

    def clean(self) -> None:
        """One name means one use case, whichever kind of name it is."""
        super().clean()
        for field in ("name", "short_label", "label_key"):
            text = getattr(self, field)
            other = UseCase.objects.named(text).exclude(pk=self.pk).first()
            if other:
                raise ValidationError({field: f"“{text}” means the use case {other} already."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the form of the name that is compared."""
        self.normalised = normalise_name(self.name)
        super().save(*args, **kwargs)


class UseCaseAlias(models.Model):
    """Another name of a use case (SCM, VC&C, Source Code Management). One name means one use case."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=120)
    normalised = models.CharField(max_length=120, unique=True, editable=False)

    history = tracked("normalised")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.text

    @property
    def history_root(self) -> UseCase:
        """The use case."""
        return self.use_case

    def clean(self) -> None:
        """One name means one use case."""
        super().clean()
        other = UseCase.objects.named(self.text).exclude(pk=self.use_case_id).first()
        if other:
            raise ValidationError({"text": f"“{self.text}” means the use case {other} already."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the form that is compared."""
        self.normalised = normalise_name(self.text)
        super().save(*args, **kwargs)


class UseCasePersona(RenderedText):
    """A persona of a use case, or the free title of somebody for whom there is no persona."""

    RENDERED = {"note": "note_html"}

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="personas")
    persona = models.ForeignKey(
        Persona, null=True, blank=True, on_delete=models.CASCADE, related_name="use_cases"
    )
    title = models.CharField(max_length=160, blank=True, help_text="Where there is no persona.")
    kind = models.CharField(max_length=10, choices=PersonaRole)
    note = models.TextField(blank=True, help_text="What moves them here. Markdown.")
    note_html = models.TextField(blank=True, editable=False)
    order = models.PositiveSmallIntegerField(default=0)

    history = tracked("note_html", "renderer_version")

    class Meta:
        ordering = ["kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(persona__isnull=False) & Q(title="")) | (Q(persona__isnull=True) & ~Q(title="")),
                name="use_case_persona_or_title",
                violation_error_message="Choose a persona, or write a title, not both.",
            ),
            models.UniqueConstraint(
                fields=["use_case", "persona", "kind"],
                condition=Q(persona__isnull=False),
                name="persona_once_a_use_case_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.persona)

    @property
    def history_root(self) -> UseCase:
        """The use case."""
        return self.use_case

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with fresh HTML."""
        self.render_text()
        super().save(*args, **kwargs)


class MarketRequirement(RenderedText):
    """A broad capability that a practitioner needs. Not a feature. Eight to twelve a use case is the rule of thumb."""

    RENDERED = {
        "description": "description_html",
        "features": "features_html",
        "value": "value_html",
        "answer": "answer_html",
        "product_areas": "product_areas_html",
        "demos": "demos_html",
    }

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="requirements")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True, help_text="Markdown.")
    description_html = models.TextField(blank=True, editable=False)
    features = models.TextField("typical features", blank=True, help_text="Markdown.")
    features_html = models.TextField(blank=True, editable=False)
    value = models.TextField("value", blank=True, help_text="What it is worth to the customer. Markdown.")
    value_html = models.TextField(blank=True, editable=False)
    answer = models.TextField("how we meet it", blank=True, help_text="Markdown.")
    answer_html = models.TextField(blank=True, editable=False)
    product_areas = models.TextField(
        "stages and categories", blank=True, help_text="Where in the product the answer is. Markdown."
    )
    product_areas_html = models.TextField(blank=True, editable=False)
    demos = models.TextField(blank=True, help_text="Links to what shows it. Markdown.")
    demos_html = models.TextField(blank=True, editable=False)
    demos_state = models.CharField(
        "state of the demos", max_length=16, choices=Knowledge, default=Knowledge.KNOWN
    )

    history = tracked(*RENDERED.values(), "renderer_version")

    class Meta:
        ordering = ["use_case", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["use_case", "key"], name="requirement_key_once_a_use_case")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def history_root(self) -> UseCase:
        """The use case."""
        return self.use_case

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with fresh HTML."""
        self.render_text()
        super().save(*args, **kwargs)

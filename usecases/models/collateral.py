"""What we have to show: collateral, decks, and the bill of materials that says what there should be."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from marketing_portal.content.models import NOT_IN_HISTORY, ContentObject, ContentQuerySet, Versioned, tracked
from personas.models import Persona
from usecases.models.journey import Audience, JourneyStage
from usecases.models.use_case import UseCase
from usecases.vocabulary import CollateralKind


class CollateralQuerySet(ContentQuerySet):
    """Questions about collateral."""

    def for_cards(self) -> Self:
        """With what a row shows."""
        return self.select_related("stage", "owner").prefetch_related("use_cases", "audiences")


class Collateral(ContentObject):
    """One asset: what it is, whom it speaks to, at which stage, for which use cases and personas."""

    RESERVED_SLUGS = frozenset({"new", "coverage"})

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, choices=CollateralKind, default=CollateralKind.OTHER)
    url = models.URLField("address", max_length=500, blank=True)
    stage = models.ForeignKey(
        JourneyStage, null=True, blank=True, on_delete=models.SET_NULL, related_name="collateral"
    )
    audiences = models.ManyToManyField(Audience, blank=True, related_name="collateral")
    use_cases = models.ManyToManyField(UseCase, blank=True, related_name="collateral")
    personas = models.ManyToManyField(Persona, blank=True, related_name="collateral")
    gated = models.BooleanField(default=False, help_text="Readers give their address first.")
    note = models.CharField(max_length=400, blank=True)

    objects = CollateralQuerySet.as_manager()
    history = tracked(*NOT_IN_HISTORY, m2m_fields=[audiences, use_cases, personas])

    class Meta:
        ordering = ["title", "pk"]
        verbose_name_plural = "collateral"
        indexes = [models.Index(fields=["title", "id"], name="collateral_list")]  # the list, by keyset

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the item's page."""
        return reverse("collateral:detail", args=[self.slug])


class Deck(Versioned):
    """An approved customer-facing deck with the rules for its use."""

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    when_to_use = models.TextField(blank=True)
    owner_text = models.CharField("who keeps it", max_length=160, blank=True)
    synced_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    url = models.URLField(max_length=400, blank=True, help_text="Empty: the address is lost.")
    audience = models.CharField(max_length=160, blank=True)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class BomArea(Versioned):
    """A discipline that owes elements of the bill of materials."""

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=160)
    url = models.URLField(max_length=400, blank=True)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "bill of materials area"

    def __str__(self) -> str:
        return self.name


class BomElement(Versioned):
    """Something that every use case should have: how many, for which stage, how soon."""

    RENDERED = {"description": "description_html"}
    INLINE = ("description",)

    key = models.SlugField(max_length=80, unique=True)
    area = models.ForeignKey(BomArea, on_delete=models.CASCADE, related_name="elements")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True, help_text="Markdown.")
    description_html = models.TextField(blank=True, editable=False)
    quantity = models.CharField(max_length=20, blank=True, help_text="As said, for example 2-3.")
    stage = models.ForeignKey(
        JourneyStage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    priority = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text="Empty: nobody has decided it.",
    )

    history = tracked(*NOT_IN_HISTORY, "description_html")

    class Meta:
        ordering = ["area__order", "order", "pk"]
        verbose_name = "bill of materials element"

    def __str__(self) -> str:
        return self.name

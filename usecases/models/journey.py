"""The buyer's journey and its fellows: stages, audiences, views, step tables."""

from __future__ import annotations

from django.db import models

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import NOT_IN_HISTORY, Versioned, tracked
from usecases.vocabulary import Lane


class JourneyStage(Versioned):
    """Awareness, consideration, decision: what buyers ask there, and what our collateral should do."""

    HISTORY_CHILDREN = ("collateral_types",)

    key = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=80)
    aliases = models.JSONField(default=list, blank=True)
    position = models.CharField(max_length=20, blank=True, help_text="Top, middle or bottom of the funnel.")
    question = models.CharField(max_length=120, blank=True)
    definition = models.TextField(blank=True)
    focus = models.TextField(blank=True)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class CollateralType(models.Model):
    """A kind of collateral that is typical of a stage."""

    stage = models.ForeignKey(JourneyStage, on_delete=models.CASCADE, related_name="collateral_types")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)

    history = tracked()

    class Meta:
        ordering = ["stage", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "key"], name="collateral_type_key_once_a_stage")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def history_root(self) -> JourneyStage:
        """The stage."""
        return self.stage


class Audience(Versioned):
    """Whom a piece of collateral speaks to, and what they need to hear."""

    key = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=80)
    needs = models.TextField(blank=True)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class JourneyView(Versioned):
    """One way the journey begins: led by executives, or by staff."""

    HISTORY_CHILDREN = ("steps",)
    RENDERED = {"narrative": "narrative_html"}

    key = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)
    started_by = models.CharField(max_length=120)
    narrative = models.TextField(blank=True, help_text="Markdown.")
    narrative_html = models.TextField(blank=True, editable=False)
    phases = models.JSONField(default=list, blank=True)

    history = tracked(*NOT_IN_HISTORY, "narrative_html")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class JourneyViewStep(models.Model):
    """A step of a view: who acts, in which phase and stage."""

    view = models.ForeignKey(JourneyView, on_delete=models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=120)
    lane = models.CharField(max_length=12, choices=Lane)
    stage = models.ForeignKey(
        JourneyStage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    phase = models.CharField(max_length=80, blank=True)

    history = tracked()

    class Meta:
        ordering = ["view", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["view", "key"], name="view_step_key_once_a_view")]

    def __str__(self) -> str:
        return self.label

    @property
    def history_root(self) -> JourneyView:
        """The view."""
        return self.view


class Journey(Versioned):
    """The contributor, user, adoption or buyer journey: text, and a table of steps where the source has one."""

    HISTORY_CHILDREN = ("steps",)
    RENDERED = {"text": "text_html"}

    key = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True, help_text="Markdown.")
    text_html = models.TextField(blank=True, editable=False)
    note = models.CharField(max_length=400, blank=True)

    history = tracked(*NOT_IN_HISTORY, "text_html")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class JourneyStep(models.Model):
    """A step of a journey: what measures it, who owns it, what is done."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=120)
    measured_by = models.CharField(max_length=300, blank=True)
    measure_state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.KNOWN)
    owners = models.JSONField(default=list, blank=True)
    owner_state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.KNOWN)
    activities = models.JSONField(default=list, blank=True)

    history = tracked()

    class Meta:
        ordering = ["journey", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "key"], name="journey_step_key_once_a_journey")
        ]

    def __str__(self) -> str:
        return self.stage

    @property
    def history_root(self) -> Journey:
        """The journey."""
        return self.journey

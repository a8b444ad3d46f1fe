"""How product marketing is organised: ownership, the organisation model, and what to ask after a release."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import NOT_IN_HISTORY, Versioned, tracked
from marketing_portal.people.models import Person
from usecases.models.use_case import UseCase


class Ownership(Versioned):
    """A row of the ownership table: one product marketing manager, their areas, and what else is theirs."""

    HISTORY_CHILDREN = ("areas",)

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="ownership")
    order = models.PositiveSmallIntegerField(default=0)
    persona = models.CharField(max_length=160, blank=True)
    persona_state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.TBD)
    industry = models.CharField(max_length=160, blank=True)
    industry_state = models.CharField(max_length=16, choices=Knowledge, default=Knowledge.TBD)
    product_group = models.CharField(max_length=80, blank=True)
    product_group_url = models.URLField(max_length=400, blank=True)
    regions = models.JSONField(default=list, blank=True)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "ownership"

    def __str__(self) -> str:
        return f"Ownership of {self.person}"


class OwnershipArea(models.Model):
    """What somebody owns: a use case, or a vertical such as the public sector, which is no use case."""

    ownership = models.ForeignKey(Ownership, on_delete=models.CASCADE, related_name="areas")
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=160)
    use_case = models.ForeignKey(
        UseCase, null=True, blank=True, on_delete=models.SET_NULL, related_name="owners"
    )
    is_vertical = models.BooleanField("industry or vertical", default=False)
    url = models.URLField(max_length=400, blank=True)

    history = tracked()

    class Meta:
        ordering = ["ownership", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_vertical=False) | Q(use_case__isnull=True), name="area_is_vertical_or_use_case"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def history_root(self) -> Ownership:
        """The row."""
        return self.ownership


class OrgColumn(Versioned):
    """A column of the organisation model: a use case or vertical, its group of marketers, its product section."""

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    use_case = models.ForeignKey(UseCase, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_vertical = models.BooleanField(default=False)
    pmm_group = models.PositiveSmallIntegerField("group", null=True, blank=True)
    section = models.CharField(max_length=80, blank=True)
    contact = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "organisation model column"

    def __str__(self) -> str:
        return self.title


class CascadeQuestion(Versioned):
    """A question to ask after a release of something viable, and what to do when the answer is yes."""

    HISTORY_CHILDREN = ("actions",)

    key = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(max_length=300)

    history = tracked(*NOT_IN_HISTORY)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.question


class CascadeAction(models.Model):
    """What to do."""

    question = models.ForeignKey(CascadeQuestion, on_delete=models.CASCADE, related_name="actions")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=160)
    url = models.URLField(max_length=400, blank=True)

    history = tracked()

    class Meta:
        ordering = ["question", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="cascade_action_key_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def history_root(self) -> CascadeQuestion:
        """The question."""
        return self.question

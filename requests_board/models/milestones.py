"""Milestones: the backlog, which is no commitment, the fiscal quarters, which are, launches and campaigns."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from requests_board.fiscal import Quarter

BACKLOG_NAME = "SM_Backlog"


class MilestoneKind(models.TextChoices):
    """What a milestone is for."""

    BACKLOG = "backlog", "Backlog"
    QUARTER = "quarter", "Quarter"
    LAUNCH = "launch", "Launch"
    CAMPAIGN = "campaign", "Campaign"


EFFORTS = (MilestoneKind.LAUNCH.value, MilestoneKind.CAMPAIGN.value)


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Questions about milestones."""

    def quarters(self) -> Self:
        """Quarter milestones, the latest first."""
        return self.filter(kind=MilestoneKind.QUARTER).order_by("-starts_on")

    def plannable(self) -> Self:
        """Quarters that work can still be committed to: open, and not over."""
        current = self.filter(kind=MilestoneKind.QUARTER, closed_at__isnull=True)
        return current.filter(ends_on__gte=timezone.localdate()).order_by("starts_on")

    def efforts(self) -> Self:
        """Launches and campaigns, which stand beside the quarter of a request."""
        return self.filter(kind__in=EFFORTS)

    def backlog(self) -> Milestone:
        """``SM_Backlog``."""
        return self.get_or_create(
            kind=MilestoneKind.BACKLOG, defaults={"name": BACKLOG_NAME, "slug": "backlog"}
        )[0]

    def for_quarter(self, quarter: Quarter) -> Milestone:
        """The milestone of ``quarter``, made when it is first needed."""
        return self.get_or_create(
            slug=quarter.slug,
            defaults={
                "name": quarter.name,
                "kind": MilestoneKind.QUARTER,
                "starts_on": quarter.start(),
                "ends_on": quarter.end(),
            },
        )[0]

    def ensure_current(self) -> None:
        """The backlog, this quarter and the next exist. One query where they do already."""
        current = Quarter.current()
        wanted = {"backlog", current.slug, current.next().slug}
        if wanted <= set(self.filter(slug__in=wanted).values_list("slug", flat=True)):
            return
        self.backlog()
        self.for_quarter(current)
        self.for_quarter(current.next())


class Milestone(models.Model):
    """Where work is tracked. A request has the backlog or one quarter, and any number of launches and campaigns."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=MilestoneKind)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    goal = models.CharField(max_length=300, blank=True, help_text="What it is for, in a sentence.")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind=MilestoneKind.BACKLOG), name="one_backlog_milestone"
            ),
            models.CheckConstraint(
                condition=~Q(kind=MilestoneKind.QUARTER) | Q(starts_on__lt=F("ends_on")),
                name="quarter_has_a_start_before_its_end",
                violation_error_message="A quarter needs a first day that comes before its last day.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="milestone_ends_after_its_start",
                violation_error_message="The last day comes before the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the milestone's page."""
        return reverse("milestones:detail", args=[self.slug])

    @property
    def is_quarter(self) -> bool:
        """True for a fiscal quarter."""
        return self.kind == MilestoneKind.QUARTER

    @property
    def is_effort(self) -> bool:
        """True for a launch or campaign."""
        return self.kind in EFFORTS

    @property
    def is_over(self) -> bool:
        """True once the last day has passed."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

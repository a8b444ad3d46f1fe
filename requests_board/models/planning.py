"""What leads plan with: capacity, limits on work in progress, what was carried over, stand-ups and batches."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from marketing_portal.people.models import Team, User
from requests_board.models.milestones import Milestone
from requests_board.models.requests import SMRequest
from requests_board.vocabulary import OPEN_STATES, State


class Capacity(models.Model):
    """How many working days of a quarter somebody has for the requests of a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="capacities")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="capacities")
    days = models.PositiveSmallIntegerField(help_text="Working days a quarter.")

    class Meta:
        ordering = ["team", "user"]
        verbose_name_plural = "capacities"
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="capacity_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.days} days for {self.team}"


class WipLimit(models.Model):
    """How many requests of a team should be in one state at a time. The board shows where it is passed."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="wip_limits")
    state = models.CharField(
        max_length=12, choices=[(state.value, state.label) for state in State if state in OPEN_STATES]
    )
    limit = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["team", "state"]
        verbose_name = "limit on work in progress"
        verbose_name_plural = "limits on work in progress"
        constraints = [
            models.UniqueConstraint(fields=["team", "state"], name="wip_limit_once"),
            models.CheckConstraint(condition=Q(limit__gt=0), name="wip_limit_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.get_state_display().lower()}: {self.limit}"


class CarryOver(models.Model):
    """One request that was not finished in a quarter and went on into another: the ledger of promises.

    Written with the move that carries it over, and taken out when that move is taken back.
    """

    request = models.ForeignKey(SMRequest, on_delete=models.PROTECT, related_name="carry_overs")
    source = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="carried_out")
    target = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="carried_in")
    reason = models.CharField(max_length=500)
    submit = models.UUIDField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "submit"], name="carried_over_once_a_submit"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="carried_to_another_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.source} to {self.target}"


class Standup(models.Model):
    """One sitting of triage: of the new requests (no team), or of a team's own queue. Its minutes are a page."""

    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="standups")
    led_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="standups")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["led_by", "team"],
                condition=Q(ended_at__isnull=True, team__isnull=False),
                name="one_open_standup_a_team",
            ),
            models.UniqueConstraint(
                fields=["led_by"],
                condition=Q(ended_at__isnull=True, team__isnull=True),
                name="one_open_standup_of_new_requests",
            ),
        ]

    def __str__(self) -> str:
        return f"Triage of {timezone.localtime(self.started_at):%-d %B %Y}"


class Decision(models.Model):
    """One decision of a stand-up: which request, what was decided (the events of ``submit``), or that it waits."""

    standup = models.ForeignKey(Standup, on_delete=models.CASCADE, related_name="decisions")
    request = models.ForeignKey(SMRequest, on_delete=models.PROTECT, related_name="decisions")
    submit = models.UUIDField(null=True, blank=True, help_text="None: it was skipped.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=300, help_text="What was decided, as the minutes say it.")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.request_id} {self.words}"


class Batch(models.Model):
    """One change of many requests at once: what it was, and whether it was taken back."""

    submit = models.UUIDField(unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="batches")
    at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=300, help_text="What was done, as people read it.")
    size = models.PositiveIntegerField(help_text="How many requests it changed.")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.words

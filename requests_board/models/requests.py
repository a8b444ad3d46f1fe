"""A request to strategic marketing ("SM request") and who works on it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from marketing_portal.content.markdown import RenderedText
from marketing_portal.people.models import Team, User
from marketing_portal.people.roles import is_employee, is_triage_lead
from requests_board.models.kinds import RequestKind
from requests_board.models.labels import Label
from requests_board.models.milestones import Milestone
from requests_board.vocabulary import OPEN_STATES, GtmPhase, Health, Priority, State, WorkStatus, YesNo

DEFAULT_TEMPLATE = "A-SM-Support-Request"
PRIORITY_RANKS = {"1": 1, "2": 2, "3": 3, "?": 4, "": 5}  # sorted by: first things first, not set last
NO_DAY = dt.date(9999, 12, 31)  # where no due date sorts: last
DAY_ONE = dt.date(1, 1, 1)  # and where the latest date comes first
ROW_FIELDS = (
    "title",
    "state",
    "priority",
    "due_on",
    "is_urgent",
    "is_confidential",
    "waiting_since",
    "carried_over",
    "updated_at",
    "team__name",
    "milestone__name",
)
OPEN, FINISHED = Q(closed_at__isnull=True), Q(closed_at__isnull=False)
# What the list is filtered and grouped by.
FILTERED = (
    "state",
    "team",
    "milestone",
    "requester",
    "kind",
    "use_case",
    "priority_rank",
    "due_order",
    "health",
    "gtm_phase",
    "dod",
    "eteam",
    "due_is_critical",
    "is_urgent",
    "is_confidential",
    "carried_over",
    "waiting_since",
    "created_at",
    "closed_at",
)


class SMRequestQuerySet(models.QuerySet["SMRequest"]):
    """Questions about requests."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may read: employees everything but what is confidential to others; visitors nothing."""
        if not is_employee(user):
            return self.none()
        if is_triage_lead(user):
            return self
        mine = Assignment.objects.filter(user=user, request=OuterRef("pk"))
        return self.filter(
            Q(is_confidential=False) | Q(requester=user) | Q(team__in=list(user.team_roles)) | Exists(mine)
        )

    def open(self) -> Self:
        """Those not yet completed, transferred or declined."""
        return self.filter(state__in=OPEN_STATES)

    def late(self) -> Self:
        """Open, past their due date and not waiting for an answer of the requester."""
        return self.open().filter(due_on__lt=timezone.localdate(), waiting_since__isnull=True)

    def filed_by(self, user: User) -> Self:
        """Those that ``user`` filed."""
        return self.filter(requester=user)

    def assigned_to(self, user: User) -> Self:
        """Those that ``user`` works on or worked on."""
        return self.filter(pk__in=Assignment.objects.filter(user=user).values("request"))

    def watched_by(self, user: User) -> Self:
        """Those whose comments ``user`` is told of."""
        return self.filter(watches__user=user)

    def waiting_for(self, user: User) -> Self:
        """Those that wait for an answer of ``user``, the longest wait first."""
        return self.filed_by(user).filter(waiting_since__isnull=False).order_by("waiting_since", "pk")

    def for_list(self) -> Self:
        """With what a row shows and nothing else: a list reads hundreds of these."""
        names = User.objects.only("name", "email").order_by("name", "pk")
        rows = self.select_related("team", "milestone").only(*ROW_FIELDS)
        return rows.prefetch_related(Prefetch("assignees", names))

    def for_page(self, people: bool = True) -> Self:
        """With what the request's page shows; without the ``people`` who work on it where none of them is."""
        rows = self.select_related("team", "milestone", "requester", "use_case", "kind")
        return rows.prefetch_related("devops_stages", *(["assignees"] if people else []))


class SMRequest(RenderedText):
    """One request. ``state`` changes only through ``requests_board.workflow``; ``version`` counts every change."""

    RENDERED = {"description": "description_html"}
    # Filled in where many requests are read (pages/beside.py).
    known_people: list[User] | None = None
    waits_for_others = False

    kind = models.ForeignKey(
        RequestKind, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    answers = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="Answers to the questions of the kind by their key: text, ISO date, number.",
    )
    answers_text = models.TextField(blank=True, editable=False)  # the same as text, for the search
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, help_text="Markdown.")
    description_html = models.TextField(blank=True, editable=False)
    template = models.CharField(max_length=80, default=DEFAULT_TEMPLATE, editable=False)
    requester = models.ForeignKey(User, on_delete=models.PROTECT, related_name="requests_filed")
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    launches: models.ManyToManyField[Milestone, Any] = models.ManyToManyField(
        Milestone,
        verbose_name="launches and campaigns",
        blank=True,
        related_name="launch_requests",
        limit_choices_to={"kind__in": ["launch", "campaign"]},
    )
    carried_over = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often it went into another quarter unfinished."
    )
    assignees: models.ManyToManyField[User, Any] = models.ManyToManyField(
        User, through="Assignment", related_name="requests_assigned", blank=True
    )

    priority = models.CharField(max_length=1, choices=Priority, blank=True)
    use_case = models.ForeignKey(
        Label,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"family": "use_case"},
    )
    gtm_phase = models.CharField("GTM phase", max_length=16, choices=GtmPhase, blank=True)
    devops_stages = models.ManyToManyField(
        Label,
        verbose_name="DevOps stages",
        blank=True,
        related_name="+",
        limit_choices_to={"family": "devops_stage"},
    )
    labels = models.ManyToManyField(
        Label,
        verbose_name="other labels",
        blank=True,
        related_name="+",
        limit_choices_to={"family": "other"},
    )
    devops_categories = models.CharField(
        "DevOps categories", max_length=200, blank=True, help_text="Split by commas."
    )
    due_on = models.DateField("due date", null=True, blank=True)
    due_is_critical = models.BooleanField("the due date is critical", default=False)
    is_urgent = models.BooleanField("urgent", default=False)
    urgent_reason = models.CharField("why it is urgent", max_length=300, blank=True)
    dod = models.CharField("definition of done is clear", max_length=1, choices=YesNo, blank=True)
    dod_text = models.TextField("definition of done", blank=True)
    eteam = models.CharField("executive team request", max_length=1, choices=YesNo, blank=True)
    is_clear = models.CharField("clear enough to plan", max_length=1, choices=YesNo, blank=True)
    clarity_note = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField("estimate (days)", null=True, blank=True)
    health = models.CharField(max_length=16, choices=Health, blank=True)
    health_note = models.CharField(max_length=300, blank=True)
    work_status = models.CharField(max_length=8, choices=WorkStatus, blank=True, editable=False)
    is_confidential = models.BooleanField(
        "confidential",
        default=False,
        help_text="Only you, the team that takes it and the triage leads will see it.",
    )

    transferred_to = models.CharField(max_length=120, blank=True, editable=False)
    close_reason = models.CharField(max_length=500, blank=True, editable=False)
    delivered_url = models.URLField(max_length=400, blank=True, editable=False)
    delivered_note = models.CharField(max_length=300, blank=True, editable=False)
    waiting_since = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    origin = models.CharField(
        max_length=200, blank=True, editable=False, help_text="What it is called where it was imported from."
    )
    origin_url = models.URLField(max_length=400, blank=True, editable=False)
    # Sorted by, in every list and column; stored, so that an index can hold them on both databases.
    priority_rank = models.GeneratedField(
        expression=Case(
            *[When(priority=value, then=Value(place)) for value, place in PRIORITY_RANKS.items()],
            default=Value(9),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    due_order = models.GeneratedField(
        expression=Coalesce(F("due_on"), Value(NO_DAY, output_field=models.DateField())),
        output_field=models.DateField(),
        db_persist=True,
    )
    due_backwards = models.GeneratedField(
        expression=Coalesce(F("due_on"), Value(DAY_ONE, output_field=models.DateField())),
        output_field=models.DateField(),
        db_persist=True,
    )

    objects = SMRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "request"
        indexes = [
            models.Index(fields=["state", "-id"], name="request_by_state"),  # the list, filtered by state
            models.Index(fields=["team", "state", "-id"], name="request_by_team"),  # a team's queues
            models.Index(fields=["milestone", "state"], name="request_by_milestone"),  # the quarter
            models.Index(fields=["requester", "-id"], name="request_by_requester"),  # my requests
            models.Index(
                fields=["-updated_at", "-id"], name="request_by_change"
            ),  # the list, latest change first
            # What is open is a small part of everything in time, and nearly every question is about it.
            # Filters that few requests pass are answered from this index alone (PostgreSQL), not from the rows.
            models.Index(fields=["id"], include=FILTERED, condition=OPEN, name="open_by_filter"),
            models.Index(fields=["priority_rank", "-id"], condition=OPEN, name="open_by_priority"),
            models.Index(fields=["due_order", "-id"], condition=OPEN, name="open_by_due_date"),
            models.Index(
                fields=["priority_rank", "due_order", "-id"], condition=OPEN, name="open_by_priority_due"
            ),
            models.Index(
                fields=["priority_rank", "-due_order", "-id"],
                condition=OPEN,
                name="open_by_priority_last_due",
            ),
            models.Index(
                fields=["priority_rank", "-due_backwards", "-id"],
                condition=OPEN,
                name="open_by_priority_latest_due",
            ),
            models.Index(fields=["due_backwards", "-id"], condition=OPEN, name="open_by_latest_due_date"),
            models.Index(fields=["due_backwards", "-id"], name="request_by_latest_due_date"),
            # The closed ones, too. A second key is found in the index itself: of one priority there are very many.
            models.Index(
                fields=["priority_rank", "-id"],
                include=["due_order", "due_backwards", "updated_at"],
                name="request_by_priority",
            ),
            models.Index(fields=["priority_rank", "due_order", "-id"], name="request_by_priority_due"),
            models.Index(fields=["due_order", "-id"], name="request_by_due_date"),
            models.Index(fields=["-updated_at", "-id"], condition=OPEN, name="open_by_change"),
            # Without it the closed ones, latest change first, would be looked for behind everything that is open.
            models.Index(fields=["-updated_at", "-id"], condition=FINISHED, name="closed_by_change"),
            models.Index(
                fields=["state", "priority_rank", "-id"], condition=OPEN, name="open_by_state_priority"
            ),
            models.Index(fields=["state", "due_order", "-id"], condition=OPEN, name="open_by_state_due"),
            models.Index(
                fields=["team", "state", "priority_rank", "-id"], condition=OPEN, name="open_by_team_priority"
            ),
            models.Index(
                fields=["team", "state", "due_order", "-id"], condition=OPEN, name="open_by_team_due"
            ),  # a team's column of the board, by due date
            # What was finished last. Without the open ones: SQLite would look there for them, one by one.
            models.Index(fields=["-closed_at", "-id"], condition=FINISHED, name="request_by_closing"),
            # The closed columns of the board, newest first.
            models.Index(fields=["state", "-closed_at", "-id"], condition=FINISHED, name="closed_by_state"),
            models.Index(
                fields=["team", "state", "-closed_at", "-id"], condition=FINISHED, name="closed_by_team"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="imported_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="request_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, closed_at__isnull=True)
                | (~Q(state__in=OPEN_STATES) & Q(closed_at__isnull=False)),
                name="request_closed_with_its_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.NEW) | Q(team__isnull=True, milestone__isnull=True),
                name="new_request_has_no_team",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.NEW, State.TRANSFERRED, State.DECLINED]) | Q(team__isnull=False),
                name="request_has_a_team_from_triage_on",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[State.BACKLOG, State.ASSIGNED, State.COMPLETED], milestone__isnull=False
                )
                | (
                    ~Q(state__in=[State.BACKLOG, State.ASSIGNED, State.COMPLETED]) & Q(milestone__isnull=True)
                ),
                name="request_milestone_fits_its_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TRANSFERRED) | ~Q(transferred_to=""),
                name="transferred_names_a_receiver",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    @property
    def number(self) -> int:
        """What people call the request by."""
        return int(self.pk)

    @property
    def is_open(self) -> bool:
        """True until completed, transferred or declined."""
        return State(self.state).is_open

    @property
    def is_waiting(self) -> bool:
        """True while a question to the requester is open."""
        return self.waiting_since is not None

    @property
    def is_late(self) -> bool:
        """True past the due date, unless closed or waiting for the requester."""
        return (
            self.is_open
            and not self.is_waiting
            and self.due_on is not None
            and self.due_on < timezone.localdate()
        )

    @property
    def commitment(self) -> str:
        """The state in the words of a promise: not committed, committed for a quarter, or neither."""
        if self.state == State.BACKLOG:
            return "not committed"
        if self.state == State.ASSIGNED and self.milestone:
            return f"committed for {self.milestone}"
        return ""

    @property
    def people(self) -> list[User]:
        """Who works on it, by name where many were read at once."""
        return list(self.assignees.all()) if self.known_people is None else self.known_people

    def get_absolute_url(self) -> str:
        """Address of the request's page."""
        return reverse("requests:detail", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with fresh HTML."""
        self.render_text()
        super().save(*args, **kwargs)


class Assignment(models.Model):
    """One person who works on a request."""

    request = models.ForeignKey(SMRequest, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "user"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.user} on {self.request}"

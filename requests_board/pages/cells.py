"""What stands in the cells of the list, on the page and in the file: one function for each column."""

from __future__ import annotations

import datetime as dt
from html import escape

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from marketing_portal.ui.components.times import ago, day
from requests_board.models import SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.pages.rows import NOTHING, Rows
from requests_board.vocabulary import Family, Health

HEALTH_TONES = {Health.ON_TRACK: "green", Health.NEEDS_ATTENTION: "amber", Health.AT_RISK: "red"}


class Cells:
    """Cells as the page shows them. Each label is written once, however many rows carry it."""

    def __init__(self, labels: LabelBook) -> None:
        self.rows = Rows(labels)
        self.labels = labels
        self.day, self.now = timezone.localdate(), timezone.now()
        self.texts = Texts(labels)
        self.kept: dict[object, SafeString] = {}

    def cell(self, key: str, request: SMRequest) -> SafeString:
        """The content of the column ``key``; nothing where it is not set."""
        own = getattr(self, key, None)
        if own:
            found: SafeString = own(request)
            return found
        text = getattr(self.texts, key)(request)
        return SafeString(escape(text)) if text else NOTHING

    def state(self, request: SMRequest) -> SafeString:
        """The label, and in words what it promises."""
        label, promise = self.rows.value(Family.STATE, request.state), request.commitment
        if not promise:
            return label
        return SafeString(f'<span>{label}<br><small class="muted">{escape(promise)}</small></span>')

    def team(self, request: SMRequest) -> SafeString:
        """The team's label."""
        return self.rows.team(request.team)

    def priority(self, request: SMRequest) -> SafeString:
        """The label."""
        return self.rows.value(Family.PRIORITY, request.priority)

    def use_case(self, request: SMRequest) -> SafeString:
        """The label of the use case."""
        label = self.labels.by_id.get(request.use_case_id or 0)
        return self.rows.value(Family.USE_CASE, label.key) if label else NOTHING

    def gtm_phase(self, request: SMRequest) -> SafeString:
        """The label."""
        return self.rows.value(Family.GTM_PHASE, request.gtm_phase)

    def dod(self, request: SMRequest) -> SafeString:
        """The label."""
        return self.rows.value(Family.DOD, request.dod)

    def eteam(self, request: SMRequest) -> SafeString:
        """The label."""
        return self.rows.value(Family.ETEAM, request.eteam)

    def devops_stages(self, request: SMRequest) -> SafeString:
        """Its labels."""
        found = [self.rows.value(Family.DEVOPS_STAGE, stage.key) for stage in request.devops_stages.all()]
        return mark_safe(" ".join(found))  # noqa: S308 - labels are escaped already

    def labels_of(self, request: SMRequest) -> SafeString:
        """The labels that are of no other family."""
        found = [self.rows.value(Family.OTHER, label.key) for label in request.labels.all()]
        return mark_safe(" ".join(found))  # noqa: S308 - labels are escaped already

    def health(self, request: SMRequest) -> SafeString:
        """How the work goes."""
        if not request.health:
            return NOTHING
        health = Health(request.health)
        return format_html('<span class="health tone-{}">{}</span>', HEALTH_TONES[health], health.label)

    def due(self, request: SMRequest) -> SafeString:
        """The day; red once it has passed and somebody waits for it."""
        if not request.due_on:
            return NOTHING
        shown = day(request.due_on)
        return SafeString(f'<span class="overdue">{shown}</span>') if request.is_late else shown

    def updated(self, request: SMRequest) -> SafeString:
        """How long ago."""
        return ago(request.updated_at)

    def filed(self, request: SMRequest) -> SafeString:
        """The day."""
        return day(request.created_at)

    def closed(self, request: SMRequest) -> SafeString:
        """The day."""
        return day(request.closed_at) if request.closed_at else NOTHING


class Texts:
    """Cells as the file has them: labels in their canonical spelling, days and moments as ISO writes them."""

    def __init__(self, labels: LabelBook) -> None:
        self.labels = labels

    def number(self, request: SMRequest) -> str:
        """What people call it by."""
        return str(request.pk)

    def title(self, request: SMRequest) -> str:
        """The first line."""
        return request.title

    def value(self, family: Family, key: str) -> str:
        """The canonical spelling."""
        return self.labels.show(family, key).text if key else ""

    def state(self, request: SMRequest) -> str:
        """For example ``sm_req::triage``."""
        return self.value(Family.STATE, request.state)

    def team(self, request: SMRequest) -> str:
        """The team's label."""
        return self.labels.show_team(request.team).text if request.team else ""

    def priority(self, request: SMRequest) -> str:
        """For example ``p::1``."""
        return self.value(Family.PRIORITY, request.priority)

    def assignees(self, request: SMRequest) -> str:
        """Their names."""
        return ", ".join(str(user) for user in request.people)

    def requester(self, request: SMRequest) -> str:
        """Who filed it."""
        return str(request.requester)

    def kind(self, request: SMRequest) -> str:
        """Its name."""
        return request.kind.name if request.kind else ""

    def milestone(self, request: SMRequest) -> str:
        """Its name."""
        return request.milestone.name if request.milestone else ""

    def launches(self, request: SMRequest) -> str:
        """Launches and campaigns."""
        return ", ".join(launch.name for launch in request.launches.all())

    def use_case(self, request: SMRequest) -> str:
        """For example ``ucase::GitOps``."""
        label = self.labels.by_id.get(request.use_case_id or 0)
        return label.text if label else ""

    def gtm_phase(self, request: SMRequest) -> str:
        """The label."""
        return self.value(Family.GTM_PHASE, request.gtm_phase)

    def dod(self, request: SMRequest) -> str:
        """The label."""
        return self.value(Family.DOD, request.dod)

    def eteam(self, request: SMRequest) -> str:
        """The label."""
        return self.value(Family.ETEAM, request.eteam)

    def devops_stages(self, request: SMRequest) -> str:
        """Its labels."""
        return ", ".join(self.value(Family.DEVOPS_STAGE, stage.key) for stage in request.devops_stages.all())

    def devops_categories(self, request: SMRequest) -> str:
        """As they were typed."""
        return request.devops_categories

    def labels_of(self, request: SMRequest) -> str:
        """The labels that are of no other family."""
        return ", ".join(label.text for label in request.labels.all())

    def health(self, request: SMRequest) -> str:
        """In words."""
        return Health(request.health).label if request.health else ""

    def estimate(self, request: SMRequest) -> str:
        """Days of work."""
        return "" if request.weight is None else str(request.weight)

    def carried(self, request: SMRequest) -> str:
        """How often."""
        return str(request.carried_over or "")

    def due(self, request: SMRequest) -> str:
        """The day."""
        return request.due_on.isoformat() if request.due_on else ""

    def critical(self, request: SMRequest) -> str:
        """Whether the due date is."""
        return "yes" if request.due_is_critical else ""

    def filed(self, request: SMRequest) -> str:
        """The moment."""
        return moment(request.created_at)

    def updated(self, request: SMRequest) -> str:
        """The moment."""
        return moment(request.updated_at)

    def closed(self, request: SMRequest) -> str:
        """The moment."""
        return moment(request.closed_at)


def moment(value: dt.datetime | None) -> str:
    """A moment in the portal's time zone, to the minute, as spreadsheets read it."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""

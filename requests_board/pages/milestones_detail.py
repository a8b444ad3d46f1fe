"""The page of one milestone: its figures, its picture, its breakdown, its requests by risk, its ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from marketing_portal.people.models import User
from marketing_portal.people.roles import can_plan, is_triage_lead
from marketing_portal.ui.components.times import ago, day
from requests_board.models import Milestone, MilestoneKind, RequestEvent, SMRequest
from requests_board.models.requests import ROW_FIELDS
from requests_board.pages.health import health_badge
from requests_board.pages.labels import LabelBook
from requests_board.pages.milestones import eyebrow, when
from requests_board.pages.milestones_chart import burn_up
from requests_board.pages.milestones_figures import (
    Figures,
    breakdown,
    figures,
    in_milestone,
    listing,
    numbers,
)
from requests_board.pages.milestones_ledger import ledger, midnight, taken_back
from requests_board.pages.rows import Rows, with_marks
from requests_board.vocabulary import Health

SHOWN = 12  # what needs somebody now; the list has the rest
ROW_MORE = ("health", "health_note", "created_at")
AGES = (("Less than a month", 0, 30), ("1 to 3 months", 30, 91), ("3 to 6 months", 91, 182),
        ("6 to 12 months", 182, 365), ("More than a year", 365, None))  # fmt: skip


def by_risk(milestone: Milestone, user: User) -> list[SMRequest]:
    """The open requests of ``milestone``, first what needs somebody: at risk, late, needing attention."""
    late = Q(due_on__lt=timezone.localdate(), waiting_since__isnull=True)
    risk = Case(
        When(health=Health.AT_RISK, then=Value(0)),
        When(late, then=Value(1)),
        When(health=Health.NEEDS_ATTENTION, then=Value(2)),
        default=Value(3),
    )
    rows = with_marks(in_milestone(milestone, user).open().for_list()).only(*ROW_FIELDS, *ROW_MORE)
    return list(rows.annotate(said_at=said_at()).order_by(risk, "due_order", "pk")[:SHOWN])


def oldest(milestone: Milestone, user: User) -> list[SMRequest]:
    """The requests of the backlog that wait longest."""
    rows = with_marks(in_milestone(milestone, user).open().for_list()).only(*ROW_FIELDS, *ROW_MORE)
    return list(rows.order_by("pk")[:SHOWN])


def said_at() -> Subquery:
    """When somebody last said how a request goes."""
    told = RequestEvent.objects.filter(request=OuterRef("pk"), after__has_key="health").order_by("-pk")
    return Subquery(told.values("at")[:1])


class RiskRows(Rows):
    """Rows of a milestone: with how each one goes."""

    def row(self, request: SMRequest) -> dict[str, Any]:
        """What one row shows."""
        said = getattr(request, "said_at", None)
        return super().row(request) | {
            "health": health_badge(request, said),
            "health_note": request.health_note,
            "due": day(request.due_on, "") if request.due_on else "",
            "age": ago(request.created_at),
        }


def summary(milestone: Milestone, found: Figures) -> str:
    """How the milestone stands, in a sentence."""
    if not found.total:
        return ""
    if milestone.kind == MilestoneKind.BACKLOG:
        return f"{found.open} wanted, not committed"
    done = f"{found.done} of {found.kept} done"
    dropped = f" Beside these, {found.dropped} declined or transferred." if found.dropped else ""
    if not found.open:
        return f"{done}: nothing is left open.{dropped}"
    return f"{done}, {found.open} open{time_left(milestone)}.{dropped}"


def time_left(milestone: Milestone) -> str:
    """How much of the milestone is left, to follow a number of open requests."""
    if milestone.ends_on is None or when(milestone) == "later":
        return ""
    days = (milestone.ends_on - timezone.localdate()).days
    if days < 0:
        return " after its last day"
    if days < 14:
        return f" with {days + 1} day{'' if days == 0 else 's'} left"
    return f" with {round(days / 7)} weeks left"


def ages(milestone: Milestone, user: User) -> list[tuple[str, int, str]]:
    """How long the requests of the backlog have been waiting, as rows of a bar list that link to them. One query."""
    rules, links = {}, []
    for place, (_, least, most) in enumerate(AGES):
        newest, oldest_day = (timezone.localdate() - dt.timedelta(days=days or 0) for days in (least, most))
        rule = Q(created_at__lt=midnight(newest + dt.timedelta(days=1)))
        days = {"filed_before": newest.isoformat()}
        if most:
            rule &= Q(created_at__gte=midnight(oldest_day + dt.timedelta(days=1)))
            days["filed_after"] = (oldest_day + dt.timedelta(days=1)).isoformat()
        rules[f"age_{place}"] = Count("pk", filter=rule)
        links.append(listing(milestone, **days))
    counted = in_milestone(milestone, user).open().order_by().aggregate(**rules)
    numbers_of = [counted[f"age_{place}"] for place in range(len(AGES))]
    return [(label, number, link) for (label, *_), number, link in zip(AGES, numbers_of, links, strict=True)]


def lead(milestone: Milestone, user: User) -> dict[str, Any]:
    """What the list of milestones shows of the current quarter: its figures and its picture."""
    found = figures(milestone, user)
    return {
        "milestone": milestone,
        "eyebrow": eyebrow(milestone),
        "figures": found,
        "numbers": numbers(milestone, found),
        "summary": summary(milestone, found),
        "burn_up": burn_up(milestone, user, found),
    }


def detail(milestone: Milestone, user: User, by: str) -> dict[str, Any]:
    """What templates/requests_board/milestone.html shows. At most 20 queries with those of the frame."""
    found = figures(milestone, user)
    context: dict[str, Any] = {
        "milestone": milestone,
        "eyebrow": eyebrow(milestone),
        "when": when(milestone),
        "figures": found,
        "numbers": numbers(milestone, found),
        "summary": summary(milestone, found),
        "breakdown": breakdown(milestone, user, by) if found.total else None,
        "all_href": listing(milestone, scope="all"),
        "may_plan": can_plan(user),
        "may_lead": is_triage_lead(user),
    }
    if milestone.kind == MilestoneKind.BACKLOG:
        rows = oldest(milestone, user)
        return context | {"rows": RiskRows(LabelBook()).each(rows), "ages": ages(milestone, user)}
    rows = by_risk(milestone, user)
    context |= {"rows": RiskRows(LabelBook()).each(rows), "burn_up": burn_up(milestone, user, found)}
    if milestone.is_quarter:
        taken = taken_back(milestone, user).order_by().values("request").distinct().count()
        context["ledger"] = ledger(milestone, user, found, taken)
    return context

"""Closing a quarter: what is unfinished goes on, goes back or is done; first a preview, then one submit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from marketing_portal.people.roles import can_plan, is_triage_lead
from requests_board import workflow
from requests_board.forms.milestones import ClosingForm
from requests_board.models import Milestone
from requests_board.pages import milestones_closing as closing
from requests_board.pages.milestones import when
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest, demand
from requests_board.workflow.planning import close_quarter, in_words, reopen_quarter

FOR_LEADS = "A quarter is closed by triage leads, and by the leads of teams for their part."
NOT_BEGUN = "A quarter that has not begun cannot be closed."
FOR_TRIAGE_LEADS = "A quarter is opened again by triage leads."
AGAIN = "The page was renewed. What you had chosen is still there."


@dataclass
class Sheet:
    """The page as it stands: the head, a plan for each row, what happened meanwhile."""

    milestone: Milestone
    form: ClosingForm
    plans: list[closing.Plan]
    more: bool
    gone: list[str] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        """True where somebody changed something since the page was made."""
        return bool(self.gone) or any(plan.changed for plan in self.plans)

    @property
    def has_errors(self) -> bool:
        """True where something is missing or wrong."""
        return bool(self.form.errors) or any(plan.error for plan in self.plans)

    @property
    def without_reason(self) -> int:
        """How many rows lack a reason of their own and one for all."""
        return sum(plan.error == closing.NEED_REASON for plan in self.plans)

    @property
    def head(self) -> tuple[Milestone, str]:
        """Where it goes, and the reason for all."""
        return self.form.cleaned_data["target"], self.form.cleaned_data["reason"]


def sheet_of(request: SignedInRequest, slug: str) -> Sheet:
    """The page for the person who asks, with what they sent, checked."""
    milestone = get_object_or_404(Milestone.objects.quarters(), slug=slug)
    demand(can_plan(request.user), FOR_LEADS)
    demand(when(milestone) != "later", NOT_BEGUN)  # and no quarter after it is made by looking
    typed = request.method == "POST"
    rows = closing.unfinished_rows(milestone, request.user)
    more, rows = len(rows) > closing.MOST_ROWS, rows[: closing.MOST_ROWS]
    form = ClosingForm(
        request.POST if typed else None,
        targets=closing.targets(milestone),
        may_shut=is_triage_lead(request.user),
        initial={"seen": closing.seen_text(rows), "shut": milestone.is_over},
    )
    sheet = Sheet(milestone, form, closing.plans(rows, request.POST), more)
    if typed and form.is_valid():
        seen = closing.read_seen(form.cleaned_data["seen"])
        sheet.gone = closing.note_changes(sheet.plans, seen, request.user)
        for plan in sheet.plans:
            plan.check(*sheet.head)
    return sheet


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, slug: str) -> HttpResponse:
    """The unfinished requests with a choice for each; sent, what that would do."""
    sheet = sheet_of(request, slug)
    if request.method != "POST" or "change" in request.POST:
        return show(request, sheet)
    return refused(request, sheet) or preview(request, sheet)


@require_POST
def close_now(request: SignedInRequest, slug: str) -> HttpResponse:
    """Do it."""
    sheet = sheet_of(request, slug)
    answer = refused(request, sheet)
    if answer:
        return answer
    fates = closing.fates(sheet.plans, *sheet.head)
    over = sheet.milestone.is_over and bool(fates)
    shut = sheet.form.cleaned_data.get("shut", over)
    try:
        done = close_quarter(sheet.milestone, fates, by=request.user, close=shut)
    except workflow.Conflict:
        return refused(request, sheet_of(request, slug)) or redirect("milestones:close", slug=slug)
    except workflow.Incomplete as found:
        sheet.form.add_error(None, " ".join(found.errors.values()))
        return show(request, sheet, INVALID)
    except workflow.NotAllowed as found:
        raise PermissionDenied(str(found)) from found
    said = [in_words(fates)] if fates else []
    said += [f"{sheet.milestone} is closed"] if done.is_closed else []
    messages.success(request, ". ".join(said) + "." if said else "Nothing was to be done.")
    return redirect(sheet.milestone)


def refused(request: SignedInRequest, sheet: Sheet) -> HttpResponse | None:
    """The page again where somebody was first or something is wrong; None where nothing is."""
    if sheet.has_changes:
        return show(request, sheet, CONFLICT)
    return show(request, sheet, INVALID) if sheet.has_errors else None


def show(request: SignedInRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    """The form."""
    seen = closing.seen_text(plan.request for plan in sheet.plans)
    context: dict[str, Any] = {
        "sheet": sheet,
        "milestone": sheet.milestone,
        "form": sheet.form,
        "seen": seen,
        "teams": closing.by_team(sheet.plans),
        "choices": closing.CHOICES,
    }
    return render(request, "requests_board/milestone_close.html", context, status=status)


def preview(request: SignedInRequest, sheet: Sheet) -> HttpResponse:
    """What it would do; a button that does it, and one that leads back to the form as it was sent."""
    target, reason = sheet.head
    context = {
        "milestone": sheet.milestone,
        "groups": closing.groups(sheet.plans, sheet.milestone, target, reason),
        "sent": [
            (name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken" and value
        ],
        "left": sum(plan.choice == closing.LEAVE for plan in sheet.plans),
        "shut": sheet.form.cleaned_data.get("shut", False),
        "sheet": sheet,
    }
    return render(request, "requests_board/milestone_close_preview.html", context)


@require_POST
def reopen(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take commitments for a closed quarter again."""
    milestone = get_object_or_404(Milestone.objects.quarters(), slug=slug)
    demand(is_triage_lead(request.user), FOR_TRIAGE_LEADS)
    reopen_quarter(milestone, by=request.user)
    messages.success(request, f"{milestone} is open again.")
    return redirect(milestone)

"""The quarter, the backlog, launches and campaigns."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from marketing_portal.people.roles import can_plan
from requests_board.forms.milestones import NumbersForm
from requests_board.models import Milestone
from requests_board.pages import milestones
from requests_board.pages.milestones_detail import detail as detail_context
from requests_board.pages.milestones_detail import lead
from requests_board.pages.paging import only, page
from requests_board.views.common import SignedInRequest


@require_safe
def list_milestones(request: SignedInRequest) -> HttpResponse:
    """The current quarter, what comes beside and after it, and what is past, a page at a time."""
    Milestone.objects.ensure_current()
    past = page(milestones.past(), milestones.LATEST, only(request.GET), size=milestones.PAST_SHOWN)
    ahead = milestones.ahead(request.user) if past.is_first else milestones.Ahead()
    behind = milestones.past_rows(past.rows, request.user)
    context = {
        "ahead": ahead,
        "lead": lead(ahead.current, request.user) if ahead.current else None,
        "past": behind,
        "past_groups": [("", behind, "")],
        "page": past,
        "may_plan": can_plan(request.user),
    }
    return render(request, "requests_board/milestones.html", context)


@require_safe
def detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """One milestone."""
    return show(request, get_object_or_404(Milestone, slug=slug))


def show(
    request: SignedInRequest, milestone: Milestone, form: NumbersForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of ``milestone``, with the form for requests as it came back, if it did."""
    context = detail_context(milestone, request.user, request.GET.get("by", ""))
    if milestone.is_effort:
        context["form"] = form or NumbersForm(user=request.user)
        context["may_put"] = bool(request.user.team_roles) or context["may_plan"]
    return render(request, "requests_board/milestone.html", context, status=status)

"""The backlog and the quarters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from requests_board.models import Milestone
from requests_board.pages import milestones
from requests_board.pages.labels import LabelBook
from requests_board.pages.paging import only, page
from requests_board.pages.rows import Rows
from requests_board.views.common import SignedInRequest


@require_safe
def list_milestones(request: SignedInRequest) -> HttpResponse:
    """Every milestone with its figures; this quarter and the next are made when they are first looked for."""
    Milestone.objects.ensure_current()
    found = page(Milestone.objects.quarters(), milestones.LATEST, only(request.GET))
    first = [Milestone.objects.backlog()] if found.is_first else []
    rows = milestones.with_figures([*first, *found.rows], request.user)
    return render(request, "requests_board/milestones.html", {"rows": rows, "page": found})


@require_safe
def detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """One milestone: what is in it, by team and by request."""
    milestone = get_object_or_404(Milestone, slug=slug)
    teams = milestones.by_team(milestone, request.user)
    context = {
        "milestone": milestone,
        "when": milestones.when(milestone),
        "teams": teams,
        "total": milestones.total_of(teams),
        "rows": Rows(LabelBook()).each(milestones.requests_of(milestone, request.user)),
    }
    return render(request, "requests_board/milestone.html", context)

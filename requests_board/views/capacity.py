"""How much a team can take on: who has how many days, and how much of it is taken."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from marketing_portal.people.models import Team
from marketing_portal.people.roles import is_lead, is_member
from requests_board.forms.capacity import CapacityForm
from requests_board.pages.capacity import team_loads
from requests_board.views.common import INVALID, SignedInRequest, demand

FOR_THE_TEAM = "A team sees its own capacity; its leads set it."


@require_http_methods(["GET", "HEAD", "POST"])
def capacity(request: SignedInRequest, slug: str) -> HttpResponse:
    """The people of a team with their days; leads change them."""
    team = get_object_or_404(Team.objects.routable(), slug=slug)
    may_set = is_lead(request.user, team.pk)
    demand(may_set if request.method == "POST" else is_member(request.user, team.pk), FOR_THE_TEAM)
    load = team_loads(team)[0]
    form = CapacityForm(request.POST if request.method == "POST" else None, load=load)
    if form.is_bound and form.is_valid():
        messages.success(request, "Saved." if form.save() else "Nothing was different, so nothing was saved.")
        return redirect("requests:capacity", slug)
    context = {"team": team, "load": load, "form": form, "may_set": may_set}
    return render(request, "requests_board/capacity.html", context, status=INVALID if form.errors else 200)

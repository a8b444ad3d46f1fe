"""Saying how the work on a request goes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from requests_board import workflow
from requests_board.forms.health import HealthForm
from requests_board.models import SMRequest
from requests_board.pages.conflicts import conflict_box
from requests_board.pages.health import may_say
from requests_board.pages.labels import LabelBook
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest, demand, visible
from requests_board.views.detail import show
from requests_board.workflow.planning import say_health

FOR_THE_TEAM = "The team that works on it says how it goes."


@require_POST
def say(request: SignedInRequest, number: int) -> HttpResponse:
    """Note how it goes, and back to the request."""
    row = visible(request, number)
    form = HealthForm(request.POST, row=row)
    valid = form.is_valid()
    seen = form.cleaned_data.get("version", row.version)
    demand(seen != row.version or may_say(row, request.user), FOR_THE_TEAM)
    if seen != row.version:
        return come_second(request, row)
    if not valid:
        return show(request, row, INVALID, health_form=form)
    said = {name: form.cleaned_data[name] for name in ("health", "health_note")}
    try:
        say_health(row, by=request.user, health=said["health"], note=said["health_note"])
    except workflow.Conflict:
        return come_second(request, visible(request, number))
    messages.success(request, "Thank you: everybody can see now how it goes.")
    return redirect(row)


def come_second(request: SignedInRequest, row: SMRequest) -> HttpResponse:
    """Somebody changed the request first: the page as it is now, with what was chosen and typed."""
    data = request.POST.copy()
    data["version"] = str(row.version)
    box = conflict_box(row, request.user, LabelBook(), can_go_on=may_say(row, request.user))
    return show(request, row, CONFLICT, conflict=box, health_form=HealthForm(data, row=row))

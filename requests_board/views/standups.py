"""The minutes of stand-ups."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from requests_board.models import Standup
from requests_board.pages.paging import only, page
from requests_board.pages.standups import NEWEST, listed, minutes
from requests_board.views.common import SignedInRequest


@require_safe
def list_standups(request: SignedInRequest) -> HttpResponse:
    """Every stand-up, the newest first."""
    found = page(listed(), NEWEST, only(request.GET))
    return render(request, "requests_board/standups.html", {"page": found})


@require_safe
def standup(request: SignedInRequest, number: int) -> HttpResponse:
    """What was decided in one."""
    row = get_object_or_404(Standup.objects.select_related("team", "led_by"), pk=number)
    return render(request, "requests_board/standup.html", {"minutes": minutes(row, request.user)})

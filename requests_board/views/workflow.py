"""The page that documents the workflow."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from requests_board.pages.workflow import documentation
from requests_board.views.common import SignedInRequest


@require_safe
def workflow(request: SignedInRequest) -> HttpResponse:
    """States, moves, labels: all of it read from the data that the portal itself goes by."""
    return render(request, "requests_board/workflow.html", documentation())

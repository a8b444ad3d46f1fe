"""Changing many requests at once: choose, look at what would happen, do it, take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from requests_board.views.common import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: SignedInRequest) -> HttpResponse:
    """What to do with the requests that were picked on the list."""
    messages.warning(request, "Choose some requests first: tick the boxes in the list.")
    return redirect("requests:list")

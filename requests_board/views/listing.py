"""Lists of requests: all of them, and mine."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from requests_board.filters import RequestFilter, allowed
from requests_board.models import SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.pages.listing import columns, scopes
from requests_board.pages.mine import mine as my_requests
from requests_board.pages.paging import page
from requests_board.pages.rows import Rows
from requests_board.views.common import SignedInRequest


@require_safe
def list_requests(request: SignedInRequest) -> HttpResponse:
    """Every request that one may see, filtered, sorted, a page at a time."""
    labels, query = LabelBook(), allowed(request.GET)
    rows = SMRequest.objects.visible_to(request.user).for_list()
    found = RequestFilter(query, rows, user=request.user, labels=labels)
    shown = page(found.qs, found.order, query)
    context = {
        "page": shown,
        "rows": Rows(labels).each(shown.rows),
        "filter": found,
        "scopes": scopes(found),
        "columns": columns(found),
        "clear_url": reverse("requests:list") if found.chips or found.problems else "",
    }
    return render(request, "requests_board/list.html", context)


@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """What waits for me, what I work on, what I filed, what I watch."""
    context = {"parts": my_requests(request.user), "labels": LabelBook()}
    return render(request, "requests_board/mine.html", context)

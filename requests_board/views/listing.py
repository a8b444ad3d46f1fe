"""Lists of requests: all of them, and mine."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketing_portal.people.limits import limited
from requests_board.pages.export import lines
from requests_board.pages.labels import LabelBook
from requests_board.pages.listing import Listing, list_query
from requests_board.pages.mine import mine as my_requests
from requests_board.pages.ready_views import LIST
from requests_board.pages.saved_views import Views
from requests_board.views.common import SignedInRequest


@require_safe
def list_requests(request: SignedInRequest) -> HttpResponse:
    """Every request that one may see, filtered, sorted, grouped, a page at a time."""
    labels = LabelBook()
    views = Views(request.user, LIST, request.GET, labels)
    if views.elsewhere:
        return redirect(views.elsewhere)
    listing = Listing(request.user, views.query, labels)
    return render(request, "requests_board/list.html", {"views": views, **listing.context()})


@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """What waits for me, what I work on, what I filed, what I watch."""
    context = {"parts": my_requests(request.user), "labels": LabelBook()}
    return render(request, "requests_board/mine.html", context)


@require_safe
@limited("GET")
def export(request: SignedInRequest) -> StreamingHttpResponse:
    """What the list shows, all pages of it, as CSV."""
    listing = Listing(request.user, list_query(request.GET), LabelBook())
    listing.filter.qs.exists()  # what is wrong with the address shows before the first line is sent
    response = StreamingHttpResponse(lines(listing), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="requests-{timezone.localdate():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response

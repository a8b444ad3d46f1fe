"""One change set for one request; what forms send, without characters that turn text around."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from marketing_portal.content import history
from marketing_portal.content.directions import TURNS, without_turns


def change_sets(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whatever content a request changes belongs to one change set, made by the signed-in person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return get_response(request)
        channel = "admin" if request.path.startswith("/admin/") else "portal"
        reason = without_turns(request.POST.get("change_reason", ""))[:300] if channel == "admin" else ""
        with history.change(user=request.user, channel=channel, reason=reason):
            return get_response(request)

    return middleware


class StraightForms:
    """Leaves out of every field of every form what turns text around (content.directions), passwords excepted.

    A view's step, so that the form is read where the CSRF check reads it and not before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, *_: Any) -> None:
        """Give the view a form without them."""
        if request.method != "POST":
            return
        sent = request.POST
        turned = [
            name for name, values in sent.lists() if "password" not in name and any(map(TURNS.search, values))
        ]
        if turned:
            request.POST = sent = sent.copy()
        for name in turned:
            sent.setlist(name, map(without_turns, sent.getlist(name)))

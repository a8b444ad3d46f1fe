"""One change set for one request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from marketing_portal.content import history


def change_sets(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whatever content a request changes belongs to one change set, made by the signed-in person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return get_response(request)
        channel = "admin" if request.path.startswith("/admin/") else "portal"
        reason = request.POST.get("change_reason", "")[:300] if channel == "admin" else ""
        with history.change(user=request.user, channel=channel, reason=reason):
            return get_response(request)

    return middleware

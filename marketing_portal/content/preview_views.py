"""Markdown as it will look, before it is saved."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from marketing_portal.content.markdown import render as render_markdown

LONGEST = 200_000  # characters; about ten times the longest handbook page


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The posted ``text`` as safe HTML: a page, or with the header ``X-Fragment`` the text alone, for scripts."""
    if not request.user.has_perm("content.change_handbookpage"):
        raise PermissionDenied("Only editors preview content.")
    html = render_markdown(request.POST.get("text", "")[:LONGEST]).html
    if "X-Fragment" in request.headers:
        return HttpResponse(html)
    return render(request, "content/preview.html", {"texts": [("Text", html)]})

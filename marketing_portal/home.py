"""The start page, and the addresses for machines."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.people.middleware import public_read


@public_read
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, what changed, what is missing."""
    return render(request, "home.html")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines stay out: the portal is a company's own."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")

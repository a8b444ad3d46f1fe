"""What is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.gaps import reading
from marketing_portal.people.middleware import public_read
from usecases.csv_out import csv_response


@public_read
@require_safe
def gap_list(request: HttpRequest) -> HttpResponse:
    """Every gap with its place, who could fill it, and the way to ask for it."""
    return render(request, "gaps/list.html", {"gaps": reading.page(request.GET, request.user)})


@public_read
@require_safe
def gap_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet, with the same filters."""
    root = request.build_absolute_uri("/").rstrip("/")
    return csv_response("gaps", reading.table(request.GET, request.user, root))

"""The one address of the floor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def floor(request: HttpRequest) -> HttpResponse:
    """The one page."""
    return render(request, "floor.html", {"title": "The floor", "rows": range(1, 11)})


urlpatterns = [path("", floor)]

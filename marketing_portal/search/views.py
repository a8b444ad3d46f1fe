"""The search page, and suggestions while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.content.access import public_read
from marketing_portal.search.registry import KINDS
from marketing_portal.search.results import find, suggestions
from marketing_portal.search.words import read_query


@public_read
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One ranked list of whatever one may see. Takes ``q``, ``kind`` and ``page``; any of them may be nonsense."""
    query = read_query(request.GET.get("q", ""))
    found = find(query, request.GET.get("kind", ""), request.GET.get("page"), request.user)
    kinds = {kind.many: key for key, kind in KINDS.items()}
    return render(request, "search/search.html", {"found": found, "kinds": kinds, "own_search": True})


@public_read
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The options for the list below the search field (search.js); empty where nothing goes with what was typed."""
    found = suggestions(read_query(request.GET.get("q", "")), request.user)
    return render(request, "search/_suggestions.html", {"results": found})

"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.content.models import HandbookPage
from marketing_portal.desk import desk_of, personas_for
from marketing_portal.people.middleware import public_read

PAGES_SHOWN = 12


@public_read
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, what changed, what is missing; for visitors what this is and where to begin."""
    context: dict[str, object] = {"personas": personas_for(request.user)}
    if request.user.is_authenticated:
        context["desk"] = desk_of(request.user)
    else:
        context["pages"] = HandbookPage.objects.visible_to(request.user)[:PAGES_SHOWN]
    return render(request, "home.html", context)

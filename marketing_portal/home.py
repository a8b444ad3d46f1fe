"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.content.freshness import stamp
from marketing_portal.content.models import HandbookPage
from marketing_portal.desk import Desk
from marketing_portal.people.middleware import public_read
from personas.models import Persona
from usecases.models import UseCase
from usecases.vocabulary import Tier

SHOWN = 12


@public_read
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, what changed, what is missing; for visitors what this is and where to begin."""
    personas = Persona.objects.visible_to(request.user).filter(status=Persona.Status.ACTIVE)
    use_cases = UseCase.objects.visible_to(request.user).filter(tier__in=(Tier.ONE, Tier.TWO))
    context = {
        "fresh": stamp(request.user),
        "desk": Desk(request.user) if request.user.is_authenticated else None,
        "personas": personas.in_list_order()[:SHOWN],
        "use_cases": use_cases[:SHOWN],
        "own_search": True,
        "pages": HandbookPage.objects.visible_to(request.user)[:SHOWN],
    }
    return render(request, "home.html", context)

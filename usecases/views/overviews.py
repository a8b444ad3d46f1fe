"""Market requirements across use cases, and the bill of materials."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.people.middleware import public_read
from marketing_portal.people.roles import can_edit_content
from usecases.models import AreaOfInterest, JourneyStage, Statement
from usecases.reading import overviews
from usecases.reading.contradictions import contradictions_on
from usecases.vocabulary import StatementKind

SHOWN = 100


@public_read
@require_safe
def market_requirements(request: HttpRequest) -> HttpResponse:
    """How many requirements each use case has, which they are, the rules for them, and what they drive."""
    rules = Statement.objects.filter(
        kind__in=[StatementKind.REQUIREMENT_RULE, StatementKind.REQUIREMENT_IMPACT], parent=None
    )[:SHOWN]
    context = {
        "use_cases": overviews.requirements_by_use_case(request.user),
        "band": overviews.Band(),
        "rules": [one for one in rules if one.kind == StatementKind.REQUIREMENT_RULE],
        "impacts": [one for one in rules if one.kind == StatementKind.REQUIREMENT_IMPACT],
        "is_editor": can_edit_content(request.user),
        "contradictions": contradictions_on("use-cases/market-requirements"),
    }
    return render(request, "usecases/market_requirements.html", context)


@public_read
@require_safe
def bill_of_materials(request: HttpRequest) -> HttpResponse:
    """What every use case should have, by discipline, stage and priority; areas of interest; how it is tracked."""
    stages = list(JourneyStage.objects.all())
    areas = overviews.bill_of_materials(stages)
    context = {
        "areas": areas,
        "unlisted": [one.area for one in areas if not one.elements],
        "interests": AreaOfInterest.objects.select_related("use_case")[:SHOWN],
        "tracking": Statement.objects.filter(kind=StatementKind.BOM_TRACKING)[:SHOWN],
        "is_editor": can_edit_content(request.user),
        "contradictions": contradictions_on("use-cases/bill-of-materials"),
    }
    return render(request, "usecases/bill_of_materials.html", context)

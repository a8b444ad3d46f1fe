"""The buyer's journey, and the coverage map with its file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from marketing_portal.content.about import report_url
from marketing_portal.content.freshness import stamp
from marketing_portal.people.middleware import public_read
from usecases.csv_out import csv_response
from usecases.forms.coverage import CoverageFilter
from usecases.reading import journey as reading_journey
from usecases.reading.contradictions import contradictions_on
from usecases.reading.coverage import legend


@public_read
@require_safe
def detail(request: HttpRequest) -> HttpResponse:
    """Stages, audiences, both views as pictures, the journeys with their hand-offs."""
    context = {
        "fresh": stamp(request.user),
        "page": SimpleLazyObject(lambda: reading_journey.page(request.user)),
        "report_href": report_url(request.path, "Problem on the page of the buyer's journey"),
        "contradictions": SimpleLazyObject(lambda: contradictions_on("journey")),
    }
    return render(request, "journey/detail.html", context)


@public_read
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """What we have to show for each use case, stage and audience, and where there is nothing."""
    chosen = CoverageFilter(request.GET)
    context = {
        "filter": chosen,
        "fresh": stamp(request.user),
        "map": SimpleLazyObject(lambda: chosen.map_for(request.user)),
        "legend": legend(),
        "contradictions": SimpleLazyObject(lambda: contradictions_on("journey/coverage")),
    }
    return render(request, "journey/coverage.html", context)


@public_read
@require_safe
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """The map as a table for a spreadsheet, with the filters of the page."""
    found = CoverageFilter(request.GET).map_for(request.user)
    rows = [["Use case", "Tier", *(column.words for column in found.columns), "Total"]]
    rows += [
        [row.use_case.name, str(row.use_case.tier), *map(str, row.counts), str(row.total)]
        for row in found.shown
    ]
    if not found.only_empty:
        rows.append(["Each item once", "", *map(str, found.totals), str(found.total)])
    return csv_response("collateral-coverage", rows)

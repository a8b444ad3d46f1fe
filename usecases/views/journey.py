"""The buyer's journey, and the coverage map with its file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.content.about import report_url
from marketing_portal.people.middleware import public_read
from usecases.csv_out import csv_response
from usecases.forms.coverage import CoverageFilter
from usecases.reading import coverage as reading_coverage
from usecases.reading import journey as reading_journey
from usecases.reading.contradictions import contradictions_on


@public_read
@require_safe
def detail(request: HttpRequest) -> HttpResponse:
    """Stages, audiences, both views as pictures, the journeys with their hand-offs."""
    context = {
        "page": reading_journey.page(request.user),
        "report_href": report_url(request.path, "Problem on the page of the buyer's journey"),
        "contradictions": contradictions_on("journey"),
    }
    return render(request, "journey/detail.html", context)


@public_read
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """What we have to show for each use case, stage and audience, and where there is nothing."""
    chosen = CoverageFilter(request.GET)
    whole = reading_coverage.coverage(request.user, chosen.chosen("tier"), chosen.chosen("type"))
    context = {
        "filter": chosen,
        "figures": whole.figures,
        "bare": whole.bare,
        "map": chosen.apply(whole),
        "legend": reading_coverage.legend(),
        "contradictions": contradictions_on("journey/coverage"),
    }
    return render(request, "journey/coverage.html", context)


@public_read
@require_safe
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """The map as a table for a spreadsheet, with the filters of the page."""
    chosen = CoverageFilter(request.GET)
    found = chosen.apply(
        reading_coverage.coverage(request.user, chosen.chosen("tier"), chosen.chosen("type"))
    )
    rows = [["Use case", "Tier", *(column.words for column in found.columns), "Total"]]
    rows += [
        [row.use_case.name, str(row.use_case.tier), *map(str, row.counts), str(row.total)]
        for row in found.rows
    ]
    if not chosen.only_empty:
        rows.append(["Each item once", "", *map(str, found.totals), str(found.total)])
    return csv_response("collateral-coverage", rows)

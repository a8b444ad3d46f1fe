"""The DRI matrix: the work surface, the file, the form of one cell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from marketing_portal.content.addresses import link_to
from marketing_portal.content.knowledge import Knowledge
from marketing_portal.people.middleware import public_read
from marketing_portal.people.roles import can_edit_content
from usecases.csv_out import csv_response
from usecases.forms.cells import DRICellForm
from usecases.forms.matrix import MatrixFilter
from usecases.models import ActivationRole, DRICell, UseCase
from usecases.reading.contradictions import contradictions_on
from usecases.reading.dri import UNKNOWN, matrix
from usecases.telling import dri_at, people_in
from usecases.views.cells import CellPlace, demand_editor, edit


@public_read
@require_safe
def dri(request: HttpRequest) -> HttpResponse:
    """Who is responsible for what, in every use case that has a column, and where nobody is."""
    whole = matrix(request.user)
    chosen = MatrixFilter(request.GET, whole, request.user)
    vacancies, figures = whole.vacancies, whole.figures
    is_editor = can_edit_content(request.user)
    context = {
        "filter": chosen,
        "matrix": chosen.apply(whole),
        "vacancies": vacancies,
        "figures": figures,
        "without": whole.without,
        "is_editor": is_editor,
        "add_column": link_to("admin:usecases_dricell_changelist") if is_editor else "",
        "contradictions": contradictions_on("use-cases/dri"),
    }
    return render(request, "usecases/dri.html", context)


@public_read
@require_safe
def dri_csv(request: HttpRequest) -> HttpResponse:
    """The whole matrix as a table for a spreadsheet; unknown is a question mark, as in the source."""
    whole = matrix(request.user)
    rows = [["Role", "Role lead", *(one.short for one in whole.columns)]]
    for row in whole.rows:
        cells = [cell.names or (UNKNOWN if cell.is_vacant else "") for cell in row.cells]
        rows.append([row.role.name, row.lead.name if row.lead else "", *cells])
    return csv_response("dri-matrix", rows)


@require_http_methods(["GET", "HEAD", "POST"])
def dri_cell(request: HttpRequest, role: str, slug: str) -> HttpResponse:
    """Who is responsible in one cell; editors change it."""
    row = get_object_or_404(ActivationRole.objects.select_related("lead"), key=role)
    column = get_object_or_404(
        UseCase.objects.visible_to(request.user).filter(dri_position__isnull=False), slug=slug
    )
    demand_editor(request.user)
    return edit(request, place_of(row, column))


def place_of(role: ActivationRole, use_case: UseCase) -> CellPlace:
    """The cell of ``role`` in ``use_case`` as something to edit."""

    def find() -> DRICell:
        stored = DRICell.objects.filter(role=role, use_case=use_case).first()
        return stored or DRICell(role=role, use_case=use_case, state=Knowledge.UNKNOWN)

    return CellPlace(
        title=f"{role.name} in {use_case.short}",
        matrix="DRI matrix",
        back=f"{reverse('usecases:dri')}#cell-{role.key}-{use_case.slug}",
        find=find,
        guard=use_case,
        form=DRICellForm,
        template="usecases/_dri_fields.html",
        now=people_in,
        told=dri_at,
        more={
            "role": role,
            "add_person": link_to("admin:people_person_add"),
            "all_of": [
                (use_case.short, link_to("admin:usecases_dricell_column", use_case.pk)),
                (role.name, link_to("admin:usecases_dricell_row", role.pk)),
            ],
        },
    )

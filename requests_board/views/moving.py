"""Making a move: its form, and what happens when somebody else was first."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from requests_board import workflow
from requests_board.forms import MoveForm
from requests_board.models import UNVERSIONED, SMRequest
from requests_board.notices import headline_of
from requests_board.pages.conflicts import ConflictBox, conflict_box, own_second_click
from requests_board.pages.labels import LabelBook
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest, demand, visible
from requests_board.workflow import Move

WHO_MAY = "“{}” is for the {}."


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SignedInRequest, number: int, key: str) -> HttpResponse:
    """The form of one move; then the move."""
    row = visible(request, number)
    if key not in workflow.MOVES:
        raise Http404(key)
    chosen = workflow.MOVES[key]
    if request.method == "POST":
        return make(request, row, chosen)
    demand(chosen.is_for(request.user, row), WHO_MAY.format(chosen.verb, chosen.permission))
    if row.state not in chosen.from_states:
        return come_second(request, row, chosen)
    return show(request, row, chosen, MoveForm(move=chosen, row=row, user=request.user))


def make(request: SignedInRequest, row: SMRequest, chosen: Move) -> HttpResponse:
    """Make the move, or say what stands in its way."""
    form = MoveForm(request.POST, move=chosen, row=row, user=request.user)
    valid = form.is_valid()
    seen = form.cleaned_data.get("version", row.version)
    demand(
        seen != row.version or chosen.is_for(request.user, row),
        WHO_MAY.format(chosen.verb, chosen.permission),
    )
    if seen != row.version or row.state not in chosen.from_states:
        return come_second(request, row, chosen)
    if not valid:
        return show(request, row, chosen, form, INVALID)
    try:
        outcome = workflow.move([row], by=request.user, steps=form.steps())
    except workflow.Conflict:
        return come_second(request, visible(request, row.pk), chosen)
    except workflow.Incomplete as found:
        form.refuse(found.errors)
        return show(request, row, chosen, form, INVALID)
    except workflow.NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    messages.success(request, f"#{row.pk} {headline_of(outcome.events[-1])}.")
    return redirect(row)


def come_second(request: SignedInRequest, row: SMRequest, chosen: Move) -> HttpResponse:
    """Somebody changed ``row`` first: who, what, how it is now, and the form with everything that was typed."""
    newest = row.events.exclude(kind__in=UNVERSIONED).order_by("-pk").first()
    if request.method == "POST" and own_second_click(newest, request.user, chosen.key):
        messages.info(request, "You had done this already; the second click changed nothing.")
        return redirect(row)
    box = conflict_box(row, request.user, LabelBook(), can_go_on=chosen.allows(request.user, row))
    data = request.POST.copy()
    data["version"] = str(row.version)
    form = MoveForm(data if request.method == "POST" else None, move=chosen, row=row, user=request.user)
    return show(request, row, chosen, form, CONFLICT, box)


def show(
    request: SignedInRequest,
    row: SMRequest,
    chosen: Move,
    form: MoveForm,
    status: int = 200,
    conflict: ConflictBox | None = None,
) -> HttpResponse:
    """The page with the form of the move."""
    context = {
        "sm_request": row,
        "move": chosen,
        "form": form,
        "conflict": conflict,
        "labels": LabelBook().of(row),
    }
    return render(request, "requests_board/move.html", context, status=status)

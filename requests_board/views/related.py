"""Linking requests with each other, and taking links away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from requests_board import workflow
from requests_board.forms.filing import LOOK
from requests_board.forms.relating import RelateForm
from requests_board.models import RequestLink, SMRequest
from requests_board.pages.related import candidates, words_for
from requests_board.views.common import INVALID, SignedInRequest, demand, visible
from requests_board.views.detail import show
from requests_board.workflow.related import kinds_for, link, may_unlink, unlink

NOT_YOURS = "Related work is kept by the team that has the request; who filed it may relate it to others."
NO_NUMBER = "There is no request of this number, or you may not see it."
NO_WORDS = "No request that you may see has these words."


@require_POST
def relate(request: SignedInRequest, number: int) -> HttpResponse:
    """Link the request with the one of that number; words are answered with what they may mean."""
    row = visible(request, number)
    kinds = kinds_for(row, request.user)
    demand(bool(kinds), NOT_YOURS)
    found = candidates(request.POST.get("other", ""), row, request.user)
    if LOOK in request.POST and getattr(request, "htmx", False):
        return render(request, "requests_board/_relate_found.html", {"relate_found": found})
    form = RelateForm(request.POST, row=row, kinds=kinds)
    if form.is_valid() and form.number is not None and (found or form.number == row.pk):
        return make(request, row, (found or [row])[0], form)
    if form.is_valid() and not found:
        form.add_error("other", NO_WORDS if form.number is None else NO_NUMBER)
    status = INVALID if form.errors else 200
    return show(request, row, status, form=form, relate_form=form, relate_found=found)


def make(request: SignedInRequest, row: SMRequest, other: SMRequest, form: RelateForm) -> HttpResponse:
    """Make the link, or say what stands in its way."""
    try:
        made = link(row, other, form.cleaned_data["kind"], by=request.user)
    except workflow.Incomplete as found:
        form.add_error("other", found.errors["other"])
        return show(request, row, INVALID, form=form, relate_form=form)
    except workflow.NotAllowed as refused:
        raise PermissionDenied(NOT_YOURS) from refused
    messages.success(request, f"{words_for(made.kind, made.source_id == row.pk)} #{other.pk}.")
    return redirect(f"{row.get_absolute_url()}#related")


@require_POST
def remove(request: SignedInRequest, number: int, link_id: int) -> HttpResponse:
    """Take a link away. A second click finds it gone and says so; a link to what one may not see is none."""
    row = visible(request, number)
    seen = SMRequest.objects.visible_to(request.user)
    found = RequestLink.objects.filter(Q(source=row, target__in=seen) | Q(target=row, source__in=seen))
    one = found.filter(pk=link_id).select_related("source", "target").first()
    if one is None:
        messages.info(request, "There is no such link any more.")
        return redirect(row)
    demand(may_unlink(one, request.user), NOT_YOURS)
    unlink(one, by=request.user)
    messages.success(request, "The link is taken away.")
    return redirect(f"{row.get_absolute_url()}#related")

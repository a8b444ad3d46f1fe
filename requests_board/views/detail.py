"""The page of one request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from requests_board import workflow
from requests_board.forms import AnswerForm, AskForm, CommentForm
from requests_board.forms.files import AttachForm
from requests_board.forms.relating import RelateForm
from requests_board.models import SMRequest
from requests_board.pages.conflicts import conflict_box
from requests_board.pages.detail import detail as detail_context
from requests_board.pages.labels import LabelBook
from requests_board.views.common import CONFLICT, SignedInRequest, demand, number_in, visible
from requests_board.workflow.related import kinds_for

TOO_LATE = "There is no move of yours to take back: it is too long ago, or somebody went on."


@require_safe
def detail(request: SignedInRequest, number: int) -> HttpResponse:
    """Everything about one request."""
    return show(request, visible(request, number))


def show(request: SignedInRequest, row: SMRequest, status: int = 200, **more: Any) -> HttpResponse:
    """The page, with ``more`` (a form that came back, a conflict) in place of what it shows of itself."""
    context = detail_context(row, request.user, whole=request.GET.get("timeline") == "all")
    forms: dict[str, Any] = {form.slot: form(row=row) for form in (CommentForm, AskForm, AnswerForm)}
    kinds = kinds_for(row, request.user)
    forms |= {"attach_form": AttachForm(), "relate_form": RelateForm(row=row, kinds=kinds) if kinds else None}
    return render(request, "requests_board/detail.html", context | forms | more, status=status)


@require_POST
def watch(request: SignedInRequest, number: int) -> HttpResponse:
    """Be told of comments (``on`` is 1), or no longer."""
    row = visible(request, number)
    on = request.POST.get("on") == "1"
    workflow.watch(row, request.user, on)
    messages.info(request, "You are told of comments." if on else "You are no longer told of comments.")
    return redirect(row)


@require_POST
def undo(request: SignedInRequest, number: int) -> HttpResponse:
    """Take the last move back."""
    row = visible(request, number)
    seen = number_in(request.POST.get("version", ""), otherwise=row.version)
    demand(seen != row.version or workflow.can_undo(row, request.user) is not None, TOO_LATE)
    row.version = seen
    try:
        workflow.undo(row, by=request.user)
    except workflow.Conflict as found:
        box = conflict_box(found.current, request.user, LabelBook(), can_go_on=False)
        return show(request, visible(request, number), CONFLICT, conflict=box)
    messages.success(request, "The last move is taken back. Whoever was told of it is told.")
    return redirect(row)

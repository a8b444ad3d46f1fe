"""Changing many requests at once: choose, look at what would happen, do it, take it back.

Nothing is kept between the steps: each page carries the selection with its versions, and what was chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketing_portal.people.roles import is_triage_lead
from requests_board import workflow
from requests_board.forms.bulk import EditManyForm, MoveManyForm
from requests_board.models import Batch
from requests_board.pages import bulk as pages
from requests_board.pages.paging import Order, only, page
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest

EDIT = "edit"
NEWEST = Order("Newest first")
NOTHING_PICKED = "Choose some requests first: tick the boxes in the list."
Form = EditManyForm | MoveManyForm


def with_selection(
    step: Callable[[SignedInRequest, pages.Selection], HttpResponse],
) -> Callable[[SignedInRequest], HttpResponse]:
    """``step`` is given the requests that were picked; where there are none, the list is shown again."""

    @wraps(step)
    def view(request: SignedInRequest) -> HttpResponse:
        picked = pages.selection(request.POST, request.user)
        if picked.requests:
            return step(request, picked)
        messages.warning(request, NOTHING_PICKED)
        return redirect("requests:list")

    return view


@require_http_methods(["GET", "HEAD", "POST"])
@with_selection
def choose(request: SignedInRequest, picked: pages.Selection) -> HttpResponse:
    """What can be done with the requests that were picked; for a move, its form."""
    form = form_of(request, picked, bound=False)
    form.fill(request.POST)
    return show_form(request, picked, form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_selection
def preview(request: SignedInRequest, picked: pages.Selection) -> HttpResponse:
    """What would happen to each of them."""
    form = form_of(request, picked, bound=True)
    if not form.is_valid():
        return show_form(request, picked, form, INVALID)
    return look(request, picked, form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_selection
def apply(request: SignedInRequest, picked: pages.Selection) -> HttpResponse:
    """Do it to those where it can be done; the rest is told."""
    form = form_of(request, picked, bound=True)
    if not form.is_valid():
        return show_form(request, picked, form, INVALID)
    try:
        done = workflow.change_many(picked.as_seen, by=request.user, doing=form.doing, words=form.words)
    except workflow.Incomplete as found:
        return refuse(request, picked, form, found)
    if done.batch is None:
        now = pages.selection(request.POST, request.user)
        return look(request, now, form, CONFLICT if now.changed else 200)
    for sentence in pages.left_in_words((one.request, one.sentence) for one in done.left if not one.is_same):
        messages.warning(request, sentence)
    messages.success(request, f"{done.batch.size:,} changed. It can be taken back for a day.")
    return redirect("requests:batch", done.batch.pk)


def form_of(request: SignedInRequest, picked: pages.Selection, *, bound: bool) -> Form:
    """The form of the move that was chosen, else that of the fields."""
    data = request.POST if bound else None
    move = workflow.MOVES.get(request.POST.get("do", ""))
    if move:
        able = [row for row in picked.requests if move.allows(request.user, row)]
        return MoveManyForm(data, move=move, rows=able or picked.requests)
    names = pages.editable(picked.requests, request.user)
    return EditManyForm(data, names=names, book=picked.labels)


def show_form(
    request: SignedInRequest, picked: pages.Selection, form: Form, status: int = 200
) -> HttpResponse:
    """The page with the form."""
    context = about(picked) | {"form": form, "do": request.POST.get("do", EDIT)}
    if isinstance(form, MoveManyForm):
        return render(request, "requests_board/bulk_move.html", context | {"move": form.move}, status=status)
    context |= {"moves": pages.offered(picked.requests, request.user)}
    return render(request, "requests_board/bulk.html", context, status=status)


def about(picked: pages.Selection) -> dict[str, Any]:
    """What every step shows of the selection."""
    return {"selection": picked, "summary": pages.summary(picked.requests, picked.labels), "most": pages.MOST}


def look(request: SignedInRequest, picked: pages.Selection, form: Form, status: int = 200) -> HttpResponse:
    """The page with what would happen."""
    try:
        found = workflow.preview(picked.requests, by=request.user, doing=form.doing)
    except workflow.Incomplete as missing:
        return refuse(request, picked, form, missing)
    context = about(picked) | {
        "form": form,
        "do": request.POST.get("do", EDIT),
        "outlook": pages.outlook(found, picked.labels),
        "came_second": status == CONFLICT,
    }
    return render(request, "requests_board/bulk_preview.html", context, status=status)


def refuse(
    request: SignedInRequest, picked: pages.Selection, form: Form, found: workflow.Incomplete
) -> HttpResponse:
    """The form again, with what the workflow found missing or wrong beside its fields."""
    for name, sentence in found.errors.items():
        form.add_error(name if name in form.fields else None, sentence)
    return show_form(request, picked, form, INVALID)


@require_safe
def list_batches(request: SignedInRequest) -> HttpResponse:
    """What I changed at once, the newest first."""
    found = page(Batch.objects.filter(by=request.user), NEWEST, only(request.GET))
    return render(request, "requests_board/batches.html", {"page": found})


def seen_batch(request: SignedInRequest, number: int) -> Batch:
    """The batch of that number: for who made it and for triage leads, 404 for others."""
    batches = Batch.objects.select_related("by")
    if not is_triage_lead(request.user):
        batches = batches.filter(by=request.user)
    return get_object_or_404(batches, pk=number)


@require_safe
def batch(request: SignedInRequest, number: int) -> HttpResponse:
    """What a change of many did, and the way to take it back."""
    context = pages.batch_page(seen_batch(request, number), request.user)
    return render(request, "requests_board/batch.html", context)


@require_POST
def undo(request: SignedInRequest, number: int) -> HttpResponse:
    """Take back what is still as the batch left it."""
    held = seen_batch(request, number)
    try:
        undone = workflow.undo_batch(held, by=request.user)
    except workflow.NotAllowed as refused:
        if held.undone_at is None:
            raise PermissionDenied(str(refused)) from refused
        messages.info(request, "It is taken back already; the second click changed nothing.")
        return redirect("requests:batch", number)
    for sentence in pages.left_in_words(undone.left.items()):
        messages.warning(request, sentence)
    if undone.outcome.requests:
        again = "".join(f" {quarter} is open again." for quarter in undone.reopened)
        number_of = len(undone.outcome.requests)
        they = "1 is as it was" if number_of == 1 else f"{number_of:,} are as they were"
        messages.success(request, f"{they} before.{again}")
    return redirect("requests:batch", number)

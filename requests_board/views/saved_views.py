"""Saved views: keep what an address shows under a name, rename it, share it, take it away."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from requests_board.forms.saved_views import SavedViewForm
from requests_board.models import SavedView
from requests_board.pages.labels import LabelBook
from requests_board.pages.ready_views import BOARD, LIST
from requests_board.pages.saved_views import View, Views, as_params, may_change
from requests_board.views.common import INVALID, SignedInRequest, demand

LONGEST_QUERY = 4_000
NOT_YOURS = "This view belongs to somebody else: whoever saved it can change it."
NOT_ANY_MORE = "Others see this view, and sharing with them is no longer yours: make it private first."
AT_ONCE = (
    "Another view was saved at the same moment, with this name or to open first. Look, then send it again."
)
READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
def views(request: SignedInRequest) -> HttpResponse:
    """All views that one can open; one's own can be changed here."""
    found = Views(request.user, LIST, QueryDict(), LabelBook())
    return render(request, "requests_board/views.html", {"views": found})


@require_http_methods(READ_OR_SEND)
def view_save(request: SignedInRequest) -> HttpResponse:
    """Keep the address ``query`` of the list or board under a name."""
    data = request.POST if request.method == "POST" else request.GET
    layout = BOARD if data.get("layout") == BOARD else LIST
    query = data.get("query", "")[:LONGEST_QUERY]
    view = SavedView(owner=request.user, layout=layout, params=as_params(QueryDict(query), layout))
    form = SavedViewForm(request.POST if request.method == "POST" else None, instance=view, user=request.user)
    if request.method == "POST" and form.is_valid() and (kept := keep(form)):
        return opened(request, kept, "Saved")
    return show(request, form, {"query": query, "layout": layout})


@require_http_methods(READ_OR_SEND)
def view_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a view, or share it with others; ``query`` alone keeps another address in it."""
    view = own(request, pk)
    if request.method == "POST" and "query" in request.POST:
        demand(may_change(view, request.user), NOT_ANY_MORE)
        view.params = as_params(QueryDict(request.POST["query"][:LONGEST_QUERY]), view.layout)
        view.save(update_fields=["params"])
        return opened(request, view, "Changed")
    form = SavedViewForm(request.POST if request.method == "POST" else None, instance=view, user=request.user)
    if request.method == "POST" and form.is_valid() and (kept := keep(form)):
        return opened(request, kept, "Changed")
    return show(request, form, {"view": view})


@require_POST
def view_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a view away."""
    view = own(request, pk)
    view.delete()
    messages.success(request, f"The view “{view.name}” is gone. No request was touched.")
    return redirect("requests:views")


def keep(form: SavedViewForm) -> SavedView | None:
    """The view as the form says; None where another one took its name or its place first while this was checked."""
    try:
        return form.save()
    except IntegrityError:
        form.add_error(None, AT_ONCE)
        return None


def own(request: SignedInRequest, pk: int) -> SavedView:
    """The view of that number: 404 where the person does not see it, 403 where it is somebody else's."""
    view = get_object_or_404(
        SavedView.objects.visible_to(request.user).select_related("owner", "team"), pk=pk
    )
    demand(view.owner_id == request.user.pk, NOT_YOURS)
    return view


def opened(request: SignedInRequest, view: SavedView, what: str) -> HttpResponse:
    """Go to where the view opens."""
    messages.success(request, f"{what}: the view “{view.name}”.")
    return redirect(View(str(view.pk), view.name, view.layout, view.params, "").href)


def show(request: SignedInRequest, form: SavedViewForm, context: dict[str, object]) -> HttpResponse:
    """The form, with what is wrong in it."""
    status = INVALID if form.is_bound else 200
    return render(request, "requests_board/view_form.html", {"form": form} | context, status=status)

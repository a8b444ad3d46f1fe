"""Editing the fields of a request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from requests_board import workflow
from requests_board.forms import EditForm
from requests_board.forms.editing import put
from requests_board.forms.fields import LABELS
from requests_board.models import SMRequest
from requests_board.pages.conflicts import ConflictBox, conflict_box
from requests_board.pages.labels import LabelBook
from requests_board.pages.merging import Clash, merge
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest, demand, visible

NOTHING_TO_EDIT = (
    "There is nothing of this request that you can change now: work on it has begun, it is closed, or it is with"
    " another team."
)
TEXTS = (
    "title",
    "description",
    "dod_text",
    "devops_categories",
    "urgent_reason",
    "clarity_note",
    "health_note",
)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, number: int) -> HttpResponse:
    """The fields that the person may change; then the change."""
    row = visible(request, number, people=False)
    names = workflow.editable_fields(row, request.user)
    if request.method == "POST":
        return save(request, row, names)
    demand(bool(names), NOTHING_TO_EDIT)
    book = LabelBook()
    return show(request, row, EditForm(row=row, names=names, book=book), book=book)


def save(request: SignedInRequest, row: SMRequest, names: Iterable[str]) -> HttpResponse:
    """Save what differs, or say what stands in its way."""
    book = LabelBook()
    form = EditForm(request.POST, row=row, names=names, book=book)
    valid = form.is_valid()
    seen = form.cleaned_data.get("version", row.version)
    demand(seen != row.version or bool(names), NOTHING_TO_EDIT)
    if seen != row.version:
        return come_second(request, row, seen)
    if not valid:
        return show(request, row, form, INVALID, book=book)
    try:
        changes, note = form.changes(), form.cleaned_data["note"]
        outcome = workflow.edit(row, by=request.user, changes=changes, note=note)
    except workflow.Conflict:
        return come_second(request, visible(request, row.pk), seen)
    except workflow.NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    messages.success(request, "Saved." if outcome.events else "Nothing was different, so nothing was saved.")
    return redirect(row)


def come_second(request: SignedInRequest, row: SMRequest, seen: int) -> HttpResponse:
    """Somebody changed ``row`` first: put their changes and mine together, and ask where both changed the same."""
    names = workflow.editable_fields(row, request.user)
    labels, data = LabelBook(), request.POST.copy()
    data["version"] = str(row.version)
    typed = EditForm(data, row=row, names=names, book=labels)
    typed.is_valid()
    merged = merge(row, seen, typed.changes(), labels)
    for name, value in merged.adopted.items():
        put(data, name, value)
    box = conflict_box(row, request.user, labels, can_go_on=bool(names))
    shown = {name.removesuffix("_id") for name in names}
    gone = [name for name in TEXTS if name not in shown and data.get(name, "") != getattr(row, name)]
    box.lost.update({LABELS[name]: str(data[name]) for name in gone if name in data})
    form = EditForm(data, row=row, names=names, book=labels)
    return show(request, row, form, CONFLICT, book=labels, conflict=box, clashes=merged.clashes)


def show(
    request: SignedInRequest,
    row: SMRequest,
    form: EditForm,
    status: int = 200,
    *,
    book: LabelBook,
    conflict: ConflictBox | None = None,
    clashes: Sequence[Clash] = (),
) -> HttpResponse:
    """The page with the form."""
    context = {
        "sm_request": row,
        "form": form,
        "conflict": conflict,
        "clashes": clashes,
        "labels": book.of(row),
    }
    return render(request, "requests_board/edit.html", context, status=status)

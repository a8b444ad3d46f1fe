"""What the forms of single matrix cells share: who may, the row lock, a newer version of somebody else, the answer.

The same address serves the whole page and, to the script of the matrix, the form alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketing_portal.content import history
from marketing_portal.content.addresses import link_to
from marketing_portal.content.snapshots import Snapshot
from marketing_portal.content.versions import VersionedForm, lock
from marketing_portal.people.roles import can_edit_content
from usecases.telling import last_steps

INVALID, CONFLICT = 422, 409


@dataclass(frozen=True)
class CellPlace:
    """A cell to edit: how to find it, its form, its words, and the page that it stands on.

    ``find`` gives the stored cell, or a new one that is not saved yet; ``guard`` is the row that is locked so that
    nobody else makes the same new cell at the same time. ``now`` says what stands in a cell, for whoever was second;
    ``told`` what stood in it after a change.
    """

    title: str
    matrix: str
    back: str
    find: Callable[[], Any]
    guard: Any
    form: type[VersionedForm]
    template: str
    now: Callable[[Any], str]
    told: Callable[[Snapshot], str]
    more: dict[str, Any]


def demand_editor(user: Any) -> None:
    """403 for whoever may read the matrix and not change it."""
    if not can_edit_content(user):
        raise PermissionDenied(
            "Editors keep the matrices. Report a problem, and one of them will look at it."
        )


def edit(request: HttpRequest, place: CellPlace) -> HttpResponse:
    """Show the form, or save it."""
    if request.method == "POST":
        return save(request, place)
    return show(request, place, place.form(instance=place.find()))


@transaction.atomic
def save(request: HttpRequest, place: CellPlace) -> HttpResponse:
    """Save over the version that the person saw; tell of a newer one instead."""
    lock(place.guard)
    cell = place.find()
    form = place.form(request.POST, instance=lock(cell) if cell.pk else cell)
    if not form.is_valid():
        return show(request, place, form, CONFLICT if form.has_conflict else INVALID)
    if getattr(form, "changes_something", True):
        scope = history.current_scope()
        if scope is not None:
            scope.reason = form.cleaned_data["change_reason"]
        form.save()
        messages.success(request, f"Saved: {place.title}, {place.now(form.instance)}.")
    else:
        messages.info(request, f"{place.title} was like that already. Nothing was saved.")
    return redirect(place.back)


def history_of(cell: Any) -> str:
    """Address of the whole history of ``cell``; empty where nobody ever wrote it down."""
    return link_to("content:history", "usecases", cell._meta.model_name, cell.pk) if cell.pk else ""


def show(request: HttpRequest, place: CellPlace, form: VersionedForm, status: int = 200) -> HttpResponse:
    """The form: alone for the script of the matrix, else on a page of its own."""
    stored = place.find() if form.is_bound else form.instance  # a bound form has written into its instance
    context = {
        "form": form,
        "place": place,
        "form_template": place.template,
        "conflict": form.conflict() if form.has_conflict else None,
        "now": place.now(stored) if form.has_conflict else "",
        "steps": last_steps(stored, place.told),
        "history_href": history_of(stored),
        "is_partial": bool(getattr(request, "htmx", False)),
        **place.more,
    }
    template = "usecases/_cell_form.html" if context["is_partial"] else "usecases/cell.html"
    return render(request, template, context, status=status)

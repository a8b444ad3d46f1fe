"""The history of an object: what changed, by whom and why; any two states compared; the way back to one of them."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods, require_safe

from marketing_portal.content.addresses import link_to
from marketing_portal.content.compare import Difference, compare
from marketing_portal.content.models import ChangeSet, Versioned
from marketing_portal.content.naming import Names
from marketing_portal.content.revert import RevertError, revert, without_what_stays
from marketing_portal.content.snapshots import last_state, snapshots
from marketing_portal.content.versions import change_sets_of

PAGE_SIZE = 20


class RevertForm(forms.Form):
    """Why somebody goes back to an earlier state."""

    reason = forms.CharField(
        label="Why go back?", max_length=300, help_text="Stands in the history beside your name."
    )


@dataclass(frozen=True)
class Root:
    """An object with a history as ``user`` meets it."""

    thing: Any
    user: Any

    @cached_property
    def names(self) -> tuple[str, str, int]:
        """App, model and key, as the addresses of the history have them."""
        return self.thing._meta.app_label, self.thing._meta.model_name, self.thing.pk

    @property
    def is_deleted(self) -> bool:
        """Only its history is left."""
        return bool(self.thing._state.adding)

    @property
    def may_edit(self) -> bool:
        """May go back."""
        app, model, _ = self.names
        return bool(self.user.has_perm(f"{app}.change_{model}"))

    @property
    def kind(self) -> str:
        """What it is: “persona”."""
        return str(self.thing._meta.verbose_name)

    @property
    def url(self) -> str:
        """The history itself."""
        return reverse("content:history", args=self.names)

    @property
    def page_url(self) -> str:
        """The page of the object, empty where it has none of its own or is archived."""
        hidden = self.is_deleted or getattr(self.thing, "archived_at", None)
        return self.thing.get_absolute_url() if hasattr(self.thing, "get_absolute_url") and not hidden else ""

    @property
    def edit_url(self) -> str:
        """The form in the admin for those who may use it."""
        app, model, pk = self.names
        return link_to(f"admin:{app}_{model}_change", pk) if self.may_edit and not self.is_deleted else ""

    @property
    def change_sets(self) -> Any:
        """Everything that happened to it, the newest first."""
        return change_sets_of(self.thing)


def root_or_404(request: HttpRequest, app: str, model: str, pk: int) -> Root:
    """The object by the names of its app and model, if it keeps a history and the person may read it."""
    try:
        found: Any = apps.get_model(app, model)
    except LookupError as error:
        raise Http404("There is no such kind of object.") from error
    if not issubclass(found, Versioned):
        raise Http404("This kind of object keeps no history.")
    edits = request.user.has_perm(f"{app}.change_{model}")
    readable = found._base_manager.all()
    if hasattr(found._default_manager, "visible_to") and not edits:
        readable = found._default_manager.visible_to(request.user)
    thing = readable.filter(pk=pk).first()
    if thing is None and edits and not found._base_manager.filter(pk=pk).exists():
        thing = last_state(found, pk)
    if thing is None:
        raise Http404("There is no such object.")
    return Root(thing, request.user)


def with_differences(root: Root, page: Page[ChangeSet]) -> list[tuple[ChangeSet, Difference]]:
    """Each change set of ``page`` with what it changed."""
    sets = list(page.object_list)
    if not sets:
        return []
    older = root.change_sets.filter(pk__lt=sets[-1].pk).values_list("pk", flat=True).first() or 0
    states = snapshots(root.thing, [older, *(found.pk for found in reversed(sets))])
    names = Names(root.thing, states)
    steps = [compare(before, after, names) for before, after in pairwise(states)]
    return list(zip(sets, reversed(steps), strict=True))


@require_safe
def change_list(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Every change of the object: who, when, through what, why, and what it changed."""
    root = root_or_404(request, app, model, pk)
    page = Paginator(root.change_sets, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"root": root, "page": page, "steps": with_differences(root, page)}
    return render(request, "content/history.html", context)


@require_safe
def between(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """The difference between the states after two change sets, given as ``from`` and ``to``."""
    root = root_or_404(request, app, model, pk)
    wanted = {request.GET.get(name, "") for name in ("from", "to")}
    keys = {int(key) for key in wanted if key.isascii() and key.isdigit() and len(key) < 16}
    ends = list(root.change_sets.filter(pk__in=keys).order_by("pk"))
    if len(ends) != 2:
        messages.warning(request, "Choose two different changes to compare.")
        return redirect(root.url)
    earlier, later = snapshots(root.thing, [end.pk for end in ends])
    difference = compare(earlier, later, Names(root.thing, [earlier, later]))
    context = {"root": root, "ends": ends, "difference": difference}
    return render(request, "content/history_compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def go_back(request: HttpRequest, app: str, model: str, pk: int, change_set: int) -> HttpResponse:
    """What going back to the state after a change set would change; with a reason, do it."""
    root = root_or_404(request, app, model, pk)
    if not root.may_edit:
        raise PermissionDenied("Only those who may edit can go back to an earlier state.")
    to = get_object_or_404(root.change_sets, pk=change_set)
    form = RevertForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and went_back(request, root, to, form):
        return redirect(root.url)
    newest = root.change_sets.values_list("pk", flat=True).first() or to.pk
    then, now = snapshots(root.thing, [to.pk, newest])
    context = {"root": root, "to": to, "form": form}
    difference = compare(now, then, Names(root.thing, [now, then]))
    context["difference"] = without_what_stays(root.thing, difference)
    return render(request, "content/history_revert.html", context)


def went_back(request: HttpRequest, root: Root, to: ChangeSet, form: RevertForm) -> bool:
    """Go back and say so; where it cannot be done, the form says why."""
    try:
        made = revert(root.thing, to=to, by=request.user, reason=form.cleaned_data["reason"])
    except RevertError as error:
        form.add_error(None, str(error))
        return False
    done = "Went back. What was there before is in the history." if made else "Nothing had to be changed."
    messages.success(request, done)
    return True

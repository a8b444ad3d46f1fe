"""What to do after a release: the cascade checklist, its runs, and how a run goes on.

Employees read the runs; who may change them says people.roles.can_run_releases. A run is withdrawn, never deleted.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketing_portal.content.versions import lock
from marketing_portal.people.middleware import public_read
from marketing_portal.people.roles import can_run_releases
from usecases.forms.releases import TAKEN, AnswerForm, ReleaseForm
from usecases.models import CascadeQuestion, Release, ReleaseAnswer
from usecases.reading import releases as reading
from usecases.reading.contradictions import contradictions_on
from usecases.reading.statements import said
from usecases.views.cells import CONFLICT, INVALID
from usecases.vocabulary import StatementKind

PER_PAGE = 25
CLOSED = "This run is closed. Reopen it first if something has to change."


def demand_runner(user: Any) -> None:
    """Refuse whoever may not run the checklist."""
    if not can_run_releases(user):
        raise PermissionDenied("Editors and members of a team run the checklist.")


@public_read
@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """The checklist, and to employees the releases that it was run for."""
    context: dict[str, Any] = {
        "questions": CascadeQuestion.objects.prefetch_related("actions"),
        "terms": said([StatementKind.RELEASE_LAUNCH])[StatementKind.RELEASE_LAUNCH],
        "may_run": can_run_releases(request.user),
        "contradictions": contradictions_on("releases"),
    }
    if request.user.is_authenticated:
        state, counts = reading.shown_state(request.GET.get("show", "")), reading.counts()
        paginator = Paginator(reading.runs(state), PER_PAGE)
        paginator.count = counts[state]
        page = paginator.get_page(request.GET.get("page"))
        context |= {"tabs": reading.tabs(state, counts), "state": state, "page_obj": page}
    return render(request, "usecases/releases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a run for a release."""
    demand_runner(request.user)
    started = Release(created_by=request.user)  # type: ignore[misc]  # who may run is signed in
    form = ReleaseForm(request.POST or None, instance=started)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                release = Release.objects.start(form.place_of())
        except IntegrityError:  # somebody else started the same one at the same moment
            form.add_error("name", TAKEN)
        else:
            messages.success(request, f"The checklist for {release} is open.")
            return redirect(release)
    status = INVALID if request.method == "POST" else 200
    return render(request, "usecases/release_form.html", {"form": form}, status=status)


@require_safe
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """One run: its questions, what was answered and done, by whom."""
    found = get_object_or_404(
        Release.objects.select_related("created_by", "finished_by", "withdrawn_by"), slug=slug
    )
    return show(request, reading.run_page(found, can_run_releases(request.user)))


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answer one question, and say which of its actions are done."""
    found = get_object_or_404(Release, slug=slug)
    stored = get_object_or_404(ReleaseAnswer, release=found, pk=pk)
    demand_runner(request.user)
    back = f"{found.get_absolute_url()}#question-{stored.pk}"
    if request.method != "POST":
        return redirect(back)
    found = lock(found)
    if not found.is_open:
        messages.error(request, CLOSED)
        return redirect(back)
    form = AnswerForm(request.POST, instance=lock(stored))
    if not form.is_valid():
        page = reading.run_page(found, can_run_releases(request.user), form)
        return show(request, page, CONFLICT if form.has_conflict else INVALID)
    if form.changed_data:
        form.write(request.user)  # type: ignore[arg-type]  # who may run is signed in
        messages.success(request, f"Saved: {stored.text}")
    return redirect(back)


def show(request: HttpRequest, page: reading.RunPage, status: int = 200) -> HttpResponse:
    """The page of a run."""
    return render(request, "usecases/release.html", {"page": page, "release": page.release}, status=status)


@require_POST
@transaction.atomic
def finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a run in which nothing is left to do."""
    found = open_run(request, slug)
    if found.is_open and not reading.run_page(found, may_change=True).can_finish:
        messages.error(request, "Something is still to do. Settle every question first.")
    elif found.is_open:
        close(found, "finished", request.user)
        messages.success(request, f"The checklist for {found} is finished. It is kept.")
    else:
        messages.info(request, CLOSED)
    return redirect(found)


@require_POST
@transaction.atomic
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a run out of the list of open ones; nothing is lost."""
    found = open_run(request, slug)
    if found.is_open:
        close(found, "withdrawn", request.user)
        messages.success(request, f"The checklist for {found} is withdrawn. It can be reopened.")
    else:
        messages.info(request, CLOSED)
    return redirect(found)


@require_POST
@transaction.atomic
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on with a run that was finished or withdrawn."""
    found = open_run(request, slug)
    if not found.is_open:
        found.finished_at = found.finished_by = found.withdrawn_at = found.withdrawn_by = None
        found.save()
        messages.success(request, f"The checklist for {found} is open again.")
    return redirect(found)


def open_run(request: HttpRequest, slug: str) -> Release:
    """The run, locked, for somebody who may change it."""
    found = get_object_or_404(Release, slug=slug)
    demand_runner(request.user)
    locked: Release = lock(found)
    return locked


def close(found: Release, how: str, by: Any) -> None:
    """Write down that the run was finished or withdrawn, when and by whom."""
    setattr(found, f"{how}_at", timezone.now())
    setattr(found, f"{how}_by", by)
    found.save()

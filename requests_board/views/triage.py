"""Triage mode: one request at a time, one form, one submit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from marketing_portal.people.models import Team
from marketing_portal.people.roles import is_lead
from requests_board import standups, workflow
from requests_board.forms.triage import TriageForm
from requests_board.models import UNVERSIONED, Decision, SMRequest
from requests_board.pages.conflicts import conflict_box
from requests_board.pages.labels import LabelBook
from requests_board.pages.standups import so_far
from requests_board.pages.triage import NEW, Place, Queue, Sitting, place_in, queues_of, sitting_of
from requests_board.pages.triage_screen import around, form_for, read, screen
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest, demand, number_in

NOT_HERE = "This request is not here any more, so nothing was changed."
FOR_LEADS = "Triage leads decide about new requests, the leads of a team about its queue."


def queue_of(request: SignedInRequest, slug: str) -> Queue:
    """The queue that ``slug`` names: 404 where there is none, 403 for whoever does not lead it."""
    book = LabelBook()
    team = (
        None if slug == NEW else book.routable(slug) or get_object_or_404(Team.objects.routable(), slug=slug)
    )
    demand(is_lead(request.user, team.pk if team else None), FOR_LEADS)
    return Queue(team, book)


@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """The queues that one decides about."""
    rows = queues_of(request.user)
    demand(bool(rows), FOR_LEADS)
    return render(request, "requests_board/triage_queues.html", {"rows": rows})


@require_safe
def next_one(request: SignedInRequest, queue: str) -> HttpResponse:
    """The request that is next, or what was decided where nothing is left."""
    found = queue_of(request, queue)
    sitting = sitting_of(request.user, found)
    place = place_in(found, sitting, number_in(request.GET.get("request", ""), otherwise=0))
    row = read(place.key, request.user) if place.key else None
    if row is None:
        context = around(found, sitting, place) | {
            "minutes": so_far(sitting, request.user),
            "asked": found.asked(),
        }
        return render(request, "requests_board/triage_done.html", context)
    return show(request, found, row, form_for(row, found.book), sitting=sitting, place=place)


def show(
    request: SignedInRequest,
    queue: Queue,
    row: SMRequest,
    form: TriageForm,
    status: int = 200,
    *,
    sitting: Sitting | None = None,
    place: Place | None = None,
    **more: object,
) -> HttpResponse:
    """The screen about ``row``."""
    sitting = sitting or sitting_of(request.user, queue)
    place = place or place_in(queue, sitting, row.pk)
    context = {"screen": screen(row, request.user, form), "form": form, "sm_request": row}
    context |= around(queue, sitting, place) | more
    return render(request, "requests_board/triage.html", context, status=status)


@require_POST
def decide(request: SignedInRequest, queue: str) -> HttpResponse:
    """Take the decision, or leave the request for the end (``skip``), and go on."""
    found = queue_of(request, queue)
    row = read(number_in(request.POST.get("number", ""), otherwise=0), request.user)
    if row is None:
        return gone(request, found)
    if not found.holds(row):
        return come_second(request, found, row)
    if "skip" in request.POST:
        standups.skip(request=row, by=request.user, team=found.team)
        return redirect("requests:triage_queue", queue)
    form = form_for(row, found.book, request.POST)
    valid = form.is_valid()
    if form.cleaned_data.get("version", row.version) != row.version:
        return come_second(request, found, row)
    return take(request, found, row, form) if valid else show(request, found, row, form, INVALID)


def take(request: SignedInRequest, queue: Queue, row: SMRequest, form: TriageForm) -> HttpResponse:
    """The decision itself; what is wrong with it comes back beside its field."""
    try:
        decision = standups.decide(
            request=row,
            by=request.user,
            team=queue.team,
            steps=form.steps(),
            question=form.question(),
            changes=form.changes(),
        )
    except workflow.Incomplete as found:
        form.refuse(found.errors)
        return show(request, queue, row, form, INVALID)
    except (workflow.Conflict, workflow.NotAllowed):
        now = read(row.pk, request.user)
        return come_second(request, queue, now) if now else gone(request, queue)
    messages.success(request, f"#{row.pk} {decision.words}")
    return redirect("requests:triage_queue", queue.slug)


def gone(request: SignedInRequest, queue: Queue) -> HttpResponse:
    """Go on where there is no such request, or none that the person may see any more: nothing of it is told."""
    messages.warning(request, NOT_HERE)
    return redirect("requests:triage_queue", queue.slug)


def come_second(request: SignedInRequest, queue: Queue, row: SMRequest) -> HttpResponse:
    """Somebody decided or changed it meanwhile: who and what, everything that was typed, and the way on."""
    newest = row.events.exclude(kind__in=UNVERSIONED).order_by("-pk").first()
    own = Decision.objects.filter(request=row, by=request.user, submit=newest.submit) if newest else None
    if own is not None and own.exists():
        messages.info(request, "You had decided this already; the second press changed nothing.")
        return redirect("requests:triage_queue", queue.slug)
    data = request.POST.copy()
    data["version"] = str(row.version)
    form, goes_on = form_for(row, queue.book, data), queue.holds(row)
    box = conflict_box(row, request.user, queue.book, can_go_on=goes_on)
    if goes_on:
        return show(request, queue, row, form, CONFLICT, conflict=box)
    box.lost.update(form.typed)
    context = {"queue": queue, "conflict": box, "sm_request": row, "form": None}
    return render(request, "requests_board/triage_clash.html", context, status=CONFLICT)


@require_safe
def back(request: SignedInRequest, queue: str) -> HttpResponse:
    """A decision of this sitting (``decision``), the last one without it."""
    found = queue_of(request, queue)
    sitting = sitting_of(request.user, found)
    keys = [decision.pk for decision in sitting.decisions]
    wanted = number_in(request.GET.get("decision", ""), otherwise=0)
    if not keys:
        messages.info(request, "Nothing was decided yet in this sitting.")
        return redirect("requests:triage_queue", queue)
    here = keys.index(wanted) if wanted in keys else len(keys) - 1
    decision = sitting.decisions[here]
    context = {
        "queue": found,
        "decision": decision,
        "sm_request": read(decision.request_id, request.user),
        "number": here + 1,
        "total": len(keys),
        "earlier": keys[here - 1] if here else None,
        "later": keys[here + 1] if here + 1 < len(keys) else None,
        "is_last": decision == sitting.last,
    }
    return render(request, "requests_board/triage_back.html", context)


@require_POST
def undo(request: SignedInRequest, queue: str) -> HttpResponse:
    """Take back ``decision``, or the last one, and have its request again."""
    found = queue_of(request, queue)
    sitting = sitting_of(request.user, found)
    wanted = number_in(request.POST.get("decision", ""), otherwise=0)
    decision = next((one for one in sitting.standing if one.pk == wanted), sitting.last)
    if decision is None:
        messages.info(request, "There is nothing to take back in this sitting.")
        return redirect("requests:triage_queue", queue)
    try:
        standups.undo(decision=decision, by=request.user)
    except workflow.WorkflowError as refused:
        messages.warning(request, f"#{decision.request_id}: {said_of(refused)}")
        return redirect("requests:triage_queue", queue)
    messages.success(request, f"Taken back: #{decision.request_id} {decision.words}")
    return redirect(f"{reverse('requests:triage_queue', args=[queue])}?request={decision.request_id}")


def said_of(refused: workflow.WorkflowError) -> str:
    """Why something cannot be taken back."""
    if isinstance(refused, workflow.Conflict):
        return "Somebody changed it since then, so it cannot be taken back."
    return str(refused)


@require_POST
def end(request: SignedInRequest, queue: str) -> HttpResponse:
    """End the sitting: its minutes are mailed, and shown."""
    found = queue_of(request, queue)
    standup = standups.current(by=request.user, team=found.team)
    if standup is None:
        messages.info(request, "There is no stand-up to end: nothing was decided.")
        return redirect("requests:triage")
    standups.end(standup=standup, by=request.user)
    messages.success(request, "The stand-up is over. Its minutes are with those whom they concern.")
    return redirect("requests:standup", standup.pk)

"""Making and changing launches and campaigns, and putting requests into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from marketing_portal.people.models import User
from marketing_portal.people.roles import can_plan, is_triage_lead
from requests_board import workflow
from requests_board.forms.milestones import EffortForm, GoalForm, NumbersForm
from requests_board.models import Milestone, SMRequest
from requests_board.views.common import INVALID, SignedInRequest, demand
from requests_board.views.milestones import show
from requests_board.workflow.planning import put_into, take_out

FOR_LEADS = "Launches and campaigns are made by triage leads and the leads of teams."
FOR_TRIAGE_LEADS = "What a quarter is for is said by triage leads."
Change = Callable[..., int]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """A new launch or campaign."""
    demand(can_plan(request.user), FOR_LEADS)
    form = EffortForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        messages.success(request, f"{made} is there. Put the requests into it that belong together.")
        return redirect(made)
    status = INVALID if request.method == "POST" else 200
    return render(request, "requests_board/milestone_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everything about a launch or campaign; of a quarter and the backlog what they are for."""
    milestone = get_object_or_404(Milestone, slug=slug)
    if milestone.is_effort:
        demand(can_plan(request.user), FOR_LEADS)
    else:
        demand(is_triage_lead(request.user), FOR_TRIAGE_LEADS)
    kind = EffortForm if milestone.is_effort else GoalForm
    name = milestone.name  # the form writes into the milestone what is typed, also where it is wrong
    form = kind(request.POST if request.method == "POST" else None, instance=milestone)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Saved.")
        return redirect(form.save())
    context = {"form": form, "milestone": milestone, "name": name}
    status = INVALID if request.method == "POST" else 200
    return render(request, "requests_board/milestone_form.html", context, status=status)


@require_POST
def put_in(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put requests into a launch or campaign."""
    return change(request, slug, put_into, "{} put in.")


@require_POST
def take_away(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take requests out of it."""
    return change(request, slug, take_out, "{} taken out.")


def change(request: SignedInRequest, slug: str, do: Change, done: str) -> HttpResponse:
    """Do it with the requests whose numbers were given, or say what is wrong with them."""
    effort = get_object_or_404(Milestone.objects.efforts(), slug=slug)
    demand(bool(request.user.team_roles) or can_plan(request.user), "Teams put their own requests in.")
    form = NumbersForm(request.POST, user=request.user)
    if not form.is_valid():
        return show(request, effort, form, INVALID)
    number = tried(do, effort, form.cleaned_data["numbers"], request.user)
    words = f"{number} request{'' if number == 1 else 's'}"
    messages.success(request, done.format(words) if number else "Nothing was different.")
    return redirect(effort)


def tried(do: Change, effort: Milestone, rows: Sequence[SMRequest], user: User) -> int:
    """How many changed. Where somebody changed one a moment ago, once more as it is now: nothing clashes here."""
    try:
        return do(effort, rows, by=user)
    except workflow.Conflict:
        again = SMRequest.objects.visible_to(user).filter(pk__in=[row.pk for row in rows])
        return do(effort, list(again), by=user)
    except workflow.NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused

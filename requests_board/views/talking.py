"""Comments, questions to the requester, and answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.forms import AnswerForm, AskForm, CommentForm
from requests_board.forms.talking import TalkForm
from requests_board.models import SMRequest
from requests_board.pages.conflicts import conflict_box
from requests_board.pages.detail import may_answer, may_ask
from requests_board.pages.labels import LabelBook
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest, demand, visible
from requests_board.views.detail import show


@dataclass(frozen=True)
class Talk:
    """One way of saying something that changes the request: its form, who may, what it does."""

    form: type[TalkForm]
    may: Callable[[SMRequest, User], bool]
    say: Callable[[SMRequest, User, str], object]
    done: str


ASK = Talk(
    AskForm,
    may_ask,
    lambda row, user, text: workflow.ask(row, by=user, question=text),
    "The requester is asked. The request waits until the answer.",
)
ANSWER = Talk(
    AnswerForm,
    may_answer,
    lambda row, user, text: workflow.answer(row, by=user, text=text),
    "Your answer is sent. The request no longer waits for you.",
)


@require_POST
def comment(request: SignedInRequest, number: int) -> HttpResponse:
    """Say something. It changes nothing else, so nobody can be in the way."""
    row = visible(request, number)
    form = CommentForm(request.POST, row=row)
    if not form.is_valid():
        return show(request, row, INVALID, form=form, comment_form=form)
    workflow.comment(row, by=request.user, body=form.cleaned_data["text"])
    messages.success(request, "Your comment is there. Those who watch are told.")
    latest = row.events.order_by("-pk").values_list("pk", flat=True).first()
    return redirect(f"{row.get_absolute_url()}#event-{latest}")


@require_POST
def ask(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask the requester for more information."""
    return talk(request, visible(request, number), ASK)


@require_POST
def answer(request: SignedInRequest, number: int) -> HttpResponse:
    """Answer the open question."""
    return talk(request, visible(request, number), ANSWER)


def talk(request: SignedInRequest, row: SMRequest, kind: Talk) -> HttpResponse:
    """Say it, or send it back with what is wrong, or with who was first."""
    form = kind.form(request.POST, row=row)
    valid = form.is_valid()
    seen = form.cleaned_data.get("version", row.version)
    demand(seen != row.version or kind.may(row, request.user))
    if seen != row.version:
        return come_second(request, row, kind)
    if not valid:
        return show(request, row, INVALID, form=form, **{form.slot: form})
    try:
        kind.say(row, request.user, form.cleaned_data["text"])
    except workflow.Conflict:
        return come_second(request, visible(request, row.pk), kind)
    except workflow.NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    messages.success(request, kind.done)
    return redirect(row)


def come_second(request: SignedInRequest, row: SMRequest, kind: Talk) -> HttpResponse:
    """Somebody changed the request first: the page as it is now, with what was typed."""
    data = request.POST.copy()
    data["version"] = str(row.version)
    form = kind.form(data, row=row)
    box = conflict_box(row, request.user, LabelBook(), can_go_on=kind.may(row, request.user))
    if not box.can_go_on:
        box.lost[form.label] = data.get("text", "")
    return show(request, row, CONFLICT, conflict=box, **{form.slot: form})

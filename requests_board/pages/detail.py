"""What the page of one request shows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from marketing_portal.people.models import User
from marketing_portal.people.roles import is_member
from requests_board.models import Comment, RequestEvent, SMRequest
from requests_board.pages.answers import answers_of
from requests_board.pages.attachments import files_of
from requests_board.pages.delivered import way_to_list
from requests_board.pages.labels import LabelBook
from requests_board.pages.related import related
from requests_board.pages.timeline import timeline
from requests_board.vocabulary import Health, State
from requests_board.workflow import SEED, UNDO_MINUTES, Move, Need, can_undo, editable_fields, moves_for

MAIN_LINE = (State.NEW, State.TRIAGE, State.BACKLOG, State.ASSIGNED, State.COMPLETED)
HEALTH_TONES = {Health.ON_TRACK: "green", Health.NEEDS_ATTENTION: "amber", Health.AT_RISK: "red"}
NEXT = {
    State.NEW: "Triage leads look at new requests every day and give each one to a team.",
    State.TRIAGE: "{team} decides: is it clear, and does it go to the backlog, to somebody at once, or elsewhere?",
    State.BACKLOG: "Wanted, but not committed. {team} plans it for a quarter, or says why not.",
    State.ASSIGNED: "Committed for {milestone}. Whoever it is assigned to works on it and links the result.",
    State.COMPLETED: "Done in {milestone}, and closed.",
    State.TRANSFERRED: "Closed here. {transferred_to} has it now.",
    State.DECLINED: "Closed. It will not be done.",
}


@dataclass(frozen=True)
class MoveButton:
    """A move as a button that leads to its form."""

    move: Move
    href: str
    style: str


def buttons(request: SMRequest, user: Any) -> list[MoveButton]:
    """What ``user`` may do now: the first move onwards stands out, what closes without a result stands back."""
    found = moves_for(request, user)
    main = next((move for move in found if is_onward(move)), None)
    shown = [
        MoveButton(
            move,
            reverse("requests:move", args=[request.pk, move.key]),
            "" if move is main else "secondary" if stays_open(move) else "quiet",
        )
        for move in found
    ]
    return sorted(shown, key=lambda button: ("", "secondary", "quiet").index(button.style))


def is_onward(move: Move) -> bool:
    """True for a move of the handbook that usually leads towards the result; urgency is the exception."""
    return move.source == SEED and move.to_state in MAIN_LINE and Need.URGENCY not in move.needs


def stays_open(move: Move) -> bool:
    """True unless the move ends the request without a result."""
    return move.to_state not in {State.DECLINED, State.TRANSFERRED}


def next_step(request: SMRequest, user: User) -> str:
    """What happens next, and by whom, in a sentence to ``user``."""
    if request.is_waiting and request.requester_id == user.pk:
        return "You were asked for more information. It goes on with your answer."
    if request.is_waiting:
        return f"{request.requester} was asked for more information. It goes on with the answer."
    return NEXT[State(request.state)].format(
        team=request.team, milestone=request.milestone, transferred_to=request.transferred_to
    )


def steps(request: SMRequest, events: Iterable[RequestEvent]) -> list[tuple[str, str, str]]:
    """The way of the request as ``(state, label, note)``: the main line, or as far as it came before it was closed.

    A step that was skipped is left out once it is behind.
    """
    since = {State.NEW: request.created_at}
    for event in events:
        if event.to_state is not None:
            since[event.to_state] = event.at
    here = State(request.state)
    if here in MAIN_LINE:
        ahead = MAIN_LINE.index(here)
        line = [state for place, state in enumerate(MAIN_LINE) if place >= ahead or state in since]
    else:
        line = [*(state for state in MAIN_LINE if state in since and state != State.COMPLETED), here]
    passed = line[: line.index(here) + 1]
    return [
        (state.value, state.label, short_day(since[state]) if state in passed and state in since else "")
        for state in line
    ]


def short_day(moment: dt.datetime) -> str:
    """For example: 4 Feb 2020."""
    return date_format(timezone.localtime(moment), "j M Y")


def may_ask(request: SMRequest, user: User) -> bool:
    """The team asks while the request is open; a question to oneself would be odd."""
    return request.is_open and is_member(user, request.team_id) and request.requester_id != user.pk


def may_answer(request: SMRequest, user: User) -> bool:
    """The requester answers an open question."""
    return request.is_waiting and request.requester_id == user.pk


def open_question(request: SMRequest) -> Comment | None:
    """The question that the request waits for an answer to."""
    if not request.is_waiting:
        return None
    asked = request.comments.filter(kind=Comment.Kind.QUESTION).select_related("author")
    return asked.order_by("-pk").first()


def minutes_to_undo(event: RequestEvent | None) -> int:
    """How many minutes are left to take the move ``event`` back."""
    if event is None:
        return 0
    left = event.at + dt.timedelta(minutes=UNDO_MINUTES) - timezone.now()
    return max(1, math.ceil(left.total_seconds() / 60))


def detail(request: SMRequest, user: User, *, whole: bool = False) -> dict[str, Any]:
    """Everything that templates/requests_board/detail.html needs but its forms. At most 16 queries."""
    labels = LabelBook()
    told = timeline(request, labels, user, whole=whole)
    moved = request.events.filter(kind__in=["moved", "undone"]).only("kind", "at", "after", "request_id")
    undoable = can_undo(request, user)
    watchers = list(User.objects.filter(watches__request=request).order_by("name", "pk"))
    return {
        "sm_request": request,
        "labels": labels.of(request),
        "buttons": buttons(request, user),
        "next_step": next_step(request, user),
        "steps": steps(request, moved.order_by("pk")),
        "timeline": told,
        "answers": answers_of(request),
        "related": related(request, user, labels),
        "files": files_of(request, user),
        "question": open_question(request),
        "may_answer": may_answer(request, user),
        "may_ask": may_ask(request, user),
        "may_edit": bool(editable_fields(request, user)),
        "undoable": undoable,
        "undo_minutes": minutes_to_undo(undoable),
        "way_to_list": way_to_list(request, user),
        "watchers": watchers,
        "is_watching": user in watchers,
        "health_tone": HEALTH_TONES.get(Health(request.health), "grey") if request.health else "",
    }

"""Putting a card into another column: by drag or by “Move to…”, in a dialog or on a page of its own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from requests_board import workflow
from requests_board.forms.placing import PlaceForm
from requests_board.models import EventKind, RequestEvent, SMRequest
from requests_board.notices import headline_of
from requests_board.pages.board_placing import Placing
from requests_board.pages.board_targets import Way
from requests_board.pages.conflicts import ConflictBox, conflict_box
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest, demand, number_in, visible

NOT_YOURS = "You may look at this request on the board; moving it is for others."
NOT_THERE = "#{} cannot go there from where it is now, or not by you."


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: SignedInRequest, number: int) -> HttpResponse:
    """Where the card may go; then what its move asks for; then the move."""
    row = visible(request, number)
    placing = Placing(row, request.user, request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        return put(request, placing)
    demand(placing.can_go_anywhere, NOT_YOURS)
    if placing.to and placing.way is None:
        return show(request, placing, problem=NOT_THERE.format(row.pk))
    way = placing.way
    return show(request, placing, form_of(placing, way) if way and way.move else None)


def form_of(placing: Placing, way: Way, data: QueryDict | None = None) -> PlaceForm:
    """The form of ``way``; with what was sent, where ``data`` is given."""
    assert way.move is not None  # noqa: S101  an edit asks nothing
    return PlaceForm(data, move=way.move, row=placing.row, given=way.given)


def put(request: SignedInRequest, placing: Placing) -> HttpResponse:
    """Move the card, ask for what the move needs, or say what stands in its way."""
    row, way = placing.row, placing.way
    seen = number_in(request.POST.get("version", ""), otherwise=row.version)
    if "undo" in request.POST:
        return take_back(request, placing, seen)
    if seen != row.version:
        return come_second(request, placing)
    demand(placing.can_go_anywhere, NOT_YOURS)
    if way is None:
        return show(request, placing, status=INVALID, problem=NOT_THERE.format(row.pk))
    try:
        if way.move is None:
            return done(request, placing, workflow.edit(row, by=request.user, changes=way.changes).events)
        if "drop" in request.POST and not placing.is_at_once:
            return show(request, placing, form_of(placing, way))
        return make(request, placing, way)
    except workflow.Conflict:
        return come_second(request, Placing(visible(request, row.pk), request.user, request.POST))
    except workflow.NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused


def make(request: SignedInRequest, placing: Placing, way: Way) -> HttpResponse:
    """Make the move of ``way``, or send its form back with what is wrong."""
    form = form_of(placing, way, sent(request, placing, way))
    if not form.is_valid():
        return show(request, placing, form, INVALID)
    try:
        outcome = workflow.move([placing.row], by=request.user, steps=form.steps())
    except workflow.Incomplete as found:
        form.refuse(found.errors)
        return show(request, placing, form, INVALID)
    return done(request, placing, outcome.events)


def sent(request: SignedInRequest, placing: Placing, way: Way) -> QueryDict:
    """What was sent, about the request as it is now, with what the column gives: a drop does not spell it out."""
    data = request.POST.copy()
    data["version"] = str(placing.row.version)
    for name, value in way.given.items():
        data.setlistdefault(name, value if isinstance(value, list) else [value])
    return data


def done(request: SignedInRequest, placing: Placing, events: list[RequestEvent]) -> HttpResponse:
    """The card is there: a toast that offers to take it back, or the board again."""
    moved = bool(events) and events[-1].kind == EventKind.MOVED
    more = format_html(
        ' <a href="{}">Open it</a> to look at it or to take the move back.', placing.row.get_absolute_url()
    )
    return told(request, placing, said_of(placing, events), more, moved=moved)


def told(
    request: SignedInRequest, placing: Placing, said: str, more: str = "", *, moved: bool = False
) -> HttpResponse:
    """What was done, as a toast for a script or on the board that comes next."""
    if request.headers.get("HX-Request") == "true":
        row = SMRequest.objects.only("version").get(pk=placing.row.pk)
        context = {"sm_request": row, "placing": placing, "said": said, "moved": moved}
        return render(request, "requests_board/_board_placed.html", context)
    messages.success(request, format_html("{}{}", said, more))
    return redirect(placing.board_url)


def said_of(placing: Placing, events: list[RequestEvent]) -> str:
    """What happened, in a sentence that a screen reader says."""
    target = placing.target
    if not events:
        return f"#{placing.row.pk} was there already."
    if events[-1].kind == EventKind.MOVED:
        return f"#{placing.row.pk} {headline_of(events[-1])}."
    return f"#{placing.row.pk} is now in “{target.title if target else ''}”."


def take_back(request: SignedInRequest, placing: Placing, seen: int) -> HttpResponse:
    """Take the last move back, from the toast that offered it."""
    row = placing.row
    demand(seen != row.version or workflow.can_undo(row, request.user) is not None, NOT_YOURS)
    row.version = seen
    try:
        workflow.undo(row, by=request.user)
    except workflow.Conflict:
        return come_second(request, Placing(visible(request, row.pk), request.user, request.POST), undo=True)
    return told(request, placing, f"#{row.pk} is back where it was.")


def come_second(request: SignedInRequest, placing: Placing, undo: bool = False) -> HttpResponse:
    """Somebody else changed it first: who, what, where it is now; and the form with everything that was typed."""
    way = None if undo else placing.way
    box = conflict_box(placing.row, request.user, placing.labels, can_go_on=way is not None)
    form = None
    if way and way.move:
        form = form_of(placing, way, None if "drop" in request.POST else sent(request, placing, way))
    else:
        box.lost.update({name: request.POST.get(key, "") for key, name in TYPED.items()})
    return show(request, placing, form, CONFLICT, box)


TYPED = {
    "reason": "reason",
    "urgent_reason": "what makes it urgent",
    "note": "note",
    "transferred_to": "who takes it over",
    "delivered_url": "link",
    "delivered_note": "what was delivered",
}


def show(
    request: SignedInRequest,
    placing: Placing,
    form: PlaceForm | None = None,
    status: int = 200,
    conflict: ConflictBox | None = None,
    problem: str = "",
) -> HttpResponse:
    """The page, or for a script its content alone."""
    context = {
        "sm_request": placing.row,
        "placing": placing,
        "way": placing.way if placing.to else None,
        "form": form,
        "conflict": conflict,
        "problem": problem,
    }
    alone = request.headers.get("HX-Request") == "true"
    template = "requests_board/_board_place.html" if alone else "requests_board/board_place.html"
    return render(request, template, context, status=status)

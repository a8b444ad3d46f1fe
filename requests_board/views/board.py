"""The board, and more cards of one column."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from requests_board.pages.board import Board
from requests_board.pages.board_query import FIRST_CARDS, MOST_CARDS
from requests_board.pages.labels import LabelBook
from requests_board.pages.ready_views import BOARD
from requests_board.pages.saved_views import Views
from requests_board.views.common import SignedInRequest, number_in


@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """Every request that one may see, in columns."""
    labels = LabelBook()
    views = Views(request.user, BOARD, request.GET, labels)
    if views.elsewhere:
        return redirect(views.elsewhere)
    shown = Board(views.query, request.user, labels).page()
    return render(request, "requests_board/board.html", {"views": views, **shown})


@require_safe
def column(request: SignedInRequest, key: str) -> HttpResponse:
    """One column: its cards after a cursor, or from the start as many as the page had. A script gets it alone."""
    found = Board(request.GET, request.user)
    wanted = found.column(key)
    if wanted is None:
        raise Http404(key)
    number = min(max(number_in(request.GET.get("number", ""), otherwise=0), FIRST_CARDS), MOST_CARDS)
    shown = found.shown([wanted], request.GET.get("after", ""), number)[0]
    alone = request.headers.get("HX-Request") == "true"
    template = "requests_board/_board_column.html" if alone else "requests_board/board_column.html"
    return render(request, template, {"one": shown, "board": found, "layout": found.layout})

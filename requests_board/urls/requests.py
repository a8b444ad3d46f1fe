"""Addresses of the requests pages."""

from django.urls import path

from requests_board.urls import beside, bulk, lists, triage
from requests_board.views import (
    board,
    board_place,
    detail,
    editing,
    filing,
    health,
    listing,
    moving,
    talking,
    workflow,
)

app_name = "requests"
urlpatterns = [
    path("", listing.list_requests, name="list"),
    path("new/", filing.new, name="new"),
    path("mine/", listing.mine, name="mine"),
    *triage.urlpatterns,
    *bulk.urlpatterns,
    *lists.urlpatterns,
    path("board/", board.board, name="board"),
    path("board/<slug:key>/", board.column, name="board_column"),
    path("workflow/", workflow.workflow, name="workflow"),
    path("<int:number>/", detail.detail, name="detail"),
    path("<int:number>/edit/", editing.edit, name="edit"),
    path("<int:number>/move/<slug:key>/", moving.move, name="move"),
    path("<int:number>/place/", board_place.place, name="place"),
    path("<int:number>/withdraw/", moving.move, {"key": "withdraw"}, name="withdraw"),
    path("<int:number>/health/", health.say, name="health"),
    path("<int:number>/undo/", detail.undo, name="undo"),
    path("<int:number>/watch/", detail.watch, name="watch"),
    path("<int:number>/comment/", talking.comment, name="comment"),
    path("<int:number>/ask/", talking.ask, name="ask"),
    path("<int:number>/answer/", talking.answer, name="answer"),
    *beside.urlpatterns,
]

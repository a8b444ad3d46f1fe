"""Addresses of triage mode, stand-ups and capacity, below /requests/."""

from django.urls import path

from requests_board.views import capacity, standups, triage

urlpatterns = [
    path("triage/", triage.choose, name="triage"),
    path("triage/<slug:queue>/", triage.next_one, name="triage_queue"),
    path("triage/<slug:queue>/decide/", triage.decide, name="triage_decide"),
    path("triage/<slug:queue>/back/", triage.back, name="triage_back"),
    path("triage/<slug:queue>/undo/", triage.undo, name="triage_undo"),
    path("triage/<slug:queue>/end/", triage.end, name="triage_end"),
    path("standups/", standups.list_standups, name="standups"),
    path("standups/<int:number>/", standups.standup, name="standup"),
    path("capacity/<slug:slug>/", capacity.capacity, name="capacity"),
]

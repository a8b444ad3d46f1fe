"""Addresses of the milestones pages."""

from django.urls import path

from requests_board.views import milestones, milestones_closing, milestones_editing

app_name = "milestones"
urlpatterns = [
    path("", milestones.list_milestones, name="list"),
    path("new/", milestones_editing.new, name="new"),
    path("<slug:slug>/", milestones.detail, name="detail"),
    path("<slug:slug>/edit/", milestones_editing.edit, name="edit"),
    path("<slug:slug>/put-in/", milestones_editing.put_in, name="put_in"),
    path("<slug:slug>/take-out/", milestones_editing.take_away, name="take_out"),
    path("<slug:slug>/close/", milestones_closing.close, name="close"),
    path("<slug:slug>/close/now/", milestones_closing.close_now, name="close_now"),
    path("<slug:slug>/reopen/", milestones_closing.reopen, name="reopen"),
]

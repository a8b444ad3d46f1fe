"""Addresses of the milestones pages."""

from django.urls import path

from requests_board.views import milestones

app_name = "milestones"
urlpatterns = [
    path("", milestones.list_milestones, name="list"),
    path("<slug:slug>/", milestones.detail, name="detail"),
]

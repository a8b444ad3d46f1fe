"""Addresses of the inbox pages."""

from django.urls import path

from requests_board.views import inbox

app_name = "inbox"
urlpatterns = [
    path("", inbox.list_notices, name="list"),
    path("read/", inbox.read, name="read"),
]

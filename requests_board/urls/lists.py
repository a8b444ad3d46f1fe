"""Addresses beside the list of requests: the same as a file."""

from django.urls import path

from requests_board.views import listing

urlpatterns = [
    path("csv/", listing.export, name="export"),
]

"""Addresses beside the list of requests: the same as a file, and saved views."""

from django.urls import path

from requests_board.views import listing, saved_views

urlpatterns = [
    path("csv/", listing.export, name="export"),
    path("views/", saved_views.views, name="views"),
    path("views/save/", saved_views.view_save, name="view_save"),
    path("views/<int:pk>/", saved_views.view_edit, name="view_edit"),
    path("views/<int:pk>/delete/", saved_views.view_delete, name="view_delete"),
]

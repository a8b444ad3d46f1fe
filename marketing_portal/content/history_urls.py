"""Addresses of the history of objects and of the Markdown preview; the app's urls.py takes them in."""

from django.urls import path

from marketing_portal.content import history_views, preview_views

OBJECT = "history/<slug:app>/<slug:model>/<int:pk>/"

urlpatterns = [
    path("preview/", preview_views.preview, name="preview"),
    path(OBJECT, history_views.change_list, name="history"),
    path(f"{OBJECT}compare/", history_views.between, name="history_compare"),
    path(f"{OBJECT}back/<int:change_set>/", history_views.go_back, name="history_revert"),
]

"""Addresses of the search."""

from django.urls import path

from marketing_portal.search import views

app_name = "search"
urlpatterns = [path("", views.search, name="search"), path("suggest/", views.suggest, name="suggest")]

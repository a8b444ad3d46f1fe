"""Addresses of the gaps."""

from django.urls import path

from marketing_portal.gaps import views

app_name = "gaps"
urlpatterns = [
    path("", views.gap_list, name="list"),
    path("all.csv", views.gap_csv, name="csv"),
]

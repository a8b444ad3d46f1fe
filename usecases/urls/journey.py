"""Addresses of the buyer's journey."""

from django.urls import path

from usecases.views import journey

app_name = "journey"
urlpatterns = [
    path("", journey.detail, name="detail"),
    path("coverage/", journey.coverage, name="coverage"),
    path("coverage.csv", journey.coverage_csv, name="coverage_csv"),
]

"""Addresses of the requests pages."""

from django.urls import URLPattern

app_name = "requests"
urlpatterns: list[URLPattern] = []

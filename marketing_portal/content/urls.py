"""Addresses of the app ``content``."""

from django.urls import URLPattern

app_name = "content"
urlpatterns: list[URLPattern] = []

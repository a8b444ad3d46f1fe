"""Addresses of the app ``personas``."""

from django.urls import path

from personas import views

app_name = "personas"
urlpatterns = [
    path("", views.persona_list, name="list"),
    path("organisation/", views.org_chart, name="org_chart"),
    path("roles/", views.roles, name="roles"),
    path("<slug:slug>/", views.detail, name="detail"),
]

"""Addresses of the app ``people``."""

from django.urls import include, path

from marketing_portal.people import views

app_name = "people"
urlpatterns = [
    path("people/", views.person_list, name="list"),
    path("people/", include("marketing_portal.people.accounts.urls")),
    path("people/<slug:slug>/", views.detail, name="detail"),
    path("teams/", views.teams, name="teams"),
    path("teams/<slug:slug>/", views.team, name="team"),
]

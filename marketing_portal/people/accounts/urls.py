"""Addresses of the pages of administrators; part of the namespace ``people``."""

from django.urls import path

from marketing_portal.people.accounts import views

urlpatterns = [
    path("invite/", views.invite, name="invite"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<int:pk>/invite-again/", views.invite_again, name="invite_again"),
    path("accounts/<int:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("accounts/<int:pk>/activate/", views.activate, name="activate"),
]

"""Addresses of collateral and decks."""

from django.urls import path

from usecases.views import collateral

app_name = "collateral"
urlpatterns = [
    path("collateral/", collateral.collateral_list, name="list"),
    path("collateral/<slug:slug>/", collateral.detail, name="detail"),
    path("decks/", collateral.decks, name="decks"),
]

"""Addresses of use cases and of their matrices."""

from django.urls import path

from usecases.views import dri, key_links, overviews, use_cases

app_name = "usecases"
urlpatterns = [
    path("", use_cases.use_case_list, name="list"),
    path("dri/", dri.dri, name="dri"),
    path("dri.csv", dri.dri_csv, name="dri_csv"),
    path("dri/<slug:role>/<slug:slug>/", dri.dri_cell, name="dri_cell"),
    path("key-links/", key_links.key_links, name="key_links"),
    path("key-links/<slug:kind>/<slug:slug>/", key_links.key_link, name="key_link"),
    path("market-requirements/", overviews.market_requirements, name="market_requirements"),
    path("bill-of-materials/", overviews.bill_of_materials, name="bill_of_materials"),
    path("<slug:slug>/", use_cases.detail, name="detail"),
]

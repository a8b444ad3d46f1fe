"""Addresses of the app ``content``."""

from django.urls import path

from marketing_portal.content import history_urls, views

app_name = "content"
urlpatterns = [
    path("handbook/", views.page_list, name="page_list"),
    path("handbook/<path:path>/", views.page, name="page"),
    path("report/", views.report_problem, name="report_problem"),
    path("go/<slug:app>/<slug:model>/<int:pk>/", views.go, name="go"),
    path("review/<slug:app>/<slug:model>/<int:pk>/", views.review, name="review"),
    *history_urls.urlpatterns,
]

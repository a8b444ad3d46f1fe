"""Addresses of bringing files in and taking them out."""

from django.urls import path

from marketing_portal.interchange.web import importing, taking_out

app_name = "interchange"
urlpatterns = [
    path("import/", importing.handbook, name="handbook"),
    path("import/issues/", importing.issues, name="issues"),
    path("import/<uuid:token>/", importing.upload, name="upload"),
    path("export/content.zip", taking_out.content_zip, name="content_zip"),
    path("export/requests.csv", taking_out.requests_csv, name="requests_csv"),
    path("export/requests.jsonl", taking_out.requests_lines, name="requests_lines"),
    path("export/<str:folder>/<path:slug>.md", taking_out.source, name="source"),
]

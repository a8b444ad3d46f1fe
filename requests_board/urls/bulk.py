"""Addresses of changing many requests at once, within those of the requests."""

from django.urls import path

from requests_board.views import bulk

urlpatterns = [
    path("bulk/", bulk.choose, name="bulk"),
    path("bulk/preview/", bulk.preview, name="bulk_preview"),
    path("bulk/apply/", bulk.apply, name="bulk_apply"),
    path("batches/", bulk.list_batches, name="batches"),
    path("batches/<int:number>/", bulk.batch, name="batch"),
    path("batches/<int:number>/undo/", bulk.undo, name="batch_undo"),
]

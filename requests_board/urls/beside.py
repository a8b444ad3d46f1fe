"""Addresses of what hangs on a request: related work and files."""

from django.urls import path

from requests_board.views import attachments, related

urlpatterns = [
    path("<int:number>/related/", related.relate, name="relate"),
    path("<int:number>/related/<int:link_id>/remove/", related.remove, name="unlink"),
    path("<int:number>/files/", attachments.add, name="attach"),
    path("<int:number>/files/<uuid:key>/", attachments.download, name="attachment"),
    path("<int:number>/files/<uuid:key>/remove/", attachments.remove, name="detach"),
]

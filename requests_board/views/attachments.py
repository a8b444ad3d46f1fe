"""Files of a request: attaching, downloading, taking away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from requests_board import workflow
from requests_board.forms.files import AttachForm
from requests_board.models import Attachment
from requests_board.uploads import skipped
from requests_board.views.common import INVALID, SignedInRequest, demand, visible
from requests_board.views.detail import show
from requests_board.workflow.attachments import attach, detach, may_detach

NOT_YOURS = "Only who attached a file, or a lead of the team, takes it away."
SANDBOX = "sandbox; default-src 'none'"


def attached(request: SignedInRequest, number: int, key: UUID) -> Attachment:
    """The file, or 404 where the request or the file is not there for this person."""
    row = visible(request, number, people=False)
    return get_object_or_404(Attachment.objects.select_related("request"), request=row, key=key)


@require_POST
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Attach files, or say which of them cannot be."""
    row = visible(request, number)
    too_large = skipped(request)
    form = AttachForm(request.POST, request.FILES, skipped=too_large)
    if not form.is_valid():
        return show(request, row, INVALID, form=form, attach_form=form)
    try:
        kept = attach(row, by=request.user, files=form.cleaned_data["files"])
    except workflow.Incomplete as found:
        form.add_error("files", found.errors["files"])
        return show(request, row, INVALID, form=form, attach_form=form)
    messages.success(request, f"{len(kept)} file{'s are' if len(kept) > 1 else ' is'} attached.")
    return redirect(f"{row.get_absolute_url()}#files")


@require_safe
def download(request: SignedInRequest, number: int, key: UUID) -> HttpResponseBase:
    """The file itself: always to be saved, never shown by the browser as a page of the portal."""
    found = attached(request, number, key)
    if found.removed_at:
        raise Http404("This file was taken away.")
    try:
        opened = found.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is missing in the storage.") from None
    response = FileResponse(opened, as_attachment=True, filename=found.name, content_type=found.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def remove(request: SignedInRequest, number: int, key: UUID) -> HttpResponse:
    """Take a file away."""
    found = attached(request, number, key)
    demand(may_detach(found, request.user), NOT_YOURS)
    detach(found, by=request.user)
    messages.success(request, f"“{found.name}” is taken away.")
    return redirect(f"{found.request.get_absolute_url()}#files")

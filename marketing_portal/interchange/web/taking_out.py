"""The addresses under which files are taken out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketing_portal.content.models import HandbookPage
from marketing_portal.interchange.canonical.use_case import write_use_case
from marketing_portal.interchange.canonical.writing import write_page, write_persona
from marketing_portal.interchange.desk_lines import writing as desk_lines
from marketing_portal.interchange.dumping.folder import archive
from marketing_portal.interchange.dumping.journeys import pages
from marketing_portal.interchange.dumping.personas import personas
from marketing_portal.interchange.dumping.use_cases import use_cases
from marketing_portal.interchange.issues import exporting as issue_lines
from marketing_portal.interchange.issues.collecting import issues_of
from marketing_portal.people.limits import limited
from marketing_portal.people.roles import can_edit_content, is_triage_lead
from personas.models import Persona
from requests_board.models import SMRequest
from requests_board.views.common import SignedInRequest, demand
from usecases.models import UseCase

# Folder of the content files: the model, and how the object with some slug becomes the text of its file.
FILES: dict[str, tuple[Any, Callable[[str], Iterable[str]]]] = {
    "personas": (Persona, lambda slug: map(write_persona, personas(slug))),
    "use-cases": (UseCase, lambda slug: map(write_use_case, use_cases(slug))),
    "pages": (HandbookPage, lambda slug: map(write_page, pages(slug))),
}
FOR_EDITORS = "Editors take the content out."
FOR_LEADS = "Triage leads take the requests out."
R = TypeVar("R", bound=HttpResponseBase)


@require_safe
@limited("GET")
def content_zip(request: SignedInRequest) -> FileResponse:
    """All content as the files of a folder."""
    demand(can_edit_content(request.user), FOR_EDITORS)
    name = f"content-{timezone.localdate():%Y-%m-%d}.zip"
    response = FileResponse(
        io.BytesIO(archive()), as_attachment=True, filename=name, content_type="application/zip"
    )
    return private(response)


@require_safe
@limited("GET")
def source(request: SignedInRequest, folder: str, slug: str) -> HttpResponse:
    """One page as its content file."""
    if folder not in FILES:
        raise Http404("There is no such folder of content files.")
    model, texts = FILES[folder]
    get_object_or_404(model.objects.visible_to(request.user), slug=slug)
    text = next(iter(texts(slug)), None)
    if text is None:
        raise Http404("This page has no content file.")
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug.replace("/", "-")}.md"'
    return private(response)


@require_safe
@limited("GET")
def requests_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """Every request in the CSV that GitLab imports."""
    demand(is_triage_lead(request.user), FOR_LEADS)
    lines = issue_lines.lines(issues_of(SMRequest.objects.visible_to(request.user)))
    return streamed(lines, "text/csv; charset=utf-8", "csv")


@require_safe
@limited("GET")
def requests_lines(request: SignedInRequest) -> StreamingHttpResponse:
    """Every request with its history, as JSON lines."""
    demand(is_triage_lead(request.user), FOR_LEADS)
    lines = desk_lines.lines(SMRequest.objects.visible_to(request.user))
    return streamed(lines, "application/x-ndjson; charset=utf-8", "jsonl")


def streamed(lines: Iterator[str], content_type: str, ending: str) -> StreamingHttpResponse:
    """``lines`` as a file, sent while it is written."""
    response = StreamingHttpResponse(lines, content_type=content_type)
    name = f"requests-{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return private(response)


def private(response: R) -> R:
    """``response``, kept by nobody on the way and taken for nothing else than it says."""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""The pages on which files are brought in: send, look, decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.models import Upload
from marketing_portal.interchange.web import deciding, keeping, showing
from marketing_portal.interchange.web.forms import ChoiceForm, UploadForm
from marketing_portal.people.limits import limited
from marketing_portal.people.roles import can_edit_content, is_triage_lead
from requests_board.uploads import skipped
from requests_board.views.common import CONFLICT, INVALID, SignedInRequest, demand

Kind = Upload.Kind
MAY = {Kind.HANDBOOK: can_edit_content, Kind.ISSUES: is_triage_lead}
PAGE = {Kind.HANDBOOK: "interchange:handbook", Kind.ISSUES: "interchange:issues"}
FOR_OTHERS = {
    Kind.HANDBOOK: "Editors import handbook pages.",
    Kind.ISSUES: "Triage leads import issues.",
}
COUNTED = ("created", "updated", "unchanged")


def demand_for(kind: str, request: SignedInRequest) -> None:
    """403 for whoever may not import this kind of files."""
    demand(MAY[Kind(kind)](request.user), FOR_OTHERS[Kind(kind)])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("POST")
def handbook(request: SignedInRequest) -> HttpResponse:
    """Send handbook pages."""
    return receive(request, Kind.HANDBOOK)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("POST")
def issues(request: SignedInRequest) -> HttpResponse:
    """Send issues."""
    return receive(request, Kind.ISSUES)


def receive(request: SignedInRequest, kind: Upload.Kind) -> HttpResponse:
    """Keep what was sent and go on to what it would do, or say what is wrong with it."""
    demand_for(kind, request)
    if request.method != "POST":
        return show_form(request, kind, UploadForm(kind))
    too_large = skipped(request)
    form = UploadForm(kind, request.POST, request.FILES, skipped=too_large)
    if form.is_valid():
        try:
            with transaction.atomic():
                upload = keeping.keep(request.user, kind, form.cleaned_data["files"], form.options)
                deciding.look(upload)
            return redirect("interchange:upload", upload.pk)
        except BadFile as error:
            form.add_error("files", sentence_of(error))
    return show_form(request, kind, form, INVALID)


def sentence_of(error: BadFile) -> str:
    """File, line and what is wrong."""
    return f"{error.path}, line {error.line}: {error.reason}"


def show_form(
    request: SignedInRequest, kind: Upload.Kind, form: UploadForm, status: int = 200
) -> HttpResponse:
    """The form, and what still waits for a decision."""
    context = {
        "form": form,
        "kind": kind,
        "waiting": Upload.objects.filter(owner=request.user, kind=kind).defer("preview"),
        "may_handbook": can_edit_content(request.user),
        "may_issues": is_triage_lead(request.user),
    }
    return render(request, "interchange/send.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("POST")
def upload(request: SignedInRequest, token: UUID) -> HttpResponse:
    """What an upload of one's own would do; a POST decides."""
    found = get_object_or_404(Upload.objects.select_related("owner"), pk=token, owner=request.user)
    demand_for(found.kind, request)
    if request.method != "POST":
        return show(request, found)
    do = request.POST.get("do", "")
    if do == "discard":
        found.delete()
        messages.success(request, "Nothing was imported; the files are thrown away.")
        return redirect(PAGE[Kind(found.kind)])
    if do in {"overwrite", "keep"} and found.kind == Kind.ISSUES:
        found.options["overwrite"] = do == "overwrite"
        return look_again(request, found)
    return decide(request, found) if do == "apply" else show(request, found, status=INVALID)


def decide(request: SignedInRequest, found: Upload) -> HttpResponse:
    """Apply what was shown; show it again where something is still to be chosen, or where it differs by now."""
    clashes = found.preview["conflicts"] if found.kind == Kind.HANDBOOK else ()
    form = ChoiceForm(clashes, request.POST)
    if not form.is_valid():
        return show(request, found, form, INVALID)
    try:
        done = deciding.apply(found.pk, request.user, request.POST.get("seen", ""), form.choices)
    except deciding.DiffersError:
        return look_again(request, found, differs=True)
    except BadFile as error:
        return show(request, found, form, INVALID, refused=sentence_of(error))
    except Upload.DoesNotExist:
        raise Http404("This upload is no more.") from None
    counts = ", ".join(f"{done['totals'][name]:,} {name}" for name in COUNTED)
    messages.success(request, f"Imported: {counts}.")
    return redirect(PAGE[Kind(found.kind)])


def look_again(request: SignedInRequest, found: Upload, *, differs: bool = False) -> HttpResponse:
    """Work out the preview anew and show it."""
    try:
        deciding.look(found)
    except BadFile as error:
        return show(request, found, status=INVALID, refused=sentence_of(error))
    if differs:
        return show(request, found, status=CONFLICT, differs=True)
    return redirect("interchange:upload", found.pk)


def show(
    request: SignedInRequest, found: Upload, form: ChoiceForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The preview of ``found``. ``more``: that it differs from what was shown before, or why it was refused."""
    context = {"upload": found, "preview": found.preview, "back": PAGE[Kind(found.kind)], **more}
    if found.kind == Kind.ISSUES:
        return render(request, "interchange/issues.html", context, status=status)
    form = form or ChoiceForm(found.preview["conflicts"])
    context |= {
        "form": form,
        "pages": showing.pages(found.preview),
        "conflicts": showing.conflicts(found.preview, form),
    }
    return render(request, "interchange/handbook.html", context, status=status)

"""Filing a request."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.forms import FilingForm
from requests_board.forms.files import CHOOSE_AGAIN
from requests_board.forms.filing import LOOK, WITH_QUESTIONS, prefilled, typed
from requests_board.models import SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.pages.reach import label_chosen, reach, use_case_of
from requests_board.pages.similar import found_for
from requests_board.uploads import skipped
from requests_board.views.common import INVALID, SignedInRequest
from requests_board.workflow.attachments import attach

FILED = "filed"  # in the session: request numbers by the token of the form
KEPT = 10
NEXT = "Request #{} is filed. Triage leads look at new requests every day; you are told of each decision."
AGAIN = "Request #{} was already filed by your first click; nothing was filed twice."


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """The form, empty or filled in from the address; then the request."""
    book = LabelBook()
    if request.method != "POST":
        return show(request, FilingForm(initial=prefilled(request.GET, book), book=book), book)
    too_large = skipped(request)
    if LOOK in request.POST:
        return show(request, FilingForm(initial=typed(request.POST), book=book), book)
    form = FilingForm(request.POST, request.FILES, skipped=too_large, book=book)
    if not form.is_valid():
        return show(request, form, book, INVALID)
    try:
        number, is_new = file_once(request, form.cleaned_data["token"], lambda: file(request.user, form))
    except workflow.Incomplete as found:
        form.refuse(found.errors)
        return show(request, form, book, INVALID)
    messages.success(request, (NEXT if is_new else AGAIN).format(number))
    return redirect("requests:detail", number)


def file(user: User, form: FilingForm) -> SMRequest:
    """File the request with its files."""
    filed = workflow.file_request(by=user, **form.changes())
    if form.cleaned_data["files"]:
        attach(filed, by=user, files=form.cleaned_data["files"])
    return filed


def show(request: SignedInRequest, form: FilingForm, book: LabelBook, status: int = 200) -> HttpResponse:
    """The form, whom the request will reach and what is there already; to the script only what it asked for."""
    label = label_chosen(form["use_case"].value(), book)
    use_case = use_case_of(label, request.user)
    title, phase = str(form["title"].value() or ""), str(form["gtm_phase"].value() or "")
    context = {
        "form": form,
        "reach": reach(label, use_case, form.chosen_kind, request.user),
        "found": found_for(title, use_case, label.pk if label else None, phase, request.user),
        "files_lost": CHOOSE_AGAIN if request.FILES or skipped(request) else "",
    }
    asked = request.POST.get(LOOK)
    if asked is None or not getattr(request, "htmx", False):
        return render(request, "requests_board/new.html", context, status=status)
    return render(request, "requests_board/_looked.html", context | {"questions": asked == WITH_QUESTIONS})


def file_once(
    request: SignedInRequest, token: UUID | None, file: Callable[[], SMRequest]
) -> tuple[int, bool]:
    """The number of the request that ``token`` filed, and whether it was filed now.

    Two clicks wait for each other on the row of the account; the second finds what the first left in the session.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        filed: dict[str, int] = type(request.session)(request.session.session_key).get(FILED, {})
        if str(token) in filed:
            return filed[str(token)], False
        number = file().pk
        if token:
            newest = [*filed.items(), (str(token), number)][-KEPT:]
            request.session[FILED] = dict(newest)
            request.session.save()
    return number, True

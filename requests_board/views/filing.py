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
from requests_board.forms.filing import LOOK, prefilled, typed
from requests_board.models import SMRequest
from requests_board.pages.reach import reach
from requests_board.views.common import INVALID, SignedInRequest

FILED = "filed"  # in the session: request numbers by the token of the form
KEPT = 10
NEXT = "Request #{} is filed. Triage leads look at new requests every day; you are told of each decision."
AGAIN = "Request #{} was already filed by your first click; nothing was filed twice."


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """The form, empty or filled in from the address; then the request."""
    if request.method != "POST":
        return show(request, FilingForm(initial=prefilled(request.GET)))
    if LOOK in request.POST:
        return show(request, FilingForm(initial=typed(request.POST)))
    form = FilingForm(request.POST)
    if not form.is_valid():
        return show(request, form, INVALID)
    fields = form.changes()
    number, is_new = file_once(
        request, form.cleaned_data["token"], lambda: workflow.file_request(by=request.user, **fields)
    )
    messages.success(request, (NEXT if is_new else AGAIN).format(number))
    return redirect("requests:detail", number)


def show(request: SignedInRequest, form: FilingForm, status: int = 200) -> HttpResponse:
    """The form and whom the request will reach; to the script that asked when a use case was chosen, only that."""
    context = {"form": form, "reach": reach(form["use_case"].value(), request.user)}
    is_part = LOOK in request.POST and getattr(request, "htmx", False)
    template = "requests_board/_reach.html" if is_part else "requests_board/new.html"
    return render(request, template, context, status=status)


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

"""Pages of administrators: inviting somebody, and the accounts there are."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketing_portal.people.accounts import invitations
from marketing_portal.people.accounts.forms import HAS_ONE, InvitationForm
from marketing_portal.people.accounts.rows import AccountRow, accounts_for_list
from marketing_portal.people.models import User
from marketing_portal.people.roles import can_invite

PER_PAGE = 50
View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Refuse everybody who may not invite."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_invite(request.user):
            raise PermissionDenied("Administrators look after accounts.")
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_administrators
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who can sign in, was invited or is switched off."""
    page = Paginator(accounts_for_list(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [AccountRow(user) for user in page]
    return render(request, "people/accounts.html", {"page_obj": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = invitations.invite(by=administrator(request), **form.cleaned_data)
        except IntegrityError:  # a second click, or another administrator at the same moment
            form.add_error("email", HAS_ONE)
        else:
            mail_invitation(request, user)
            return redirect("people:accounts")
    status = 422 if form.is_bound else 200
    return render(request, "people/invite.html", {"form": form}, status=status)


@require_POST
@for_administrators
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a fresh link to somebody who has not used theirs."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    mail_invitation(request, user)
    return redirect("people:accounts")


@require_POST
@for_administrators
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch an account off, but not one's own."""
    user = get_object_or_404(User, pk=pk)
    if user == request.user:
        messages.error(request, "You cannot switch off your own account; another administrator can.")
    else:
        invitations.switch(user, on=False, by=administrator(request))
        messages.success(request, f"{user} can no longer sign in. What they wrote is still there.")
    return redirect("people:accounts")


@require_POST
@for_administrators
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch an account on again."""
    user = get_object_or_404(User, pk=pk)
    invitations.switch(user, on=True, by=administrator(request))
    messages.success(request, f"{user} can sign in again.")
    return redirect("people:accounts")


def mail_invitation(request: HttpRequest, user: User) -> None:
    """Send the link and say how that went; the account is there in either case."""
    try:
        invitations.send(user, by=administrator(request))
    except OSError:
        messages.error(request, f"The mail to {user.email} could not be sent. Use “Send link again” later.")
    else:
        messages.success(request, f"A link to choose a password is on its way to {user.email}.")


def administrator(request: HttpRequest) -> User:
    """Who asks, which ``for_administrators`` made sure is somebody."""
    assert isinstance(request.user, User)  # noqa: S101  for the type checker
    return request.user

"""People who come from the company's identity provider: of an allowed domain, with a confirmed address."""

from typing import Any

import pytest
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from marketing_portal.people.models import User

PROVIDER = {
    "provider_id": "company",
    "name": "Company",
    "client_id": "portal",
    "secret": "s",
    "settings": {"server_url": "https://idp.example.com"},
}


@pytest.fixture(autouse=True)
def provider(settings: LazySettings, db: None) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [PROVIDER]}}
    settings.ALLOWED_EMAIL_DOMAINS = ["Cast.example"]


def a_request() -> HttpRequest:
    request = RequestFactory().get("/accounts/oidc/company/login/callback/")
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    request.user = AnonymousUser()
    return request


def come(email: str, *, verified: bool = True, **claims: Any) -> tuple[int, str, User | None]:
    """Arrive from the provider; gives status, where it leads and who is signed in."""
    request = a_request()
    said = {"sub": "42", "email": email, "email_verified": verified, "name": "Team member"} | claims
    with context.request_context(request):
        login = get_adapter().get_provider(request, "company").sociallogin_from_response(request, said)
        answer = complete_social_login(request, login)
    user = User.objects.filter(pk=request.session.get("_auth_user_id", 0)).first()
    return answer.status_code, answer.headers.get("Location", ""), user


def test_somebody_new_of_an_allowed_domain_becomes_an_employee() -> None:
    status, where, user = come("Somebody@cast.example")
    assert (status, where) == (302, "/")
    assert user is not None
    assert (user.email, user.name, user.is_staff, user.has_usable_password()) == (
        "somebody@cast.example",
        "Team member",
        False,
        False,
    )


def test_the_same_person_gets_the_same_account() -> None:
    assert come("somebody@cast.example")[2] == come("somebody@cast.example")[2]


@pytest.mark.parametrize(
    ("email", "verified"),
    [
        ("somebody@elsewhere.example", True),
        ("somebody@cast.example", False),
        ("somebody@cast.example.evil.example", True),
        ("somebody@evilcast.example", True),
    ],
)
def test_strangers_are_refused_and_leave_nothing(email: str, verified: bool) -> None:
    before = User.objects.count()
    status, _, user = come(email, verified=verified)
    assert (status, user, User.objects.count()) == (403, None, before)


def test_whoever_was_invited_gets_that_account(requester: User) -> None:
    assert come(requester.email)[2] == requester


def test_who_is_switched_off_stays_out(requester: User) -> None:
    User.objects.filter(pk=requester.pk).update(is_active=False)
    status, where, user = come(requester.email)
    assert (status, where, user) == (302, "/accounts/inactive/", None)


def test_who_has_no_name_is_called_by_the_address() -> None:
    user = come("somebody@cast.example", name="")[2]
    assert user is not None
    assert user.name == "somebody@cast.example"


def test_no_domain_lets_nobody_in(settings: LazySettings) -> None:
    settings.ALLOWED_EMAIL_DOMAINS = []
    assert come("somebody@cast.example")[0] == 403

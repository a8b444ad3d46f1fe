"""Codes of the second factor cannot be tried out by somebody who knows the password."""

import time

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import is_mfa_enabled
from django.conf import LazySettings, settings
from django.test import RequestFactory
from django.utils.module_loading import import_string

from marketing_portal.people.models import User
from tests.accounts.test_lockout import sign_in
from tests.support.cast import PASSWORD

LIMIT = settings.AXES_FAILURE_LIMIT


@pytest.fixture
def secured(requester: User, settings: LazySettings) -> User:
    """An account with a second factor."""
    settings.MFA_TOTP_TOLERANCE = 1  # so that no second turns a right code into a wrong one
    auth.TOTP.activate(requester, auth.generate_totp_secret())
    assert is_mfa_enabled(requester)
    return requester


def errors(user: User, code: str, *, address: str = "10.0.0.1", name: str = "authenticate") -> str:
    """What the form says to ``code``; empty where it lets in."""
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    with context.request_context(request):
        form = import_string(settings.MFA_FORMS[name])({"code": code}, user=user)
        return str(form.errors.get("code", ""))


def right(user: User) -> str:
    """The code of now."""
    secret = Authenticator.objects.get(user=user).data["secret"]
    return str(auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30)))


@pytest.mark.parametrize("name", ["authenticate", "reauthenticate"])
def test_wrong_codes_lock_as_wrong_passwords_do(name: str, secured: User) -> None:
    for _ in range(LIMIT):
        assert "Incorrect code" in errors(secured, "wrong", name=name)
    assert "Too many tries" in errors(secured, right(secured), name=name)
    assert sign_in(secured.email, PASSWORD).status_code == 429
    assert errors(secured, right(secured), address="10.0.0.2", name=name) == ""


def test_the_right_code_lets_in(secured: User) -> None:
    assert "Incorrect code" in errors(secured, "wrong")
    assert errors(secured, right(secured)) == ""

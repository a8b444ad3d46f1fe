"""Failed sign-ins lock an address for whoever tried it, by one count for all forms."""

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from marketing_portal.people.accounts.lockout import address_tried
from marketing_portal.people.models import User
from tests.support.cast import PASSWORD

LIMIT = settings.AXES_FAILURE_LIMIT


def sign_in(email: str, password: str, address: str = "10.0.0.1", **headers: str) -> Any:
    """Try the portal's form."""
    client = Client(REMOTE_ADDR=address, headers=headers)
    return client.post(reverse("account_login"), {"login": email, "password": password})


def fail(email: str, times: int = LIMIT, **more: str) -> list[int]:
    return [sign_in(email, "wrong", **more).status_code for _ in range(times)]


def test_it_locks_after_the_limit_and_refuses_the_right_password(requester: User) -> None:
    assert fail(requester.email) == [200] * (LIMIT - 1) + [429]
    answer = sign_in(requester.email, PASSWORD)
    assert answer.status_code == 429
    assert "Sign-in is locked for a while" in answer.content.decode()
    assert "15 minutes" in answer.content.decode()
    assert "site-header" in answer.content.decode()


def test_neither_case_nor_browser_gives_more_attempts(requester: User) -> None:
    fail(requester.email, 2)
    fail(requester.email.upper(), 1, **{"User-Agent": "another"})
    fail(f" {requester.email.title()}", 2)
    assert sign_in(requester.email, PASSWORD).status_code == 429


def test_the_admins_form_counts_with_the_portals(editor: User) -> None:
    fail(editor.email, LIMIT - 1)
    request = RequestFactory().post("/admin/login/", {"username": editor.email}, REMOTE_ADDR="10.0.0.1")
    assert authenticate(request, username=editor.email, password="wrong") is None
    assert sign_in(editor.email, PASSWORD).status_code == 429
    assert authenticate(request, username=editor.email, password=PASSWORD) is None


def test_the_admin_signs_in_by_the_portals_page(editor: User) -> None:
    for address in ("/admin/", "/admin/login/", "/admin/personas/persona/"):
        path = Client().get(address, follow=True).redirect_chain[-1][0]
        assert path.startswith(reverse("account_login"))
    fail(editor.email)
    posted = Client(REMOTE_ADDR="10.0.0.1").post(
        "/admin/login/", {"username": editor.email, "password": PASSWORD}
    )
    assert posted.status_code in {302, 429}
    assert "_auth_user_id" not in posted.client.session


def test_others_at_the_same_address_and_the_owner_elsewhere_are_not_locked(
    requester: User, outsider: User
) -> None:
    fail(requester.email)
    assert sign_in(outsider.email, PASSWORD).status_code == 302
    assert sign_in(requester.email, PASSWORD, address="10.0.0.2").status_code == 302


def test_a_claimed_address_is_not_believed(requester: User) -> None:
    for number in range(LIMIT):
        sign_in(requester.email, "wrong", **{"X-Forwarded-For": f"203.0.113.{number}"})
    assert sign_in(requester.email, PASSWORD, **{"X-Forwarded-For": "203.0.113.99"}).status_code == 429
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"10.0.0.1"}


def test_it_opens_again_after_the_pause(requester: User) -> None:
    fail(requester.email)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert sign_in(requester.email, PASSWORD).status_code == 302


def test_success_forgets_the_failures(requester: User) -> None:
    fail(requester.email, LIMIT - 1)
    assert sign_in(requester.email, PASSWORD).status_code == 302
    assert fail(requester.email, LIMIT - 1) == [200] * (LIMIT - 1)


def test_addresses_without_account_are_locked_alike(db: None) -> None:
    assert fail("nobody@cast.example") == [200] * (LIMIT - 1) + [429]


def test_no_password_is_kept(requester: User) -> None:
    fail(requester.email, 2)
    attempt = AccessAttempt.objects.get()
    assert "wrong" not in f"{attempt.post_data}{attempt.get_data}"


@pytest.mark.parametrize(
    ("credentials", "posted"),
    [
        ({"email": "A@cast.example"}, {"login": "other"}),
        ({"username": " a@Cast.example "}, {}),
        ({}, {"login": "a@cast.example"}),
        (None, {"username": "A@CAST.EXAMPLE"}),
    ],
)
def test_an_address_counts_alike_however_it_is_given(
    credentials: dict[str, str] | None, posted: dict[str, str]
) -> None:
    assert address_tried(RequestFactory().post("/", posted), credentials) == "a@cast.example"


@pytest.mark.parametrize("given", ["nothing", ""])
def test_an_empty_form_is_no_attempt(given: str, db: None) -> None:
    Client().post(reverse("account_login"), {"login": given, "password": ""})
    assert not AccessAttempt.objects.exists()

"""Second factor and identity provider have addresses only where they are switched on."""

import importlib
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from marketing_portal.people.accounts import sign_in


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    yield
    importlib.reload(sign_in)


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern.url_patterns)
        elif pattern.name:
            found.add(pattern.name)
    return found


def with_settings(settings: LazySettings, *, mfa: bool, oidc: str) -> set[str]:
    settings.MFA_ENABLED, settings.OIDC_SERVER_URL = mfa, oidc
    return names(importlib.reload(sign_in).urlpatterns)


def test_off_by_default(settings: LazySettings) -> None:
    assert (settings.MFA_ENABLED, settings.OIDC_SERVER_URL) == (False, "")
    assert not [name for name in names(sign_in.urlpatterns) if name.startswith(("mfa_", "social", "openid"))]


def test_second_factor(settings: LazySettings) -> None:
    found = with_settings(settings, mfa=True, oidc="")
    assert {"mfa_activate_totp", "mfa_authenticate", "mfa_index"} <= found
    assert "openid_connect_login" not in found


def test_identity_provider(settings: LazySettings) -> None:
    found = with_settings(settings, mfa=False, oidc="https://idp.example.com")
    assert {"openid_connect_login", "openid_connect_callback", "socialaccount_signup"} <= found
    assert "mfa_index" not in found


def test_only_the_page_with_the_code_may_show_pictures_of_its_own() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    answer = sign_in.PICTURES_IN_THE_PAGE(view)(HttpRequest())
    assert vars(answer)["_csp_update"] == {"img-src": ["data:"]}

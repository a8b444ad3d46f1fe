"""Sign-up is closed: people are invited, or come from the company's identity provider with an allowed domain."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """Accounts by e-mail and password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator invites."""
        return False


class DomainAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped library
    """Accounts by the identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Open to verified addresses of an allowed domain."""
        return self.is_allowed(sociallogin)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse strangers before anything is stored."""
        if not self.is_allowed(sociallogin):
            raise ImmediateHttpResponse(render(request, "account/not_invited.html", status=403))

    @staticmethod
    def is_allowed(sociallogin: Any) -> bool:
        """Whether the provider vouches for an address in one of ALLOWED_EMAIL_DOMAINS."""
        addresses = [address for address in sociallogin.email_addresses if address.verified]
        domains = {address.email.rpartition("@")[2].lower() for address in addresses}
        return bool(domains & {domain.lower() for domain in settings.ALLOWED_EMAIL_DOMAINS})

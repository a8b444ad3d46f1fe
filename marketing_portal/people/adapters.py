"""Sign-up is closed: people are invited, or come from the company's identity provider with an allowed domain."""

from typing import Any, ClassVar

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render

from marketing_portal.content.directions import without_turns
from marketing_portal.people.backends import may_sign_in

log = structlog.get_logger(__name__)


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """Accounts by e-mail and password."""

    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Address and password do not belong together. Check both, or reset the password.",
        "enter_current_password": "This is not your password now. Type it again.",
        "incorrect_password": "This is not your password. Type it again.",
        "too_many_login_attempts": "Too many tries. Wait some minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator invites."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Refuse who may not come in though the password is right; allauth itself only knows active accounts."""
        if not may_sign_in(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Say so when the mail server does not take it: the page is no 500, and the same for unknown addresses."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as problem:
            log.error("account_mail_not_sent", template=template_prefix, problem=str(problem))
            messages.error(self.request, "The mail could not be sent. Try again in a while.")


class DomainAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped library
    """Accounts by the identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Open to verified addresses of an allowed domain."""
        return self.is_allowed(sociallogin)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse strangers before anything is stored."""
        if not self.is_allowed(sociallogin):
            raise ImmediateHttpResponse(render(request, "account/not_invited.html", status=403))

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Whoever was invited and comes by the provider with the same address gets the same account."""
        return domain_of(email) in allowed_domains()

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take the name along, which allauth would split in two fields that accounts here do not have."""
        user = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(part for part in parts if part) or user.email
        user.name = without_turns(name)[:120]
        return user

    @staticmethod
    def is_allowed(sociallogin: Any) -> bool:
        """Whether the provider vouches for an address in one of ALLOWED_EMAIL_DOMAINS."""
        addresses = [address for address in sociallogin.email_addresses if address.verified]
        return any(domain_of(address.email) in allowed_domains() for address in addresses)


def domain_of(email: str) -> str:
    """What stands behind the @, in small letters."""
    return email.rpartition("@")[2].lower()


def allowed_domains() -> set[str]:
    """ALLOWED_EMAIL_DOMAINS in small letters."""
    return {domain.lower() for domain in settings.ALLOWED_EMAIL_DOMAINS}

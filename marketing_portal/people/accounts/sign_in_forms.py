"""django-allauth's forms with the portal's labels, so that an error names a field as the page does.

Wrong codes of the second factor are counted with wrong passwords: who knows a password must not try out the code.
"""

from typing import Any

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as codes
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "oldpassword": "Password now",
    "password1": "New password",
    "password2": "New password, once more",
    "remember": "Keep me signed in on this device",
}


class Labelled:
    """A form whose fields are called what ``LABELS`` says."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)


class LoginForm(Labelled, forms.LoginForm):  # type: ignore[misc]  # untyped library
    """Sign in."""


class ReauthenticateForm(Labelled, forms.ReauthenticateForm):  # type: ignore[misc]
    """The password again."""


class ChangePasswordForm(Labelled, forms.ChangePasswordForm):  # type: ignore[misc]
    """Another password."""


class SetPasswordForm(Labelled, forms.SetPasswordForm):  # type: ignore[misc]
    """The first password of an account that came from an identity provider."""


class ResetPasswordForm(Labelled, forms.ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link."""


class ResetPasswordKeyForm(Labelled, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """Choose a password after following the link."""


class Counted:
    """A form that takes a code, refused while the address is locked for whoever asks."""

    user: Any

    def clean_code(self) -> str:
        """The code; a wrong one is a failed sign-in, in the database and so for all processes."""
        who = {"username": self.user.email}
        if not AxesProxyHandler.is_allowed(context.request, who):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            return str(super().clean_code())  # type: ignore[misc]  # of the form that this is mixed into
        except ValidationError:
            user_login_failed.send(sender=__name__, credentials=who, request=context.request)
            raise


class CodeForm(Counted, codes.AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor, after the password."""


class CodeAgainForm(Counted, codes.ReauthenticateForm):  # type: ignore[misc]
    """The code again, before something that matters."""

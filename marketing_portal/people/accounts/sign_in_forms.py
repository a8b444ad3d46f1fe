"""django-allauth's forms with the portal's labels, so that an error names a field as the page does."""

from typing import Any

from allauth.account import forms

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

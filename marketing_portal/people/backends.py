"""Permissions in the admin follow from roles, not from rows that somebody must keep in step."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from marketing_portal.people import roles


def may_sign_in(user: Any) -> bool:
    """Whether ``user`` may come in: active, and no demo account in production (their password is known to all)."""
    return bool(user.is_active) and not (settings.PRODUCTION and user.is_demo)


class RoleBackend(AuthenticationBackend):  # type: ignore[misc]  # untyped library
    """Signs in by e-mail and password; answers Django's permission questions from ``roles``.

    What the roles do not grant is denied outright (PermissionDenied: Django then says no), so that no other backend
    looks for permission rows.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked when somebody signs in and again for each request of a session."""
        return may_sign_in(user)

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        """Whether ``user_obj`` may do ``perm`` (``app.action_model``)."""
        app_label, _, codename = perm.partition(".")
        if not (user_obj.is_active and roles.admin_permission(user_obj, app_label, codename)):
            raise PermissionDenied
        return True

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether ``user_obj`` sees ``app_label`` in the admin."""
        editors = roles.CONTENT_APPS | {name.split(".")[0] for name in roles.EDITOR_MODELS}
        return roles.is_administrator(user_obj) or (roles.can_edit_content(user_obj) and app_label in editors)

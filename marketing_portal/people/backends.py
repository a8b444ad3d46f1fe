"""Permissions in the admin follow from roles, not from rows that somebody must keep in step."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Model

from marketing_portal.people import roles


class RoleBackend(ModelBackend):
    """Signs in by e-mail and password; answers Django's permission questions from ``roles``."""

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        """Whether ``user_obj`` may do ``perm`` (``app.action_model``)."""
        app_label, _, codename = perm.partition(".")
        return bool(user_obj.is_active) and roles.admin_permission(user_obj, app_label, codename)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether ``user_obj`` sees ``app_label`` in the admin."""
        editors = roles.CONTENT_APPS | {name.split(".")[0] for name in roles.EDITOR_MODELS}
        return roles.is_administrator(user_obj) or (roles.can_edit_content(user_obj) and app_label in editors)

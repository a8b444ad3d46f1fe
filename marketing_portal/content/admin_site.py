"""The admin's site: its name, the order of its index, and what packages bring that nobody edits here."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

# Apps in the order in which people need them, models in theirs; what is not named follows by name.
APP_ORDER = ("personas", "usecases", "content", "people", "requests_board")
MODEL_ORDER = (
    "persona", "personalistentry", "orgposition", "enterpriserole", "deprecatedasset", "guidance",
    "usecase", "dricell", "keylink", "marketrequirement", "collateral", "deck", "bomelement", "bomarea",
    "journeystage", "audience", "journeyview", "journey", "ownership", "orgcolumn", "release", "cascadequestion",
    "activationrole", "keylinkkind", "valuedriver", "statement", "areaofinterest", "contradiction",
    "handbookpage", "changeset",
    "person", "team", "user",
    "smrequest", "milestone", "label", "notification",
)  # fmt: skip
LEFT_OUT = {
    "auth.group": "roles are given on the account, and what they may do stands in code",
    "account.emailaddress": "an account has one address, edited on the account",
    "socialaccount.socialapp": "the identity provider is set by the environment",
    "socialaccount.socialaccount": "made by signing in",
    "socialaccount.socialtoken": "secrets of the identity provider",
    "mfa.authenticator": "shows secrets; lost second factors are removed on the list of accounts",
    "axes.accesslog": "sign-ins are in the log of the server",
    "axes.accessfailurelog": "failed sign-ins are in the list of attempts",
}


class PortalAdminSite(AdminSite):
    """The one admin site."""

    site_title = "Admin"
    site_header = settings.SITE_NAME
    index_title = "What do you want to edit?"
    empty_value_display = "—"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register, except what packages register and the portal leaves out."""
        models = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        kept = [model for model in models if model._meta.label_lower not in LEFT_OUT]
        super().register(kept, admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Signed in without the role: refused, as everywhere in the portal, instead of asked to sign in again."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            leaves = request.path == reverse("admin:logout", current_app=self.name)
            if request.user.is_authenticated and not leaves and not self.has_permission(request):
                raise PermissionDenied("Only editors and administrators edit here.")
            return inner(request, *args, **kwargs)

        return guarded

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Apps and models in the order above."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            for model in app["models"]:
                model["name"] = getattr(self._registry[model["model"]], "index_name", model["name"])
            app["models"].sort(key=lambda model: rank(MODEL_ORDER, model["object_name"].lower()))
        return sorted(apps, key=lambda app: rank(APP_ORDER, app["app_label"]))


def rank(order: tuple[str, ...], name: str) -> tuple[int, str]:
    """Place of ``name`` in ``order``; what is not in it comes after, by name."""
    return (order.index(name), "") if name in order else (len(order), name)

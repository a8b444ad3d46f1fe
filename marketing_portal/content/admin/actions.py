"""Actions on many objects at once. One action is one change set; each object is locked before it is changed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from marketing_portal.content import history

Change = Callable[[Any], bool]


def change_each(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[Any], change: Change, done: str
) -> None:
    """Apply ``change`` to each object; it says whether it changed anything. ``done``: “archived”."""
    keys = list(queryset.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        scope = history.current_scope()
        if scope is not None and not scope.reason:
            scope.reason = f"{done.capitalize()} in the list"
        locked = queryset.model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys)
        count = sum(change(found) for found in locked.order_by("pk"))
    told = model_admin.opts.verbose_name if count == 1 else model_admin.opts.verbose_name_plural
    skipped = f" {len(keys) - count} needed no change." if count < len(keys) else ""
    model_admin.message_user(request, f"{count} {told} {done}.{skipped}", messages.SUCCESS)


@admin.action(description="Archive", permissions=["change"])
def archive(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    """Take out of use."""

    def change(found: Any) -> bool:
        if found.archived_at is None:
            found.archive()
            return True
        return False

    change_each(model_admin, request, queryset, change, "archived")


@admin.action(description="Bring back from the archive", permissions=["change"])
def restore(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    """Bring back into use."""

    def change(found: Any) -> bool:
        if found.archived_at is not None:
            found.restore()
            return True
        return False

    change_each(model_admin, request, queryset, change, "brought back")


@admin.action(description="Mark as reviewed: still correct", permissions=["change"])
def mark_reviewed(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    """Say that it is still correct."""

    def change(found: Any) -> bool:
        found.mark_reviewed(request.user)
        return True

    change_each(model_admin, request, queryset, change, "marked as reviewed")


@admin.action(description="Set the owner…", permissions=["change"])
def set_owner(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> TemplateResponse | None:
    """Ask for the owner, then set it."""
    owner = model_admin.model._meta.get_field("owner")
    people = owner.related_model._default_manager.active()
    field = forms.ModelChoiceField(people, required=False, empty_label="Nobody", label="New owner")
    form = type("OwnerForm", (forms.Form,), {"owner": field})(
        request.POST if "apply" in request.POST else None
    )
    if form.is_valid():
        chosen = form.cleaned_data["owner"]

        def change(found: Any) -> bool:
            if found.owner_id == (chosen.pk if chosen else None):
                return False
            found.owner = chosen
            found.save(update_fields=["owner"])
            return True

        change_each(model_admin, request, queryset, change, f"given to {chosen or 'nobody'}")
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Set the owner",
        "opts": model_admin.opts,
        "form": form,
        "objects": queryset,
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/content/set_owner.html", context)


def set_value(name: str, value: Any, description: str, done: str) -> Any:
    """An action that gives the field ``name`` a value."""

    @admin.action(description=description, permissions=["change"])
    def action(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        def change(found: Any) -> bool:
            if getattr(found, name) == value:
                return False
            setattr(found, name, value)
            found.save(update_fields=[name])
            return True

        change_each(model_admin, request, queryset, change, done)

    action.__name__ = f"set_{name}_{value}"
    return action

"""Accounts in the admin: who may sign in, and as what. Passwords are chosen by their owners through an invitation."""

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from marketing_portal.content.admin import PlainAdmin
from marketing_portal.content.admin.forms import AdminForm
from marketing_portal.people.accounts import invitations
from marketing_portal.people.models import User
from marketing_portal.people.models.users import ADMINISTRATOR, GLOBAL_ROLES
from marketing_portal.people.roles import is_administrator


class AccountForm(AdminForm):
    """An account. ``asked_by`` is set by the admin."""

    asked_by: User
    groups = forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=GLOBAL_ROLES),
        label="Roles",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Roles that hold everywhere. Member and lead are roles in a team, given in the form of the team.",
    )

    def clean(self) -> dict[str, Any] | None:
        """Nobody locks themselves out."""
        cleaned = super().clean()
        if self.instance.pk != self.asked_by.pk:
            return cleaned
        if not self.cleaned_data.get("is_active", True):
            self.add_error("is_active", "You cannot switch off your own account; another administrator can.")
        roles = {group.name for group in self.cleaned_data.get("groups", ())}
        if ADMINISTRATOR not in roles and not self.instance.is_superuser:
            raise ValidationError("You cannot take the role of administrator from yourself.")
        return cleaned


@admin.action(description="Send the invitation again", permissions=["change"])
def invite_again(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    """Mail a fresh link to those who never signed in."""
    waiting = [user for user in queryset if user.is_active and user.last_login is None]
    failed = []
    for user in waiting:
        try:
            invitations.send(user, by=asker(request))
        except OSError:
            failed.append(user.email)
    if failed:
        told = f"The mail could not be sent to {', '.join(failed)}. Try again later."
        model_admin.message_user(request, told, messages.ERROR)
    skipped = queryset.count() - len(waiting)
    also = f" Left out, because they signed in before or are switched off: {skipped}." if skipped else ""
    model_admin.message_user(request, f"Links sent: {len(waiting) - len(failed)}.{also}", messages.SUCCESS)


def switch(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any], on: bool) -> None:
    """Switch accounts on or off, one's own left out."""
    count = 0
    for user in queryset.exclude(pk=asker(request).pk).filter(is_active=not on):
        invitations.switch(user, on=on, by=asker(request))
        count += 1
    model_admin.message_user(request, f"Switched {'on' if on else 'off'}: {count}.", messages.SUCCESS)


@admin.action(description="Switch off", permissions=["change"])
def deactivate(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    """Nobody of them can sign in any longer."""
    switch(model_admin, request, queryset, on=False)


@admin.action(description="Switch on again", permissions=["change"])
def activate(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    """They can sign in again."""
    switch(model_admin, request, queryset, on=True)


@admin.action(description="Remove lost second factors", permissions=["change"])
def forget_second_factors(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
    """They sign in with the password alone until they add a new one."""
    count = Authenticator.objects.filter(user__in=queryset.values("pk")).delete()[0]
    model_admin.message_user(request, f"Second factors removed: {count}.", messages.SUCCESS)


def asker(request: HttpRequest) -> User:
    """Who asks; the admin lets nobody else come this far."""
    assert isinstance(request.user, User)  # noqa: S101  for the type checker
    return request.user


@admin.register(User)
class UserAdmin(PlainAdmin):
    """Accounts. They are made by invitation and switched off instead of deleted."""

    form: Any = AccountForm
    change_list_template = "admin/people/user_list.html"
    list_display = ("name", "email", "roles", "person", "is_active", "last_login", "is_demo")
    list_filter = ("is_active", "groups", "is_demo")
    list_select_related = ("person",)
    search_fields = ("name", "email", "person__name", "person__handle")
    actions: Any = [invite_again, deactivate, activate, forget_second_factors]
    readonly_fields: ClassVar[Any] = ("person", "teams", "last_login", "date_joined", "is_demo")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("name", "email"), "is_active", "groups")}),
        ("About", {"fields": (("person", "teams"), ("date_joined", "last_login", "is_demo"))}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With roles and teams."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.prefetch_related("groups", "person__memberships__team")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Accounts are made by inviting."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Whatever the list is filtered by, never by a piece of the stored password."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; it knows who asks."""
        made: Any = super().get_form(request, obj, change, **kwargs)
        made.asked_by = request.user
        return made

    @admin.display(description="roles")
    def roles(self, obj: User) -> str:
        """Global roles in a line."""
        names = [group.name for group in obj.groups.all()]
        return ", ".join(["Superuser", *names] if obj.is_superuser else names) or "Employee"

    @admin.display(description="person", ordering="person__name")
    def person(self, obj: Any) -> str:
        """The entry that the account belongs to."""
        return str(getattr(obj, "person", "") or "")

    @admin.display(description="teams")
    def teams(self, obj: Any) -> str:
        """Roles in teams."""
        person = getattr(obj, "person", None)
        return (
            ", ".join(f"{m.get_role_display()}, {m.team}" for m in person.memberships.all()) if person else ""
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators alone."""
        return is_administrator(request.user)

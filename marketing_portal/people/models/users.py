"""Accounts: one e-mail address, one name, the roles of their groups and teams."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

ADMINISTRATOR = "Administrator"
EDITOR = "Editor"
TRIAGE_LEAD = "Triage lead"
GLOBAL_ROLES = (ADMINISTRATOR, EDITOR, TRIAGE_LEAD)


class UserManager(BaseUserManager["User"]):
    """Makes accounts; addresses are kept in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without ``password`` it cannot sign in until one is set by the invitation."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account that may do everything."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this address, in whatever case it is typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in. ``is_staff`` follows from the roles, so it cannot contradict them."""

    email = models.EmailField(
        "e-mail", unique=True, error_messages={"unique": "Another account has this e-mail address."}
    )
    name = models.CharField(max_length=120)
    is_active = models.BooleanField("active", default=True, help_text="Switch off instead of deleting.")
    is_demo = models.BooleanField("demo sign-in", default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_in_small_letters",
                violation_error_message="Write the e-mail address in small letters.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """Addresses are compared without regard to case, so they are kept in small letters."""
        super().clean()
        self.email = self.email.strip().lower()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the address in small letters."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """Name as shown."""
        return str(self)

    def get_short_name(self) -> str:
        """First word of the name."""
        return str(self).split()[0]

    @cached_property
    def global_roles(self) -> frozenset[str]:
        """Names of the roles that hold everywhere (one query, then kept)."""
        if self.is_superuser:
            return frozenset(GLOBAL_ROLES)
        names = frozenset(self.groups.values_list("name", flat=True))
        return frozenset(GLOBAL_ROLES) if ADMINISTRATOR in names else names & frozenset(GLOBAL_ROLES)

    @cached_property
    def team_roles(self) -> dict[int, str]:
        """Role by team id for the teams this account is in (one query, then kept)."""
        from_model = self._meta.apps.get_model("people", "TeamMembership")
        return dict(from_model.objects.filter(person__user=self).values_list("team_id", "role"))

    @property
    def is_staff(self) -> bool:
        """May enter the admin: editors and administrators."""
        return self.is_active and bool(self.global_roles & {ADMINISTRATOR, EDITOR})

"""The list of accounts as administrators read it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from marketing_portal.people.models import User


def accounts_for_list() -> QuerySet[User]:
    """All accounts with what their rows show."""
    return User.objects.select_related("person").prefetch_related("groups", "person__memberships__team")


@dataclass(frozen=True)
class AccountRow:
    """One account in words."""

    user: User

    @property
    def is_invited(self) -> bool:
        """Invited, and the link not used yet."""
        return self.user.last_login is None and not self.user.has_usable_password()

    @property
    def state(self) -> tuple[str, str]:
        """How it stands, and the colour token of that."""
        if not self.user.is_active:
            return "Switched off", "red"
        return ("Invited", "amber") if self.is_invited else ("Active", "green")

    @property
    def roles(self) -> list[str]:
        """Global roles and roles in teams; an employee has none."""
        person = getattr(self.user, "person", None)
        memberships = person.memberships.all() if person else []
        found = ["Administrator"] if self.user.is_superuser else []
        found += [group.name for group in self.user.groups.all()]
        found += [f"{member.get_role_display()}, {member.team}" for member in memberships]
        return list(dict.fromkeys(found)) or ["Employee"]

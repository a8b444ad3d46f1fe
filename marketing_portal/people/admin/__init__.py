"""The admin of people, teams and accounts."""

from marketing_portal.people.admin.accounts import UserAdmin
from marketing_portal.people.admin.people import PersonAdmin, TeamAdmin

__all__ = ["PersonAdmin", "TeamAdmin", "UserAdmin"]

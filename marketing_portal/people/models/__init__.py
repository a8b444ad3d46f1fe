"""Accounts, people, teams and who is in them."""

from marketing_portal.people.models.people import Person, PersonAlias, PersonQuerySet
from marketing_portal.people.models.teams import Team, TeamMembership, TeamQuerySet, TeamRole
from marketing_portal.people.models.users import User, UserManager

__all__ = [
    "Person",
    "PersonAlias",
    "PersonQuerySet",
    "Team",
    "TeamMembership",
    "TeamQuerySet",
    "TeamRole",
    "User",
    "UserManager",
]

"""The fixed cast of the tests: one account for each role, named by it, and the team that some of them are in.

`requester` and `outsider` are employees of no team. `team_member` and `team_lead` belong to the own team;
`other_member` and `other_lead` play the same roles in another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import Group

from marketing_portal.people.models import Person, Team, TeamMembership, TeamRole, User
from marketing_portal.people.models.users import ADMINISTRATOR, EDITOR, TRIAGE_LEAD

VISITOR = "visitor"
GLOBAL = {"triage_lead": TRIAGE_LEAD, "editor": EDITOR, "administrator": ADMINISTRATOR}
IN_TEAM = {
    "team_member": ("own", TeamRole.MEMBER),
    "team_lead": ("own", TeamRole.LEAD),
    "other_member": ("other", TeamRole.MEMBER),
    "other_lead": ("other", TeamRole.LEAD),
}
EMPLOYEES = ("requester", "outsider", *IN_TEAM, *GLOBAL)
ROLES = (VISITOR, *EMPLOYEES)
PASSWORD = "a-password-of-the-test-cast"
TEAMS = {
    "own": ("product-marketing", "Product marketing"),
    "other": ("technical-marketing", "Technical marketing"),
}


def title(role: str) -> str:
    """The role as the name of its account: `team_lead` becomes Team lead."""
    return role.replace("_", " ").capitalize()


@dataclass
class Cast:
    """Makes each account when it is first asked for: `cast.team_lead`, or `cast.play("team_lead")`."""

    @cached_property
    def team(self) -> Team:
        """The team of `team_member` and `team_lead`."""
        return self._team("own")

    @cached_property
    def other_team(self) -> Team:
        """Another team, of `other_member` and `other_lead`."""
        return self._team("other")

    def play(self, role: str) -> User | None:
        """The account of ``role``, None for a visitor."""
        return None if role == VISITOR else getattr(self, role)

    def __getattr__(self, role: str) -> User:
        if role not in EMPLOYEES:
            raise AttributeError(role)
        user = User.objects.create_user(f"{role.replace('_', '-')}@cast.example", PASSWORD, name=title(role))
        if role in GLOBAL:
            user.groups.add(Group.objects.get_or_create(name=GLOBAL[role])[0])
        if role in IN_TEAM:
            which, team_role = IN_TEAM[role]
            person = Person.objects.create(name=title(role), slug=f"cast-{role.replace('_', '-')}", user=user)
            team = self.team if which == "own" else self.other_team
            TeamMembership.objects.create(person=person, team=team, role=team_role)
        setattr(self, role, user)
        return user

    @staticmethod
    def _team(which: str) -> Team:
        slug, name = TEAMS[which]
        return Team.objects.get_or_create(slug=slug, defaults={"name": name, "is_routable": True})[0]

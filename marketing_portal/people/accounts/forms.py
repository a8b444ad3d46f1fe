"""The form of an invitation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from marketing_portal.content.directions import visible
from marketing_portal.people.models import Person, Team, TeamRole, User
from marketing_portal.people.models.users import ADMINISTRATOR, EDITOR, TRIAGE_LEAD

EMPLOYEE = "employee"
HAS_ONE = "Somebody with this address has an account already."
ROLES = (
    (EMPLOYEE, "Employee: reads everything, files requests"),
    (TeamRole.MEMBER, "Team member: works on requests of a team"),
    (TeamRole.LEAD, "Team lead: plans and decides for a team"),
    (EDITOR, "Editor: keeps personas, pages and people right"),
    (TRIAGE_LEAD, "Triage lead: routes requests, decides for every team"),
    (ADMINISTRATOR, "Administrator: everything, accounts included"),
)


class InvitationForm(forms.Form):
    """Who is invited, and as what."""

    name = forms.CharField(max_length=120, label="Name")
    email = forms.EmailField(max_length=254, label="E-mail address", help_text="The link goes there.")
    role = forms.ChoiceField(choices=ROLES, initial=EMPLOYEE, label="Role")
    team = forms.ModelChoiceField(
        Team.objects.none(),
        required=False,
        label="Team",
        help_text="For team members and team leads.",
        empty_label="No team",
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label="Already listed as",
        empty_label="Nobody in the list",
        help_text="If the handbook names this person, so that the account belongs to that entry.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "team": Team.objects.current(),
            "person": Person.objects.active().filter(user=None),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """What people see of it."""
        name = visible(self.cleaned_data["name"])
        if not name:
            raise ValidationError("Enter the name that people see.")
        return name

    def clean_email(self) -> str:
        """In small letters, and nobody else's."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise ValidationError(HAS_ONE)
        return email

    def clean(self) -> dict[str, Any]:
        """A team belongs to the roles that are roles in a team, and to no other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        in_team = data.get("role") in TeamRole.values
        if in_team and not data.get("team") and "team" not in self.errors:
            self.add_error("team", "Choose the team that this role is in.")
        if data.get("team") and not in_team:
            self.add_error(
                "team", "Choose “Team member” or “Team lead” as the role, or leave the team empty."
            )
        return data

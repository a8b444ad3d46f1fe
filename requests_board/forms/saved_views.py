"""The form of a saved view: its name, and who sees it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction

from marketing_portal.people.models import Team, User
from marketing_portal.people.roles import is_lead, is_triage_lead
from requests_board.models import SavedView

Audience = SavedView.Audience
TEAMWORK = ("team", "is_team_default")


class SavedViewForm(forms.ModelForm):  # type: ignore[type-arg]
    """Offers what the person may choose: teams they lead; everyone for triage leads."""

    class Meta:
        model = SavedView
        fields = ("name", "audience", "team", "is_team_default")
        labels = {"audience": "Who sees it"}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = Team.objects.routable()
        led = [team.pk for team in teams if is_lead(user, team.pk)]
        audiences = [Audience.PRIVATE, *([Audience.TEAM] if led else [])]
        audiences += [Audience.EVERYONE] if is_triage_lead(user) else []
        self.fields["audience"] = forms.ChoiceField(
            label="Who sees it",
            choices=[(key.value, key.label) for key in audiences],
            initial=Audience.PRIVATE,
        )
        if led:
            self.fields["team"] = forms.ModelChoiceField(
                teams.filter(pk__in=led),
                required=False,
                empty_label="No team",
                initial=led[0] if len(led) == 1 else None,
                help_text="Its members see the view.",
            )
            self.fields[
                "is_team_default"
            ].help_text = "In place of what opened first before: a team has one such list and one such board."
        else:
            for name in TEAMWORK:
                del self.fields[name]

    def clean_name(self) -> str:
        """One's own views have different names."""
        name: str = self.cleaned_data["name"]
        others = SavedView.objects.filter(owner=self.instance.owner, name=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError("You have a view of this name already. Choose another name.")
        return name

    def clean(self) -> dict[str, Any]:
        """A view for a team names it; only such a view can open first."""
        held: dict[str, Any] = super().clean() or {}
        is_for_team = held.get("audience") == Audience.TEAM
        if is_for_team and not held.get("team"):
            self.add_error("team", "Choose the team that this view is for.")
        if not is_for_team:
            self.instance.team, self.instance.is_team_default = None, False
            held |= {name: None if name == "team" else False for name in TEAMWORK if name in self.fields}
        return held

    def save(self, commit: bool = True) -> SavedView:
        """Save; the view that opened first for the team before gives way."""
        view = self.instance
        with transaction.atomic():
            if view.is_team_default:
                others = SavedView.objects.filter(team=view.team, layout=view.layout, is_team_default=True)
                others.exclude(pk=view.pk).update(is_team_default=False)
            saved: SavedView = super().save(commit)
        return saved

"""The form in which a lead says how many days of a quarter each person of the team has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction

from requests_board.models import Capacity
from requests_board.pages.capacity import Member, TeamLoad

MOST_DAYS = 66  # working days of the longest quarter
TOO_MANY = f"A quarter has at most {MOST_DAYS} working days."


class CapacityForm(forms.Form):
    """One number for each person who has an account; empty says that nobody knows."""

    use_required_attribute = False

    def __init__(self, *args: Any, load: TeamLoad, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.load = load
        for member in load.members:
            self.fields[f"days_{member.user.pk}"] = forms.IntegerField(
                label=f"Days a quarter of {member.user}",
                min_value=0,
                max_value=MOST_DAYS,
                required=False,
                initial=member.days,
                error_messages={"max_value": TOO_MANY, "min_value": "Give a number of days, 0 or more."},
            )

    @property
    def rows(self) -> list[tuple[Member, forms.BoundField]]:
        """Each person with the field for their days."""
        return [(member, self[f"days_{member.user.pk}"]) for member in self.load.members]

    def save(self) -> int:
        """Keep what differs; gives how many people that were."""
        changed = [member for member in self.load.members if f"days_{member.user.pk}" in self.changed_data]
        with transaction.atomic():
            for member in changed:
                days = self.cleaned_data[f"days_{member.user.pk}"]
                of = {"team": self.load.team, "user": member.user}
                if days is None:
                    Capacity.objects.filter(**of).delete()
                else:
                    Capacity.objects.update_or_create(
                        team_id=self.load.team.pk, user_id=member.user.pk, defaults={"days": days}
                    )
        return len(changed)

"""Filters of the list of people."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from marketing_portal.people.models import Person, PersonQuerySet, Team
from marketing_portal.people.models.people import normalise_name


class PersonFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped library
    """By text (name, handle or another spelling), team, and whether somebody has left."""

    q = django_filters.CharFilter(
        label="Name, handle or alias",
        method="by_text",
        widget=forms.TextInput(attrs={"type": "search", "data-hotkey": "f"}),
        max_length=100,
    )
    team = django_filters.ModelChoiceFilter(
        label="Team",
        error_messages={"invalid_choice": "“%(value)s” is not a team."},
        field_name="memberships__team",
        to_field_name="slug",
        empty_label="Any",
    )
    state = django_filters.ChoiceFilter(
        label="Shown",
        error_messages={"invalid_choice": "“%(value)s” is not a choice for who is shown."},
        choices=[("active", "Active"), ("left", "Left")],
        method="by_state",
        empty_label="Everybody",
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["team"].queryset = Team.objects.visible_to(user)

    def by_text(self, people: PersonQuerySet, name: str, text: str) -> PersonQuerySet:
        """Those whose name or handle holds ``text``, or who are also written so."""
        alias = normalise_name(text)
        found = Q(name__icontains=text) | Q(handle__icontains=text.lstrip("@"))
        return people.filter(
            found | Q(pk__in=people.filter(aliases__normalised__contains=alias).values("pk"))
        )

    def by_state(self, people: PersonQuerySet, name: str, state: str) -> PersonQuerySet:
        """Those who are here, or those who have left."""
        return people.filter(left_on__isnull=state == "active")

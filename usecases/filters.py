"""Filters of the list of use cases. Only the fields below are read from the query string."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from marketing_portal.people.models.people import normalise_name
from usecases.models import UseCase, UseCaseAlias
from usecases.models.use_case import UseCaseQuerySet
from usecases.vocabulary import Tier


class UseCaseFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped library
    """By text, under any name that a use case has, and by tier."""

    q = django_filters.CharFilter(
        label="Name, alias or anything said",
        method="by_text",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-hotkey": "f"}),
    )
    tier = django_filters.ChoiceFilter(
        label="Tier", choices=Tier.choices, method="by_tab", widget=forms.HiddenInput
    )
    column = django_filters.ChoiceFilter(
        label="DRI matrix",
        choices=[("yes", "With a column"), ("no", "Without a column")],
        method="by_column",
        empty_label="Any",
    )

    class Meta:
        model = UseCase
        fields: list[str] = []

    def by_text(self, use_cases: UseCaseQuerySet, name: str, text: str) -> UseCaseQuerySet:
        """Those that are called or described so, or have an alias or a label that holds ``text``."""
        alias = UseCaseAlias.objects.filter(
            use_case=OuterRef("pk"), normalised__contains=normalise_name(text)
        )
        called = Q(name__icontains=text) | Q(short_label__icontains=text) | Q(label_key__icontains=text)
        described = Q(description__icontains=text) | Q(body__icontains=text)
        return use_cases.filter(called | described | Exists(alias))

    def by_tab(self, use_cases: UseCaseQuerySet, name: str, tier: str) -> UseCaseQuerySet:
        """All of them: the tabs count every tier, so the list itself picks its own (`tier_shown`)."""
        return use_cases

    def by_column(self, use_cases: UseCaseQuerySet, name: str, value: str) -> UseCaseQuerySet:
        """Those with, or without, a column in the DRI matrix."""
        return use_cases.filter(dri_position__isnull=value == "no")

    @property
    def tier_shown(self) -> str:
        """The tier that was asked for; empty for all."""
        return str(self.form.cleaned_data.get("tier") or "")

    @property
    def is_set(self) -> bool:
        """True where anything but the tab was chosen."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "tier")

"""What is picked out of the coverage map. Only the fields below are read from the query string."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from usecases.reading.coverage import Coverage, coverage
from usecases.vocabulary import CollateralKind, Tier


class CoverageFilter(forms.Form):
    """Tier leaves rows out, type leaves collateral out, and what is empty can be brought to the front."""

    tier = forms.ChoiceField(label="Tier", required=False, choices=[("", "All"), *Tier.choices])
    type = forms.ChoiceField(
        label="Type of collateral", required=False, choices=[("", "Any"), *CollateralKind.choices]
    )
    show = forms.ChoiceField(
        label="Cells",
        required=False,
        choices=[("", "All"), ("empty", "Only the empty ones")],
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.is_valid()

    def chosen(self, name: str) -> str:
        """What was chosen; empty where nothing was, or nothing that exists."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def is_set(self) -> bool:
        """True where anything was chosen."""
        return any(self.cleaned_data.values())

    @property
    def only_empty(self) -> bool:
        """True where only what is empty was asked for."""
        return self.chosen("show") == "empty"

    @property
    def query(self) -> str:
        """What was chosen, for an address that keeps it."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})

    def map_for(self, user: Any) -> Coverage:
        """The map as ``user`` may see it, narrowed as chosen."""
        found = coverage(user, self.chosen("tier"), self.chosen("type"))
        found.only_empty = self.only_empty
        return found

"""Filters of the list of collateral. Only the fields below are read from the query string.

Other pages link here with them: the coverage map with use_case, stage and audience, a persona's page with persona.
"""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat

from marketing_portal.people.models import Person
from personas.models import Persona
from usecases.models import Audience, Collateral, JourneyStage, UseCase
from usecases.models.collateral import CollateralQuerySet
from usecases.vocabulary import CollateralKind

NONE = "none"
YES_OR_NO = [("yes", "Yes"), ("no", "No")]
TIER_APART = 1000
Options = dict[str, list[tuple[str, str]]]


class CollateralFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped library
    """By text, use case, stage, audience, type, persona, owner, and who may open it."""

    q = django_filters.CharFilter(
        label="Title, remark or address",
        method="by_text",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-hotkey": "/"}),
    )
    use_case = django_filters.ChoiceFilter(label="Use case", field_name="use_cases__slug", empty_label="Any")
    stage = django_filters.ChoiceFilter(label="Stage", method="by_tab", widget=forms.HiddenInput)
    audience = django_filters.ChoiceFilter(label="Audience", method="by_audience", empty_label="Any")
    type = django_filters.ChoiceFilter(
        label="Type", field_name="kind", choices=CollateralKind.choices, empty_label="Any"
    )
    persona = django_filters.ChoiceFilter(label="Persona", field_name="personas__slug", empty_label="Any")
    owner = django_filters.ChoiceFilter(label="Owner", field_name="owner__slug", empty_label="Anybody")
    gated = django_filters.ChoiceFilter(
        label="Gated", choices=YES_OR_NO, method="by_flag", empty_label="Either"
    )
    internal = django_filters.ChoiceFilter(
        label="Internal", choices=YES_OR_NO, method="by_flag", empty_label="Either"
    )

    class Meta:
        model = Collateral
        fields: list[str] = []

    def __init__(self, data: Any, user: Any) -> None:
        super().__init__(data, queryset=Collateral.objects.visible_to(user))
        found = options(user)
        for name in ("use_case", "stage", "audience", "persona", "owner"):
            none = [(NONE, "None")] if name in {"stage", "audience"} else []
            self.filters[name].extra["choices"] = found[name] + none
        self.stages = found["stage"]
        if not user.is_authenticated:
            del self.filters["internal"]
        for one in self.filters.values():
            if "choices" in one.extra:
                wrong = f"“%(value)s” is not a choice for {str(one.label).lower()}."
                one.extra["error_messages"] = {"invalid_choice": wrong}

    def by_text(self, items: CollateralQuerySet, name: str, text: str) -> CollateralQuerySet:
        """Those that are called so, or of which the remark or the address says so."""
        return items.filter(Q(title__icontains=text) | Q(note__icontains=text) | Q(url__icontains=text))

    def by_tab(self, items: CollateralQuerySet, name: str, stage: str) -> CollateralQuerySet:
        """All of them: the tabs count every stage, so the list itself picks its own (`stage_shown`)."""
        return items

    def by_audience(self, items: CollateralQuerySet, name: str, audience: str) -> CollateralQuerySet:
        """Those for an audience, or for none."""
        if audience == NONE:
            return items.filter(audiences__isnull=True)
        return items.filter(audiences__key=audience)

    def by_flag(self, items: CollateralQuerySet, name: str, value: str) -> CollateralQuerySet:
        """Those that are internal, or gated, and those that are not."""
        return items.filter(**{name: value == "yes"})

    @property
    def stage_shown(self) -> str:
        """The stage that was asked for; empty for all."""
        return str(self.form.cleaned_data.get("stage") or "")

    @property
    def is_set(self) -> bool:
        """True where anything but the tab was chosen."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "stage")

    @property
    def is_deep(self) -> bool:
        """True where one of the filters was chosen that are folded away."""
        return any(self.form.cleaned_data.get(name) for name in ("persona", "owner", "gated", "internal"))


def options(user: Any) -> Options:
    """What each filter offers ``user``, in its order: one query for all five."""
    readable = UseCase.objects.visible_to(user).annotate(rank=F("tier") * TIER_APART + F("position"))
    named = Persona.objects.visible_to(user).annotate(
        rank=Value(0), words=Concat("name", Value(", "), "role")
    )
    owning = Exists(Collateral.objects.visible_to(user).filter(owner=OuterRef("pk")))
    parts = [
        part("use_case", readable, "slug", "name"),
        part("stage", JourneyStage.objects.annotate(rank=F("order")), "key", "name"),
        part("audience", Audience.objects.annotate(rank=F("order")), "key", "name"),
        part("persona", named, "slug", "words"),
        part("owner", Person.objects.visible_to(user).filter(owning).annotate(rank=Value(0)), "slug", "name"),
    ]
    first, *others = parts
    found: dict[str, list[tuple[int, str, str]]] = {}
    for filter_name, key, words, rank in first.union(*others, all=True):
        found.setdefault(filter_name, []).append((rank, words, key))
    names = ("use_case", "stage", "audience", "persona", "owner")
    return {name: [(key, words) for _, words, key in sorted(found.get(name, []))] for name in names}


def part(filter_name: str, rows: Any, key: str, words: str) -> Any:
    """One part of that query."""
    return (
        rows.order_by()
        .annotate(filter_name=Value(filter_name))
        .values_list("filter_name", key, words, "rank")
    )

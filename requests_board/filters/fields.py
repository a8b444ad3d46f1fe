"""Fields of the filter bar that read what no plain form field reads: a sort of several keys, and labels."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q

from requests_board.models import Label, SMRequest
from requests_board.pages.sorting import Sort
from requests_board.vocabulary import Family

MOST_LABELS = 5
FIRST_YEAR, LAST_YEAR = "1900-01-01", "9000-01-01"
COLUMNS = {
    Family.STATE: "state",
    Family.PRIORITY: "priority",
    Family.DOD: "dod",
    Family.ETEAM: "eteam",
    Family.GTM_PHASE: "gtm_phase",
}


class SortField(forms.CharField):
    """Cleaned to a ``Sort``; nothing gives the default."""

    def clean(self, value: Any) -> Any:
        """The sort that ``value`` says."""
        try:
            return Sort.read(super().clean(value))
        except ValueError as error:
            raise ValidationError("Not a sort.") from error


class LabelField(forms.CharField):
    """Labels with commas between them, in any spelling that is accepted; cleaned to ``Label`` rows."""

    def clean(self, value: Any) -> Any:
        """The labels that ``value`` names."""
        texts = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        found = [Label.objects.read(text) for text in texts[:MOST_LABELS]]
        if None in found or len(texts) > MOST_LABELS:
            raise ValidationError("Not a label.")
        return found


class SortFilter(django_filters.Filter):  # type: ignore[misc]
    """Reads the sort; it narrows nothing."""

    field_class = SortField

    def filter(self, qs: Any, value: Sort) -> Any:
        """The rows as they are."""
        return qs


class LabelFilter(django_filters.Filter):  # type: ignore[misc]
    """Requests that carry all of the labels."""

    field_class = LabelField

    def filter(self, qs: Any, value: list[Label]) -> Any:
        """``qs`` narrowed by each label."""
        for label in value or ():
            qs = qs.filter(carries(label))
        return qs


class DayFilter(django_filters.DateFilter):  # type: ignore[misc]
    """A day as ISO writes it, in years that every database knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        within = [validator(forms.DateField().clean(day)) for validator, day in LIMITS]
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(*args, input_formats=["%Y-%m-%d"], validators=within, widget=widget, **kwargs)


LIMITS = ((MinValueValidator, FIRST_YEAR), (MaxValueValidator, LAST_YEAR))


def carries(label: Label) -> Q:
    """True for requests with ``label``: a column, a team, or one of several."""
    family = Family(label.family)
    if family in COLUMNS:
        return Q(**{COLUMNS[family]: label.key})
    if family == Family.TEAM:
        return Q(team=label.team_id)
    if family == Family.USE_CASE:
        return Q(use_case=label.pk)
    if family == Family.BASE:
        return Q()
    relation = SMRequest.devops_stages if family == Family.DEVOPS_STAGE else SMRequest.labels
    return Q(Exists(relation.through._default_manager.filter(smrequest=OuterRef("pk"), label=label.pk)))

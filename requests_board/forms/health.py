"""How does it go? One choice and a line, in one submit."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from requests_board.forms.fields import HINTS, LABELS
from requests_board.models import SMRequest
from requests_board.vocabulary import Health


class HealthForm(forms.Form):
    """The health of a request as its team sees it today."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    health = forms.ChoiceField(
        label=LABELS["health"],
        choices=Health.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it goes."},
    )
    health_note = forms.CharField(
        label=LABELS["health_note"], help_text=HINTS["health_note"], max_length=300, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, row: SMRequest) -> None:
        said = {"version": row.version, "health": row.health, "health_note": row.health_note}
        super().__init__(data, auto_id="health_%s", initial=said)

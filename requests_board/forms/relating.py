"""Linking a request with another one: which link, and which request, by number or by words of its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse

from requests_board.models import RequestLink, SMRequest

LinkKind = RequestLink.Kind


class RelateForm(forms.Form):
    """Links ``row``. ``kinds``: the links that the person may make."""

    use_required_attribute = False
    kind = forms.ChoiceField(label="This request is")
    other = forms.CharField(
        label="Which request?",
        max_length=200,
        help_text="Its number, or words of its title.",
        error_messages={"required": "Give the number of the other request, or words of its title."},
    )

    def __init__(self, data: Any = None, *, row: SMRequest, kinds: Sequence[LinkKind]) -> None:
        super().__init__(data, auto_id="relate_%s")
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = LinkKind.RELATED_TO.value
        self.fields["other"].widget.attrs |= {
            "autocomplete": "off",
            "hx-post": reverse("requests:relate", args=[row.pk]),
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#relate-found",
            "hx-vals": '{"look": "1"}',
        }

    @property
    def number(self) -> int | None:
        """The number that was given, with or without #; None for words."""
        text = self.cleaned_data.get("other", "").removeprefix("#").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

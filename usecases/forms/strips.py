"""Forms of the cells of a whole column or row: one small form for each, with the version that it was opened with.

Of many cells on one page most are left as they are. What was not touched is neither checked nor saved, so that a cell
which somebody else changed meanwhile stays theirs; what both touched is asked about, cell by cell.
"""

from __future__ import annotations

import json
from typing import Any

from django import forms

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.versions import VersionedForm
from usecases.forms.cells import STATES, DRICellForm
from usecases.forms.links import KeyLinkForm
from usecases.forms.people import PeopleField, PeopleInput

KEEP_THEIRS = "0"  # sent in place of the version to save over


class StripForm(VersionedForm):
    """A cell among others. ``opened`` is what stood in it when the page was opened."""

    said: tuple[str, ...] = ()  # the fields that tell what stands in the cell

    opened = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        del self.fields["change_reason"]  # one for the whole page
        self.initial["opened"] = as_said(self[name].initial for name in self.said)

    @property
    def keeps_theirs(self) -> bool:
        """True where somebody else was first and the person leaves it at that."""
        return self.is_bound and self.data.get(self.add_prefix("overwrite")) == KEEP_THEIRS

    def has_changed(self) -> bool:
        """True where something was typed; an untouched form is always right and never saved."""
        opened = self.data.get(self.add_prefix("opened")) if self.is_bound else None
        if opened is None or self.keeps_theirs:
            return False
        return bool(opened != as_said(self[name].data for name in self.said))


def as_said(values: Any) -> str:
    """What stands in the fields of a cell, in a form that can be compared."""
    return json.dumps([plain(value) for value in values], ensure_ascii=True)


def plain(value: Any) -> Any:
    """A value as a browser sends it."""
    if isinstance(value, list):
        return [str(one).strip() for one in value]
    return "on" if value is True else str(value or "").strip()


class DRICellInStrip(StripForm, DRICellForm):
    """Who is responsible in one of many cells."""

    said = ("state", "people")

    state = forms.ChoiceField(label="Who is responsible", choices=STATES)
    people = PeopleField(label="People", widget=PeopleInput(spare=1))

    def clean_state(self) -> str:
        """Whoever types names where “unknown” stood and still stands means these people."""
        state = str(self.cleaned_data["state"])
        opened = self.data.get(self.add_prefix("opened"), "")
        is_untouched = opened.startswith(f"[{json.dumps(state)},")
        return Knowledge.KNOWN.value if is_untouched and self["people"].data else state


class KeyLinkInStrip(StripForm, KeyLinkForm):
    """One of many key links."""

    said = tuple(KeyLinkForm.Meta.fields)

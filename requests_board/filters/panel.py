"""The fields of the filters as the pages show them. Written here and kept: most people change one of thirty at a time.

A form widget would open a template for each option of each field. What is kept hangs on the values it was made of and
on nothing else, so it can neither be stale nor show anybody what they may not choose.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Choices = tuple[tuple[str, str], ...]
SELECT, BOXES, TICK, ENTRY = "select", "boxes", "tick", "entry"
KINDS = {
    django_filters.ChoiceFilter: SELECT,
    django_filters.MultipleChoiceFilter: BOXES,
    django_filters.BooleanFilter: TICK,
}
CHECKBOX: forms.CheckboxInput = forms.CheckboxInput()


@dataclass(frozen=True)
class Control:
    """One field: how it is shown, what it can be set to where that never changes, the attributes of its input."""

    name: str
    kind: str
    label: str
    choices: Choices = ()
    empty: str = ""
    attributes: str = ""


def controls(filters: Mapping[str, django_filters.Filter]) -> dict[str, Control]:
    """The fields of ``filters`` in their order."""
    found = {}
    for name, held in filters.items():
        kind = next((kind for class_, kind in KINDS.items() if isinstance(held, class_)), ENTRY)
        choices = tuple((str(key), str(text)) for key, text in held.extra.get("choices", ()))
        empty = str(held.extra.get("empty_label") or "")
        widget = copy.deepcopy(held).field.widget.attrs if kind == ENTRY else {}
        attributes = flatatt({"type": "text", **widget})
        found[name] = Control(name, kind, str(held.label), choices, empty, attributes)
    return found


@dataclass(frozen=True)
class Panel:
    """Writes the fields ``among`` as ``data`` sets them; ``choices`` of those that have other ones every day."""

    among: Mapping[str, Control]
    choices: Mapping[str, Choices]
    data: QueryDict
    wrong: frozenset[str]

    def __getitem__(self, name: str) -> SafeString:
        """The field ``name``, for templates."""
        control = self.among[name]
        if control.kind == SELECT:
            return select(control, self.choices.get(name, control.choices), str(self.data.get(name) or ""))
        if control.kind == BOXES:
            return boxes(control, frozenset(self.data.getlist(name)))
        if control.kind == TICK:
            return tick(control, bool(CHECKBOX.value_from_datadict(self.data, MultiValueDict(), name)))
        return entry(control, str(self.data.get(name) or ""), name in self.wrong)

    def under_label(self, name: str) -> str:
        """The field ``name`` with its label, in the frame that its kind has."""
        control = self.among[name]
        if control.kind == BOXES:
            return f"<fieldset><legend>{escape(control.label)}</legend>{self[name]}</fieldset>"
        if control.kind == ENTRY:
            label = f'<label for="id_{name}">{escape(control.label)}</label>'
            return f'<div class="field">{label}{self[name]}</div>'
        return f'<div class="field">{self[name]}</div>' if control.kind == SELECT else self[name]

    def written(self, names: Iterable[str]) -> SafeString:
        """The fields ``names``, one after the other."""
        return mark_safe("".join(self.under_label(name) for name in names))  # noqa: S308 - each is escaped

    def of_kind(self, kind: str, without: Iterable[str]) -> list[str]:
        """Names of the fields of that kind but those ``without``."""
        return [name for name, one in self.among.items() if one.kind == kind and name not in without]


@lru_cache(maxsize=256)
def select(control: Control, choices: Choices, chosen: str) -> SafeString:
    """A ``select`` with its label."""
    options = "".join(
        f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(text)}</option>'
        for key, text in (("", control.empty), *choices)
    )
    name, label = control.name, escape(control.label)
    opening = f'<label for="id_{name}">{label}</label><select name="{name}" id="id_{name}">'
    return mark_safe(f"{opening}{options}</select>")  # noqa: S308 - escaped


@lru_cache(maxsize=256)
def boxes(control: Control, chosen: frozenset[str]) -> SafeString:
    """A checkbox for each choice."""
    return mark_safe(  # noqa: S308 - escaped
        "".join(
            f'<label><input type="checkbox" name="{control.name}" value="{escape(key)}"'
            f"{' checked' if key in chosen else ''}>{escape(text)}</label>"
            for key, text in control.choices
        )
    )


@lru_cache(maxsize=64)
def tick(control: Control, is_on: bool) -> SafeString:
    """One checkbox with its label behind it."""
    attributes = f'type="checkbox" name="{control.name}"{" checked" if is_on else ""}'
    return mark_safe(f"<label><input {attributes}>{escape(control.label)}</label>")  # noqa: S308 - escaped


def entry(control: Control, value: str, is_wrong: bool) -> SafeString:
    """An input for a word or a day."""
    invalid = ' aria-invalid="true"' if is_wrong else ""
    name = control.name
    opening = f'<input name="{name}" id="id_{name}" value="{escape(value)}"'
    return mark_safe(f"{opening}{control.attributes}{invalid}>")  # noqa: S308 - escaped

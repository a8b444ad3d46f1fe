"""The form to edit a request: exactly the fields that the person may change now, in sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Value
from django.http import QueryDict

from requests_board.forms.fields import LABELS, SETS, RequestFieldsForm
from requests_board.models import SMRequest
from requests_board.workflow.record import THROUGH

SECTIONS = (
    ("How it goes", ("health", "health_note")),
    ("Grooming", ("priority", "weight", "is_clear", "clarity_note", "dod", "eteam")),
    ("What is asked for", ("title", "description", "dod_text", "is_confidential")),
    ("Who it is for", ("use_case", "gtm_phase", "devops_stages", "devops_categories", "labels", "launches")),
    ("Timing", ("due_on", "due_is_critical", "is_urgent", "urgent_reason")),
)
CHOICE = "choice_"
THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Section:
    """Fields that belong together."""

    title: str
    fields: list[forms.BoundField]


class EditForm(RequestFieldsForm):
    """Edits ``row``. ``names``: the fields to show. ``version``: what the person saw when they began."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    note = forms.CharField(
        label="Reason for the change",
        required=False,
        max_length=300,
        help_text="One line for the history, where it is not obvious.",
    )

    def __init__(self, *args: Any, row: SMRequest, names: Iterable[str], **kwargs: Any) -> None:
        wanted = {name.removesuffix("_id") for name in names}
        initial: dict[str, Any] = held_sets(row) if wanted.intersection(SETS) else {}
        initial |= {name: getattr(row, name) for name in wanted.difference(SETS, ("use_case",))}
        initial["use_case"] = row.use_case_id
        super().__init__(wanted, *args, initial=initial | {"version": row.version}, **kwargs)

    @property
    def sections(self) -> list[Section]:
        """The fields in sections; a section with nothing to change is left out."""
        found = [
            Section(title, [self[name] for name in names if name in self.fields]) for title, names in SECTIONS
        ]
        return [section for section in found if section.fields]

    def changes(self) -> dict[str, Any]:
        """What was given, without the fields where the person chose to keep what somebody else wrote."""
        keep = {name for name in LABELS if self.data.get(f"{CHOICE}{name}") == THEIRS}
        return {
            name: value for name, value in super().changes().items() if name.removesuffix("_id") not in keep
        }


def held_sets(row: SMRequest) -> dict[str, list[int]]:
    """The ids in each set of ``row``, with one query for all of them."""
    held: dict[str, list[int]] = {name: [] for name in SETS}
    pairs = [
        through._default_manager.filter(smrequest_id=row.pk)
        .annotate(held_in=Value(name))
        .values_list("held_in", column)
        for name, (through, column) in THROUGH.items()
    ]
    for name, key in pairs[0].union(*pairs[1:], all=True):
        held[name].append(key)
    return held


def put(data: QueryDict, name: str, value: Any) -> None:
    """Make ``data`` say ``value`` (as an event keeps it) for the form field ``name``."""
    if isinstance(value, list):
        data.setlist(name, [str(item) for item in value])
    elif value is True:
        data[name] = "on"
    elif value is False:
        data.pop(name, None)
    else:
        data[name] = "" if value is None else str(value)

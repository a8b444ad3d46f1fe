"""The form to edit a request: exactly the fields that the person may change now, in sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, Value
from django.http import QueryDict

from requests_board.forms.answers import AnsweringForm
from requests_board.forms.fields import SETS, one_of
from requests_board.models import RequestKind, SMRequest
from requests_board.workflow.answers import PREFIX, questions_of
from requests_board.workflow.record import THROUGH

SECTIONS = (
    ("How it goes", ("health", "health_note")),
    ("Grooming", ("priority", "weight", "is_clear", "clarity_note", "dod", "eteam")),
    ("What is asked for", ("title", "description", "dod_text", "is_confidential")),
    ("Who it is for", ("use_case", "gtm_phase", "devops_stages", "devops_categories", "labels", "launches")),
    ("Timing", ("due_on", "due_is_critical", "is_urgent", "urgent_reason")),
)
ABOUT_WHAT = [title for title, _ in SECTIONS].index("What is asked for")  # the questions come after it
CHOICE = "choice_"
THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Section:
    """Fields that belong together."""

    title: str
    fields: list[forms.BoundField]


class EditForm(AnsweringForm):
    """Edits ``row``. ``names``: the fields to show. ``version``: what the person saw when they began.

    The questions are those of the kind that is chosen in the form; another kind is saved first, then it asks.
    """

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
        initial |= {"use_case": row.use_case_id, "kind": row.kind_id, "version": row.version}
        self.row = row
        super().__init__(wanted, *args, initial=initial, **kwargs)
        if "kind" in wanted:
            self.fields["kind"] = kind_field(row)
        if "answers" in wanted:
            self.ask(questions_of(row.kind_id), row.answers)

    @property
    def sections(self) -> list[Section]:
        """The fields in sections; a section with nothing to change is left out."""
        found = [
            Section(title, [self[name] for name in names if name in self.fields]) for title, names in SECTIONS
        ]
        what = [self["kind"]] if "kind" in self.fields else []
        found.insert(ABOUT_WHAT + 1, Section(self.kind_title, what + self.asked))
        return [section for section in found if section.fields]

    @property
    def kind_title(self) -> str:
        """What stands above the kind and its questions."""
        return "Kind of request" if "kind" in self.fields or not self.questions else "What we asked you"

    def changes(self) -> dict[str, Any]:
        """What was given, without the fields where the person chose to keep what somebody else wrote."""
        found = super().changes()
        if "kind" in self.cleaned_data:
            kind = self.cleaned_data["kind"]
            found["kind_id"] = kind.pk if kind else None
        if self.questions:
            kept = {
                one.key: self.row.answers.get(one.key)
                for one in self.questions
                if self.keeps(PREFIX + one.key)
            }
            found["answers"] = {
                key: answer for key, answer in (self.answers | kept).items() if answer is not None
            }
        return {name: value for name, value in found.items() if not self.keeps(name.removesuffix("_id"))}

    def keeps(self, name: str) -> bool:
        """Whether the person chose to keep what somebody else wrote in the field ``name``."""
        return self.data.get(f"{CHOICE}{name}") == THEIRS


def kind_field(row: SMRequest) -> forms.Field:
    """The kinds that are offered, and the one that the request has."""
    offered = RequestKind.objects.filter(Q(archived_at=None) | Q(pk=row.kind_id)).order_by("order", "name")
    hint = "Another kind asks other questions: save it, then edit once more to answer them."
    return one_of(offered, str, none="No kind", label="Kind", required=False, help_text=hint)


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

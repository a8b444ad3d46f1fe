"""Changing many requests at once: fields of which each is left as it is unless something is chosen, or one move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from requests_board.forms.fields import MOST_DAYS, DayInput, request_fields
from requests_board.forms.moving import CHAIN, MoveForm
from requests_board.models import SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.vocabulary import GtmPhase, Health, Priority, YesNo
from requests_board.workflow import Adjust, Edit, Move, Step

KEEP, NONE = "keep", "none"
ADD, REMOVE, REPLACE = "add", "remove", "replace"
MODES = ((ADD, "Add these"), (REMOVE, "Take these away"), (REPLACE, "Have exactly these"))
MODE, CLEAR = "_how", "_clear"  # endings of the fields beside a set, and beside a date or a number
PLAIN: dict[str, tuple[str, Sequence[tuple[str, str]]]] = {
    "priority": ("Priority", Priority.choices),
    "health": ("How it goes", Health.choices),
    "is_clear": ("Clear enough to plan", YesNo.choices),
    "dod": ("Definition of done is clear", YesNo.choices),
    "eteam": ("Executive team request", YesNo.choices),
    "gtm_phase": ("GTM phase", GtmPhase.choices),
}
SETS = {
    "devops_stages": "DevOps stages",
    "labels": "Other labels",
    "launches": "Launches and campaigns",
}
YES, NO = "yes", "no"
FIELDS = (*PLAIN, "use_case_id", "weight", "due_on", "due_is_critical", *SETS)
SECTIONS = (
    ("Grooming", ("priority", "weight", "health", "is_clear", "dod", "eteam")),
    ("Timing", ("due_on", "due_is_critical")),
    ("Who it is for", ("use_case", "gtm_phase", "devops_stages", "labels", "launches")),
)


class BulkForm(forms.Form):
    """What both forms share: they can be filled from what was sent before, and say in words what they do."""

    use_required_attribute = False

    def fill(self, data: QueryDict) -> None:
        """Show what ``data`` holds without judging it: somebody comes back to change it."""
        for name, field in self.fields.items():
            if name in data:
                many = isinstance(field, forms.MultipleChoiceField)
                field.initial = data.getlist(name) if many else data[name]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was sent, as pairs of name and value: the next step sends it again."""
        sent = self.data if isinstance(self.data, QueryDict) else QueryDict()
        return [(name, value) for name in self.fields for value in sent.getlist(name)]


class EditManyForm(BulkForm):
    """The fields ``names`` (as the workflow calls them), each with “leave as it is”."""

    note = forms.CharField(
        label="Reason for the change",
        required=False,
        max_length=300,
        help_text="One line for the history of each request.",
    )

    def __init__(self, *args: Any, names: Iterable[str], book: LabelBook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {name.removesuffix("_id") for name in names if name in FIELDS}
        asked = request_fields(wanted, book)
        made: dict[str, forms.Field] = {}
        for name, (label, choices) in PLAIN.items():
            if name in wanted:
                made[name] = one_choice(label, choices)
        if "use_case" in asked:
            choices = [(key, text) for key, text in list(asked["use_case"].choices) if key]  # type: ignore[attr-defined]
            made["use_case"] = one_choice("Use case", choices)
        if "due_is_critical" in wanted:
            made["due_is_critical"] = one_choice(
                "Due date is critical", [(YES, "Yes"), (NO, "No")], empty=False
            )
        for name, label in SETS.items():
            if name in asked:
                made[name] = asked[name]
                made[name].label, made[name].help_text = label, ""
                made[f"{name}{MODE}"] = forms.ChoiceField(
                    label=f"{label}: how", choices=MODES, required=False
                )
        made |= values_to_set(wanted)
        self.fields = made | {"note": self.fields["note"]}

    def clean(self) -> dict[str, Any]:
        """Something changes, and a new date lies ahead."""
        held = self.cleaned_data
        due = held.get("due_on")
        if due and due < timezone.localdate():
            self.add_error("due_on", "This day has passed. Choose a later one.")
        for name in ("due_on", "weight"):
            if held.get(f"{name}{CLEAR}") and held.get(name):
                self.add_error(name, "Give a new one or take it away, not both.")
        if not self.errors and not self.changes():
            self.add_error(None, "Choose at least one thing to change.")
        return held

    def changes(self) -> dict[str, Any]:
        """What was chosen, as ``workflow.edit_many`` takes it."""
        return {name: value for name, value, _ in self.chosen()}

    @property
    def doing(self) -> Edit:
        """The change."""
        return Edit(self.changes(), self.cleaned_data["note"])

    @property
    def words(self) -> str:
        """The change in words, for example: Priority: 1, first; Other labels: add event."""
        return "; ".join(
            f"{self.fields[name.removesuffix('_id')].label}: {say}" for name, _, say in self.chosen()
        )

    def chosen(self) -> Iterator[tuple[str, Any, str]]:
        """Each field that is changed: its name in the workflow, its value, and that in words."""
        held = self.cleaned_data
        for name in (*PLAIN, "use_case", "due_is_critical"):
            value = held.get(name) or KEEP
            if value != KEEP:
                yield self.one(name, value)
        for name in ("due_on", "weight"):
            if held.get(f"{name}{CLEAR}"):
                yield name, None, "none"
            elif held.get(name) is not None:
                yield name, held[name], say_plain(held[name])
        for name in SETS:
            rows, mode = held.get(name) or [], held.get(f"{name}{MODE}") or ADD
            keys, texts = frozenset(row.pk for row in rows), ", ".join(map(str, rows))
            if mode == REPLACE:
                yield name, sorted(keys), texts or "none"
            elif rows and mode == ADD:
                yield name, Adjust(add=keys), f"add {texts}"
            elif rows:
                yield name, Adjust(remove=keys), f"take {texts} away"

    def one(self, name: str, value: str) -> tuple[str, Any, str]:
        """One field with one value."""
        text = str(dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]
        if name == "use_case":
            return "use_case_id", None if value == NONE else int(value), text
        if name == "due_is_critical":
            return name, value == YES, text
        return name, "" if value == NONE else value, text

    @property
    def sections(self) -> list[tuple[str, list[dict[str, forms.BoundField | None]]]]:
        """The fields in sections, each with what stands beside it."""
        found = []
        for title, names in SECTIONS:
            here = [self.row(name) for name in names if name in self.fields]
            if here:
                found.append((title, here))
        return found

    def row(self, name: str) -> dict[str, forms.BoundField | None]:
        """The field ``name``, and beside it how a set is changed or whether a value is taken away."""
        beside = {"how": f"{name}{MODE}", "clear": f"{name}{CLEAR}"}
        there = {key: self[other] for key, other in beside.items() if other in self.fields}
        return {"field": self[name], "how": there.get("how"), "clear": there.get("clear")}


def one_choice(label: str, choices: Sequence[tuple[str, str]], *, empty: bool = True) -> forms.ChoiceField:
    """One of ``choices``, nothing at all, or as it is."""
    none = [(NONE, "Not set")] if empty else []
    offered = [(KEEP, "Leave as it is"), *choices, *none]
    return forms.ChoiceField(label=label, choices=offered, required=False, initial=KEEP)


def values_to_set(wanted: set[str]) -> dict[str, forms.Field]:
    """The due date and the estimate: a new one, or none."""
    made: dict[str, forms.Field] = {}
    if "due_on" in wanted:
        made["due_on"] = forms.DateField(label="Due date", required=False, widget=DayInput())
        made[f"due_on{CLEAR}"] = forms.BooleanField(label="Take the due date away", required=False)
    if "weight" in wanted:
        made["weight"] = forms.IntegerField(
            label="Estimate in days",
            required=False,
            min_value=0,
            max_value=MOST_DAYS,
        )
        made[f"weight{CLEAR}"] = forms.BooleanField(label="Take the estimate away", required=False)
    return made


def say_plain(value: Any) -> str:
    """A day or a number in words."""
    return str(value) if isinstance(value, int) else str(date_format(value, "j M Y"))


class MoveManyForm(BulkForm, MoveForm):
    """What ``move`` needs, asked once for all ``rows``."""

    def __init__(self, *args: Any, move: Move, rows: Sequence[SMRequest], **kwargs: Any) -> None:
        super().__init__(*args, move=move, row=what_they_share(rows), **kwargs)
        self.chain = None
        self.fields = {
            name: field
            for name, field in self.fields.items()
            if name != "version" and not name.startswith(CHAIN)
        }
        if "assignees" in self.fields and self.row.team_id is None:
            self.fields[
                "assignees"
            ].help_text = "They are of several teams: whoever is not in its team cannot get one."

    @property
    def doing(self) -> Step:
        """The move with what was given."""
        return Step(self.move.key, self.given())

    @property
    def words(self) -> str:
        """The move in words, for example: Assign (Team member, Q4 FY21)."""
        data = self.given()
        parts = [data.team, *data.assignees, data.milestone, data.transferred_to]
        parts += [f"#{data.duplicate_of.pk}"] if data.duplicate_of else []
        said = ", ".join(str(part) for part in parts if part)
        return f"{self.move.verb} ({said})" if said else self.move.verb


def what_they_share(rows: Sequence[SMRequest]) -> SMRequest:
    """A request that holds what is the same of all ``rows``: the form of a move is built for it."""
    teams, milestones = {row.team_id for row in rows}, {row.milestone_id for row in rows}
    return SMRequest(
        team_id=teams.pop() if len(teams) == 1 else None,
        milestone_id=milestones.pop() if len(milestones) == 1 else None,
    )

"""The fields of a request as forms ask for them: labels and hints in one place for filing and for editing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import Model
from django.forms.models import fields_for_model
from django.utils import timezone

from requests_board.models import Label, Milestone, SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.vocabulary import Family

SETS = ("devops_stages", "labels", "launches")
MOST_DAYS = 999  # of an estimate
LONGEST_TEXT = 20_000  # characters; Markdown is rendered while the person waits
T = TypeVar("T", bound=Model)


class PlainText(forms.CharField):
    """Text of several lines. Browsers send lines ended by CR LF; what is stored has LF, so that equal is equal."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int | None = None, **options: Any) -> None:
        super().__init__(max_length=max_length or LONGEST_TEXT, **options)

    def to_python(self, value: Any) -> Any:
        """``value`` with its line ends made alike."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text


class OneLine(forms.CharField):
    """Text of one line, whatever a program sends: notices and minutes have a line for each request."""

    def to_python(self, value: Any) -> Any:
        """``value`` in one line."""
        text = super().to_python(value)
        return " ".join(text.splitlines()) if text else text


def one_of(
    rows: Iterable[T], say: Callable[[T], str], *, none: str = "", **options: Any
) -> forms.TypedChoiceField:
    """A choice of one of ``rows``, which are read once; its value is the row itself. ``none``: words for no choice."""
    known = {str(row.pk): row for row in rows}
    choices = [("", none)] if none else []
    choices += [(key, say(row)) for key, row in known.items()]
    return forms.TypedChoiceField(choices=choices, coerce=known.get, empty_value=None, **options)


def some_of(rows: Iterable[T], say: Callable[[T], str], **options: Any) -> forms.TypedMultipleChoiceField:
    """Any number of ``rows``, as checkboxes."""
    known = {str(row.pk): row for row in rows}
    choices = [(key, say(row)) for key, row in known.items()]
    boxes = forms.CheckboxSelectMultiple
    return forms.TypedMultipleChoiceField(
        choices=choices, coerce=known.get, empty_value=[], widget=boxes, **options
    )


class DayInput(forms.DateInput):
    """The browser's own picker; it sends and takes ISO dates only."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def label_text(label: Label) -> str:
    """What ``label`` means, where its family says more by a note than by its text."""
    note = label.note.rstrip(".")
    return f"{note} ({label.text})" if note else label.key.capitalize()


def lines(rows: int) -> forms.Textarea:
    """A field for text of about ``rows`` lines."""
    return forms.Textarea(attrs={"rows": rows})


LABELS = {
    "title": "What do you need?",
    "description": "What should we know?",
    "dod_text": "When is it done?",
    "use_case": "Customer use case",
    "due_on": "Needed by",
    "due_is_critical": "The date is critical: later is too late",
    "is_urgent": "It is urgent: it cannot wait for the backlog",
    "urgent_reason": "What makes it urgent",
    "gtm_phase": "Where is the buyer?",
    "devops_stages": "DevOps stages",
    "devops_categories": "DevOps categories",
    "labels": "Other labels",
    "launches": "Launches and campaigns",
    "is_confidential": "Confidential, for example because it names a customer",
    "priority": "Priority",
    "dod": "Is the definition of done clear?",
    "eteam": "Does the executive team ask for it?",
    "is_clear": "Is it clear enough to plan?",
    "clarity_note": "What is missing",
    "weight": "Estimate in days",
    "health": "How does it go?",
    "health_note": "Why",
}
HINTS = {
    "title": "One line that a colleague would understand.",
    "description": "Fill in what you know: what is it for, who will use it, what happens without it, what there is"
    " already. We ask for the rest. Markdown works.",
    "dod_text": "What you will hold in your hands, for example ten slides that a sales rep can present.",
    "use_case": "What the customer wants to change.",
    "due_on": "A date helps to plan. It is no promise.",
    "urgent_reason": "What is lost if it comes later. Triage leads read this first.",
    "gtm_phase": "The stage of the buying journey that this is for.",
    "devops_categories": "Product categories, with commas between them.",
    "is_confidential": "Only you, the team that takes it and the triage leads will see it.",
    "priority": "“?” says that you looked and cannot decide yet.",
    "weight": "Working days, roughly.",
    "health_note": "Raising a risk early helps everybody.",
}
WIDGETS: dict[str, forms.Widget | type[forms.Widget]] = {
    "description": lines(7),
    "dod_text": lines(3),
    "urgent_reason": lines(2),
    "clarity_note": lines(2),
    "health_note": lines(2),
    "due_on": DayInput(),
    "gtm_phase": forms.RadioSelect(),
    "priority": forms.RadioSelect(),
    "dod": forms.RadioSelect(),
    "eteam": forms.RadioSelect(),
    "is_clear": forms.RadioSelect(),
    "health": forms.RadioSelect(),
}
CLASSES: dict[str, type[forms.Field]] = {
    "title": OneLine,
    "description": PlainText,
    "dod_text": PlainText,
    "urgent_reason": PlainText,
    "clarity_note": PlainText,
    "health_note": PlainText,
}


# Chosen among labels, which are all read with one query.
FAMILIES = {
    "use_case": Family.USE_CASE,
    "devops_stages": Family.DEVOPS_STAGE,
    "labels": Family.OTHER,
}


def request_fields(names: Iterable[str], book: LabelBook) -> dict[str, forms.Field]:
    """The form fields of a request with these ``names``, in the order of LABELS.

    Other labels and launches are left out where there are none to choose from.
    """
    wanted = set(names)
    plain = [name for name in LABELS if name in wanted.difference(FAMILIES, ("launches",))]
    fields: dict[str, forms.Field] = fields_for_model(
        SMRequest,
        fields=plain,
        labels=LABELS,
        help_texts={name: HINTS.get(name, "") for name in plain},
        widgets={name: widget for name, widget in WIDGETS.items() if name in wanted},
        field_classes={name: field for name, field in CLASSES.items() if name in wanted},
        error_messages={"title": {"required": "Say in one line what you need."}},
    )
    if "weight" in fields:
        fields["weight"].validators.append(MaxValueValidator(MOST_DAYS))
    for name in plain:
        name_the_blank_choice(fields[name])
    fields |= chosen_among_rows(wanted, book)
    return {name: fields[name] for name in LABELS if name in fields}


def chosen_among_rows(wanted: set[str], book: LabelBook) -> dict[str, forms.Field]:
    """The fields of ``wanted`` whose choices are labels, launches or campaigns."""
    fields: dict[str, forms.Field] = {}
    for name in wanted.intersection(FAMILIES):
        rows = book.of_family(FAMILIES[name])
        options = {"label": LABELS[name], "help_text": HINTS.get(name, ""), "required": False}
        if name == "use_case":
            fields[name] = one_of(rows, label_text, none="Not sure, or none", **options)
        elif rows or name != "labels":
            fields[name] = some_of(rows, label_text, **options)
    launches = list(Milestone.objects.efforts().filter(closed_at=None)) if "launches" in wanted else []
    if launches:
        fields["launches"] = some_of(launches, str, label=LABELS["launches"], required=False)
    return fields


def name_the_blank_choice(field: forms.Field) -> None:
    """Call the empty choice “Not set”, not a row of dashes."""
    if isinstance(field, forms.TypedChoiceField):
        choices: list[tuple[Any, Any]] = list(cast(Any, field.choices))
        field.choices = [(value, label if value else "Not set") for value, label in choices]


class RequestFieldsForm(forms.Form):
    """What filing and editing share: the fields of a request, and the rules between them."""

    use_required_attribute = False

    def __init__(
        self, names: Iterable[str], *args: Any, book: LabelBook | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= request_fields(names, book or LabelBook())

    def clean(self) -> dict[str, Any]:
        """Rules between fields: an urgent request says why, a critical date is a date, a new date lies ahead."""
        held = self.cleaned_data
        if held.get("is_urgent") and "urgent_reason" in self.fields and not held.get("urgent_reason"):
            self.complain("urgent_reason", "Say what makes it urgent: only urgent requests skip the backlog.")
        if held.get("due_is_critical") and "due_on" in self.fields and not held.get("due_on"):
            self.complain("due_on", "Give the date that is critical.")
        due = held.get("due_on")
        if due and "due_on" in self.changed_data and due < timezone.localdate():
            self.complain("due_on", "This day has passed. Choose a later one.")
        return held

    def complain(self, name: str, sentence: str) -> None:
        """Add an error to the field ``name``, unless it has one already."""
        if name not in self.errors:
            self.add_error(name, sentence)

    def changes(self) -> dict[str, Any]:
        """What was given, by the names that the workflow takes: relations by id, sets as lists of ids."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name == "use_case":
                found["use_case_id"] = value.pk if value else None
            elif name in SETS:
                found[name] = sorted(row.pk for row in value)
            elif name in LABELS:
                found[name] = value
        return found

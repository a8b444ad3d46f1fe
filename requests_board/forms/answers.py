"""The questions of a kind as fields of a form. What counts as an answer is said in one place, workflow/answers.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from requests_board.forms.fields import DayInput, RequestFieldsForm, lines
from requests_board.models import FieldType, KindField
from requests_board.workflow import Incomplete
from requests_board.workflow.answers import PREFIX, missing, validate

NOT_CHOSEN = "Not chosen"


class AnsweringForm(RequestFieldsForm):
    """A form about a request that asks ``questions`` beside its fields."""

    questions: Sequence[KindField] = ()
    held: Mapping[str, Any] | None = None  # the answers of the request that is edited; None for a new one
    answers: dict[str, Any]

    def ask(self, questions: Sequence[KindField], held: Mapping[str, Any] | None = None) -> None:
        """Add a field for each of ``questions``; one that was never answered is not needed of who edits."""
        self.questions, self.held = questions, held
        for question in questions:
            answered = (held or {}).get(question.key)
            field = answer_field(question, answered)
            field.required = question.is_required and (held is None or answered is not None)
            self.fields[PREFIX + question.key] = field
            if held is not None:
                self.initial.setdefault(PREFIX + question.key, answered)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the questions, in order."""
        return [self[PREFIX + question.key] for question in self.questions]

    def clean(self) -> dict[str, Any]:
        """The answers as the request keeps them, or a sentence beside each that is none."""
        held = super().clean()
        given = {one.key: held.get(PREFIX + one.key, "") for one in self.questions}
        self.answers = dict(self.held or {})
        try:
            self.answers = validate(self.questions, given, before=self.held)
        except Incomplete as found:
            for name, sentence in found.errors.items():
                self.complain(name, sentence)
        return held

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put what the workflow found wrong beside the fields that it is about."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, sentence)


def answer_field(question: KindField, answered: Any = None) -> forms.Field:
    """The field of ``question``; a choice that was made stays possible when the list has changed since."""
    field = forms.CharField(
        label=question.label, help_text=question.help, widget=widget_of(question, answered)
    )
    field.error_messages["required"] = missing(question)
    return field


def widget_of(question: KindField, answered: Any) -> forms.Widget:
    """How ``question`` is answered."""
    if question.type == FieldType.CHOICE:
        options = question.options
        options += [answered] if answered and answered not in options else []
        return forms.Select(choices=[("", NOT_CHOSEN), *((option, option) for option in options)])
    if question.type == FieldType.LONG:
        return lines(3)
    if question.type == FieldType.DATE:
        return DayInput()
    kinds = {
        FieldType.LINK: {"inputmode": "url", "placeholder": "https://"},
        FieldType.NUMBER: {"inputmode": "decimal"},
    }
    return forms.TextInput(attrs=kinds.get(FieldType(question.type), {}))

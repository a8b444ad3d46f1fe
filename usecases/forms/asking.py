"""The question “whom do I ask?”: a use case and a concern, chosen from what the reader may see."""

from __future__ import annotations

from typing import Any

from django import forms

from usecases.concerns import words_for
from usecases.models import ActivationRole, UseCase

SHOWN = 500


class WhomForm(forms.Form):
    """Sent by GET, so that the answer has an address of its own."""

    use_case = forms.ChoiceField(
        label="Use case",
        error_messages={
            "required": "Choose the use case that it is about.",
            "invalid_choice": "There is no such use case. Choose one of the list.",
        },
    )
    concern = forms.ChoiceField(
        label="What is it about?",
        required=False,
        error_messages={"invalid_choice": "There is no such concern. Choose one of the list."},
    )

    def __init__(self, data: Any, user: Any) -> None:
        super().__init__(data)
        self.use_cases = {one.slug: one for one in UseCase.objects.visible_to(user)[:SHOWN]}
        self.roles = {one.key: one for one in ActivationRole.objects.select_related("lead")[:SHOWN]}
        self.offer("use_case", "Choose one", [(slug, one.name) for slug, one in self.use_cases.items()])
        concerns = [(key, f"{words_for(role)} ({role.name})") for key, role in self.roles.items()]
        self.offer("concern", "Show me everybody", concerns)

    def offer(self, name: str, blank: str, choices: list[tuple[str, str]]) -> None:
        """What can be chosen in the field ``name``."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", blank), *choices]

    @property
    def about(self) -> UseCase | None:
        """The use case that was asked about."""
        return self.use_cases.get(self.cleaned_data.get("use_case", "")) if self.is_valid() else None

    @property
    def role(self) -> ActivationRole | None:
        """The role that answers for the concern."""
        return self.roles.get(self.cleaned_data.get("concern", "")) if self.is_valid() else None

"""The forms of a run of the cascade checklist: its name, and the answer to one question."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone

from marketing_portal.content.versions import VersionedForm
from marketing_portal.people.models import User
from usecases.models import Release, ReleaseAnswer, ReleaseTask

TAKEN = "There is a run for this release already."
CHOICES = [
    (ReleaseAnswer.Answer.YES.value, "Yes"),
    (ReleaseAnswer.Answer.NO.value, "No"),
    (ReleaseAnswer.Answer.NOT_APPLICABLE.value, "Not applicable"),
    (ReleaseAnswer.Answer.OPEN.value, "Not answered yet"),
]


class ReleaseForm(VersionedForm):
    """Which release the checklist is run for."""

    class Meta:
        model = Release
        fields = ["name", "released_on"]
        labels = {"name": "Release"}
        help_texts = {"name": "As people call it, for example 13.0."}
        error_messages = {"name": {"unique": TAKEN, "required": "Say which release it is."}}
        widgets = {"released_on": forms.DateInput(attrs={"type": "date"})}

    def place_of(self) -> Release:
        """The release to start a run for, with an address made of its name."""
        release: Release = self.instance
        release.slug = free_slug(release.name)
        return release


def free_slug(name: str) -> str:
    """An address made of ``name`` that no run has yet."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60] or "release"
    taken = set(Release.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    taken |= Release.RESERVED_SLUGS
    number, slug = 1, plain
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    return slug


class AnswerForm(VersionedForm):
    """The answer to one question, and which of its actions are done. Bind it to an answer that is locked."""

    answer = forms.ChoiceField(
        label="Answer", required=False, choices=CHOICES, widget=forms.RadioSelect(attrs={"class": "choices"})
    )
    tasks = forms.MultipleChoiceField(label="Actions", required=False, widget=forms.CheckboxSelectMultiple)
    url = forms.URLField(
        label="Link",
        required=False,
        max_length=400,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    class Meta:
        model = ReleaseAnswer
        fields = ["answer", "note", "url"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"q{kwargs['instance'].pk}", **kwargs)
        self.stored: list[ReleaseTask] = list(self.instance.tasks.all())
        self.fields["tasks"].choices = [(str(one.pk), one.label) for one in self.stored]  # type: ignore[attr-defined]
        self.initial["tasks"] = [str(one.pk) for one in self.stored if one.done_at]
        self.was_settled = self.instance.is_settled
        self.answered_by, self.answered_at = self.instance.answered_by, self.instance.answered_at

    def clean(self) -> dict[str, Any] | None:
        """Only what the release needs can be done."""
        cleaned = super().clean()
        if self.cleaned_data.get("tasks") and self.cleaned_data.get("answer") != ReleaseAnswer.Answer.YES:
            self.add_error("answer", "An action below is ticked: choose “Yes”, or take the tick away.")
        return cleaned

    @property
    def ticked(self) -> set[str]:
        """Keys of the actions that are ticked in the form, as it was sent or as it is stored."""
        return set(self["tasks"].value() or [])

    @property
    def task_rows(self) -> list[tuple[ReleaseTask, bool]]:
        """Every action with whether it is ticked in the form."""
        ticked = self.ticked
        return [(one, str(one.pk) in ticked) for one in self.stored]

    def write(self, by: User) -> ReleaseAnswer:
        """Save the answer and who gave it, and each tick that changed with who set it."""
        answer: ReleaseAnswer = self.instance
        now = timezone.now()
        answer.answered_by, answer.answered_at = (by, now) if answer.answer else (None, None)
        answer.save()
        ticked = set(self.cleaned_data["tasks"])
        for task in self.stored:
            if (str(task.pk) in ticked) != bool(task.done_at):
                task.done_by, task.done_at = (None, None) if task.done_at else (by, now)
                task.save()
        return answer

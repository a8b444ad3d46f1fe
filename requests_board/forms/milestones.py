"""Forms of milestones: a launch or campaign, the goal of a quarter, requests by number, and how a quarter is closed."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from marketing_portal.people.models import User
from requests_board.forms.fields import DayInput, PlainText, lines, one_of
from requests_board.forms.moving import quarter_text
from requests_board.models import Milestone, MilestoneKind, SMRequest
from requests_board.models.milestones import EFFORTS
from requests_board.workflow import editable_fields

RESERVED = re.compile(
    r"new|backlog|past|current|next|none|fy\d+(-q\d+)?|q\d+(-fy\d+)?"
)  # pages and quarters have these addresses
NUMBER = re.compile(r"#?([0-9]{1,9})")
MOST_NUMBERS = 100
GOAL = "What it is for, in a sentence. It stands below the name."


class EffortForm(forms.ModelForm):  # type: ignore[type-arg]
    """A launch or a campaign. The address is made from the first name, and stays when the name changes."""

    use_required_attribute = False

    class Meta:
        model = Milestone
        fields = ("name", "kind", "goal", "starts_on", "ends_on")
        labels = {"kind": "What is it?", "starts_on": "First day", "ends_on": "Last day"}
        help_texts = {
            "name": "As people will call it, for example “13.0 launch”.",
            "goal": GOAL,
            "starts_on": "Its progress is drawn from here.",
            "ends_on": "After this day it stands among the past ones.",
        }
        widgets = {
            "kind": forms.RadioSelect,
            "goal": lines(2),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
        }
        error_messages = {"name": {"required": "Give it a name."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(MilestoneKind.choices)
        self.fields["kind"] = forms.ChoiceField(
            label="What is it?",
            choices=[(kind, labels[kind]) for kind in EFFORTS],
            widget=forms.RadioSelect,
            initial=self.instance.kind or EFFORTS[0],
            error_messages={"required": "Choose whether it is a launch or a campaign."},
        )

    def clean_name(self) -> str:
        """A name that makes an address, and not that of another page or quarter; unique whatever the case."""
        name: str = self.cleaned_data["name"].strip()
        slug = slugify(name)
        if not slug:
            raise ValidationError("Use some letters or digits: the name becomes the address of the page.")
        if RESERVED.fullmatch(slug):
            raise ValidationError("This name is kept for another page or for a quarter. Choose a longer one.")
        others = Milestone.objects.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError("There is a milestone of this name already.")
        if self.instance.pk is None and others.filter(slug=slug).exists():
            raise ValidationError(
                "A milestone with nearly this name has the address already. Choose another."
            )
        return name

    def clean(self) -> dict[str, Any] | None:
        """The last day does not come before the first."""
        held = super().clean()
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day comes before the first.")
        return held

    def save(self, commit: bool = True) -> Milestone:
        """Save, with an address for a new one."""
        self.instance.slug = self.instance.slug or slugify(self.instance.name)[:80]
        milestone: Milestone = super().save(commit)
        return milestone


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]
    """Quarters and the backlog have their names and days from the calendar; people say what they are for."""

    class Meta:
        model = Milestone
        fields = ("goal",)
        help_texts = {"goal": GOAL}
        widgets = {"goal": lines(2)}


class NumbersForm(forms.Form):
    """Requests by their numbers, to put into a launch or campaign or to take out of it."""

    use_required_attribute = False
    numbers = forms.CharField(
        label="Numbers of the requests",
        max_length=800,
        help_text="For example 12, 15, #128.",
        error_messages={"required": "Give at least one number."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_numbers(self) -> list[SMRequest]:
        """The requests of these numbers, that the person may groom; a sentence that names those that are not."""
        words = self.cleaned_data["numbers"].replace(",", " ").replace(";", " ").split()
        strange = [word for word in words if not NUMBER.fullmatch(word)]
        if strange:
            raise ValidationError(f"“{strange[0][:40]}” is not the number of a request.")
        numbers = dict.fromkeys(int(word.removeprefix("#")) for word in words)
        if len(numbers) > MOST_NUMBERS:
            raise ValidationError(f"Give at most {MOST_NUMBERS} numbers at a time.")
        found = SMRequest.objects.visible_to(self.user).in_bulk(list(numbers))
        missing = [f"#{number}" for number in numbers if number not in found]
        if missing:
            raise ValidationError(f"There is no request {', '.join(missing)}.")
        refused = [f"#{pk}" for pk, row in found.items() if "launches" not in editable_fields(row, self.user)]
        if refused:
            raise ValidationError(
                f"{', '.join(refused)}: closed, or with a team that is not yours, so it stays as it is."
            )
        return [found[number] for number in numbers]


class ClosingForm(forms.Form):
    """What holds for all rows of the page that closes a quarter: where to, and why."""

    use_required_attribute = False
    reason = PlainText(
        label="Reason for all",
        widget=lines(2),
        max_length=500,
        required=False,
        help_text="For every request below that has no reason of its own. Requesters read it.",
    )
    shut = forms.BooleanField(label="Close the quarter when nothing is left in it", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(self, *args: Any, targets: list[Milestone], may_shut: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = one_of(targets, quarter_text, label="Carry over into", widget=forms.RadioSelect)
        choice.initial = targets[0].pk
        choice.error_messages |= {
            "required": "Choose the quarter that the work goes into.",
            "invalid_choice": "This quarter takes no work any more. Choose another.",
        }
        self.fields = {"target": choice} | self.fields
        if not may_shut:
            del self.fields["shut"]

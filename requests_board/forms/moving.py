"""The form of a move: it asks for exactly what the move's row in the workflow says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from marketing_portal.people.models import Team, User
from requests_board.fiscal import Quarter
from requests_board.forms.fields import DayInput, PlainText, lines, one_of, some_of
from requests_board.models import Milestone, SMRequest
from requests_board.pages.capacity import team_loads
from requests_board.workflow import MOVES, Move, MoveData, Need, Step
from requests_board.workflow.checks import SENTENCES

CHAIN = "chain_"
CHAINS = {"triage": "assign_urgent"}  # after this move, that one may follow in the same submit
Field = Callable[[SMRequest, Move], forms.Field]


def team_field(row: SMRequest, move: Move) -> forms.Field:
    """Every team that takes requests, but the one that has it when it goes to another."""
    teams = Team.objects.routable()
    if move.key == "reroute":
        teams = teams.exclude(pk=row.team_id)
    return one_of(teams, str, label="Team", widget=forms.RadioSelect, initial=row.team_id)


def assignees_field(row: SMRequest, move: Move) -> forms.Field:
    """The active members of the team that has the request, of every team while none has it; with who is free."""
    loads = team_loads(Team(pk=row.team_id) if row.team_id else None)
    people: dict[User, list[str]] = {}
    for load in loads:
        for member in load.members:
            said = member.words if row.team_id else f"{load.team}: {member.words}"
            people.setdefault(member.user, []).append(said)
    hint = f"The team as a whole: {loads[0].words}." if row.team_id and loads else ""
    if not people:
        hint = "Nobody there has an account yet; an administrator can invite them."
    elif not row.team_id:
        hint = "Only people of the team that you choose above."
    return some_of(
        sorted(people, key=str),
        lambda user: f"{user} ({'; '.join(people[user])})",
        label="Who works on it",
        help_text=hint,
    )


def quarter_field(row: SMRequest, move: Move) -> forms.Field:
    """The quarters that work can be committed to, this one chosen; made where they are not there yet."""
    current, found = Quarter.current().slug, list(Milestone.objects.plannable())
    if {current, Quarter.current().next().slug} - {milestone.slug for milestone in found}:
        Milestone.objects.ensure_current()
        found = list(Milestone.objects.plannable())
    if move.key == "roll_over":
        found = [milestone for milestone in found if milestone.pk != row.milestone_id]
    initial = next((milestone.pk for milestone in found if milestone.slug == current), None)
    return one_of(found, quarter_text, label="Committed for", initial=initial)


def quarter_text(milestone: Milestone) -> str:
    """For example: Q4 FY21 (1 Nov 2020 to 31 Jan 2021)."""
    first, last = (date_format(day, "j M Y") for day in (milestone.starts_on, milestone.ends_on) if day)
    return f"{milestone} ({first} to {last})"


def link_field(row: SMRequest, move: Move) -> forms.Field:
    """Where the result is."""
    return forms.URLField(
        label="Link to what was delivered",
        max_length=400,
        assume_scheme="https",
        help_text="Where the requester can open it.",
        error_messages={"invalid": "Give the whole link, beginning with https://."},
    )


def due_field(row: SMRequest, move: Move) -> forms.Field:
    """The due date, as it is so far."""
    return forms.DateField(label="Due date", widget=DayInput(), initial=row.due_on)


def urgency_field(row: SMRequest, move: Move) -> forms.Field:
    """Why it cannot wait; what the requester said stands there."""
    return PlainText(
        label="What makes it urgent",
        widget=lines(2),
        max_length=300,
        initial=row.urgent_reason,
        help_text="Only urgent requests skip the backlog.",
    )


def receiver_field(row: SMRequest, move: Move) -> forms.Field:
    """A team outside of strategic marketing: free text, nobody keeps a list of them."""
    return forms.CharField(
        label="Who takes it over",
        max_length=120,
        help_text="For example Field Marketing, Sales or Operations.",
    )


def reason_field(row: SMRequest, move: Move) -> forms.Field:
    """Why; the requester reads it."""
    return PlainText(
        label="Reason", widget=lines(3), max_length=500, help_text="The requester reads this sentence."
    )


def note_field(row: SMRequest, move: Move) -> forms.Field:
    """Anything worth keeping."""
    return PlainText(
        label="Note",
        widget=lines(3),
        max_length=2000,
        help_text="Told with the move, and kept in the history.",
    )


class RequestNumberField(forms.CharField):
    """The number of another request, with or without ``#``; the value is that request.

    ``asker``, where a form knows them, sees only some of them; the others are not there.
    """

    asker: Any = None

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)

    def clean(self, value: Any) -> Any:
        """The request of that number; a sentence where there is none."""
        text = super().clean(value).strip().removeprefix("#")
        if not text:
            return None
        known = text.isascii() and text.isdigit() and len(text) < 10
        rows = SMRequest.objects.visible_to(self.asker) if self.asker else SMRequest.objects.all()
        found = rows.filter(pk=int(text)).first() if known else None
        if found is None:
            raise forms.ValidationError("There is no request of this number.")
        return found


def duplicate_field(row: SMRequest, move: Move) -> forms.Field:
    """The request that asks for the same."""
    return RequestNumberField(label="Number of the other request", help_text="For example #128.")


BUILDERS: dict[Need, Field] = {
    Need.TEAM: team_field,
    Need.ASSIGNEES: assignees_field,
    Need.QUARTER: quarter_field,
    Need.URGENCY: urgency_field,
    Need.RECEIVER: receiver_field,
    Need.REASON: reason_field,
    Need.DELIVERY: link_field,
    Need.DUE: due_field,
    Need.DUPLICATE_OF: duplicate_field,
    Need.NOTE: note_field,
}


class MoveForm(forms.Form):
    """What ``move`` needs of the person who makes it; where another may follow at once, that one's as well."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, move: Move, row: SMRequest, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.move, self.row, self.user = move, row, user
        self.fields["version"].initial = row.version
        self.ask(move)
        self.chain = MOVES[CHAINS[move.key]] if move.key in CHAINS else None
        if self.chain:
            self.fields[f"{CHAIN}now"] = forms.BooleanField(
                label="Assign it at once as well", required=False, help_text=self.chain.description
            )
            self.ask(self.chain, CHAIN, required=bool(self.is_bound and self.data.get(f"{CHAIN}now")))

    def ask(self, move: Move, prefix: str = "", required: bool = True) -> None:
        """Add the fields of ``move``, those that it needs first."""
        for need in (*move.needs, *move.may):
            if prefix and need in (*self.move.needs, *self.move.may):
                continue  # asked already: one note is enough
            field = BUILDERS[need](self.row, move)
            field.required = required and need in move.needs
            if need in SENTENCES:
                field.error_messages["required"] = SENTENCES[need]
            if isinstance(field, RequestNumberField):
                field.asker = self.user
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = "This choice is no longer there. Choose again."
            self.fields[f"{prefix}{need.value}"] = field
            if need == Need.DELIVERY:
                self.offer_words(prefix)

    def offer_words(self, prefix: str) -> None:
        """Beside the link to the result: words for what has none. One of the two is needed."""
        words = forms.CharField(
            label="Or, where there is no link: what was delivered", max_length=300, required=False
        )
        self.fields[f"{prefix}delivered_note"] = words
        if self.is_bound and self.data.get(f"{prefix}delivered_note", "").strip():
            self.fields[f"{prefix}{Need.DELIVERY.value}"].required = False

    def clean(self) -> dict[str, Any]:
        """A new due date lies ahead; the one that stood there may stay."""
        for name in (Need.DUE.value, f"{CHAIN}{Need.DUE.value}"):
            due = self.cleaned_data.get(name)
            if due and due != self.row.due_on and due < timezone.localdate():
                self.add_error(name, "This day has passed. Choose a later one.")
        return self.cleaned_data

    def steps(self) -> list[Step]:
        """The moves of this submit, with what was given."""
        steps = [Step(self.move.key, self.given())]
        if self.chain and self.cleaned_data.get(f"{CHAIN}now"):
            steps.append(Step(self.chain.key, self.given(CHAIN)))
        return steps

    def given(self, prefix: str = "") -> MoveData:
        """The answers as the workflow takes them."""
        held = {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and (prefix or not name.startswith(CHAIN))
        }
        if "assignees" in held:
            held["assignees"] = tuple(held["assignees"] or ())
        return MoveData(**{name: held[name] for name in MoveData.__dataclass_fields__ if held.get(name)})

    def refuse(self, errors: dict[str, str]) -> None:
        """Put what the workflow found wrong beside the fields that it is about."""
        for name, sentence in errors.items():
            place = next((key for key in (name, f"{CHAIN}{name}") if key in self.fields), None)
            self.add_error(place, sentence)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields of the move itself."""
        return [field for field in self.visible_fields() if not field.name.startswith(CHAIN)]

    @property
    def chain_fields(self) -> list[forms.BoundField]:
        """The fields of the move that may follow."""
        return [field for field in self.visible_fields() if field.name.startswith(CHAIN)]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was given, as label and words: shown when the form cannot be sent any more."""
        if not self.is_bound:
            return []
        shown = self.visible_fields() if self.data.get(f"{CHAIN}now") else self.main_fields
        return [(str(field.label), said(field)) for field in shown if said(field)]

    @property
    def chain_open(self) -> bool:
        """True where something of it was filled in or is wrong."""
        return any(field.errors for field in self.chain_fields) or bool(self.data.get(f"{CHAIN}now"))


def said(field: forms.BoundField) -> str:
    """What was typed or chosen in ``field``, in words."""
    value = field.value()
    if isinstance(value, bool) or not value:
        return ""
    words = dict(getattr(field.field, "choices", ()))
    return ", ".join(str(words.get(item, item)) for item in (value if isinstance(value, list) else [value]))

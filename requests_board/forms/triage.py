"""The form of triage: one decision, what it needs, and what is groomed with it, all in one submit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from requests_board.fiscal import Quarter
from requests_board.forms.fields import PlainText, RequestFieldsForm, lines, one_of, some_of
from requests_board.forms.moving import RequestNumberField, quarter_text, said
from requests_board.models import Milestone, SMRequest
from requests_board.pages.capacity import TeamLoad
from requests_board.pages.labels import LabelBook
from requests_board.workflow import MOVES, MoveData, Need, Step
from requests_board.workflow.checks import lacking

ASK = "ask"
GROOMED = ("priority", "use_case", "weight", "dod", "eteam", "is_clear")
# Where the workflow finds fault with the answer to the requester, by the name that it uses.
ANSWERS = {Need.REASON.value, Need.NOTE.value, "question"}


@dataclass(frozen=True)
class Choice:
    """One decision: the key that chooses it, its words, the moves that it makes (none: a question)."""

    key: str
    letter: str
    verb: str
    hint: str
    moves: tuple[str, ...] = ()

    @property
    def asks(self) -> frozenset[Need]:
        """What its moves need."""
        return frozenset(need for move in self.moves for need in MOVES[move].needs)

    @property
    def is_answered(self) -> bool:
        """True where the answer to the requester must be given."""
        return not self.moves or Need.REASON in self.asks


TO_REQUESTER = Choice(ASK, "q", "Ask for more", "It waits here until the answer comes")
FOR_NEW = (
    Choice("triage", "r", "Route to a team", "The team decides", ("triage",)),
    Choice("assign", "a", "Assign now", "Only what is urgent: route and commit", ("triage", "assign_urgent")),
    TO_REQUESTER,
    Choice("transfer", "t", "Transfer", "Somebody outside of marketing", ("transfer_new",)),
    Choice("decline", "d", "Decline", "With the reason", ("decline_new",)),
    Choice("duplicate", "x", "Duplicate", "Closes into the other one", ("duplicate_new",)),
)
FOR_A_TEAM = (
    Choice("backlog", "b", "Backlog", "Wanted, not committed", ("backlog",)),
    Choice("assign", "a", "Assign now", "Only what is urgent: commit it", ("assign_urgent",)),
    TO_REQUESTER,
    Choice("reroute", "r", "Another team", "That team decides", ("reroute",)),
    Choice("transfer", "t", "Transfer", "Somebody outside of marketing", ("transfer",)),
    Choice("decline", "d", "Decline", "With the reason", ("decline_triage",)),
    Choice("duplicate", "x", "Duplicate", "Closes into the other one", ("duplicate",)),
)


def choices_for(row: SMRequest) -> tuple[Choice, ...]:
    """The decisions about ``row``, the usual one first."""
    return FOR_A_TEAM if row.team_id else FOR_NEW


def quarters() -> list[Milestone]:
    """The quarters that work can be committed to; made where they are not there yet."""
    found = list(Milestone.objects.plannable())
    if {Quarter.current().slug, Quarter.current().next().slug} - {milestone.slug for milestone in found}:
        Milestone.objects.ensure_current()
        found = list(Milestone.objects.plannable())
    return found


class TriageForm(RequestFieldsForm):
    """Everything that one decision can bring. Only what the chosen decision needs is asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    urgent_reason = PlainText(label="What makes it urgent", widget=lines(2), max_length=300, required=False)
    transferred_to = forms.CharField(
        label="Who takes it over",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "receivers", "autocomplete": "off"}),
    )
    duplicate_of = RequestNumberField(label="Number of the other request", required=False)
    text = PlainText(label="Answer to the requester", widget=lines(3), max_length=500, required=False)

    def __init__(
        self,
        *args: Any,
        row: SMRequest,
        loads: Sequence[TeamLoad],
        milestones: Sequence[Milestone],
        book: LabelBook,
        **kwargs: Any,
    ) -> None:
        self.row, self.loads, self.book = row, loads, book
        self.choices = choices_for(row)
        initial = {name: getattr(row, name) for name in GROOMED if name != "use_case"}
        initial |= {"use_case": row.use_case_id, "version": row.version, "number": row.pk}
        initial |= {"urgent_reason": row.urgent_reason, "decision": self.choices[0].key}
        initial["milestone"] = next((one.pk for one in milestones), None)
        initial["team"] = self.suggested_team
        super().__init__(GROOMED, *args, initial=initial, book=book, **kwargs)
        self.fields |= self.chosen(milestones)
        self.fields["priority"].help_text = ""

    def chosen(self, milestones: Sequence[Milestone]) -> dict[str, forms.Field]:
        """The fields with choices: decision, team, people, quarter."""
        people = {member.user.pk: member.user for load in self.loads for member in load.members}
        decisions = [(choice.key, choice.verb) for choice in self.choices]
        teams = [load.team for load in self.loads if load.team.pk != self.row.team_id]
        gone = {"invalid_choice": "This choice is no longer there. Choose again."}
        return {
            "decision": forms.ChoiceField(
                choices=decisions,
                widget=forms.RadioSelect,
                label="Decision",
                error_messages={"required": "Choose what happens with it.", **gone},
            ),
            "team": one_of(teams, str, label="Team", widget=forms.RadioSelect, required=False),
            "assignees": some_of(people.values(), str, label="Who works on it", required=False),
            "milestone": one_of(milestones, quarter_text, label="Committed for", required=False),
        }

    @property
    def suggested_team(self) -> int | None:
        """The default team of the request's kind, where it is offered."""
        default = self.row.kind.team_id if self.row.kind and not self.row.team_id else None
        return default if default in {load.team.pk for load in self.loads} else None

    @property
    def choice(self) -> Choice:
        """The decision that was chosen."""
        return next(one for one in self.choices if one.key == self.cleaned_data["decision"])

    @property
    def current(self) -> str:
        """The key of the decision that is chosen as the form is shown."""
        return str(self["decision"].value() or "")

    @property
    def groomed(self) -> list[forms.BoundField]:
        """What is folded away: everything that is groomed but the priority."""
        return [self[name] for name in GROOMED if name != "priority" and name in self.fields]

    @property
    def is_unfolded(self) -> bool:
        """True where something of it is wrong."""
        return any(field.errors for field in self.groomed)

    def question(self) -> str:
        """What the requester is asked, where that is the decision."""
        return "" if self.choice.moves else str(self.cleaned_data["text"])

    def steps(self) -> list[Step]:
        """The moves of the decision; what is written to the requester goes with the last one."""
        moves = self.choice.moves
        return [Step(key, self.given(key, is_last=key == moves[-1])) for key in moves]

    def given(self, key: str, *, is_last: bool) -> MoveData:
        """What was given for one move: only what it takes, whatever else stands in the form."""
        move, held = MOVES[key], self.cleaned_data
        taken: dict[str, Any] = {
            need.value: held[need.value] for need in (*move.needs, *move.may) if held.get(need.value)
        }
        if "assignees" in taken:
            taken["assignees"] = tuple(taken["assignees"])
        if is_last and held.get("text"):
            taken["reason" if Need.REASON in move.needs else "note"] = held["text"]
        return MoveData(**taken)

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put what the workflow finds wrong beside the fields that it is about."""
        for name, sentence in errors.items():
            place = "text" if name in ANSWERS else name
            if place in self.fields:
                self.complain(place, sentence)
            else:
                self.add_error(None, sentence)

    def clean(self) -> dict[str, Any]:
        """Everything that the decision lacks is said at once, for each of its moves."""
        held = super().clean()
        if held.get("decision") == ASK and not held.get("text"):
            self.complain("text", "Write the question first.")
        for step in self.steps() if held.get("decision") else ():
            self.refuse(lacking(MOVES[step.key], step.data))
        return held

    def changes(self) -> dict[str, Any]:
        """What was groomed; why it is urgent belongs to the move."""
        found = super().changes()
        return {name: value for name, value in found.items() if name.removesuffix("_id") in GROOMED}

    @property
    def typed(self) -> dict[str, str]:
        """What somebody wrote, by label: kept where the decision came too late."""
        names = ("text", "urgent_reason", "transferred_to", "duplicate_of")
        changed = [name for name in names if self.is_bound and name in self.changed_data]
        return {str(self[name].label): said(self[name]) for name in changed if said(self[name])}

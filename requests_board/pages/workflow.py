"""What the page that documents the workflow shows, read from the moves, the vocabularies and the labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from requests_board.diagram import diagram
from requests_board.models import Label
from requests_board.pages.labels import LabelBook, ShownLabel, tone_of
from requests_board.vocabulary import Family, State
from requests_board.workflow import MOVES, OURS, Move, Need

NEEDS = {
    Need.TEAM: "the team",
    Need.ASSIGNEES: "who works on it, of the team",
    Need.QUARTER: "the quarter",
    Need.REASON: "a reason",
    Need.URGENCY: "what makes it urgent",
    Need.RECEIVER: "who takes it over",
    Need.DELIVERY: "the link to the result, or words for it",
    Need.NOTE: "a note",
    Need.DUE: "a due date",
    Need.DUPLICATE_OF: "the number of the other request",
}
# What holds in each state: promise, team, milestone, people. The database refuses what breaks the first three.
RULES = {
    State.NEW: ("No promise", "No team yet", "None", "Nobody"),
    State.TRIAGE: ("No promise", "One team, which decides", "None", "The team as a whole"),
    State.BACKLOG: ("Not committed", "One team", "SM_Backlog", "Nobody needed"),
    State.ASSIGNED: ("Committed for the quarter", "One team", "A quarter", "At least one of the team"),
    State.COMPLETED: ("Delivered", "One team", "Keeps its quarter", "Stay as they were"),
    State.TRANSFERRED: ("None here", "May have had one", "None", "Stay as they were"),
    State.DECLINED: ("None", "May have had one", "None", "Stay as they were"),
}


@dataclass(frozen=True)
class StateRow:
    """One state: label, meaning and what holds in it."""

    label: ShownLabel
    note: str
    is_open: bool
    promise: str
    team: str
    milestone: str
    people: str


@dataclass(frozen=True)
class MoveRow:
    """One move in words."""

    move: Move
    before: list[ShownLabel]
    after: ShownLabel | None
    needs: list[str]
    may: list[str]
    is_ours: bool


@dataclass(frozen=True)
class FamilyRow:
    """One label family with its values, each with the other spellings that are accepted."""

    title: str
    is_exclusive: bool
    values: list[tuple[ShownLabel, str, list[str]]]


def documentation() -> dict[str, Any]:
    """Everything that templates/requests_board/workflow.html needs. Three queries."""
    labels = LabelBook()
    return {
        "diagram": diagram(labels),
        "states": [state_row(state, labels) for state in State],
        "moves": [move_row(move, labels) for move in MOVES.values()],
        "families": families(),
    }


def state_row(state: State, labels: LabelBook) -> StateRow:
    """What holds in ``state``."""
    label = labels.show(Family.STATE, state)
    return StateRow(label, label.note, state.is_open, *RULES[state])


def move_row(move: Move, labels: LabelBook) -> MoveRow:
    """``move`` in words."""
    return MoveRow(
        move,
        [labels.show(Family.STATE, state) for state in move.from_states],
        labels.show(Family.STATE, move.to_state) if move.to_state else None,
        [NEEDS[need] for need in move.needs],
        [NEEDS[need] for need in move.may],
        move.source == OURS,
    )


def families() -> list[FamilyRow]:
    """Every family that has labels."""
    found: dict[Family, list[tuple[ShownLabel, str, list[str]]]] = {}
    for label in Label.objects.prefetch_related("aliases"):
        family = Family(label.family)
        shown = ShownLabel.written(label.text, tone_of(family, label.key))
        spellings = [alias.text for alias in label.aliases.all()]
        found.setdefault(family, []).append((shown, label.note, spellings))
    several = {Family.BASE, Family.TEAM, Family.DEVOPS_STAGE}
    return [
        FamilyRow(family.label, family not in several, found[family]) for family in Family if family in found
    ]

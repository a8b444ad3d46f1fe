"""The workflow as data: every move a request can make, who may make it, what it needs and what it does.

The buttons on a request, the page that documents the workflow, its diagram and the function that performs a move
all read this table; there is no second description anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marketing_portal.people.roles import is_employee, is_lead, is_member, is_triage_lead
from requests_board.vocabulary import State

SEED = "Handbook, strategic marketing page"
LATER = "Handbook, later versions of the project management page"
OURS = "The portal's own rule; the handbook is silent"


class Need(StrEnum):
    """Something that a move asks for."""

    TEAM = "team"
    ASSIGNEES = "assignees"
    QUARTER = "milestone"
    REASON = "reason"
    URGENCY = "urgent_reason"
    RECEIVER = "transferred_to"
    DELIVERY = "delivered_url"
    NOTE = "note"
    DUE = "due_on"
    DUPLICATE_OF = "duplicate_of"


class Permission(StrEnum):
    """Who may make a move; the words are shown on the workflow page."""

    TRIAGE_LEAD = "triage lead"
    TEAM_LEAD = "lead of the team"
    TEAM_MEMBER = "member of the team"
    REQUESTER = "requester"


HOLDERS: dict[Permission, Callable[[Any, Any], bool]] = {
    Permission.TRIAGE_LEAD: lambda user, _: is_triage_lead(user),
    Permission.TEAM_LEAD: lambda user, request: is_lead(user, request.team_id),
    Permission.TEAM_MEMBER: lambda user, request: is_member(user, request.team_id),
    Permission.REQUESTER: lambda user, request: is_employee(user) and request.requester_id == user.pk,
}


@dataclass(frozen=True)
class Move:
    """One row of the workflow. ``to_state`` None: the state stays. ``needs`` must be given, ``may`` can be."""

    key: str
    verb: str
    description: str
    from_states: tuple[State, ...]
    to_state: State | None
    permission: Permission
    needs: tuple[Need, ...] = ()
    may: tuple[Need, ...] = ()
    source: str = SEED
    effects: tuple[str, ...] = ()
    tone: str = "neutral"

    @property
    def is_portal_decision(self) -> bool:
        """True where no source of the handbook has the rule."""
        return self.source == OURS

    def is_for(self, user: Any, request: Any) -> bool:
        """Whether ``user`` has the role that this move asks for, whatever the state of ``request``."""
        return HOLDERS[self.permission](user, request)

    def allows(self, user: Any, request: Any) -> bool:
        """Whether ``user`` may make this move with ``request`` as it stands."""
        return request.state in self.from_states and self.is_for(user, request)


CLOSES = "The request is closed."
TABLE = (
    Move(
        "triage",
        "Triage to a team",
        "Leadership gives the request to the team that decides about it.",
        (State.NEW,),
        State.TRIAGE,
        Permission.TRIAGE_LEAD,
        needs=(Need.TEAM,),
        may=(Need.NOTE,),
        effects=("The label of the team is set.", "The leads of the team are told."),
        tone="purple",
    ),
    Move(
        "assign_urgent",
        "Assign now, it is urgent",
        "For what cannot wait: straight to somebody's desk and into a quarter.",
        (State.TRIAGE,),
        State.ASSIGNED,
        Permission.TEAM_LEAD,
        needs=(Need.ASSIGNEES, Need.QUARTER, Need.URGENCY),
        may=(Need.DUE, Need.NOTE),
        effects=("It is committed for the quarter.", "The work status is set to status::wip."),
        tone="amber",
    ),
    Move(
        "backlog",
        "Move to the backlog",
        "Clear enough to plan, not committed yet.",
        (State.TRIAGE,),
        State.BACKLOG,
        Permission.TEAM_LEAD,
        may=(Need.NOTE,),
        effects=("The milestone is set to SM_Backlog.",),
    ),
    Move(
        "assign",
        "Assign",
        "Commit the request to a quarter and give it to somebody.",
        (State.BACKLOG,),
        State.ASSIGNED,
        Permission.TEAM_LEAD,
        needs=(Need.ASSIGNEES, Need.QUARTER),
        may=(Need.DUE, Need.NOTE),
        effects=("The quarter replaces SM_Backlog.", "The work status is set to status::wip."),
        tone="amber",
    ),
    Move(
        "complete",
        "Complete",
        "The work is done and its result can be opened.",
        (State.ASSIGNED,),
        State.COMPLETED,
        Permission.TEAM_MEMBER,
        needs=(Need.DELIVERY,),
        may=(Need.NOTE,),
        effects=(CLOSES, "It keeps its quarter."),
        tone="green",
    ),
    Move(
        "transfer",
        "Transfer",
        "The request belongs to a team outside of strategic marketing.",
        (State.TRIAGE,),
        State.TRANSFERRED,
        Permission.TEAM_LEAD,
        needs=(Need.RECEIVER, Need.REASON),
        effects=(CLOSES,),
        tone="teal",
    ),
    Move(
        "decline",
        "Decline",
        "No longer relevant, or it does not make sense any more.",
        (State.BACKLOG,),
        State.DECLINED,
        Permission.TEAM_LEAD,
        needs=(Need.REASON,),
        effects=(CLOSES, "It leaves the backlog."),
        tone="red",
    ),
    Move(
        "decline_triage",
        "Decline",
        "The team will not do this.",
        (State.TRIAGE,),
        State.DECLINED,
        Permission.TEAM_LEAD,
        needs=(Need.REASON,),
        source=LATER,
        effects=(CLOSES,),
        tone="red",
    ),
    Move(
        "transfer_new",
        "Transfer",
        "Misdirected: somebody else does this.",
        (State.NEW,),
        State.TRANSFERRED,
        Permission.TRIAGE_LEAD,
        needs=(Need.RECEIVER, Need.REASON),
        source=LATER,
        effects=(CLOSES,),
        tone="teal",
    ),
    Move(
        "decline_new",
        "Decline",
        "Spam, a duplicate, or nothing that marketing can do.",
        (State.NEW,),
        State.DECLINED,
        Permission.TRIAGE_LEAD,
        needs=(Need.REASON,),
        source=LATER,
        effects=(CLOSES,),
        tone="red",
    ),
    Move(
        "return_to_backlog",
        "Return to the backlog",
        "The commitment is taken back.",
        (State.ASSIGNED,),
        State.BACKLOG,
        Permission.TEAM_LEAD,
        needs=(Need.REASON,),
        source=OURS,
        effects=("SM_Backlog replaces the quarter.", "Nobody is assigned any more."),
    ),
    Move(
        "reroute",
        "Give to another team",
        "Another team of strategic marketing should decide.",
        (State.TRIAGE, State.BACKLOG),
        None,
        Permission.TEAM_LEAD,
        needs=(Need.TEAM,),
        may=(Need.NOTE,),
        source=OURS,
        effects=("The label of the new team replaces the old one.", "Nobody is assigned any more."),
        tone="purple",
    ),
    Move(
        "reopen",
        "Reopen",
        "A closed request needs a second look.",
        (State.COMPLETED, State.TRANSFERRED, State.DECLINED),
        State.TRIAGE,
        Permission.TEAM_LEAD,
        needs=(Need.REASON,),
        may=(Need.TEAM,),
        source=OURS,
        effects=("It is open again, without milestone and assignees.",),
        tone="purple",
    ),
    Move(
        "reassign",
        "Give to somebody else",
        "The commitment stays; other people of the team work on it.",
        (State.ASSIGNED,),
        None,
        Permission.TEAM_LEAD,
        needs=(Need.ASSIGNEES,),
        may=(Need.NOTE,),
        source=OURS,
        effects=("Whom you choose replaces those who had it.", "The quarter stays."),
    ),
    Move(
        "roll_over",
        "Carry over",
        "Unfinished at the end of the quarter: the promise moves to another one.",
        (State.ASSIGNED,),
        None,
        Permission.TEAM_LEAD,
        needs=(Need.QUARTER, Need.REASON),
        source=LATER,
        effects=("The new quarter replaces the old one.", "It counts as carried over."),
        tone="amber",
    ),
    Move(
        "duplicate_new",
        "Close as a duplicate",
        "Somebody asked for the same before.",
        (State.NEW,),
        State.DECLINED,
        Permission.TRIAGE_LEAD,
        needs=(Need.DUPLICATE_OF,),
        may=(Need.NOTE,),
        source=OURS,
        effects=(CLOSES, "The requester follows the other request from now on."),
        tone="red",
    ),
    Move(
        "duplicate",
        "Close as a duplicate",
        "Another request asks for the same.",
        (State.TRIAGE, State.BACKLOG),
        State.DECLINED,
        Permission.TEAM_LEAD,
        needs=(Need.DUPLICATE_OF,),
        may=(Need.NOTE,),
        source=OURS,
        effects=(CLOSES, "The requester follows the other request from now on."),
        tone="red",
    ),
    Move(
        "withdraw",
        "Withdraw",
        "The requester no longer needs it. Possible until work has begun.",
        (State.NEW, State.TRIAGE, State.BACKLOG),
        State.DECLINED,
        Permission.REQUESTER,
        may=(Need.NOTE,),
        source=OURS,
        effects=(CLOSES,),
        tone="neutral",
    ),
)
MOVES: dict[str, Move] = {move.key: move for move in TABLE}


def moves_for(request: Any, user: Any) -> list[Move]:
    """The moves that ``user`` may make with ``request`` now, in the order of the table."""
    return [move for move in TABLE if move.allows(user, request)]

"""The request workflow: the only way a request changes.

Form, bulk edit, import and machine interface call these functions; each is one transaction, checks permission and the
version that the person saw, writes append-only events and tells those concerned after commit.
"""

from requests_board.workflow.data import (
    Conflict,
    Incomplete,
    MoveData,
    NotAllowed,
    Outcome,
    Step,
    WorkflowError,
)
from requests_board.workflow.deciding import decide
from requests_board.workflow.engine import UNDO_MINUTES, can_undo, move, undo
from requests_board.workflow.fields import edit, editable_fields
from requests_board.workflow.filing import file_request
from requests_board.workflow.moves import LATER, MOVES, OURS, SEED, Move, Need, Permission, moves_for
from requests_board.workflow.record import replay, snapshot
from requests_board.workflow.talk import answer, ask, comment, watch

__all__ = [
    "LATER",
    "MOVES",
    "OURS",
    "SEED",
    "UNDO_MINUTES",
    "Conflict",
    "Incomplete",
    "Move",
    "MoveData",
    "Need",
    "NotAllowed",
    "Outcome",
    "Permission",
    "Step",
    "WorkflowError",
    "answer",
    "ask",
    "can_undo",
    "comment",
    "decide",
    "edit",
    "editable_fields",
    "file_request",
    "move",
    "moves_for",
    "replay",
    "snapshot",
    "undo",
    "watch",
]

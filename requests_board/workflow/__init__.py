"""The request workflow: the only way a request changes.

Form, bulk edit, import and machine interface call these functions; each is one transaction, checks permission and the
version that the person saw, writes append-only events and tells those concerned after commit.
"""

from requests_board.workflow.bulk import Done, Edit, Preview, change_many, preview
from requests_board.workflow.data import (
    Adjust,
    Conflict,
    Incomplete,
    MoveData,
    NotAllowed,
    Outcome,
    Step,
    WorkflowError,
)
from requests_board.workflow.deciding import decide
from requests_board.workflow.engine import move
from requests_board.workflow.fields import edit, edit_many, editable_fields
from requests_board.workflow.filing import file_request
from requests_board.workflow.moves import LATER, MOVES, OURS, SEED, Move, Need, Permission, moves_for
from requests_board.workflow.record import replay, snapshot
from requests_board.workflow.talk import answer, ask, comment, watch
from requests_board.workflow.undoing import (
    UNDO_HOURS,
    UNDO_MINUTES,
    Undone,
    can_undo,
    can_undo_batch,
    chains_of,
    undo,
    undo_batch,
)

__all__ = [
    "LATER",
    "MOVES",
    "OURS",
    "SEED",
    "UNDO_HOURS",
    "UNDO_MINUTES",
    "Adjust",
    "Conflict",
    "Done",
    "Edit",
    "Incomplete",
    "Move",
    "MoveData",
    "Need",
    "NotAllowed",
    "Outcome",
    "Permission",
    "Preview",
    "Step",
    "Undone",
    "WorkflowError",
    "answer",
    "ask",
    "can_undo",
    "can_undo_batch",
    "chains_of",
    "change_many",
    "comment",
    "decide",
    "edit",
    "edit_many",
    "editable_fields",
    "file_request",
    "move",
    "moves_for",
    "preview",
    "replay",
    "snapshot",
    "undo",
    "undo_batch",
    "watch",
]

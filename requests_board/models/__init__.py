"""Requests, what they carry, what happened to them and who is told; what leads plan with."""

from requests_board.models.activity import UNVERSIONED, Comment, EventKind, RequestEvent, Watch
from requests_board.models.kinds import FieldType, KindField, RequestKind
from requests_board.models.labels import Label, LabelAlias
from requests_board.models.milestones import Milestone, MilestoneKind
from requests_board.models.notifications import Notification
from requests_board.models.planning import Batch, Capacity, CarryOver, Decision, Standup, WipLimit
from requests_board.models.related import Attachment, RequestLink
from requests_board.models.requests import Assignment, SMRequest, SMRequestQuerySet
from requests_board.models.views import SavedView

__all__ = [
    "UNVERSIONED",
    "Assignment",
    "Attachment",
    "Batch",
    "Capacity",
    "CarryOver",
    "Comment",
    "Decision",
    "EventKind",
    "FieldType",
    "KindField",
    "Label",
    "LabelAlias",
    "Milestone",
    "MilestoneKind",
    "Notification",
    "RequestEvent",
    "RequestKind",
    "RequestLink",
    "SMRequest",
    "SMRequestQuerySet",
    "SavedView",
    "Standup",
    "Watch",
    "WipLimit",
]

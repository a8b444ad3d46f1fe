"""Requests, the labels and milestones they carry, their events, comments and who is told."""

from requests_board.models.activity import Comment, EventKind, RequestEvent, Watch
from requests_board.models.labels import Label, LabelAlias
from requests_board.models.milestones import Milestone, MilestoneKind
from requests_board.models.notifications import Notification
from requests_board.models.requests import Assignment, SMRequest, SMRequestQuerySet

__all__ = [
    "Assignment",
    "Comment",
    "EventKind",
    "Label",
    "LabelAlias",
    "Milestone",
    "MilestoneKind",
    "Notification",
    "RequestEvent",
    "SMRequest",
    "SMRequestQuerySet",
    "Watch",
]

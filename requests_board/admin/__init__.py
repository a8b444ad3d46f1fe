"""The admin of the request desk."""

from requests_board.admin.kinds import RequestKindAdmin
from requests_board.admin.planning import CapacityAdmin, WipLimitAdmin
from requests_board.admin.requests import NotificationAdmin, SMRequestAdmin
from requests_board.admin.vocabularies import LabelAdmin, MilestoneAdmin

__all__ = [
    "CapacityAdmin",
    "LabelAdmin",
    "MilestoneAdmin",
    "NotificationAdmin",
    "RequestKindAdmin",
    "SMRequestAdmin",
    "WipLimitAdmin",
]

"""The admin of the request desk."""

from requests_board.admin.requests import NotificationAdmin, SMRequestAdmin
from requests_board.admin.vocabularies import LabelAdmin, MilestoneAdmin

__all__ = ["LabelAdmin", "MilestoneAdmin", "NotificationAdmin", "SMRequestAdmin"]

"""What all content shares: origin, owner, review, versions, history, gaps; and the free-text handbook pages."""

from marketing_portal.content.models.base import (
    NOT_IN_HISTORY,
    ContentObject,
    ContentQuerySet,
    Origin,
    Versioned,
)
from marketing_portal.content.models.changes import ChangeSet, ChangeSetObject, ChangeSetRecord, tracked
from marketing_portal.content.models.gaps import FormerSlug, Gap, OpenGapsMixin
from marketing_portal.content.models.pages import HandbookPage

__all__ = [
    "NOT_IN_HISTORY",
    "ChangeSet",
    "ChangeSetObject",
    "ChangeSetRecord",
    "ContentObject",
    "ContentQuerySet",
    "FormerSlug",
    "Gap",
    "HandbookPage",
    "OpenGapsMixin",
    "Origin",
    "Versioned",
    "tracked",
]

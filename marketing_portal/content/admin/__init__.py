"""The admin of content, and what the admins of other apps are made of."""

from marketing_portal.content.admin.changes import ChangeSetAdmin, ReadOnlyAdmin
from marketing_portal.content.admin.inlines import GapInline, OrderedInline, PartInline
from marketing_portal.content.admin.objects import ContentObjectAdmin
from marketing_portal.content.admin.pages import HandbookPageAdmin
from marketing_portal.content.admin.versioned import PlainAdmin, VersionedAdmin

__all__ = [
    "ChangeSetAdmin",
    "ContentObjectAdmin",
    "GapInline",
    "HandbookPageAdmin",
    "OrderedInline",
    "PartInline",
    "PlainAdmin",
    "ReadOnlyAdmin",
    "VersionedAdmin",
]

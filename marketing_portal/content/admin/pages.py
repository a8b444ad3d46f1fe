"""Handbook pages in the admin."""

from typing import Any, ClassVar

from django.contrib import admin

from marketing_portal.content.admin.inlines import GapInline
from marketing_portal.content.admin.objects import CARE, ContentObjectAdmin
from marketing_portal.content.models import HandbookPage


@admin.register(HandbookPage)
class HandbookPageAdmin(ContentObjectAdmin):
    """Free-text pages."""

    list_display = ("title", "slug", "order", "internal", "gap_count", "owner", "reviewed", "edited")
    search_fields = ("title", "slug", "summary", "body")
    prepopulated_fields: ClassVar[Any] = {"slug": ("title",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", ("slug", "order"), "summary", "body")}),
        CARE,
    )
    inlines = (GapInline,)

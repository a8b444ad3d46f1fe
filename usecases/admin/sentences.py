"""Keyed sentences, value drivers, areas of interest and contradictions in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from marketing_portal.content.admin.actions import set_value
from marketing_portal.content.knowledge import Knowledge
from usecases.admin.around import AroundAdmin
from usecases.models import AreaOfInterest, Contradiction, Statement, ValueDriver


@admin.register(Statement)
class StatementAdmin(AroundAdmin):
    """Criteria, rules, goals, steps, metrics: sentences that pages are built from."""

    list_display = ("__str__", "kind", "parent", "order", "state", "edited")
    list_select_related = ("parent",)
    list_filter = ("kind", "state")
    search_fields = ("title", "text", "key")
    ordering = ("kind", "order", "pk")
    autocomplete_fields: ClassVar[Any] = ("parent",)
    prepopulated_fields: ClassVar[Any] = {"key": ("title",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", "text", ("kind", "parent"), ("order", "state"), "key")}),
    )


@admin.register(ValueDriver)
class ValueDriverAdmin(AroundAdmin):
    """Why customers buy."""

    list_display = ("name", "text", "order", "edited")
    search_fields = ("name", "text", "key")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    fieldsets: ClassVar[Any] = ((None, {"fields": ("name", "text", ("order", "key"))}),)


@admin.register(AreaOfInterest)
class AreaOfInterestAdmin(AroundAdmin):
    """The list of areas of interest."""

    list_display = ("label", "use_case", "state", "target", "order", "edited")
    list_select_related = ("use_case",)
    list_filter: ClassVar[Any] = ("state", ("use_case", admin.RelatedOnlyFieldListFilter))
    search_fields = ("label", "key", "use_case__name")
    autocomplete_fields: ClassVar[Any] = ("use_case",)
    prepopulated_fields: ClassVar[Any] = {"key": ("label",)}
    actions: Any = [set_value("state", Knowledge.KNOWN, "Mark as known", "marked as known")]
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("label", "use_case", ("state", "target"), ("order", "key"))}),
    )


@admin.register(Contradiction)
class ContradictionAdmin(AroundAdmin):
    """Where the sources disagree."""

    list_display = ("__str__", "where", "order", "edited")
    list_filter = ("where",)
    search_fields = ("text", "where", "key")
    fieldsets: ClassVar[Any] = ((None, {"fields": ("text", "where", ("order", "key"))}),)

    def view_on_site(self, obj: Contradiction) -> str:
        """The page that shows it."""
        return f"/{obj.where}/"

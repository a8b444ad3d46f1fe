"""What we show in the admin: collateral, decks, and the bill of materials."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from marketing_portal.content.admin import ContentObjectAdmin, GapInline
from marketing_portal.content.admin.actions import set_value
from marketing_portal.content.admin.objects import CARE, CARE_FILTERS
from usecases.admin.around import AroundAdmin
from usecases.models import BomArea, BomElement, Collateral, Deck


@admin.register(Collateral)
class CollateralAdmin(ContentObjectAdmin):
    """Collateral: what it is, for whom, at which stage. Its use cases and personas are chosen here, on its side."""

    inlines = (GapInline,)
    list_display = (
        "title", "kind", "stage", "of_use_cases", "gated", "internal", "gap_count", "owner", "reviewed", "edited",
    )  # fmt: skip
    list_filter: ClassVar[Any] = (
        "kind",
        "stage",
        "audiences",
        ("use_cases", admin.RelatedOnlyFieldListFilter),
        ("url", admin.EmptyFieldListFilter),
        *CARE_FILTERS,
        "gated",
        "internal",
    )
    list_select_related: ClassVar[Any] = ("owner", "stage")
    search_fields = ("title", "slug", "note", "url", "use_cases__name")
    ordering = ("title", "pk")
    prepopulated_fields: ClassVar[Any] = {"slug": ("title",)}
    autocomplete_fields: ClassVar[Any] = ("owner", "use_cases", "personas", "audiences")
    actions: Any = [
        set_value("internal", True, "Show to signed-in people only", "kept from visitors"),
        set_value("internal", False, "Show to everybody", "shown to everybody"),
        *ContentObjectAdmin.actions,
    ]
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", ("slug", "kind"), "url", "note", "gated")}),
        ("For whom, and when", {"fields": ("stage", "use_cases", "audiences", "personas")}),
        CARE,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the use cases of each."""
        return super().get_queryset(request).prefetch_related("use_cases")

    @admin.display(description="use cases")
    def of_use_cases(self, obj: Collateral) -> str:
        """Their short names."""
        return ", ".join(one.short for one in obj.use_cases.all())


@admin.register(Deck)
class DeckAdmin(AroundAdmin):
    """Approved decks."""

    list_display = ("title", "audience", "owner_text", "synced_from", "url", "order", "edited")
    list_select_related = ("synced_from",)
    list_filter: ClassVar[Any] = (("url", admin.EmptyFieldListFilter),)
    search_fields = ("title", "description", "when_to_use", "owner_text", "key")
    autocomplete_fields: ClassVar[Any] = ("synced_from",)
    prepopulated_fields: ClassVar[Any] = {"key": ("title",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", "url", "description", "when_to_use")}),
        (None, {"fields": (("audience", "owner_text"), "synced_from", ("order", "key"))}),
    )


@admin.register(BomArea)
class BomAreaAdmin(AroundAdmin):
    """Disciplines of the bill of materials."""

    list_display = ("name", "url", "order", "edited")
    search_fields = ("name", "key")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    fieldsets: ClassVar[Any] = ((None, {"fields": ("name", "url", ("order", "key"))}),)


@admin.register(BomElement)
class BomElementAdmin(AroundAdmin):
    """Elements of the bill of materials."""

    list_display = ("name", "area", "priority", "stage", "quantity", "order", "edited")
    list_select_related = ("area", "stage")
    list_filter = ("area", "priority", "stage")
    search_fields = ("name", "description", "key")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    actions: Any = [
        set_value("priority", number, f"Set priority {number}", f"given priority {number}")
        for number in (1, 2, 3)
    ]
    fieldsets: ClassVar[Any] = (
        (
            None,
            {
                "fields": (
                    "name",
                    "description",
                    ("area", "stage"),
                    ("quantity", "priority"),
                    ("order", "key"),
                )
            },
        ),
    )

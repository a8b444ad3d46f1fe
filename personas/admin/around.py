"""What stands around the personas in the admin: the list, the organisation chart, old assets, guidance."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from marketing_portal.content.admin import GapInline, VersionedAdmin
from personas.models import DeprecatedAsset, EnterpriseRole, Guidance, OrgPosition, PersonaListEntry


class AroundAdmin(VersionedAdmin):
    """Small entries without a page. They can be deleted: their history brings them back."""

    may_be_deleted = True


@admin.register(PersonaListEntry)
class PersonaListEntryAdmin(AroundAdmin):
    """The buyer persona list."""

    list_display = ("label", "persona", "order", "key", "edited")
    list_select_related = ("persona",)
    search_fields = ("label", "key", "persona__name", "persona__role")
    autocomplete_fields: ClassVar[Any] = ("persona",)
    prepopulated_fields: ClassVar[Any] = {"key": ("label",)}
    fieldsets: ClassVar[Any] = ((None, {"fields": ("label", "persona", ("order", "key"))}),)
    inlines = (GapInline,)


@admin.register(OrgPosition)
class OrgPositionAdmin(AroundAdmin):
    """Boxes of the organisation chart."""

    list_display = ("title", "parent", "order", "named", "edited")
    list_select_related = ("parent",)
    list_filter: ClassVar[Any] = (("parent", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("title", "key")
    autocomplete_fields: ClassVar[Any] = ("parent", "personas")
    prepopulated_fields: ClassVar[Any] = {"key": ("title",)}
    fieldsets: ClassVar[Any] = ((None, {"fields": ("title", "parent", ("order", "key"), "personas")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the personas of each position."""
        return super().get_queryset(request).prefetch_related("personas")

    @admin.display(description="personas")
    def named(self, obj: OrgPosition) -> str:
        """Names of the personas who hold it."""
        return ", ".join(persona.name for persona in obj.personas.all())


@admin.register(DeprecatedAsset)
class DeprecatedAssetAdmin(AroundAdmin):
    """Videos and decks of earlier descriptions."""

    list_display = ("title", "alternative_title", "superseded_by", "order", "edited")
    list_select_related = ("superseded_by",)
    search_fields = ("title", "alternative_title", "remark", "key")
    autocomplete_fields: ClassVar[Any] = ("superseded_by",)
    prepopulated_fields: ClassVar[Any] = {"key": ("title",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", "alternative_title", "video_url", "deck_url", "remark")}),
        (None, {"fields": ("superseded_by", ("order", "key"))}),
    )


@admin.register(EnterpriseRole)
class EnterpriseRoleAdmin(AroundAdmin):
    """Roles in a customer's IT department."""

    list_display = ("title", "level", "parent", "order", "key", "edited")
    list_select_related = ("parent",)
    list_filter = ("level",)
    search_fields = ("title", "level", "focus", "value", "key")
    autocomplete_fields: ClassVar[Any] = ("parent",)
    prepopulated_fields: ClassVar[Any] = {"key": ("title",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", ("level", "parent"), "focus", "value", "challenges", "questions")}),
        (None, {"fields": ("resources", "reference", "note", ("order", "key"))}),
    )


@admin.register(Guidance)
class GuidanceAdmin(AroundAdmin):
    """Rules for writers, and purposes of the roles."""

    list_display = ("__str__", "kind", "order", "key", "edited")
    list_filter = ("kind",)
    search_fields = ("text", "key")
    fieldsets: ClassVar[Any] = ((None, {"fields": ("text", "kind", ("order", "key"))}),)

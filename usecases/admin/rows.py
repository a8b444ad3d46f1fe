"""The rows of the matrices in the admin: roles of the activation team, kinds of key links."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from usecases.admin.around import AroundAdmin
from usecases.models import ActivationRole, KeyLinkKind


class RowAdmin(AroundAdmin):
    """A row; its cells have a page of their own."""

    cells = ""

    @admin.display(description="Cells")
    def cells_told(self, obj: Any) -> SafeString | str:
        """The way to all cells of the row."""
        if obj.pk is None:
            return "After it is saved, its cells can be filled."
        there = reverse(f"admin:usecases_{self.cells}_row", args=[obj.pk])
        return format_html('<a href="{}">Edit the whole row</a>', there)


@admin.register(ActivationRole)
class ActivationRoleAdmin(RowAdmin):
    """Roles of the activation team."""

    cells = "dricell"
    list_display = ("name", "list_name", "lead", "order", "cells_told", "edited")
    list_select_related = ("lead",)
    list_filter: ClassVar[Any] = (("lead", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name", "list_name", "key", "responsibility", "lead__name")
    autocomplete_fields: ClassVar[Any] = ("lead",)
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    readonly_fields: ClassVar[Any] = ("cells_told",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("name", "list_name"), "responsibility", "lead", "cells_told")}),
        (None, {"fields": (("order", "list_position"), "key")}),
    )


@admin.register(KeyLinkKind)
class KeyLinkKindAdmin(RowAdmin):
    """Kinds of key links."""

    cells = "keylink"
    list_display = ("name", "url", "order", "key", "cells_told", "edited")
    search_fields = ("name", "key")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    readonly_fields: ClassVar[Any] = ("cells_told",)
    fieldsets: ClassVar[Any] = ((None, {"fields": ("name", "url", "cells_told", ("order", "key"))}),)

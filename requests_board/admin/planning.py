"""What leads plan with: limits on work in progress and capacity."""

from typing import Any, ClassVar

from django.contrib import admin

from marketing_portal.content.admin import PlainAdmin
from requests_board.models import Capacity, WipLimit


@admin.register(WipLimit)
class WipLimitAdmin(PlainAdmin):
    """How many requests of a team should be in a state at a time; the board shows where it is passed."""

    list_display = ("team", "state", "limit")
    list_display_links = ("team", "state")
    list_filter = ("team", "state")
    list_select_related = ("team",)
    search_fields = ("team__name",)
    may_be_deleted = True
    autocomplete_fields: ClassVar[Any] = ("team",)
    fieldsets: ClassVar[Any] = ((None, {"fields": ("team", ("state", "limit"))}),)


@admin.register(Capacity)
class CapacityAdmin(PlainAdmin):
    """How many working days of a quarter somebody has for the requests of a team."""

    list_display = ("user", "team", "days")
    list_filter = ("team",)
    list_select_related = ("team", "user")
    search_fields = ("user__name", "user__email", "team__name")
    may_be_deleted = True
    autocomplete_fields: ClassVar[Any] = ("team", "user")
    fieldsets: ClassVar[Any] = ((None, {"fields": ("user", ("team", "days"))}),)

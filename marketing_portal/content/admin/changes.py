"""Everything that was changed, by whom and why: read only."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Prefetch, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketing_portal.content.addresses import link_to
from marketing_portal.content.admin.versioned import PlainAdmin
from marketing_portal.content.models import ChangeSet, ChangeSetObject

NAMED, AT_MOST = 3, 1_000


class ReadOnlyAdmin(PlainAdmin):
    """What the portal writes and nobody edits."""

    actions: Any = None
    show_full_result_count = False  # these tables grow without end

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


def history_link(touched: ChangeSetObject) -> SafeString:
    """The object's name as a link to its history."""
    kind = ContentType.objects.get_for_id(touched.content_type_id)
    return format_html(
        '<a href="{}">{}</a>',
        link_to("content:history", kind.app_label, kind.model, touched.object_id),
        touched.label,
    )


@admin.register(ChangeSet)
class ChangeSetAdmin(ReadOnlyAdmin):
    """Change sets with the objects that they touched."""

    list_display = ("at", "who", "channel", "reason", "objects_named")
    list_filter = ("channel", ("user", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("reason", "objects_touched__label")
    date_hierarchy = "at"
    fields = ("at", "who", "channel", "reason", "objects_all")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With their first objects."""
        place = Window(RowNumber(), partition_by=F("change_set"), order_by="pk")
        first = ChangeSetObject.objects.annotate(place=place).filter(place__lte=NAMED + 1)
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.prefetch_related(Prefetch("objects_touched", first.order_by("pk")))

    @admin.display(description="by", ordering="user__name")
    def who(self, obj: ChangeSet) -> str:
        """The person, or what it came through."""
        return str(obj.user or obj.get_channel_display())

    @admin.display(description="objects")
    def objects_named(self, obj: ChangeSet) -> SafeString:
        """The first few."""
        touched = list(obj.objects_touched.all())
        named = format_html_join(", ", "{}", ((history_link(found),) for found in touched[:NAMED]))
        return format_html("{} and more", named) if touched[NAMED:] else named

    @admin.display(description="objects")
    def objects_all(self, obj: ChangeSet) -> SafeString:
        """All of them, as far as a person can look through them."""
        touched = obj.objects_touched.order_by("pk")[:AT_MOST]
        return format_html_join("", "<div>{}</div>", ((history_link(found),) for found in touched))

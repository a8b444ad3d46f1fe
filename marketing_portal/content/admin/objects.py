"""The admin of content that has a page, an owner, a review and an archive."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketing_portal.content.about import origin_of
from marketing_portal.content.admin import actions
from marketing_portal.content.admin.filters import ArchivedFilter, HasGapsFilter, ReviewOverdueFilter
from marketing_portal.content.admin.versioned import VersionedAdmin
from marketing_portal.content.models import Gap
from marketing_portal.ui.components.times import ago

CARE_FILTERS: tuple[Any, ...] = (
    ArchivedFilter,
    HasGapsFilter,
    ReviewOverdueFilter,
    ("owner", admin.RelatedOnlyFieldListFilter),
    "origin",
)
CARE: tuple[str, dict[str, Any]] = (
    "Care",
    {
        "fields": (
            ("owner", "review_days", "internal"),
            ("review_told", "origin_told"),
            "former_told",
        )
    },
)
CARE_TOLD = ("review_told", "origin_told", "former_told")


class ContentObjectAdmin(VersionedAdmin):
    """Lists tell what is missing or stale; forms end with who takes care of the object."""

    actions: Any = [actions.mark_reviewed, actions.set_owner, actions.archive, actions.restore]
    autocomplete_fields: ClassVar[Any] = ("owner",)
    list_filter: ClassVar[Any] = CARE_FILTERS
    list_select_related: ClassVar[Any] = ("owner",)
    readonly_fields: ClassVar[Any] = CARE_TOLD

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of open gaps."""
        rows: QuerySet[Any] = super().get_queryset(request)
        kind = ContentType.objects.get_for_model(self.model)
        gaps = Gap.objects.open().filter(content_type=kind, object_id=OuterRef("pk")).order_by()
        count = gaps.values("object_id").annotate(count=Count("pk")).values("count")
        counted: QuerySet[Any] = rows.annotate(
            open_gaps=Coalesce(Subquery(count, output_field=IntegerField()), Value(0))
        )
        return counted

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Fields that look for an object offer none that is archived."""
        found, distinct = super().get_search_results(request, queryset, search_term)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            found = found.filter(archived_at__isnull=True)
        return found, distinct

    @admin.display(description="gaps", ordering="open_gaps")
    def gap_count(self, obj: Any) -> str:
        """Open gaps, where there are any."""
        return str(obj.open_gaps or "")

    @admin.display(description="reviewed", ordering="reviewed_at")
    def reviewed(self, obj: Any) -> SafeString:
        """When it was reviewed last, and whether that is too long ago."""
        overdue = ' <strong class="overdue">overdue</strong>' if obj.is_review_overdue else ""
        return format_html("{}{}", ago(obj.reviewed_at), SafeString(overdue))

    @admin.display(description="Reviewed")
    def review_told(self, obj: Any) -> SafeString:
        """When, by whom, and until when that is good."""
        if obj.reviewed_at is None:
            return SafeString("Never. Mark it as reviewed on its page or in the list.")
        due = obj.review_due.strftime("%-d %b %Y") if obj.review_due else "not set"
        return format_html(
            "{} by {}; next review: {}", ago(obj.reviewed_at), obj.reviewed_by or "somebody", due
        )

    @admin.display(description="Comes from")
    def origin_told(self, obj: Any) -> str:
        """The origin in words."""
        archived = "; archived" if obj.archived_at else ""
        return f"{origin_of(obj)}{archived}"

    @admin.display(description="Former addresses")
    def former_told(self, obj: Any) -> SafeString | str:
        """What leads here by redirect."""
        slugs = obj.former_slugs.values_list("slug", flat=True) if obj.pk else []
        return format_html_join(", ", "<code>{}</code>", ((slug,) for slug in slugs)) or "None"

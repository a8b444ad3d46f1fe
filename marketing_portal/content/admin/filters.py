"""Filters of the admin's lists."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from marketing_portal.content.models import Gap


class ArchivedFilter(admin.SimpleListFilter):
    """In use (unless something else is asked for), archived, or both."""

    title = "archived"
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices besides “in use”."""
        return [("yes", "Archived"), ("all", "Both")]

    def choices(self, changelist: Any) -> Any:
        """“In use” in place of “All”."""
        for choice in super().choices(changelist):
            yield choice | {"display": "In use"} if choice["display"] == "All" else choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows of the choice."""
        if self.value() == "all":
            return queryset
        return queryset.filter(archived_at__isnull=self.value() != "yes")


class YesNoFilter(admin.SimpleListFilter):
    """Rows for which something holds, or does not."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Yes and no."""
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        """Rows of the choice."""
        if self.value() not in {"yes", "no"}:
            return None
        return self.holding(queryset) if self.value() == "yes" else queryset.exclude(self.condition(queryset))

    def holding(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows for which it holds."""
        return queryset.filter(self.condition(queryset))

    def condition(self, queryset: QuerySet[Any]) -> Any:
        """What is asked."""
        raise NotImplementedError


class NamedValuesFilter(admin.AllValuesFieldListFilter):
    """The values that occur; an empty one has a name too, so that its link can be read."""

    def choices(self, changelist: Any) -> Any:
        """Django's choices, the empty one named."""
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or "Not given"}


class HasGapsFilter(YesNoFilter):
    """Whether something is marked as missing."""

    title = "open gaps"
    parameter_name = "gaps"

    def condition(self, queryset: QuerySet[Any]) -> Any:
        """An open gap exists."""
        kind = ContentType.objects.get_for_model(queryset.model)
        return Exists(Gap.objects.open().filter(content_type=kind, object_id=OuterRef("pk")))


class ReviewOverdueFilter(YesNoFilter):
    """Whether somebody should have read it again."""

    title = "review overdue"
    parameter_name = "overdue"

    def condition(self, queryset: QuerySet[Any]) -> Any:
        """The day of the review has passed."""
        overdue = queryset.model._base_manager.filter(pk=OuterRef("pk"), review_due__lt=timezone.localdate())
        return Exists(overdue)

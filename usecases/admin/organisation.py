"""How product marketing is organised, in the admin: ownership, the organisation model, the release cascade."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from marketing_portal.content.admin import OrderedInline, VersionedAdmin
from marketing_portal.content.admin.filters import NamedValuesFilter
from marketing_portal.content.admin.forms import PartForm
from marketing_portal.content.admin.formsets import PartFormSet
from marketing_portal.content.admin.inlines import IN_THE_ROW
from marketing_portal.content.typed import TabularInline
from usecases.admin.around import AroundAdmin
from usecases.models import (
    CascadeAction,
    CascadeQuestion,
    OrgColumn,
    Ownership,
    OwnershipArea,
    Release,
    ReleaseAnswer,
)


class AreaForm(PartForm):
    """An area that somebody owns."""

    def clean(self) -> dict[str, Any] | None:
        """An industry is no use case."""
        cleaned = super().clean()
        if self.cleaned_data.get("is_vertical") and self.cleaned_data.get("use_case"):
            raise ValidationError("An industry or vertical is no use case: leave one of the two out.")
        return cleaned


class AreaFormSet(PartFormSet):
    """Areas; use cases are chosen from one list."""

    read_once = ("use_case",)


class AreaInline(OrderedInline):
    """What somebody owns."""

    model = OwnershipArea
    form: Any = AreaForm
    formset = AreaFormSet
    verbose_name = "area"
    verbose_name_plural = "Areas"
    prompt = "A use case, or an industry or vertical, which is none."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("label", "use_case"), "url")}),
        (None, {"fields": (("order", "is_vertical"),), **IN_THE_ROW}),
    )


@admin.register(Ownership)
class OwnershipAdmin(AroundAdmin):
    """Rows of the ownership table."""

    inlines = (AreaInline,)
    list_display = ("person", "owned", "persona_state", "industry_state", "product_group", "order", "edited")
    list_select_related = ("person",)
    list_filter: ClassVar[Any] = (
        "persona_state",
        "industry_state",
        ("areas__use_case", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("person__name", "areas__label", "product_group")
    autocomplete_fields: ClassVar[Any] = ("person",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("person", "order"),)}),
        (
            "What else is theirs",
            {
                "fields": (
                    ("persona", "persona_state"),
                    ("industry", "industry_state"),
                    ("product_group", "product_group_url"),
                    "regions",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the areas of each."""
        return super().get_queryset(request).prefetch_related("areas")

    @admin.display(description="areas")
    def owned(self, obj: Ownership) -> str:
        """What they own, in a line."""
        return ", ".join(area.label for area in obj.areas.all())


@admin.register(OrgColumn)
class OrgColumnAdmin(AroundAdmin):
    """Columns of the organisation model."""

    list_display = ("title", "use_case", "is_vertical", "pmm_group", "section", "contact", "order", "edited")
    list_select_related = ("use_case", "contact")
    list_filter: ClassVar[Any] = (
        ("pmm_group", NamedValuesFilter),
        ("section", NamedValuesFilter),
        "is_vertical",
    )
    search_fields = ("title", "key", "section", "contact__name")
    autocomplete_fields: ClassVar[Any] = ("use_case", "contact")
    prepopulated_fields: ClassVar[Any] = {"key": ("title",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("title", "is_vertical"), "use_case", ("pmm_group", "section"), "contact")}),
        (None, {"fields": (("order", "key"),)}),
    )


class ActionFormSet(PartFormSet):
    """Actions; their keys are made of their labels."""

    key_source = "label"
    key_fallback = "action"


class ActionInline(OrderedInline):
    """What to do where the answer is yes."""

    model = CascadeAction
    formset = ActionFormSet
    verbose_name = "action"
    verbose_name_plural = "Actions"
    prompt = "What to do where the answer is yes."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("label", "url")}),
        (None, {"fields": (("order", "key"),), **IN_THE_ROW}),
    )


@admin.register(CascadeQuestion)
class CascadeQuestionAdmin(AroundAdmin):
    """Questions to ask after a release. One that a release has answered stays."""

    inlines = (ActionInline,)
    list_display = ("question", "order", "key", "edited")
    search_fields = ("question", "key")
    prepopulated_fields: ClassVar[Any] = {"key": ("question",)}
    fieldsets: ClassVar[Any] = ((None, {"fields": ("question", ("order", "key"))}),)


class AnswerInline(TabularInline):
    """What was answered; on the page of the release it is changed."""

    model = ReleaseAnswer
    template = "admin/content/rows.html"
    extra = 0
    can_delete = False
    verbose_name_plural = "Answers"
    fields = ("text", "answer", "url", "note", "answered_by", "answered_at")
    readonly_fields = fields
    ordering = ("order", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the people."""
        return super().get_queryset(request).select_related("answered_by")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False


@admin.register(Release)
class ReleaseAdmin(VersionedAdmin):
    """Releases that the checklist was run for: begun, answered and withdrawn on their pages, named and dated here."""

    inlines = (AnswerInline,)
    list_display = ("name", "released_on", "created_by", "finished_at", "withdrawn_at", "edited")
    list_select_related = ("created_by",)
    list_filter: ClassVar[Any] = (
        ("finished_at", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("name", "slug")
    readonly_fields: ClassVar[Any] = ("slug", "created_by", "finished_at", "withdrawn_at")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("name", "released_on"), "slug", "created_by", ("finished_at", "withdrawn_at"))}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A release begins on the portal, with its checklist."""
        return False

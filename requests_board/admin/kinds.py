"""Kinds of requests with their questions. A kind or question that is not wanted any more is archived, never deleted:
requests hold its answers."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from marketing_portal.content.admin import OrderedInline, PlainAdmin
from marketing_portal.content.admin.actions import archive
from marketing_portal.content.admin.filters import ArchivedFilter
from marketing_portal.content.admin.forms import AdminForm, PartForm
from marketing_portal.content.admin.formsets import PartFormSet
from requests_board.models import KindField, RequestKind
from requests_board.vocabulary import Family


class KindFieldForm(PartForm):
    """A question. Taking the cross archives it: requests keep what they answered."""


class KindFieldFormSet(PartFormSet):
    """The questions that are asked; archived ones keep their keys."""

    key_source = "label"
    key_fallback = "question"

    def shown(self, row: Any) -> bool:
        """Those that are asked."""
        return row.archived_at is None


class KindFieldInline(OrderedInline):
    """Questions."""

    model = KindField
    form: Any = KindFieldForm
    formset = KindFieldFormSet
    ordering = ("order", "pk")
    ordering_field = "order"
    verbose_name = "question"
    verbose_name_plural = "Questions"
    prompt = "What is asked while a request of this kind is filed. A question that is taken away keeps its answers."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("label", "key"), ("type", "is_required"), "help", "choices", "order")}),
    )


class RequestKindForm(AdminForm):
    """A kind. Families of which a request has one get one default."""

    def clean_labels(self) -> Any:
        """One use case and one phase at most."""
        chosen = self.cleaned_data["labels"]
        for family in (Family.USE_CASE, Family.GTM_PHASE):
            if sum(label.family == family for label in chosen) > 1:
                raise ValidationError(f"A request has one label of “{family.label}”; choose one.")
        return chosen


@admin.action(description="Offer again", permissions=["change"])
def offer(model_admin: Any, request: HttpRequest, queryset: QuerySet[RequestKind]) -> None:
    """Bring archived kinds back."""
    model_admin.message_user(request, f"{queryset.update(archived_at=None)} kinds are offered.")


@admin.register(RequestKind)
class RequestKindAdmin(PlainAdmin):
    """Kinds, in the order in which they are offered."""

    form: Any = RequestKindForm
    list_display = ("name", "key", "team", "questions", "order", "archived_at")
    list_filter: ClassVar[Any] = (ArchivedFilter, ("team", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("team",)
    search_fields = ("name", "key", "description", "fields__label")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    inlines = (KindFieldInline,)
    actions: Any = (archive, offer)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("name", "key"), "description", "team", "labels", ("order", "archived_at"))}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of questions."""
        asked = Count("fields", filter=Q(fields__archived_at=None))
        rows: QuerySet[Any] = super().get_queryset(request).annotate(asked=asked)
        return rows

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Labels as boxes: two or three of some twenty are ticked sooner than picked with a key held down."""
        return super().formfield_for_manytomany(
            db_field, request, **{"widget": forms.CheckboxSelectMultiple} | options
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The key stands in files and addresses, so it stays."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Archiving is an action; the key stays."""
        return ("key", "archived_at") if obj else ("archived_at",)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Archive the questions that were taken away; requests hold their answers."""
        found = formset.save(commit=False)
        for question in formset.deleted_objects:
            question.archived_at = timezone.now()
            question.save(update_fields=["archived_at"])
        for question in found:
            question.save()
        formset.save_m2m()

    @admin.display(description="questions", ordering="asked")
    def questions(self, obj: Any) -> int:
        """How many it asks."""
        return int(obj.asked)

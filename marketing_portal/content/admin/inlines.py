"""Rows below an object in its form: ordered, labelled, each with its place in the sections of the form."""

from __future__ import annotations

from typing import Any, ClassVar

from admin_ordering.admin import OrderableAdmin
from django import forms
from django.core.checks import CheckMessage
from django.db import models
from django.http import HttpRequest

from marketing_portal.content.admin.fields import text_field
from marketing_portal.content.admin.forms import PartForm
from marketing_portal.content.admin.formsets import GenericPartFormSet, PartFormSet
from marketing_portal.content.models import Gap
from marketing_portal.content.typed import GenericStackedInline, InlineModelAdmin, StackedInline
from marketing_portal.content.widgets import QuickSelect

TEMPLATE = "admin/content/parts.html"
IN_THE_ROW: Any = {"classes": ["part-facts"]}


def more(*fields: Any) -> tuple[str, dict[str, Any]]:
    """A fieldset that is folded away: what is seldom touched."""
    return "More", {"fields": fields, "classes": ["collapse", "part-more"]}


class PartInlineMixin(InlineModelAdmin):
    """What inlines of parts share. ``section`` and ``prompt`` are shown above the rows."""

    template = TEMPLATE
    form: Any = PartForm
    extra = 1  # for those without scripts; admin-editing.css hides it from the others
    section = ""
    prompt = ""

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Markdown and texts with fields of their own."""
        found = text_field(db_field)
        return found or super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_choice_field(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Lists to choose from that are quick to draw."""
        return super().formfield_for_choice_field(db_field, request, **{"widget": QuickSelect} | kwargs)


class PartInline(PartInlineMixin, StackedInline):
    """Rows with a foreign key to the object."""

    formset = PartFormSet


class OrderedInline(OrderableAdmin, PartInline):  # type: ignore[misc]  # untyped library
    """Rows that stand in an order: dragged with scripts, numbered without."""

    ordering_field = "order"
    extra = 1

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Without the library's warning: our models order by their owner first, which is right in an inline."""
        return [found for found in super().check(**kwargs) if found.id != "admin_ordering.W004"]


class GapFormSet(GenericPartFormSet):
    """Gaps; their keys are made of the place."""

    key_source = "place"
    key_fallback = "gap"


class GapInline(PartInlineMixin, GenericStackedInline):
    """What is known to be missing."""

    model = Gap
    formset: Any = GapFormSet
    ct_fk_field = "object_id"
    verbose_name_plural = "Gaps"
    section = "Gaps"
    prompt = "What is known to be missing, whether or not something stands there already."
    places: tuple[tuple[str, str], ...] = ()
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("note",)}),
        (None, {"fields": (("place", "state"), "is_open"), **IN_THE_ROW}),
        more("marker", "key"),
    )

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The place is chosen where the object's places are known."""
        if db_field.name == "place" and self.places:
            choices = [("", "---------"), *self.places]  # browsers send the first one of an untouched row
            return forms.ChoiceField(choices=choices, label="Place", help_text=db_field.help_text)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

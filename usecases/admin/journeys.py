"""The journeys in the admin: stages, audiences, the two views as pictures, the tables of steps."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from marketing_portal.content.admin import OrderedInline
from marketing_portal.content.admin.formsets import PartFormSet
from marketing_portal.content.admin.inlines import IN_THE_ROW, more
from usecases.admin.around import AroundAdmin
from usecases.models import (
    Audience,
    CollateralType,
    Journey,
    JourneyStage,
    JourneyStep,
    JourneyView,
    JourneyViewStep,
)


class TypeInline(OrderedInline):
    """What is typical of a stage."""

    model = CollateralType
    verbose_name = "kind of collateral"
    verbose_name_plural = "Typical collateral"
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("text",)}),
        (None, {"fields": (("order", "key"),), **IN_THE_ROW}),
    )


@admin.register(JourneyStage)
class JourneyStageAdmin(AroundAdmin):
    """Stages of the buyer's journey."""

    inlines = (TypeInline,)
    list_display = ("name", "position", "question", "order", "edited")
    search_fields = ("name", "key", "question", "definition", "focus")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("name", "position"), "question", "definition", "focus", "aliases")}),
        (None, {"fields": (("order", "key"),)}),
    )


@admin.register(Audience)
class AudienceAdmin(AroundAdmin):
    """Audiences and their needs."""

    list_display = ("name", "needs", "order", "edited")
    search_fields = ("name", "key", "needs")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    fieldsets: ClassVar[Any] = ((None, {"fields": ("name", "needs", ("order", "key"))}),)


class ViewStepFormSet(PartFormSet):
    """Steps of a view; their keys are made of their labels."""

    key_source = "label"
    key_fallback = "step"
    read_once = ("stage",)


class ViewStepInline(OrderedInline):
    """Steps of a view."""

    model = JourneyViewStep
    formset = ViewStepFormSet
    verbose_name = "step"
    verbose_name_plural = "Steps"
    prompt = "Who acts, and when. A phase is one of those above."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("label", ("lane", "stage"), "phase")}),
        (None, {"fields": (("order", "key"),), **IN_THE_ROW}),
    )


@admin.register(JourneyView)
class JourneyViewAdmin(AroundAdmin):
    """The views that are drawn."""

    inlines = (ViewStepInline,)
    list_display = ("name", "started_by", "order", "edited")
    search_fields = ("name", "key", "started_by")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("name", "started_by"), "narrative", "phases", ("order", "key"))}),
    )


class StepFormSet(PartFormSet):
    """Steps of a journey; their keys are made of their stages."""

    key_source = "stage"
    key_fallback = "step"


class StepInline(OrderedInline):
    """Steps of a journey."""

    model = JourneyStep
    formset = StepFormSet
    verbose_name = "step"
    verbose_name_plural = "Steps"
    prompt = "What measures it, who owns it, what is done. What nobody knows is said so."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("stage", "measured_by", ("owners", "activities"))}),
        (None, {"fields": (("order",), ("measure_state", "owner_state")), **IN_THE_ROW}),
        more("key"),
    )


@admin.register(Journey)
class JourneyAdmin(AroundAdmin):
    """Journeys with their tables."""

    inlines = (StepInline,)
    list_display = ("name", "note", "order", "edited")
    search_fields = ("name", "key", "text", "note")
    prepopulated_fields: ClassVar[Any] = {"key": ("name",)}
    fieldsets: ClassVar[Any] = ((None, {"fields": ("name", "text", "note", ("order", "key"))}),)

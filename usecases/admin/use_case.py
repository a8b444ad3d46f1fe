"""Use cases in the admin: the head of the page and everything below it; market requirements across all of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketing_portal.content.addresses import link_to
from marketing_portal.content.admin import (
    ContentObjectAdmin,
    GapInline,
    OrderedInline,
    PartInline,
    PlainAdmin,
)
from marketing_portal.content.admin.actions import set_value
from marketing_portal.content.admin.filters import YesNoFilter
from marketing_portal.content.admin.forms import AdminVersionedForm
from marketing_portal.content.admin.formsets import PartFormSet
from marketing_portal.content.admin.inlines import IN_THE_ROW
from marketing_portal.content.admin.objects import CARE, CARE_FILTERS
from usecases.admin.points import PointInline
from usecases.models import (
    DRIAssignment,
    MarketRequirement,
    UseCase,
    UseCaseAlias,
    UseCasePersona,
)
from usecases.vocabulary import Tier

COLUMN_IN_USE = "Somebody is named in this column of the DRI matrix. Take the names out first."
PLACES = (
    ("description", "Description"),
    ("why", "Why it matters"),
    ("personas", "Personas"),
    ("requirements", "Market requirements"),
    ("points", "What to say, ask and show"),
    ("responsible", "Responsible"),
    ("links", "Key links"),
    ("collateral", "Collateral"),
    ("resource", "Resource page"),
)


class HasColumnFilter(YesNoFilter):
    """Whether the DRI matrix says anything about it."""

    title = "column in the DRI matrix"
    parameter_name = "column"

    def condition(self, queryset: QuerySet[Any]) -> Any:
        """It has a place."""
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        """Rows of the choice."""
        if self.value() not in {"yes", "no"}:
            return None
        return queryset.filter(dri_position__isnull=self.value() == "no")


class UseCaseForm(AdminVersionedForm):
    """The head of a use case."""

    def clean_dri_position(self) -> int | None:
        """Nobody loses a responsibility by an emptied field."""
        place: int | None = self.cleaned_data["dri_position"]
        if place is None and DRIAssignment.objects.filter(cell__use_case=self.instance.pk).exists():
            self.add_error("dri_position", COLUMN_IN_USE)
        return place


class AliasInline(PartInline):
    """What else it is called."""

    model = UseCaseAlias
    section = "Names and people"
    verbose_name = "other name"
    verbose_name_plural = "Other names"
    prompt = "SCM, VC&C, Source Code Management: one name means one use case."
    fieldsets: ClassVar[Any] = ((None, {"fields": ("text",)}),)


class PersonaFormSet(PartFormSet):
    """Personas are chosen from one list."""

    read_once = ("persona",)

    def rows_below(self) -> Any:
        """With the personas that the rows are named by."""
        return super().rows_below().select_related("persona")


class PersonaInline(OrderedInline):
    """Who has the problem, and who pays."""

    model = UseCasePersona
    formset = PersonaFormSet
    section = "Names and people"
    verbose_name = "persona"
    verbose_name_plural = "Personas"
    prompt = "A persona, or the title of somebody for whom there is no persona yet."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("persona", "title"), "note")}),
        (None, {"fields": (("kind", "order"),), **IN_THE_ROW}),
    )


class RequirementFormSet(PartFormSet):
    """Requirements; their keys are made of their names."""

    key_source = "name"
    key_fallback = "requirement"


class RequirementInline(OrderedInline):
    """What a practitioner needs."""

    model = MarketRequirement
    formset = RequirementFormSet
    section = "Market requirements"
    verbose_name = "market requirement"
    verbose_name_plural = "Market requirements"
    prompt = "Broad capabilities in the words of the market, not our features. About 8 to 12."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "description")}),
        (None, {"fields": (("order", "key"),), **IN_THE_ROW}),
        ("Typical features, value", {"fields": ("features", "value"), "classes": ["collapse", "part-more"]}),
        (
            "How we meet it",
            {
                "fields": ("answer", "product_areas", "demos", "demos_state"),
                "classes": ["collapse", "part-more"],
            },
        ),
    )


class UseCaseGapInline(GapInline):
    """Gaps at the parts of the page."""

    places = PLACES


@admin.register(UseCase)
class UseCaseAdmin(ContentObjectAdmin):
    """Use cases with everything that is theirs alone."""

    form: Any = UseCaseForm
    inlines = (AliasInline, PersonaInline, RequirementInline, PointInline, UseCaseGapInline)
    list_display = (
        "name", "tier", "position", "short_label", "label_key", "dri_position",
        "requirement_count", "gap_count", "owner", "reviewed", "edited",
    )  # fmt: skip
    list_filter: ClassVar[Any] = ("tier", HasColumnFilter, *CARE_FILTERS, "internal")
    search_fields = ("name", "slug", "short_label", "label_key", "description", "aliases__text")
    ordering = ("tier", "position", "pk")
    prepopulated_fields: ClassVar[Any] = {"slug": ("name",)}
    autocomplete_fields: ClassVar[Any] = ("owner", "value_drivers")
    readonly_fields: ClassVar[Any] = (*ContentObjectAdmin.readonly_fields, "column_told", "around_told")
    actions: Any = [
        *[
            set_value("tier", tier.value, f"Move to tier {tier.value}", f"moved to tier {tier.value}")
            for tier in Tier
        ],
        *ContentObjectAdmin.actions,
    ]
    fieldsets: ClassVar[Any] = (
        (
            None,
            {
                "fields": (
                    ("name", "slug"),
                    ("tier", "position"),
                    ("short_label", "label_key"),
                    "description",
                    "body",
                    "resource_url",
                    "value_drivers",
                )
            },
        ),
        ("Matrices and what is kept elsewhere", {"fields": (("dri_position", "column_told"), "around_told")}),
        CARE,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of market requirements."""
        rows: QuerySet[Any] = super().get_queryset(request)
        counted: QuerySet[Any] = rows.annotate(requirement_total=Count("requirements", distinct=True))
        return counted

    @admin.display(description="requirements", ordering="requirement_total")
    def requirement_count(self, obj: Any) -> str:
        """How many market requirements, where there are any."""
        return str(obj.requirement_total or "")

    @admin.display(description="In the matrices")
    def column_told(self, obj: Any) -> SafeString | str:
        """The ways to its columns."""
        if obj.pk is None:
            return "After it is saved, it can get a column."
        links = [("usecases_keylink_column", "Edit its key links")]
        if obj.dri_position is not None:
            links.insert(0, ("usecases_dricell_column", "Edit its column of the DRI matrix"))
        parts = format_html_join(
            " · ", '<a href="{}">{}</a>', [(link_to(f"admin:{n}", obj.pk), t) for n, t in links]
        )
        return parts if obj.dri_position else format_html("No column in the DRI matrix. {}", parts)

    @admin.display(description="Edited elsewhere")
    def around_told(self, obj: Any) -> SafeString | str:
        """Lists of what names it and has a form of its own."""
        if obj.pk is None:
            return "Nothing yet."
        counts = [
            ("Collateral", "collateral", "use_cases__id__exact", obj.collateral.count()),
            ("Areas of interest", "areaofinterest", "use_case__id__exact", obj.areas.count()),
            ("Ownership", "ownership", "areas__use_case__id__exact", obj.owners.count()),
        ]
        told = [
            (f"{reverse(f'admin:usecases_{model}_changelist')}?{query}={obj.pk}", name, count)
            for name, model, query, count in counts
        ]
        return format_html_join(" · ", '<a href="{}">{}</a> ({})', told)


@admin.register(MarketRequirement)
class MarketRequirementAdmin(PlainAdmin):
    """Market requirements of all use cases to look through; each is edited in the form of its use case."""

    list_display = ("name", "use_case", "order", "has_features", "has_value")
    list_select_related = ("use_case",)
    list_filter: ClassVar[Any] = (
        ("use_case", admin.RelatedOnlyFieldListFilter),
        ("features", admin.EmptyFieldListFilter),
        ("value", admin.EmptyFieldListFilter),
    )
    search_fields = ("name", "description", "features", "value", "use_case__name")
    ordering = ("use_case__tier", "use_case__position", "order", "pk")

    @admin.display(description="typical features", boolean=True)
    def has_features(self, obj: MarketRequirement) -> bool:
        """Whether they are written down."""
        return bool(obj.features)

    @admin.display(description="value", boolean=True)
    def has_value(self, obj: MarketRequirement) -> bool:
        """Whether it is written down."""
        return bool(obj.value)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A requirement begins in the form of its use case."""
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """On to the use case, which watches over all its requirements together."""
        found = self.get_object(request, object_id) if self.has_view_or_change_permission(request) else None
        if found is None:
            raise Http404("There is no such requirement.")
        return redirect(
            f"{reverse('admin:usecases_usecase_change', args=[found.use_case_id])}#requirements-rows"
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history of the use case."""
        found = self.get_object(request, object_id) if self.has_view_permission(request) else None
        if found is None:
            raise Http404("There is no such requirement.")
        return redirect("content:history", "usecases", "usecase", found.use_case_id)

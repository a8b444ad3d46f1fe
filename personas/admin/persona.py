"""Personas in the admin: the head of the page, and every part of it under its heading."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify

from marketing_portal.content.admin import ContentObjectAdmin
from marketing_portal.content.admin.actions import set_value
from marketing_portal.content.admin.fields import LinesField
from marketing_portal.content.admin.forms import AdminVersionedForm
from marketing_portal.content.admin.objects import CARE, CARE_FILTERS
from personas.admin.parts import PointInline, in_order, slug_field
from personas.kinds import KINDS
from personas.models import Persona

publish = set_value("status", Persona.Status.ACTIVE, "Publish", "published")
to_draft = set_value("status", Persona.Status.DRAFT, "Turn back into a draft", "made a draft")


class PersonaForm(AdminVersionedForm):
    """The head of a persona's page."""

    slug = slug_field("Left empty, it is made of name and role. The former address keeps leading here.")
    alternative_titles = LinesField(
        label="Alternative titles", required=False, help_text="Other job titles, one a line."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "alternative_titles" in self.fields:
            self.fields["alternative_titles"].widget.attrs |= {"rows": 2, "class": "vLargeTextField"}

    def clean(self) -> dict[str, Any] | None:
        """Make the address where there is none."""
        cleaned = super().clean()
        if not self.cleaned_data.get("slug") and "slug" not in self.errors:
            made = slugify(f"{self.cleaned_data.get('name', '')} {self.cleaned_data.get('role', '')}")
            self.cleaned_data["slug"] = self.initial.get("slug") or made[:160]
        return cleaned


@admin.register(Persona)
class PersonaAdmin(ContentObjectAdmin):
    """Personas with everything said about them."""

    form: Any = PersonaForm
    inlines = in_order()
    list_display = ("name", "role", "kind", "status", "gap_count", "owner", "reviewed", "edited")
    list_display_links = ("name", "role")
    list_filter: ClassVar[Any] = ("kind", "status", *CARE_FILTERS, "internal")
    search_fields = ("name", "role", "slug", "summary", "alternative_titles")
    ordering = ("kind", "name", "pk")
    prepopulated_fields: ClassVar[Any] = {"slug": ("name", "role")}
    actions: Any = [publish, to_draft, *ContentObjectAdmin.actions]
    fieldsets: ClassVar[Any] = (
        (
            None,
            {
                "fields": (
                    ("name", "role"),
                    ("kind", "status"),
                    "slug",
                    "summary",
                    "alternative_titles",
                    "note",
                )
            },
        ),
        CARE,
    )

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """None before the persona exists; then the parts of its kind, and those that hold something."""
        if obj is None:
            return []
        found = super().get_inline_instances(request, obj)
        if request.method == "POST":  # what was sent, whatever changed since
            return [inline for inline in found if f"{prefix_of(inline)}-TOTAL_FORMS" in request.POST]
        filled = set(obj.points.values_list("kind", flat=True).distinct())
        return [inline for inline in found if belongs(inline, obj.kind, filled)]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """On to the parts of the page."""
        if {"_addanother", "_popup"} & request.POST.keys():
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, f"{obj} is there. Now write what is known.")
        return redirect("admin:personas_persona_change", obj.pk)


def prefix_of(inline: Any) -> str:
    """The prefix of the formset of ``inline``."""
    if isinstance(inline, PointInline):
        return inline.kind.value
    return PREFIXES.get(inline.model._meta.model_name, "")


PREFIXES = {
    "segmentrole": "segment_roles",
    "quote": "quotes",
    "personaintro": "intros",
    "gap": "content-gap-content_type-object_id",
}


def belongs(inline: Any, kind: str, filled: set[str]) -> bool:
    """Whether the form of a persona of ``kind`` shows ``inline``; ``filled`` are the kinds of points that it has."""
    if not isinstance(inline, PointInline):
        return True
    return not KINDS[inline.kind].user_only or kind == Persona.Kind.USER or inline.kind.value in filled

"""What is said about a persona, edited under the heading it stands below on the page."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst

from marketing_portal.content.admin import GapInline, OrderedInline, PartInline
from marketing_portal.content.admin.fields import ChoicesField
from marketing_portal.content.admin.forms import FixedForm
from marketing_portal.content.admin.formsets import PartFormSet
from marketing_portal.content.admin.inlines import IN_THE_ROW, more
from personas.kinds import KINDS, PLACE_LABELS, BuyingRole, PointKind, Section
from personas.models import PersonaIntro, PersonaPoint, Quote, SegmentRole

ONE = {
    PointKind.GOAL: "goal",
    PointKind.CHALLENGE: "challenge",
    PointKind.HELP: "way we help",
    PointKind.OBJECTION: "objection",
    PointKind.QUESTION: "question",
    PointKind.MESSAGING: "message",
    PointKind.PITCH: "pitch",
    PointKind.JOB: "job",
    PointKind.MOTIVATION: "motivation",
    PointKind.FRUSTRATION: "frustration",
    PointKind.TOOL: "tool",
    PointKind.SKILL: "skill",
}


class PointFormSet(PartFormSet):
    """The points of one kind."""

    kind = ""

    @classmethod
    def get_default_prefix(cls) -> str:
        """The kind, so that addresses within the form say what they lead to."""
        return cls.kind

    def shown(self, row: Any) -> bool:
        """Points of the kind."""
        return bool(row.kind == self.kind)

    def add_fields(self, form: Any, index: int | None) -> None:
        """A new point is of the kind."""
        super().add_fields(form, index)
        if form.is_new:
            form.initial["kind"] = self.kind


class PointInline(OrderedInline):
    """Points of one kind; ``point_inline`` makes the class of each."""

    model = PersonaPoint
    kind: PointKind

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The second text is called what it is for this kind."""
        found = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "text":
            found.label = capfirst(self.verbose_name)
        if db_field.name == "detail":
            found.label, found.help_text = KINDS[self.kind].detail_label, ""
        if db_field.name == "kind":
            found.label, found.help_text = "Heading", "Choose another one to move it there."
        return found


def point_inline(kind: PointKind) -> type[PointInline]:
    """The inline of the points of ``kind``."""
    facts = KINDS[kind]
    texts: tuple[str, ...] = ("label",) if kind == PointKind.OTHER else ()
    texts += ("text", "detail") if facts.detail_label else ("text",)
    fieldsets = (
        (None, {"fields": texts}),
        (None, {"fields": (("order", "state"),), **IN_THE_ROW}),
        more("key", "source_url", "kind"),
    )
    values = {
        "kind": kind,
        "section": facts.section.label,
        "prompt": facts.prompt,
        "verbose_name": ONE.get(kind, kind.label.lower()),
        "verbose_name_plural": kind.label,
        "formset": type(f"{kind.name.title()}FormSet", (PointFormSet,), {"kind": kind.value}),
        "fieldsets": fieldsets,
    }
    return type(f"{kind.name.title()}Inline", (PointInline,), values)


class SegmentRoleForm(FixedForm):
    """A part in a purchase; what the persona does there is ticked."""

    fixed = ("segment",)
    buying_roles = ChoicesField(label="Part in the purchase", choices=BuyingRole.choices, required=False)


class SegmentRoleInline(OrderedInline):
    """Why we connect, by company size."""

    model = SegmentRole
    form: Any = SegmentRoleForm
    max_num = 3
    section = Section.WHAT.label
    verbose_name = "company size"
    verbose_name_plural = "Why we connect"
    prompt = "What is their part in a purchase, at companies of each size?"
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("text", "buying_roles")}),
        (None, {"fields": ("segment", ("order", "state")), **IN_THE_ROW}),
    )


class QuoteInline(OrderedInline):
    """What somebody in the role really said."""

    model = Quote
    section = Section.WHAT.label
    verbose_name = "quotation"
    verbose_name_plural = "Real quotes"
    prompt = "Word for word, with who said it. Quotations are not reworded."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("text",)}),
        (None, {"fields": ("order", "speaker_role"), **IN_THE_ROW}),
        more("company_size", "industry", "key"),
    )


class IntroForm(FixedForm):
    """An opening sentence."""

    fixed = ("place",)


class IntroInline(PartInline):
    """Sentences that open a part of the page."""

    model = PersonaIntro
    form: Any = IntroForm
    section = "Around it"
    verbose_name = "opening sentence"
    verbose_name_plural = "Opening sentences"
    prompt = "A sentence between a heading and its points, where one helps."
    fieldsets: ClassVar[Any] = ((None, {"fields": ("text",)}), (None, {"fields": ("place",), **IN_THE_ROW}))


class PersonaGapInline(GapInline):
    """Gaps at the parts of the page."""

    section = "Around it"
    places = tuple(PLACE_LABELS.items())


def in_order() -> list[Any]:
    """Every inline of the form, in the order of the page."""
    by_kind = {kind: point_inline(kind) for kind in PointKind}
    inlines: list[Any] = []
    for section in Section:
        for kind, inline in by_kind.items():
            if kind.facts.section != section:
                continue
            if kind == PointKind.OBJECTION:
                inlines += [SegmentRoleInline, QuoteInline]
            inlines.append(inline)
    return [*inlines, IntroInline, PersonaGapInline]


def slug_field(help_text: str) -> forms.SlugField:
    """An address that may be left empty: the form makes one."""
    return forms.SlugField(required=False, max_length=160, label="Address", help_text=help_text)

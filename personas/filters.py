"""Filters of the persona list. Only the fields below are read from the query string."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import Gap
from personas.kinds import BuyingRole, Segment
from personas.models import Persona, PersonaPoint, PersonaQuerySet, SegmentRole


def unknown(what: str) -> dict[str, str]:
    """What to say of a value that is not among the choices."""
    return {"invalid_choice": f"“%(value)s” is not {what}."}


class PersonaFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped library
    """By text, kind, part in a purchase at companies of a size, and gaps."""

    q = django_filters.CharFilter(
        label="Name, title or anything said",
        method="by_text",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-hotkey": "f"}),
    )
    kind = django_filters.ChoiceFilter(
        label="Kind",
        error_messages=unknown("a kind of persona"),
        choices=Persona.Kind.choices,
        method="by_tab",
        widget=forms.HiddenInput,
    )
    role = django_filters.ChoiceFilter(
        label="Part in a purchase",
        error_messages=unknown("a part in a purchase"),
        choices=BuyingRole.choices,
        method="by_role",
        empty_label="Any",
    )
    segment = django_filters.ChoiceFilter(
        label="At companies of size",
        error_messages=unknown("a company size"),
        choices=Segment.choices,
        method="by_segment",
        empty_label="Any",
    )
    gaps = django_filters.ChoiceFilter(
        label="Gaps",
        error_messages=unknown("a choice for gaps"),
        choices=[("open", "With gaps"), ("none", "Without gaps")],
        method="by_gaps",
        empty_label="Any",
    )

    class Meta:
        model = Persona
        fields: list[str] = []

    def by_text(self, personas: PersonaQuerySet, name: str, text: str) -> PersonaQuerySet:
        """Those named or described with ``text``, or with a point that holds it."""
        said = PersonaPoint.objects.filter(persona=OuterRef("pk")).filter(
            Q(text__icontains=text) | Q(detail__icontains=text)
        )
        titled = Q(name__icontains=text) | Q(role__icontains=text) | Q(list_entry__label__icontains=text)
        described = Q(summary__icontains=text) | Q(other_titles__icontains=text)
        other_titles = Cast("alternative_titles", TextField())
        found: PersonaQuerySet = personas.alias(other_titles=other_titles).filter(
            titled | described | Exists(said)
        )
        return found

    def by_tab(self, personas: PersonaQuerySet, name: str, kind: str) -> PersonaQuerySet:
        """All of them: the tabs count every kind, so the list itself picks its own (`kind_shown`)."""
        return personas

    def by_role(self, personas: PersonaQuerySet, name: str, role: str) -> PersonaQuerySet:
        """Those with this part in a purchase; where a size is chosen too, at companies of that size."""
        parts = SegmentRole.objects.filter(persona=OuterRef("pk"))
        if self.segment_shown:
            parts = parts.filter(segment=self.segment_shown)
        listed = Cast("buying_roles", TextField())  # JSON as text: SQLite cannot look into a list
        return personas.filter(Exists(parts.alias(listed=listed).filter(listed__contains=f'"{role}"')))

    def by_segment(self, personas: PersonaQuerySet, name: str, segment: str) -> PersonaQuerySet:
        """Those who have any part at companies of this size."""
        parts = SegmentRole.objects.filter(persona=OuterRef("pk"), segment=segment)
        return personas.filter(Exists(parts.exclude(state=Knowledge.NOT_APPLICABLE)))

    def by_gaps(self, personas: PersonaQuerySet, name: str, value: str) -> PersonaQuerySet:
        """Those with, or without, something that is marked as missing."""
        has_gap = Exists(Gap.objects.of(Persona).open().filter(object_id=OuterRef("pk")))
        return personas.filter(has_gap if value == "open" else ~has_gap)

    @property
    def kind_shown(self) -> str:
        """The kind that was asked for; empty for all."""
        return str(self.form.cleaned_data.get("kind") or "")

    @property
    def segment_shown(self) -> str:
        """The company size that was asked for; empty for any."""
        return str(self.form.cleaned_data.get("segment") or "")

    @property
    def is_set(self) -> bool:
        """True where anything but the tab was asked for, understood or not."""
        return bool(self.form.errors) or any(
            value for name, value in self.form.cleaned_data.items() if name != "kind"
        )

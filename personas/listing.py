"""The list of personas with what stands around it; each part is read when the template asks for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import Gap
from personas.filters import PersonaFilter
from personas.models import DeprecatedAsset, Guidance, Persona, PersonaListEntry
from personas.reading import Card

PER_PAGE = 48
AROUND_SHOWN = 100


@dataclass
class Listing:
    """What ``query`` asks for, as ``user`` may see it."""

    query: QueryDict
    user: Any

    @cached_property
    def filter(self) -> PersonaFilter:
        """The filters as they are set."""
        chosen = PersonaFilter(self.query, queryset=Persona.objects.visible_to(self.user))
        chosen.is_valid()  # a value that is not known is left out and said so
        return chosen

    @cached_property
    def kind(self) -> Persona.Kind | None:
        """The kind whose tab is open."""
        return Persona.Kind(self.filter.kind_shown) if self.filter.kind_shown else None

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind under the other filters; of all under the empty name."""
        counts = dict(self.filter.qs.order_by().values_list("kind").annotate(Count("pk")))
        return counts | {"": sum(counts.values())}

    @cached_property
    def page(self) -> Page[Persona]:
        """One page of the list; how many there are was counted already, for the tabs."""
        rows = self.filter.qs.filter(kind=self.kind) if self.kind else self.filter.qs
        paginator = Paginator(rows.in_list_order().for_cards(), PER_PAGE)
        paginator.count = self.counts.get(self.filter.kind_shown, 0)
        return paginator.get_page(self.query.get("page"))

    @cached_property
    def cards(self) -> list[Card]:
        """The personas of the page."""
        return [Card(persona, persona.open_gaps) for persona in self.page]

    @property
    def tabs(self) -> list[tuple[str, str, bool, int]]:
        """All and each kind as links that keep the other filters: (label, address, is current, count)."""
        found = []
        for value, label in [("", "All"), *Persona.Kind.choices]:
            rest = self.query.copy()
            rest.pop("page", None)
            rest["kind"] = value
            is_current = value == self.filter.kind_shown
            found.append((label, f"?{rest.urlencode()}", is_current, self.counts.get(value, 0)))
        return found

    @property
    def is_whole(self) -> bool:
        """True on the first page of a list that no filter narrows, but for the tab."""
        return not self.filter.is_set and self.page.number == 1

    @property
    def open_places(self) -> list[PersonaListEntry]:
        """Places on the handbook's list of buyers for which there is no persona, each with how it is marked."""
        if not self.is_whole or self.kind not in {None, Persona.Kind.BUYER}:
            return []
        mark = Gap.objects.of(PersonaListEntry).open().filter(object_id=OuterRef("pk")).order_by("pk")
        places = PersonaListEntry.objects.filter(persona=None).annotate(
            state=Coalesce(Subquery(mark.values("state")[:1]), Value(Knowledge.TBD.value)),
            note=Subquery(mark.values("note")[:1]),
            marker=Subquery(mark.values("marker")[:1]),
        )
        return list(places[:AROUND_SHOWN])

    @property
    def empty_kinds(self) -> list[Persona.Kind]:
        """Kinds of which there is none."""
        return [kind for kind in Persona.Kind if not self.counts.get(kind)] if self.is_whole else []

    @cached_property
    def guidance(self) -> QuerySet[Guidance]:
        """What roles are good for, and the rules for writers."""
        return Guidance.objects.all()[:AROUND_SHOWN]

    @cached_property
    def assets(self) -> QuerySet[DeprecatedAsset]:
        """Older material, with the personas that took its place."""
        successors = Prefetch("superseded_by", Persona.objects.visible_to(self.user))
        return DeprecatedAsset.objects.prefetch_related(successors)[:AROUND_SHOWN]

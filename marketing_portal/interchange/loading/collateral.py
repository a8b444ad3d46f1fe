"""Loading what we have to show, and what there should be: collateral, decks, the bill of materials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max

from marketing_portal.interchange.documents_journeys import (
    BomAreaDoc,
    BomElementDoc,
    CollateralDoc,
    DeckDoc,
)
from marketing_portal.interchange.loading.kinds import AddressKind, ListKind
from marketing_portal.interchange.loading.people import parents_first
from marketing_portal.interchange.loading.plan import Plan, assign_many, save
from personas.models import Persona
from usecases.models import Audience, BomArea, BomElement, Collateral, Deck, JourneyStage, UseCase


class BomAreas(ListKind[BomAreaDoc]):
    """The areas of bom.yaml."""

    name = "bom_areas"
    model = BomArea

    def values(self, document: BomAreaDoc) -> dict[str, Any]:
        """Everything."""
        return {"name": document.name, "url": document.url, **self.more(document)}


class BomElements(ListKind[BomElementDoc]):
    """The elements of bom.yaml, or of the page of one area."""

    name = "bom_elements"
    model = BomElement

    def load(self, documents: Sequence[BomElementDoc]) -> None:
        """Load them. An area that a page names for the first time is made."""
        named = {one.area: one for one in documents if one.area_name}
        there = set(BomArea.objects.filter(key__in=named).values_list("key", flat=True))
        last = BomArea.objects.aggregate(last=Max("order"))["last"] or 0
        for number, key in enumerate((key for key in named if key not in there), last + 1):
            area = BomArea(key=key, name=named[key].area_name, order=number, origin=self.run.origin)
            save(area, named[key].found)
            self.run.references.add(area)
        super().load(documents)

    def number(self, documents: Sequence[BomElementDoc]) -> dict[Any, int]:
        """Places within each area."""
        by_area: dict[str, int] = {}
        found: dict[Any, int] = {}
        for one in documents:
            by_area[one.area] = found[one.key] = by_area.get(one.area, 0) + 1
        return found

    def values(self, document: BomElementDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "area": self.related(BomArea, document, "area"),
            "name": document.name,
            "description": document.description,
            "quantity": document.quantity,
            "stage": self.related(JourneyStage, document, "stage"),
            "priority": document.priority,
            **self.more(document),
        }


class CollateralItems(AddressKind[CollateralDoc]):
    """collateral.yaml. The key of an item is its address."""

    name = "collateral"
    model = Collateral
    prefetch = ("audiences", "use_cases", "personas", "former_slugs", "gaps")

    def key_of(self, document: CollateralDoc) -> str:
        """The address."""
        return document.key

    def values(self, document: CollateralDoc) -> dict[str, Any]:
        """What the item is."""
        return {
            "title": document.title,
            "kind": document.kind,
            "url": document.url,
            "stage": self.related(JourneyStage, document, "stage"),
            "gated": document.gated,
            "note": document.note,
            **self.shared_values(document),
        }

    def parts(self, plan: Plan, row: Collateral, document: CollateralDoc) -> None:
        """Whom it speaks to, and what it belongs to."""
        models = {"audiences": Audience, "use_cases": UseCase, "personas": Persona}
        wanted = {
            name: [self.find(model, key, document, name) for key in getattr(document, name)]
            for name, model in models.items()
        }
        assign_many(plan, row, wanted)


class Decks(ListKind[DeckDoc]):
    """decks.yaml."""

    name = "decks"
    model = Deck

    def values(self, document: DeckDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "title": document.title,
            "description": document.description,
            "when_to_use": document.when_to_use,
            "owner_text": document.owner_text,
            "synced_from": self.related(Deck, document, "synced_from"),
            "url": document.url,
            "audience": document.audience,
            **self.more(document),
        }

    def order(self, documents: Sequence[DeckDoc]) -> Iterable[DeckDoc]:
        """A deck before those that are kept the same as it."""
        return parents_first(documents, lambda document: str(document.key), "synced_from")

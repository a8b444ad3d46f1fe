"""What we have to show: collateral, decks, and the bill of materials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketing_portal.content.addresses import link_to
from marketing_portal.search.documents import Document, audience_of, plain
from marketing_portal.search.registry import Kind, Source
from personas.models import Persona
from usecases.models import BomArea, BomElement, Collateral, Deck, UseCase

COLLATERAL = Kind("collateral", "Collateral", "Collateral")
BOM = Kind("bom", "Bill of materials", "Bill of materials")


def collateral(rows: Any) -> Iterator[Document]:
    """Each asset, also by the use cases and personas that it was made for."""
    parts = ("use_cases", "personas", "audiences")
    for one in rows.current().select_related("stage").prefetch_related(*parts):
        use_cases = [f"{case.name} {case.short_label}" for case in one.use_cases.all() if not case.internal]
        personas = [
            str(who) for who in one.personas.all() if not who.internal and who.status != Persona.Status.DRAFT
        ]
        audiences = [audience.name for audience in one.audiences.all()]
        yield Document(
            one.pk,
            COLLATERAL.key,
            one.title,
            link_to("collateral:detail", one.slug),
            note=one.get_kind_display() + (f", {one.stage.name.lower()}" if one.stage else ""),
            text=plain(one.note, ". ".join([*use_cases, *personas, *audiences])),
            audience=audience_of(one),
            weight=0.9,
        )


def of_use_cases(keys: set[int]) -> Any:
    """Collateral of these use cases."""
    return Collateral.use_cases.through._default_manager.filter(usecase__in=keys).values_list(
        "collateral_id", flat=True
    )


def of_personas(keys: set[int]) -> Any:
    """Collateral for these personas."""
    return Collateral.personas.through._default_manager.filter(persona__in=keys).values_list(
        "collateral_id", flat=True
    )


def decks(rows: Any) -> Iterator[Document]:
    """The approved decks."""
    for one in rows:
        address = link_to("collateral:decks")
        yield Document(
            one.pk,
            COLLATERAL.key,
            one.title,
            f"{address}#{one.key}" if address else "",
            note="Approved deck",
            text=plain(one.description, one.when_to_use, one.audience, one.owner_text),
            weight=1.1,
        )


def areas(rows: Any) -> Iterator[Document]:
    """Disciplines that owe elements of the bill of materials."""
    for one in rows:
        address = link_to("usecases:bill_of_materials")
        anchored = f"{address}#{one.key}" if address else ""
        yield Document(one.pk, BOM.key, one.name, anchored, note="Area", weight=0.7)


def elements(rows: Any) -> Iterator[Document]:
    """Elements of the bill of materials."""
    for one in rows.select_related("area"):
        address = link_to("usecases:bill_of_materials")
        yield Document(
            one.pk,
            BOM.key,
            one.name,
            f"{address}#{one.area.key}" if address else "",
            note=one.area.name,
            text=plain(one.description),
            weight=0.9,
        )


SOURCES = [
    (
        Source(
            "collateral",
            Collateral,
            "collateral:list",
            collateral,
            depends={UseCase: of_use_cases, Persona: of_personas},
        ),
        [COLLATERAL],
    ),
    (Source("decks", Deck, "collateral:decks", decks), []),
    (Source("bom-areas", BomArea, "usecases:bill_of_materials", areas), [BOM]),
    (
        Source("bom-elements", BomElement, "usecases:bill_of_materials", elements, depends={BomArea: None}),
        [],
    ),
]

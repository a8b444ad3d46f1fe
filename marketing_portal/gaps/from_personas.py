"""What is missing of personas: sections that nobody wrote, and buyers on the list for whom there is no persona.

What the sources mark on personas are records of their own (`from_content.marked`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Value

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.gaps.facts import Gap, Place
from marketing_portal.gaps.kinds import Kind
from personas.kinds import PLACE_LABELS, QUOTES_PLACE, SEGMENTS_PLACE, PointKind
from personas.models import Persona, PersonaPoint, Quote, SegmentRole
from personas.reading import expected_places

OWNS = "owns the page"


def personas(user: Any) -> list[Persona]:
    """The personas that ``user`` may see."""
    found = Persona.objects.visible_to(user).in_list_order()
    return list(found.only("name", "role", "slug", "kind", "status", "owner"))


def absent_sections(shown: list[Persona], marked: set[tuple[int, str]]) -> Iterator[Gap]:
    """Parts that a persona of its kind should have, that nobody wrote and no gap marks (persona key and place).

    Nobody needs to complete a persona that is out of use.
    """
    written = places_written() | marked
    for persona in shown:
        if persona.status == Persona.Status.DEPRECATED:
            continue
        for place in expected_places(persona):
            if (persona.pk, place) not in written:
                yield section(persona, str(place), Knowledge.ABSENT, Kind.SECTIONS)


def section(persona: Persona, place: str, state: str, kind: Kind, note: str = "") -> Gap:
    """A gap at ``place`` of ``persona``; “other” points have places by number, so there the page itself has to do."""
    anchor = place if place in PLACE_LABELS and place != PointKind.OTHER else ""
    return Gap(
        kind,
        state,
        f"{PLACE_LABELS.get(place, place.replace('_', ' ').capitalize())} of {persona.name}",
        Place("personas:detail", (persona.slug,), anchor),
        note,
        person=persona.owner_id,
        part=OWNS if persona.owner_id else "",
        edit=Place("admin:personas_persona_change", (persona.pk,)),
    )


def places_written() -> set[tuple[int, str]]:
    """Persona and place wherever something is written: one query."""
    points = PersonaPoint.objects.order_by().values_list("persona", "kind").distinct()
    parts = [(SegmentRole, SEGMENTS_PLACE), (Quote, QUOTES_PLACE)]
    others = [
        model._default_manager.order_by().annotate(at=Value(place)).values_list("persona", "at").distinct()
        for model, place in parts
    ]
    return set(points.annotate(at=F("kind")).values_list("persona", "at").union(*others))

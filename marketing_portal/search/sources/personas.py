"""Personas under their name, role, other titles and place in the organisation; the organisation chart itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketing_portal.content.addresses import link_to
from marketing_portal.search.documents import Audience, Document, audience_of, plain
from marketing_portal.search.registry import Kind, Source
from personas.models import (
    EnterpriseRole,
    OrgPosition,
    Persona,
    PersonaIntro,
    PersonaListEntry,
    PersonaPoint,
    Quote,
    SegmentRole,
)

PERSONA = Kind("persona", "Persona", "Personas")
POSITION = Kind("position", "Position", "Organisation chart")
ROLE = Kind("it-role", "IT role", "Enterprise IT roles")


def personas(rows: Any) -> Iterator[Document]:
    """Each persona with everything said about it."""
    parts = ("points", "segment_roles", "quotes", "intros", "org_positions")
    for one in rows.current().select_related("list_entry").prefetch_related(*parts):
        is_draft = one.status == Persona.Status.DRAFT
        yield Document(
            one.pk,
            PERSONA.key,
            str(one),
            one.get_absolute_url(),
            names=tuple(names(one)),
            note=f"{one.get_kind_display()} persona" + (", draft" if is_draft else ""),
            text=plain(one.summary, one.note_html, *said(one)),
            audience=Audience.EDITORS if is_draft else audience_of(one),
            weight=1.5,
        )


def names(one: Any) -> Iterator[str]:
    """What a persona is also called: CISO is the box of Skyler in the organisation chart."""
    yield from (one.name, one.role)
    yield from map(str, one.alternative_titles or [])
    if hasattr(one, "list_entry"):
        yield one.list_entry.label
    yield from (position.title for position in one.org_positions.all())


def said(one: Any) -> Iterator[str]:
    """Every text of a persona."""
    yield from (intro.text_html for intro in one.intros.all())
    for point in one.points.all():
        yield from (point.label, point.text_html, point.detail_html)
    for quote in one.quotes.all():
        yield from (quote.text, quote.speaker_role)
    yield from (role.text_html for role in one.segment_roles.all())


def positions(rows: Any) -> Iterator[Document]:
    """Boxes of the organisation chart."""
    for one in rows.select_related("parent"):
        address = link_to("personas:org_chart")
        yield Document(
            one.pk,
            POSITION.key,
            one.title,
            f"{address}#box-{one.key}" if address else "",
            note=f"Reports to {one.parent.title}" if one.parent else "A customer's IT organisation",
            weight=0.7,
        )


def roles(rows: Any) -> Iterator[Document]:
    """Roles in a customer's IT department with everything said about them."""
    for one in rows:
        address = link_to("personas:roles")
        yield Document(
            one.pk,
            ROLE.key,
            one.title,
            f"{address}#role-{one.key}" if address else "",
            note=one.level,
            text=plain(one.focus_html, *(html for _, html in one.facts), one.resources_html),
            weight=0.8,
        )


SOURCES = [
    (
        Source(
            "personas",
            Persona,
            "personas:list",
            personas,
            parts={
                PersonaPoint: "persona_id",
                PersonaIntro: "persona_id",
                SegmentRole: "persona_id",
                Quote: "persona_id",
            },
            depends={PersonaListEntry: None, OrgPosition: None, OrgPosition.personas.through: None},
        ),
        [PERSONA],
    ),
    (
        Source("positions", OrgPosition, "personas:org_chart", positions, depends={OrgPosition: None}),
        [POSITION],
    ),
    (Source("it-roles", EnterpriseRole, "personas:roles", roles), [ROLE]),
]

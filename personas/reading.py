"""How a persona is laid out for reading: its parts in order, what is missing in its place, its part in a purchase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects

from marketing_portal.content.about import edit_link, report_link
from marketing_portal.content.knowledge import Knowledge
from marketing_portal.content.models import Gap
from personas.kinds import (
    BUYER_SECTIONS,
    KINDS,
    PLACE_LABELS,
    QUOTES_PLACE,
    SEGMENTS_PLACE,
    BuyingRole,
    PointKind,
    Section,
    Segment,
)
from personas.models import Persona, PersonaPoint, SegmentRole


@dataclass(frozen=True)
class Part:
    """A persona's part in a purchase at companies of one size."""

    segment: Segment
    role: SegmentRole | None

    @property
    def state(self) -> str:
        """How much is known of it."""
        return self.role.state if self.role else Knowledge.ABSENT

    @property
    def words(self) -> str:
        """The part in one or two words, for cards and headings; empty where nothing is known."""
        if self.role is None or self.state != Knowledge.KNOWN:
            return ""
        return ", ".join(self.role.buying_role_labels).capitalize()

    @property
    def decides(self) -> bool:
        """True where the persona has the last word."""
        return self.role is not None and BuyingRole.DECIDES in self.role.buying_roles


@dataclass(frozen=True)
class Card:
    """A persona in a list."""

    persona: Persona
    gaps: int  # how many are marked and open

    @property
    def parts(self) -> list[Part]:
        """Its part in a purchase, by company size; none for those who do not buy."""
        found = parts_of(self.persona)
        return found if self.persona.kind == Persona.Kind.BUYER or any(part.role for part in found) else []

    def part_shown(self, wanted: str) -> Part | None:
        """The part at companies of the ``wanted`` size; else the first size at which there is one."""
        asked = [part for part in self.parts if part.segment == wanted]
        real = [part for part in self.parts if part.state == Knowledge.KNOWN]
        return next(iter(asked or real or self.parts), None)


@dataclass
class Place:
    """One heading of the page with what stands under it. ``fill_href`` leads to where a gap is filled."""

    key: str
    label: str
    prompt: str = ""
    intro: str = ""
    points: list[Any] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    fill_href: str = ""

    @property
    def is_absent(self) -> bool:
        """True where nobody has written anything and no gap says why."""
        return not self.points and not self.gaps

    @property
    def template(self) -> str:
        """What draws the points."""
        special = {SEGMENTS_PLACE, QUOTES_PLACE, PointKind.OBJECTION, PointKind.QUESTION, PointKind.PITCH}
        return f"personas/_{self.key if self.key in special else 'points'}.html"

    @property
    def is_said(self) -> bool:
        """True for what people are meant to say, which is there to be copied."""
        return self.key in PointKind.values and KINDS[PointKind(self.key)].is_said


@dataclass
class PersonaPage:
    """The page of a persona for companies of the size ``wanted``; its parts are read when they are asked for."""

    persona: Persona
    user: Any
    wanted: str = ""

    @cached_property
    def whole(self) -> Persona:
        """The persona with all its parts."""
        prefetch_related_objects([self.persona], *Persona.PARTS)
        return self.persona

    @cached_property
    def card(self) -> Card:
        """What a card would show."""
        return Card(self.whole, sum(len(found) for found in self.whole.gaps_by_place().values()))

    @cached_property
    def part(self) -> Part | None:
        """The part in a purchase that stands at the top."""
        return self.card.part_shown(self.wanted)

    @cached_property
    def chapters(self) -> list[Chapter]:
        """Who, what, why."""
        return chapters(self.whole, self.user)

    @property
    def is_editor(self) -> bool:
        """True for somebody who may fill the gaps themselves."""
        return bool(edit_link(self.persona, self.user))


@dataclass(frozen=True)
class Chapter:
    """Who, what, why (or work): a part of the page."""

    section: Section
    places: list[Place]


def parts_of(persona: Persona) -> list[Part]:
    """The part in a purchase for every company size, known or not."""
    known = {role.segment: role for role in persona.segment_roles.all()}
    return [Part(segment, known.get(segment)) for segment in Segment]


def chapters(persona: Persona, user: Any) -> list[Chapter]:
    """Every heading the persona should have, and every other one that it has, in the order of the page."""
    points: dict[str, list[Any]] = {
        SEGMENTS_PLACE: parts_written(persona),
        QUOTES_PLACE: list(persona.quotes.all()),
    }
    for point in persona.points.all():
        points.setdefault(point.kind, []).append(point)
    gaps = persona.gaps_by_place()
    intros = {intro.place: intro.text_html for intro in persona.intros.all()}
    edit, expected = edit_link(persona, user), set(expected_places(persona))
    found: dict[Section, list[Place]] = {}
    for section, key, prompt in order_of_page(persona):
        if key in expected or points.get(key) or gaps.get(key):
            place = Place(
                key, PLACE_LABELS[key], prompt, intros.get(key, ""), points.get(key, []), gaps.get(key, [])
            )
            place.fill_href = edit or report_link(persona, key)
            found.setdefault(section, []).extend(by_label(place))
    return [Chapter(section, places) for section, places in found.items()]


def parts_written(persona: Persona) -> list[Part]:
    """The parts by company size of which something was written down."""
    return [part for part in parts_of(persona) if part.role is not None]


def order_of_page(persona: Persona) -> Iterator[tuple[Section, str, str]]:
    """Section, place and prompt of each heading. Users' work comes first on a user's page."""
    work_first = sorted(KINDS.items(), key=lambda item: not item[1].user_only)
    for kind, facts in KINDS.items() if persona.kind == Persona.Kind.BUYER else work_first:
        yield facts.section, kind, facts.prompt
        if kind == PointKind.HELP:
            yield Section.WHAT, SEGMENTS_PLACE, "Their part in a purchase, by company size."
            yield Section.WHAT, QUOTES_PLACE, "What people in this role said."


def expected_places(persona: Persona) -> Iterator[str]:
    """What a persona of this kind should say something about: the parts of the template it is written by."""
    is_buyer = persona.kind == Persona.Kind.BUYER
    for kind, facts in KINDS.items():
        if (
            (facts.section in BUYER_SECTIONS and not facts.user_only)
            if is_buyer
            else facts.section == Section.WORK
        ):
            yield kind
    if is_buyer:
        yield from (SEGMENTS_PLACE, QUOTES_PLACE)


def by_label(place: Place) -> Iterator[Place]:
    """``place`` itself; for “Other” one place for each heading that its points carry."""
    if place.key != PointKind.OTHER:
        yield place
        return
    labelled: dict[str, list[PersonaPoint]] = {}
    for point in place.points:
        labelled.setdefault(point.label or place.label, []).append(point)
    for number, (label, points) in enumerate(labelled.items(), start=1):
        yield Place(
            f"{place.key}-{number}", label, place.prompt, place.intro, points, place.gaps, place.fill_href
        )

"""Personas on a page: headings that name somebody and a role, with labelled parts below them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marketing_portal.interchange.documents import PersonaDoc, Source
from marketing_portal.interchange.handbook.kinds.base import Label, Made, found_at
from marketing_portal.interchange.handbook.kinds.keys import address_of, slug
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section, normal
from marketing_portal.interchange.handbook.kinds.persona_parts import Parts, add_slot
from marketing_portal.interchange.handbook.kinds.persona_places import PLACES, gathers, place_of
from marketing_portal.interchange.handbook.kinds.persona_slots import Slots, read_slots
from marketing_portal.interchange.handbook.reading.inline import plain
from marketing_portal.interchange.handbook.reading.writing import write

BEFORE = r"(?:(?i:(?:[a-z]+ )?persona(?: \d+)?\s*[:\u2013\u2014-])\s*)?"
SAID_ROLE = re.compile(
    r"\A(?:\*\*|__)?(?:role|title|job title|position)(?:\*\*|__)?\s*[:\u2013\u2014-]\s*(?:\*\*|__)?\s*(?P<role>\S.*?)"
    r"\s*(?:\*\*|__)?\Z",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\([^()]*\)")
NAME = r"(?P<name>[^\W\d_][\w.'\u2019]*(?:[ -][^\W\d_a-z][\w.'\u2019]*)?)"
HEADINGS = (
    re.compile(rf"{BEFORE}{NAME}\s*\((?P<role>.+)\)"),
    re.compile(rf"{BEFORE}{NAME}(?:\s+[-\u2013\u2014]+\s*|,\s+|:\s+)(?:[Tt]he\s+)?(?P<role>\S.*)"),
    re.compile(rf"{BEFORE}{NAME}\s+the\s+(?P<role>\S.*)"),
)
ALONE = re.compile(rf"{BEFORE}{NAME}")
KINDS = {"buyer personas": "buyer", "user personas": "user", "internal personas": "internal"}
FEWEST_PLACES = 2
LONGEST_NAME, LONGEST_ROLE, LONGEST_SLUG, LONGEST_HEADING = 80, 160, 160, 200


def who(heading: str) -> tuple[str, str] | None:
    """Name and role that ``heading`` gives; None where it is no persona's: a known label is never a name."""
    text = plain(heading)
    if place_of(heading) is not None or gathers(heading):
        return None
    for pattern in HEADINGS:
        match = pattern.fullmatch(text)
        if match and "persona" in match["name"].casefold():
            continue  # “Buyer persona - …” names nobody
        if match and len(match["name"]) <= LONGEST_NAME and len(match["role"]) <= LONGEST_ROLE:
            return match["name"], match["role"].strip()
    return None


@dataclass(frozen=True)
class Named:
    """Who a heading is about; ``said``: the block that says the role, where the heading does not."""

    name: str
    role: str
    said: int | None = None

    def slots(self, outline: Outline, numbers: Sequence[int]) -> Slots:
        """What is said below the heading, in the blocks ``numbers``."""
        return read_slots(one for one in outline.content(tuple(numbers)) if one[0] != self.said)


def named_by(outline: Outline, section: Section) -> Named | None:
    """Who ``section`` is about: by its heading, or by a name there and a role right below it."""
    whole, alone = who(section.heading.text), ALONE.fullmatch(plain(section.heading.text))
    if whole or alone is None or place_of(section.heading.text) or gathers(section.heading.text):
        return Named(*whole) if whole else None
    number, first = next(outline.content(section.own), (0, section.heading))
    said = SAID_ROLE.fullmatch(first.text)
    if said is None or len(said["role"]) > LONGEST_ROLE or len(alone["name"]) > LONGEST_NAME:
        return None
    return Named(alone["name"], plain(said["role"]), number)


@dataclass(frozen=True)
class Personas:
    """Every persona of a page."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Each heading that names somebody, with what is said below it under at least two known labels."""
        end, used = 0, set[str]()
        candidates = [
            (place, section, named, named.slots(outline, section.whole))
            for place, section in enumerate(outline.sections)
            if (named := named_by(outline, section)) is not None
        ]
        starts = [section.number for _, section, *_ in candidates]
        for at, (place, section, named, slots) in enumerate(candidates, 1):
            numbers, last = section.whole, max(section.whole, default=0)
            inside = candidates[at : bisect_right(starts, last, lo=at)]
            if section.number < end or any(len(one.known) >= FEWEST_PLACES for *_, one in inside):
                continue  # the title of a page may look like a name
            if len(slots.known) < FEWEST_PLACES:
                numbers = with_siblings(outline, place)
                slots = named.slots(outline, numbers)
            if len(slots.known) >= FEWEST_PLACES:
                end = numbers[-1] + 1
                yield persona(outline, section, numbers, named, slots, used)


def with_siblings(outline: Outline, place: int) -> tuple[int, ...]:
    """What stands below a section, and below those of the same level right after it that are labels of a persona.

    Some pages give “Job summary” the level of the name above it.
    """
    section, end = outline.sections[place], outline.end_of(outline.sections[place].number)
    for other in outline.sections[place + 1 :]:
        if other.number < end:
            continue
        is_label = place_of(other.heading.text) is not None or gathers(other.heading.text)
        if other.heading.level != section.heading.level or not is_label:
            break
        end = outline.end_of(other.number)
    return tuple(range(section.number + 1, end))


def persona(
    outline: Outline,
    section: Section,
    numbers: tuple[int, ...],
    named: Named,
    slots: Slots,
    used: set[str],
) -> Made:
    """The persona below one heading, in the blocks ``numbers``; ``used``: addresses of those before it on the page."""
    path, blocks = outline.page.path, outline.page.blocks
    parts = Parts(path)
    for slot in slots.found:
        add_slot(parts, slot)
    name, role = named.name, named.role
    if named.said is not None:
        parts.labels.append(Label(blocks[named.said].first, blocks[named.said].text))
    address = address_of(f"{name} {IN_BRACKETS.sub('', role)}", "persona")[:LONGEST_SLUG].strip("-")
    if address in used:
        address = address_of(f"{name} {role}", "persona")[:LONGEST_SLUG].strip("-")
    used.add(address)
    # Made of Latin letters, so of little else; and a name alone is nobody's address.
    anchor = section.heading.anchor if slug(name) and named.said is None else ""
    taken = (section.number, *(number for number, _ in outline.content(numbers)))
    document = PersonaDoc(
        slug=address,
        name=name,
        role=role,
        kind=kind_of(section, slots),
        anchors=(anchor,)
        if anchor not in {address, "section", ""} and len(anchor) <= LONGEST_HEADING
        else (),
        alternative_titles=tuple(dict.fromkeys(parts.titles)),
        source=Source(page=outline.page.key, heading=plain(section.heading.text)[:LONGEST_HEADING]),
        gaps=tuple(parts.gaps),
        note=write(block for _, block in slots.before),
        intros=parts.document_intros(),
        points=tuple(parts.points),
        segments=tuple(parts.segments),
        quotes=tuple(parts.quotes),
        found=found_at(path, [blocks[number] for number in taken]),
    )
    heading = Label(section.heading.first, section.heading.text)
    return Made(document, taken, (heading, *slots.labels, *parts.labels), heading=plain(section.heading.text))


def kind_of(section: Section, slots: Slots) -> str:
    """Buyer, user or internal: by the heading above; else by what is said of the persona."""
    for above in reversed(section.above):
        for name, kind in KINDS.items():
            if normal(above.text).startswith(name):
                return kind
    votes = [place.of for place in PLACES if place.key in slots.known]
    return "buyer" if votes.count("buyer") > votes.count("user") else "user"


def mostly(kind: str, made: Sequence[Made]) -> bool:
    """Whether most personas of a page are of this ``kind`` (internal ones count as users)."""
    kinds = [one.document.kind for one in made if isinstance(one.document, PersonaDoc)]
    buyers = kinds.count("buyer")
    return bool(kinds) and (buyers * 2 > len(kinds)) == (kind == "buyer")

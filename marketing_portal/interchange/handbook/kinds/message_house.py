"""The message house of a use case: positioning, descriptions, proof, key values with promise, pain and reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from marketing_portal.interchange.documents import Source
from marketing_portal.interchange.documents_use_cases import HOUSE_POINT, MessageHouseDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made, PageKind, found_at
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.kinds.message_house_facets import (
    FEWEST_TITLED,
    LIMITS,
    SIGNS,
    is_house,
    name_of,
)
from marketing_portal.interchange.handbook.kinds.message_house_parts import read_house
from marketing_portal.interchange.handbook.kinds.message_house_tables import House
from marketing_portal.interchange.handbook.kinds.outline import Outline
from marketing_portal.interchange.handbook.kinds.use_case_parts import Parts
from marketing_portal.interchange.handbook.reading.inline import plain

LONGEST_NAME, LONGEST_SLUG = 120, 100


@dataclass(frozen=True)
class MessageHouse:
    """The page of a message house as a whole."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """The house, where the page is one and says of what."""
        house = house_of(outline)
        name = name_of(outline) if house else ""
        address = slug(name)[:LONGEST_SLUG].strip("-")
        if house is None or not address or len(name) > LONGEST_NAME:
            return
        parts, page = house.parts, outline.page
        taken = tuple(sorted(parts.taken))
        first = next((one.heading for one in outline.sections if one.number in parts.taken), None)
        document = MessageHouseDoc(
            slug=address,
            name=name,
            use_case=name,
            source=Source(page=page.key),
            points=tuple(parts.points),
            found=found_at(page.path, [page.blocks[number] for number in taken]),
        )
        heading = plain(first.text) if first else page.title
        yield Made(document, taken, tuple(parts.labels), parts.stays, heading)


def house_of(outline: Outline) -> House | None:
    """What the page says as a message house; None where it is none."""
    if sum(word in outline.text for word in SIGNS) < FEWEST_TITLED:
        return None
    house = read_house(outline.page, Parts(outline.page.path, prefix=HOUSE_POINT))
    return house if house.parts.points and is_house(outline, house.facets) else None


def recognises(outline: Outline) -> bool:
    """Whether a page is a message house, of a use case or of none."""
    return house_of(outline) is not None


def remarks(outline: Outline) -> Iterable[Label]:
    """What a person should know of a message house, and on which line."""
    house = house_of(outline)
    if house is None:
        return
    if not name_of(outline):
        yield Label(1, "This message house does not say of which use case it is, so it stays text.")
    for facet, (line, text) in house.texts.items():
        count, most = len(re.findall(r"\S+", plain(text))), LIMITS.get(facet, 0)
        if most and count > most:
            yield Label(
                line, f"The {facet.value} description has {count} words; the guidance is {most} at most."
            )


MESSAGE_HOUSE = PageKind(
    name="message-house",
    title="Message house",
    things=(MessageHouse(),),
    remarks=remarks,
    recognises=recognises,
)

"""The page of one use case: why it matters, who has it, what is needed, how it is met, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from marketing_portal.interchange.documents import Source
from marketing_portal.interchange.documents_use_cases import ResourcePageDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made, PageKind, found_at
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section
from marketing_portal.interchange.handbook.kinds.use_case_blocks import Numbered, read_part
from marketing_portal.interchange.handbook.kinds.use_case_collateral import collateral_made, inventory
from marketing_portal.interchange.handbook.kinds.use_case_parts import Parts
from marketing_portal.interchange.handbook.kinds.use_case_places import (
    Form,
    Place,
    is_prompt,
    place_of,
)
from marketing_portal.interchange.handbook.kinds.use_case_title import is_resource_page, name_of, viewpoint
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import links, plain
from marketing_portal.interchange.handbook.reading.writing import write

FEWEST, MOST = 8, 12  # market requirements, as the go-to-market page asks for
LONGEST_GROUP = 160
LONGEST_NAME, LONGEST_SLUG, LONGEST_HEADING = 120, 100, 200
DEEPEST = 6


def parts_of(outline: Outline) -> tuple[Parts, str]:
    """Everything below the headings that are known, and why the use case matters."""
    parts, opening = Parts(outline.page.path, page=outline.page.key), viewpoint(outline)
    body: list[Block] = []
    is_opening = False  # what is deeper right below the opening belongs to it
    place: Place | None = None
    level, begun = 0, set[str]()
    for section in outline.sections:
        content = [(number, outline.page.blocks[number]) for number, _ in outline.content(section.own)]
        known, heading = place_of(section.heading.text), plain(section.heading.text)[:LONGEST_GROUP]
        is_opening = is_opening and known is None and section.heading.level > opening_level(outline, opening)
        if opening is not None and section.number == opening.number:
            body, is_opening, place = read_body(parts, content), True, None
        elif is_opening and content:
            body += [section.heading, *read_body(parts, content)]
            parts.taken.add(section.number)
        elif known is not None and not is_persona(section, place):
            is_first = known.kind not in begun or known.form is Form.PEOPLE
            begun.add(known.kind)
            if known is not place or section.heading.level <= level:
                level = section.heading.level
            place = known
            read(parts, place, "" if is_first else heading, section, content)
        elif place is not None and (section.heading.level > level or is_persona(section, place)):
            read(parts, place, heading, section, content)
        else:
            place = None
    return parts, write(body)


def opening_level(outline: Outline, opening: Section | None) -> int:
    """The level that is above the parts of the opening; below the title of the page there are none."""
    is_title = opening is None or opening is outline.sections[0]
    return DEEPEST if is_title or opening is None else opening.heading.level


def is_persona(section: Section, place: Place | None) -> bool:
    """Whether the heading is that of a persona: the pages are not strict about its level."""
    if place is None or place.form is not Form.PEOPLE:
        return False
    return any("persona" in target and "#" in target for _, target in links(section.heading.text))


def read(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """One section of a known part."""
    if content:
        read_part(parts, place, group, section, content)


def read_body(parts: Parts, content: list[Numbered]) -> list[Block]:
    """Why the use case matters; what the template asks for is a gap, and frames stay on the page."""
    content = [one for one in content if one[1].shape is not Shape.HTML]
    for number, block in content:
        if is_prompt(block.text) and parts.miss("body", plain(block.text), block.first):
            parts.taken.add(number)
    kept = [one for one in content if one[0] not in parts.taken]
    parts.taken.update(number for number, _ in kept)
    return [block for _, block in kept]


@dataclass(frozen=True)
class ResourcePage:
    """The page of a use case as a whole."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """The page, where it is one and says of what."""
        name = name_of(outline) if is_resource_page(outline) else ""
        address = slug(name)[:LONGEST_SLUG].strip("-")
        if not address or len(name) > LONGEST_NAME:
            return
        parts, body = parts_of(outline)
        page, taken = outline.page, tuple(sorted(parts.taken))
        if not taken:
            return
        opening = viewpoint(outline)
        heading = plain(opening.heading.text) if opening else page.title
        listed = inventory(page, parts.collateral, parts.points, name, journey_heading(outline))
        document = ResourcePageDoc(
            slug=address,
            name=name,
            use_case=name,
            source=Source(page=page.key, heading=heading[:LONGEST_HEADING]),
            body=body,
            personas=tuple(parts.personas),
            requirements=tuple(parts.requirements),
            points=tuple(listed.points),
            gaps=tuple(parts.gaps),
            found=found_at(page.path, [page.blocks[number] for number in taken]),
        )
        labels = (*parts.labels, *listed.labels)
        yield Made(document, taken, labels, parts.stays, heading, tuple(listed.collateral))
        yield from collateral_made(page, parts.collateral, listed.stages, name)


def journey_heading(outline: Outline) -> str:
    """The heading of the inventory of the buyer's journey."""
    headings = (section.heading.text for section in outline.sections)
    found = (text for text in headings if (place := place_of(text)) and place.form is Form.JOURNEY)
    return plain(next(found, ""))


def remarks(outline: Outline) -> Iterable[Label]:
    """What a person should know of a page of a use case, and on which line."""
    if not is_resource_page(outline):
        return
    if not name_of(outline):
        yield Label(1, "This is the template of a use case page: no use case is made of it.")
    parts, _ = parts_of(outline)
    for gap in parts.gaps:
        yield Label(gap.found.lines[""], f"Nobody has filled in what the template asks for: {gap.marker}")
    count = len(parts.requirements)
    if count and not FEWEST <= count <= MOST:
        line = parts.requirements[0].found.lines[""]
        yield Label(line, f"{count} market requirements; the rule of thumb is {FEWEST} to {MOST}.")
    yield from parts.remarks


USE_CASE_PAGE = PageKind(
    name="use-case",
    title="Use case",
    things=(ResourcePage(),),
    remarks=remarks,
    recognises=is_resource_page,
)

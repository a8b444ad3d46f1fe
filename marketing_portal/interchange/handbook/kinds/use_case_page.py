"""The page of one use case: why it matters, who has it, what is needed, how it is met, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from marketing_portal.interchange.documents import Source
from marketing_portal.interchange.documents_use_cases import ResourcePageDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made, PageKind, found_at
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section, normal
from marketing_portal.interchange.handbook.kinds.use_case_blocks import Numbered, read_part
from marketing_portal.interchange.handbook.kinds.use_case_collateral import collateral_made, inventory
from marketing_portal.interchange.handbook.kinds.use_case_parts import Parts
from marketing_portal.interchange.handbook.kinds.use_case_places import (
    IN_BRACKETS,
    NOBODY,
    TITLE,
    Form,
    Place,
    is_prompt,
    place_of,
)
from marketing_portal.interchange.handbook.reading.blocks import Shape
from marketing_portal.interchange.handbook.reading.inline import links, plain
from marketing_portal.interchange.handbook.reading.writing import write

VIEWPOINT = "the market viewpoint"
FEWEST_PARTS = 4  # of different forms or kinds, so that a page that only lists use cases is none
FEWEST, MOST = 8, 12  # market requirements, as the go-to-market page asks for
LONGEST_GROUP = 160
LONGEST_NAME, LONGEST_SLUG, LONGEST_HEADING = 120, 100, 200


def name_of(outline: Outline) -> str:
    """The name of the use case that a page is about: by its title, else by the heading of the market's view."""
    titled = TITLE.fullmatch(outline.page.title)
    if titled and normal(titled["name"]) not in NOBODY:
        return IN_BRACKETS.sub("", plain(titled["name"]))
    section = viewpoint(outline)
    name = IN_BRACKETS.sub("", plain(section.heading.text)) if section else ""
    return "" if normal(name) in NOBODY else name


def viewpoint(outline: Outline) -> Section | None:
    """The section that says why the use case matters: the first one under the market's view, or named like the page."""
    titled = TITLE.fullmatch(outline.page.title)
    wanted = normal(titled["name"]) if titled else ""
    for before, section in zip((None, *outline.sections), outline.sections, strict=False):
        follows = before is not None and before.name == VIEWPOINT
        is_named = bool(wanted) and normal(IN_BRACKETS.sub("", plain(section.heading.text))) == wanted
        if (follows or is_named) and place_of(section.heading.text) is None:
            return section
    return None


def is_resource_page(outline: Outline) -> bool:
    """Whether the headings are those of the page of one use case."""
    headings = {section.name for section in outline.sections}
    if VIEWPOINT not in headings and not TITLE.fullmatch(outline.page.title):
        return False
    places = {place for section in outline.sections if (place := place_of(section.heading.text))}
    forms = {place.form for place in places}
    kinds = {place.kind for place in places if place.kind}
    return len(kinds) + len(forms & {Form.REQUIREMENTS, Form.ANSWERS}) >= FEWEST_PARTS and bool(
        forms & {Form.REQUIREMENTS, Form.ANSWERS}
    )


def parts_of(outline: Outline) -> tuple[Parts, str]:
    """Everything below the headings that are known, and why the use case matters."""
    parts, opening, body = Parts(outline.page.path, page=outline.page.key), viewpoint(outline), ""
    place: Place | None = None
    level, begun = 0, set[str]()
    for section in outline.sections:
        content = [(number, outline.page.blocks[number]) for number, _ in outline.content(section.own)]
        known, heading = place_of(section.heading.text), plain(section.heading.text)[:LONGEST_GROUP]
        if opening is not None and section.number == opening.number:
            body = read_body(parts, content)
            place = None
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
    return parts, body


def is_persona(section: Section, place: Place | None) -> bool:
    """Whether the heading is that of a persona: the pages are not strict about its level."""
    if place is None or place.form is not Form.PEOPLE:
        return False
    return any("persona" in target and "#" in target for _, target in links(section.heading.text))


def read(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """One section of a known part."""
    if content and (place.form is not Form.TIERS or group):
        read_part(parts, place, group, section, content)


def read_body(parts: Parts, content: list[Numbered]) -> str:
    """Why the use case matters; what the template asks for is a gap, and frames stay on the page."""
    content = [one for one in content if one[1].shape is not Shape.HTML]
    for number, block in content:
        if is_prompt(block.text) and parts.miss("body", plain(block.text), block.first):
            parts.taken.add(number)
    kept = [one for one in content if one[0] not in parts.taken]
    parts.taken.update(number for number, _ in kept)
    return write(block for _, block in kept)


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

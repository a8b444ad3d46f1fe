"""Of which use case a page is: by its title or first heading, else by the heading of the market's view."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marketing_portal.interchange.handbook.kinds.message_house_facets import HOUSE
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section, normal
from marketing_portal.interchange.handbook.kinds.use_case_names import KNOWN, fold
from marketing_portal.interchange.handbook.kinds.use_case_places import (
    IN_BRACKETS,
    NOBODY,
    TITLE,
    Form,
    place_of,
)
from marketing_portal.interchange.handbook.reading.inline import plain

VIEWPOINT = "the market viewpoint"
OVERVIEWS = frozenset({"overview", "introduction", "problem", "the problem", "why it matters", "description"})
BEHIND = r"(?:\s+(?:resources?|gtm|go[ -]to[ -]market))?(?:\s+page)?"
LAST = re.compile(rf"\s*(?P<name>\S.*?)\s+use\s?-?case{BEHIND}\s*", re.IGNORECASE)
MORE = re.compile(r"\s+(?:resources?(?:\s+page)?|page)\s*$", re.IGNORECASE)
FEWEST_PARTS = 4  # of different forms or kinds, so that a page that only lists use cases is none


def titles(outline: Outline) -> Iterator[str]:
    """What may say the name: the title, then the first heading."""
    yield outline.page.title
    yield from (section.heading.text for section in outline.sections[:1])


def named_by_title(outline: Outline) -> str:
    """The use case that title or first heading says the page is of, as written; empty where they say none."""
    for text in map(plain, titles(outline)):
        match = None if HOUSE.search(text) else TITLE.fullmatch(text) or LAST.fullmatch(text)
        if match:
            return MORE.sub("", match["name"])
    return next((text for text in map(plain, titles(outline)) if fold(text) in KNOWN), "")


def name_of(outline: Outline) -> str:
    """The name of the use case that a page is about."""
    titled = named_by_title(outline)
    if titled and normal(titled) not in NOBODY:
        return IN_BRACKETS.sub("", titled)
    section = viewpoint(outline)
    name = IN_BRACKETS.sub("", plain(section.heading.text)) if section else ""
    return "" if normal(name) in NOBODY or section is outline.sections[0] else name


def viewpoint(outline: Outline) -> Section | None:
    """The section that says why the use case matters.

    The first one under the market's view, or named like the page; else an overview, else what stands below the title.
    """
    wanted = normal(named_by_title(outline))
    for before, section in zip((None, *outline.sections), outline.sections, strict=False):
        follows = before is not None and before.name == VIEWPOINT
        is_named = bool(wanted) and normal(IN_BRACKETS.sub("", plain(section.heading.text))) == wanted
        is_said = follows or (is_named and any(outline.content(section.own)))
        if is_said and place_of(section.heading.text) is None:
            return section
    overview = next((section for section in outline.sections if section.name in OVERVIEWS), None)
    return overview or (next(iter(outline.sections), None) if wanted else None)


def is_resource_page(outline: Outline) -> bool:
    """Whether the headings are those of the page of one use case; the less the title says, the more it takes."""
    headings = {section.name for section in outline.sections}
    is_titled = bool(named_by_title(outline))
    if VIEWPOINT not in headings and not is_titled:
        return False
    places = {place for section in outline.sections if (place := place_of(section.heading.text))}
    telling = {place.form for place in places} & {Form.REQUIREMENTS, Form.ANSWERS}
    kinds = {place.kind for place in places if place.kind}
    is_plain = any(TITLE.fullmatch(text) for text in map(plain, titles(outline)))
    fewest = FEWEST_PARTS - is_titled - is_plain
    return len(kinds) + len(telling) >= fewest and (is_titled or bool(telling))

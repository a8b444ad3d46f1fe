"""Market requirements that are no table: headings, or items that begin with a title; and how each is met."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from marketing_portal.interchange.documents_use_cases import RequirementDoc
from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.outline import Section
from marketing_portal.interchange.handbook.kinds.things import TITLED_ITEM
from marketing_portal.interchange.handbook.kinds.use_case_parts import Parts
from marketing_portal.interchange.handbook.kinds.use_case_places import Place, place_of
from marketing_portal.interchange.handbook.kinds.use_case_tables import (
    LONGEST_NAME,
    bare_name,
    requirement_named,
)
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import plain
from marketing_portal.interchange.handbook.reading.writing import write

BARE_TITLE = re.compile(r"\*\*(?P<title>[^*\n]+?):?\*\*:?")
SPOKEN_TITLE = re.compile(r"\A(?P<title>[^:*\[\].?!\n]{2,60}):\s+(?P<text>\S.*)", re.DOTALL)
FEWEST_NAMES, FEWEST_TITLES, MOST_WORDS = 3, 2, 6  # a list of names, of titles
Numbered = tuple[int, Block]


def read_requirements_written(
    parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]
) -> None:
    """A heading below that of the part is a requirement; so is an item with a title."""
    read_titled(parts, section, content, add_requirement)


def read_answers_written(
    parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]
) -> None:
    """What stands below a heading, or behind the title of an item, that is called like a requirement meets it."""
    read_titled(parts, section, content, add_answer)


def read_titled(
    parts: Parts, section: Section, content: list[Numbered], add: Callable[[Parts, str, str, int], bool]
) -> None:
    """Hand ``add`` what stands below the heading, or each item with a title; what it takes counts as read."""
    if place_of(section.heading.text) is None:
        text = write(block for _, block in content)
        if text and add(parts, section.heading.text, text, section.heading.first):
            parts.taken.update([section.number, *(number for number, _ in content)])
        return
    for numbers, title, text, line in titled_items(content):
        if add(parts, title, text, line):
            parts.taken.update(numbers)


def titled_items(content: list[Numbered]) -> list[tuple[list[int], str, str, int]]:
    """What begins with a title: numbers of the blocks, title, text with what is below it, line.

    Items of the first level, or paragraphs that begin bold where there are several.
    """
    found: list[tuple[list[int], str, str, int]] = []
    heads = heads_in(content)
    for place, (title, text) in heads.items():
        number, block = content[place]
        is_item = block.shape is Shape.ITEM
        rest = content[place + 1 :]
        ends = (
            at
            for at, (_, other) in enumerate(rest)
            if at + place + 1 in heads or (is_item and other.level <= 1)
        )
        below = rest[: next(ends, len(rest))]
        inside = [replace(other, level=other.level - is_item) for _, other in below]
        whole = "\n\n".join(filter(None, [text, write(inside)]))
        found.append(([number, *(one for one, _ in below)], title, whole, block.first))
    return found


def heads_in(content: list[Numbered]) -> dict[int, tuple[str, str]]:
    """Places in ``content`` that begin with a title: the title, and the text behind it."""
    tops = [block for _, block in content if block.shape is Shape.ITEM and block.level == 1]
    is_names = len(tops) >= FEWEST_NAMES and all(map(is_name, tops))
    is_spoken = len(tops) >= FEWEST_TITLES and all(SPOKEN_TITLE.match(block.text) for block in tops)
    found: dict[int, tuple[str, str]] = {}
    paragraphs = 0
    for place, (_, block) in enumerate(content):
        is_item = block.shape is Shape.ITEM and block.level == 1
        if not is_item and (block.shape is not Shape.PARAGRAPH or block.level):
            continue
        titled, bare = TITLED_ITEM.match(block.text), BARE_TITLE.fullmatch(block.text)
        spoken = SPOKEN_TITLE.match(block.text) if is_spoken else None
        if titled:
            found[place] = titled["title"], titled["text"].removeprefix(":").strip()
        elif bare:
            found[place] = bare["title"], ""
        elif is_item and spoken:
            found[place] = spoken["title"], spoken["text"]
        elif is_item and is_names:
            found[place] = block.text, ""
        paragraphs += place in found and not is_item
    is_kept = paragraphs >= FEWEST_TITLES
    return {place: one for place, one in found.items() if is_kept or content[place][1].shape is Shape.ITEM}


def is_name(block: Block) -> bool:
    """Whether an item is nothing but a name: a few words, no title with text behind it, no sentence."""
    if TITLED_ITEM.match(block.text) or BARE_TITLE.fullmatch(block.text):
        return False
    text = plain(block.text)
    return (
        len(text.split()) <= MOST_WORDS and "\n" not in block.text and text[-1:] not in {".", "?", ":", ";"}
    )


def add_requirement(parts: Parts, title: str, text: str, line: int) -> bool:
    """Whether ``title`` is the name of a requirement, which is added then."""
    name = bare_name(parts, title, line)
    if not name or len(name) > LONGEST_NAME:
        return False
    parts.labels.append(Label(line, name))
    parts.requirements.append(
        RequirementDoc(
            key=parts.key(name, "requirements"), name=name, description=text, found=parts.found(line)
        )
    )
    return True


def add_answer(parts: Parts, title: str, text: str, line: int) -> bool:
    """Whether ``title`` names a requirement, which ``text`` meets."""
    at = requirement_named(parts, bare_name(parts, title, line))
    if at is None:
        return False
    parts.labels.append(Label(line, title))
    parts.requirements[at] = replace(parts.requirements[at], answer=text)
    return True

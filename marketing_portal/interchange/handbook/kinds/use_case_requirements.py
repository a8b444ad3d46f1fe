"""Market requirements that are no table: headings, or items that begin with a title; and how each is met."""

from __future__ import annotations

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
from marketing_portal.interchange.handbook.reading.writing import write

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
    """Items of the first level with a title: numbers of their blocks, title, text with what is nested, line."""
    found: list[tuple[list[int], str, str, int]] = []
    for place, (number, block) in enumerate(content):
        titled = TITLED_ITEM.match(block.text) if block.shape is Shape.ITEM and block.level == 1 else None
        if titled is None:
            continue
        rest = content[place + 1 :]
        end = next((at for at, (_, other) in enumerate(rest) if other.level <= 1), len(rest))
        below = [replace(other, level=other.level - 1) for _, other in rest[:end]]
        text = "\n\n".join(filter(None, [titled["text"], write(below)]))
        found.append(([number, *(one for one, _ in rest[:end])], titled["title"], text, block.first))
    return found


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

"""The headings of a page with what stands below each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from marketing_portal.interchange.handbook.reading.blocks import Block, Page, Shape
from marketing_portal.interchange.handbook.reading.inline import WORD, plain


def normal(text: str) -> str:
    """``text`` as it is compared: small letters and digits, one space between words."""
    return " ".join(WORD.findall(plain(text).casefold()))


@dataclass(frozen=True)
class Section:
    """A heading and the numbers of the blocks below it: ``own`` up to the next heading, ``whole`` with what is deeper.

    ``above``: the headings it stands under, outermost first.
    """

    number: int
    heading: Block
    own: tuple[int, ...]
    whole: tuple[int, ...]
    above: tuple[Block, ...]

    @cached_property
    def name(self) -> str:
        """The heading as it is compared; every kind of page asks for it."""
        return normal(self.heading.text)


@dataclass(frozen=True)
class Outline:
    """A page with its sections."""

    page: Page

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every heading in order."""
        blocks = self.page.blocks
        places = [number for number, block in enumerate(blocks) if block.shape is Shape.HEADING]
        ends = [*places[1:], len(blocks)]
        found: list[Section] = []
        open_now: list[Block] = []
        for place, end in zip(places, ends, strict=False):
            heading = blocks[place]
            open_now = [block for block in open_now if block.level < heading.level]
            whole = tuple(range(place + 1, self.end_of(place)))
            found.append(Section(place, heading, tuple(range(place + 1, end)), whole, tuple(open_now)))
            open_now.append(heading)
        return tuple(found)

    @cached_property
    def text(self) -> str:
        """Everything on the page in small letters: to see quickly whether a word is there at all."""
        return "\n".join(block.text for block in self.page.blocks).casefold()

    @cached_property
    def headings(self) -> tuple[tuple[int, int], ...]:
        """Number and level of every heading."""
        return tuple(
            (number, block.level)
            for number, block in enumerate(self.page.blocks)
            if block.shape is Shape.HEADING
        )

    @cached_property
    def ends(self) -> dict[int, int]:
        """For each heading the number of the next one that is not below it; worked out from the end."""
        ends: dict[int, int] = {}
        following: list[tuple[int, int]] = [(len(self.page.blocks), 0)]
        for number, level in reversed(self.headings):
            while following[-1][1] > level:
                following.pop()
            ends[number] = following[-1][0]
            following.append((number, level))
        return ends

    def end_of(self, number: int) -> int:
        """Where the section of the heading ``number`` ends."""
        return self.ends[number]

    def named(self, *names: str) -> Iterator[Section]:
        """Sections whose heading begins with one of ``names`` (written as ``normal`` gives them)."""
        beginnings = tuple(f"{name} " for name in names)
        for section in self.sections:
            if f"{section.name} ".startswith(beginnings):
                yield section

    def content(self, numbers: tuple[int, ...]) -> Iterator[tuple[int, Block]]:
        """The blocks of ``numbers`` that are content."""
        for number in numbers:
            if self.page.blocks[number].is_content:
                yield number, self.page.blocks[number]

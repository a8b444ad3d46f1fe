"""Shapes that many kinds of pages share: the items below a heading, the lettered lines of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from marketing_portal.interchange.documents import Document, Found
from marketing_portal.interchange.handbook.kinds.base import Label, Made
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section
from marketing_portal.interchange.handbook.reading.blocks import Shape
from marketing_portal.interchange.handbook.reading.inline import plain, words

TITLED_ITEM = re.compile(
    r"\A\*\*(?P<title>[^*\n]+?):?\*\*:?\s+(?:[-\u2013\u2014]\s+)?(?P<text>\S.*)", re.DOTALL
)
LETTERED = re.compile(r"^[ \t]*[a-z]\)[ \t]+", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One entry to make a document of: its place in the list from 1, its text, where it stands."""

    number: int
    text: str
    found: Found


# Gives the document and what of the entry's words became structure, or None where the entry is something else.
Make = Callable[[Entry], tuple[Document, str] | None]


@dataclass(frozen=True)
class Items:
    """The items of the top level in a list right below a heading, each a document."""

    below: tuple[str, ...]
    make: Make
    numbered: bool = False  # only numbered items

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every item that can be made a document."""
        for section in outline.named(*self.below):
            items = [
                (number, block)
                for number, block in outline.content(section.own)
                if block.shape is Shape.ITEM and block.level == 1 and (block.is_numbered or not self.numbered)
            ]
            for place, (number, block) in enumerate(items, 1):
                found = Found(outline.page.path, {"": block.first, "end": block.last})
                made = self.make(Entry(place, block.text, found))
                if made is not None:
                    yield entry_made(section, made, (number,), block.first)


@dataclass(frozen=True)
class LetteredLines:
    """Lines of a paragraph that begin with a), b), c), each a document; what is before them stays."""

    below: tuple[str, ...]
    make: Make

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every such line."""
        for section in outline.named(*self.below):
            for number, block in outline.content(section.own):
                starts = [match.start() for match in LETTERED.finditer(block.text)]
                if block.shape is Shape.PARAGRAPH and len(starts) > 1:
                    stays = {number: block.text[: starts[0]].strip()}
                    for place, start in enumerate(starts, 1):
                        end = starts[place] if place < len(starts) else len(block.text)
                        text = LETTERED.sub("", block.text[start:end]).strip()
                        line = block.first + block.text.count("\n", 0, start)
                        made = self.make(
                            Entry(place, text, Found(outline.page.path, {"": line, "end": line}))
                        )
                        if made is not None:
                            letter = Label(line, block.text[start : start + 1])
                            one = entry_made(section, made, (number,), line)
                            yield Made(one.document, one.blocks, (letter, *one.labels), stays, one.heading)


def entry_made(section: Section, made: tuple[Document, str], numbers: tuple[int, ...], line: int) -> Made:
    """What was made of one entry."""
    document, structure = made
    labels = (Label(line, structure),) if structure else ()
    return Made(document, numbers, labels, heading=plain(section.heading.text))


def left_over(whole: str, *parts: str) -> str:
    """Words of ``whole`` that stand in none of ``parts``."""
    rest = words(whole)
    for word in (word for part in parts for word in words(part)):
        if word in rest:
            rest.remove(word)
    return " ".join(rest)

"""A message house of sections, lists and labelled paragraphs, with its tables: as points of its use case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from marketing_portal.interchange.handbook.kinds.message_house_facets import OF_A_VALUE, Facet, facet_of
from marketing_portal.interchange.handbook.kinds.message_house_tables import (
    VALUES,
    House,
    Value,
    is_table_of_house,
    read_table,
    rows_of,
)
from marketing_portal.interchange.handbook.kinds.use_case_blocks import REVIEWER, entries, read_reviews
from marketing_portal.interchange.handbook.kinds.use_case_parts import Parts
from marketing_portal.interchange.handbook.kinds.use_case_places import Form, Place
from marketing_portal.interchange.handbook.reading.blocks import Block, Page, Shape
from marketing_portal.interchange.handbook.reading.writing import write

REVIEWS = Place("reviews", Form.REVIEWS, ())
BOLD = r"(?P<mark>\*\*|__)(?P<bold>[^*_\n]{2,80}?):?(?P=mark):?"
LABELLED = re.compile(rf"\A(?:{BOLD}|(?P<bare>[^\W\d_][^:.?!\n]{{1,60}}):)[ \t]*(?P<text>.*)\Z", re.DOTALL)


def read_house(page: Page, parts: Parts) -> House:
    """Everything on ``page`` that is part of a message house."""
    house = House(parts)
    reading = Reading(house)
    for number, block in enumerate(page.blocks):
        if block.is_content and block.shape is not Shape.RULE:
            reading.take(number, block)
    reading.finish()
    house.close()
    return house


@dataclass
class Open:
    """The part whose text is being read: its label as the page has it, and the blocks below it."""

    facet: Facet
    title: str
    line: int
    level: int  # of its heading, 0 for a label in the text
    rest: str = ""
    blocks: list[tuple[int, Block]] = field(default_factory=list)


@dataclass
class Reading:
    """Goes through the blocks of a page."""

    house: House
    now: Open | None = None
    level_of_values: int = 0
    items_of_values: int = 0  # the depth of the items that name key values, each with its parts below it
    before: list[tuple[int, Block]] = field(default_factory=list)  # a paragraph that nothing was made of

    def take(self, number: int, block: Block) -> None:
        """One block: a table of the house, a label, a text below one, or something else."""
        rows = rows_of(block)
        if block.shape is Shape.HEADING:
            self.heading(number, block)
        elif rows and is_table_of_house(rows):
            self.finish()
            self.house.parts.taken.add(number)
            read_table(self.house, rows, block)
        elif block.shape is Shape.QUOTE and any(REVIEWER.match(line) for line in block.text.split("\n")):
            self.finish()
            content = [*self.before, (number, block)]
            read_reviews(self.house.parts, REVIEWS, "", None, content)
        elif self.is_next_value(block):
            self.finish()
            self.house.parts.taken.add(number)
            self.value(block.text, "", block.first)
            self.open(Facet.PROMISE, "", block.first, 0)
        elif not self.labelled(number, block):
            if self.now is None:
                self.before = [(number, block)] if block.shape is Shape.PARAGRAPH else []
                return
            self.now.blocks.append((number, block))
        self.before = []

    def is_next_value(self, block: Block) -> bool:
        """Whether ``block`` is the next item of a list of key values, after the parts below the one before."""
        is_item = block.shape is Shape.ITEM and block.level == self.items_of_values
        has_parts = self.now is not None and self.now.facet in {*OF_A_VALUE, Facet.PROOF}
        return is_item and has_parts and LABELLED.match(block.text) is None

    def heading(self, number: int, block: Block) -> None:
        """A heading opens a part or a key value, or ends what was open."""
        facet, rest = facet_of(block.text)
        self.items_of_values = 0
        is_in_values = bool(self.level_of_values) and block.level > self.level_of_values
        self.finish()
        if facet is None and not is_in_values:
            self.level_of_values = 0
            return
        self.house.parts.taken.add(number)
        if facet is Facet.VALUES and not rest:
            self.level_of_values = block.level
            self.open(facet, block.text, block.first, block.level)
        elif facet in {None, Facet.VALUES}:
            self.value(block.text, rest, block.first)
            self.open(Facet.PROMISE, "", block.first, block.level)
        else:
            self.open(facet, block.text, block.first, block.level)

    def value(self, label: str, rest: str, line: int) -> None:
        """A key value begins."""
        self.house.facets.add(Facet.VALUES)
        self.house.values.append(Value(label, line))

    def open(self, facet: Facet, title: str, line: int, level: int, rest: str = "") -> None:
        """A part begins."""
        if title:
            self.house.facets.add(facet)
        self.now = Open(facet, title, line, level, rest)

    def labelled(self, number: int, block: Block) -> bool:
        """Whether ``block`` begins with the label of a part; the part is open then."""
        match = LABELLED.match(block.text) if block.shape in {Shape.PARAGRAPH, Shape.ITEM} else None
        label = (match["bold"] or match["bare"] or "") if match else ""
        facet, rest = facet_of(label)
        if match is None or facet is None:
            return False
        self.finish()
        if block.level <= self.items_of_values:
            self.items_of_values = 0
        self.house.parts.taken.add(number)
        if facet is Facet.VALUES:
            if not rest and not match["text"]:
                self.open(facet, label, block.first, 0)
            else:
                self.value(f"{label}: {match['text']}" if match["text"] else label, rest, block.first)
                self.open(Facet.PROMISE, "", block.first, 0)
            return True
        self.open(facet, label, block.first, 0, match["text"].strip())
        return True

    def finish(self) -> None:
        """What was open is complete."""
        now, self.now = self.now, None
        if now is None:
            return
        house = self.house
        if now.facet is Facet.VALUES:
            self.names(now)
            return
        house.parts.taken.update(number for number, _ in now.blocks)
        if now.facet is Facet.PROOF:
            house.label(now.line, now.title)
            texts = [now.rest, *(text for _, text, _ in entries(now.blocks))]
            house.prove(now.title, filter(None, texts), now.line)
            return
        text = "\n\n".join(filter(None, [now.rest, write(out_of_lists(now.blocks))]))
        if now.facet in OF_A_VALUE and house.values:
            house.label(now.line, now.title)
            house.values[-1].add(OF_A_VALUE[now.facet], text)
        elif text or now.title:
            house.say(now.facet, now.title, text, now.line)

    def names(self, now: Open) -> None:
        """Items right below “key values” are such values; their promise stands behind a colon."""
        if now.title:
            self.house.label(now.line, now.title)
        for block, text, is_item in entries(now.blocks):
            match = LABELLED.match(text)
            if is_item and match:
                self.value(match["bold"] or match["bare"], "", block.first)
                self.house.values[-1].add("text", match["text"])
            elif is_item:
                self.value(text, "", block.first)
                self.items_of_values = block.level
            else:
                self.house.parts.add(VALUES, block.first, text=text, is_remark=True)
        self.house.parts.taken.update(number for number, _ in now.blocks)


def out_of_lists(content: Sequence[tuple[int, Block]]) -> Iterator[Block]:
    """The blocks below an item as they stand without it."""
    deepest = min((block.level for _, block in content if block.shape is Shape.ITEM), default=1) - 1
    for _, block in content:
        is_in_list = block.shape is not Shape.HEADING
        yield replace(block, level=max(block.level - deepest, 0)) if is_in_list else block

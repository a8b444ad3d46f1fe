"""Elements of the bill of materials: what every use case should have, of which discipline, how many, when, how soon.

Source: the page of technical marketing's elements, and the table that the go-to-market pages keep of all disciplines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from marketing_portal.interchange.documents import Found
from marketing_portal.interchange.documents_journeys import BomElementDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made, PageKind
from marketing_portal.interchange.handbook.kinds.keys import key_of
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section, normal
from marketing_portal.interchange.handbook.kinds.tables import Grid, grids
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import BREAK, plain

NAMES = ("element", "elements", "bom element", "deliverable", "deliverables", "asset", "item", "name")
DESCRIPTION, QUANTITY, STAGE, PRIORITY = "description", "quantity", "stage", "priority"
LABELS: dict[str, tuple[str, ...]] = {
    DESCRIPTION: ("description", "what it is", "details"),
    QUANTITY: ("quantity", "qty", "how many", "number"),
    STAGE: (
        "buyer s journey",
        "buyers journey",
        "buyer journey",
        "buyer s journey stage",
        "buyers journey stage",
        "buyer journey stage",
        "journey stage",
        "stage of the journey",
        "stage",
    ),
    PRIORITY: ("priority", "prio", "pri"),
}
AREAS = ("area", "discipline", "team", "who", "owned by")
TELLING = frozenset({QUANTITY, STAGE, PRIORITY})
FEWEST_FIELDS, FEWEST_ELEMENTS = 2, 2
LABELLED = re.compile(
    r"\A\s*[-*]?\s*(?P<mark>\*\*|__)?(?P<label>[^:*\n]{2,40}?)(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*(?P<value>.*)\Z"
)
RANK = re.compile(r"p(?:rio(?:rity)?)?\W*(?P<after>[1-3])|(?P<alone>[1-3])", re.IGNORECASE)
BOM = re.compile(r"\b(?:bill\s+of\s+materials?|bom)\b", re.IGNORECASE)
JOURNEY = re.compile(r"\b(?:awareness|consideration|decision|purchase)\b", re.IGNORECASE)
NO_AREA = re.compile(
    r"\b(?:bill\s+of\s+materials?|bom|elements?|deliverables?|details|the|of|for)\b|[^\w\s&/-]", re.IGNORECASE
)
LONGEST_NAME, LONGEST_QUANTITY = 160, 20
Numbered = tuple[int, Block]


@dataclass
class Element:
    """An element while it is collected: its fields, what else is said of it, what became structure."""

    name: str
    area: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def say(self, label: str, value: str, line: int) -> None:
        """One labelled value. What has no field of its own goes behind the description."""
        name, text = named(label), plain(value)
        rank = RANK.fullmatch(text) if name == PRIORITY else None
        is_good = (
            rank or name not in {PRIORITY, QUANTITY} or len(text) <= LONGEST_QUANTITY * (name == QUANTITY)
        )
        if name and name not in self.fields and (is_good or not text):
            self.fields[name] = (rank["after"] or rank["alone"]) if rank else value.strip()
            said = f"{label} {value}" if name in {PRIORITY, STAGE} else label
            self.labels.append(Label(line, said))
        elif text:
            self.more.append(f"{plain(label)}: {value.strip()}")

    @property
    def is_one(self) -> bool:
        """Whether enough is said of it."""
        return (
            len(TELLING & self.fields.keys()) >= FEWEST_FIELDS and 0 < len(plain(self.name)) <= LONGEST_NAME
        )


def named(label: str) -> str:
    """The field that a label means; empty for none."""
    text = normal(label)
    return next((name for name, labels in LABELS.items() if text in labels), "")


def document_of(element: Element, area: str, found: Found) -> BomElementDoc:
    """``element`` as a document."""
    fields, name = element.fields, plain(element.name)
    description = " ".join(piece.strip() for piece in BREAK.split(fields.get(DESCRIPTION, ""))).strip()
    rank = fields.get(PRIORITY, "")
    return BomElementDoc(
        key=key_of(name, set()),
        area=area,
        name=name,
        description=" · ".join(filter(None, [description, *element.more])),
        quantity=plain(fields.get(QUANTITY, "")),
        stage=plain(fields.get(STAGE, "")) or None,
        priority=int(rank) if rank else None,
        found=found,
    )


def area_of(outline: Outline, above: Sequence[Block]) -> str:
    """The discipline that elements below the headings ``above`` are of: by such a heading, by the title."""
    title = outline.page.title or next((one.heading.text for one in outline.sections), "")
    names = [bare(title)] if BOM.search(plain(title)) else []
    names += [bare(block.text) for block in reversed(above) if "?" not in block.text]
    return next(filter(None, names), "") or plain(title)[:LONGEST_NAME]


def bare(title: str) -> str:
    """``title`` without what says that a bill of materials follows."""
    return " ".join(NO_AREA.sub(" ", plain(title)).split()).strip(" -/&")[:LONGEST_NAME]


def made(
    element: Element, area: str, blocks: Sequence[int], found: Found, stays: Mapping[int, str], heading: str
) -> Made:
    """The document of an element with what it is made of."""
    document = document_of(element, area, found)
    return Made(document, tuple(blocks), tuple(element.labels), stays, plain(heading))


@dataclass(frozen=True)
class WrittenElements:
    """Elements that have a heading, or an item, of their own with labelled values below it."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every one."""
        if may_be_bill(outline):
            yield from of_a_bill(outline, self.elements(outline))

    def elements(self, outline: Outline) -> Iterator[Made]:
        """Everything that is written like one."""
        for section in outline.sections:
            content = list(outline.content(section.own))
            yield from self.one(outline, section, (section.number, section.heading), content, section.above)
            for head, below in items_with_more(content):
                yield from self.one(outline, section, head, below, (*section.above, section.heading))

    def one(
        self,
        outline: Outline,
        section: Section,
        head: Numbered,
        below: list[Numbered],
        above: Sequence[Block],
    ) -> Iterator[Made]:
        """The element called like ``head``, if it is one."""
        element = Element(head[1].text)
        depth = head[1].level + 1 if head[1].shape is Shape.ITEM else 1
        taken = [one for one in below if one[1].level <= depth and read_block(element, one[1])]
        if not element.is_one:
            return
        element.labels.append(Label(head[1].first, head[1].text))
        stays = {head[0]: head[1].text} if len(taken) < len(below) else {}
        lines = {"": head[1].first, "end": max(one[1].last for one in taken)}
        numbers = [head[0], *(number for number, _ in taken)]
        found = Found(outline.page.path, lines)
        yield made(element, area_of(outline, above), numbers, found, stays, section.heading.text)


def may_be_bill(outline: Outline) -> bool:
    """Whether the page has the words that tell an element, and those that tell a bill; quick, since most have not."""
    words = [
        any(label in outline.text.replace("'", " ").replace("\u2019", " ") for label in LABELS[name])
        for name in TELLING
    ]
    return sum(words) >= FEWEST_FIELDS and bool(BOM.search(outline.text) or JOURNEY.search(outline.text))


def of_a_bill(outline: Outline, elements: Iterable[Made]) -> list[Made]:
    """``elements`` where the page says that it is a bill of materials, or their stages are those of a buyer's journey:
    other lists have quantities and priorities too."""
    found = list(elements)
    titles = (outline.page.title, *(section.heading.text for section in outline.sections))
    stages = [one.document.stage for one in found if isinstance(one.document, BomElementDoc)]
    is_bill = any(BOM.search(plain(title)) for title in titles)
    return found if is_bill or any(stage and JOURNEY.search(stage) for stage in stages) else []


def items_with_more(content: Sequence[Numbered]) -> Iterator[tuple[Numbered, list[Numbered]]]:
    """Every item that has others below it, with those."""
    for place, (number, block) in enumerate(content):
        rest = content[place + 1 :]
        end = next((at for at, (_, other) in enumerate(rest) if other.level <= block.level), len(rest))
        below = list(rest[:end])
        if block.shape is Shape.ITEM and below:
            yield (number, block), below


def read_block(element: Element, block: Block) -> bool:
    """Whether ``block`` says something of ``element``: labelled values line by line, or its description."""
    if block.shape not in {Shape.PARAGRAPH, Shape.ITEM}:
        return False
    values: list[tuple[str, list[str], int]] = []
    for offset, line in enumerate(block.text.split("\n")):
        match = LABELLED.match(line)
        is_item = block.shape is Shape.ITEM and offset == 0 and bool(match and match["value"])
        if match and (is_item or named(match["label"]) or match["mark"]):
            values.append((match["label"], [match["value"]], block.first + offset))
        elif values:
            values[-1][1].append(line.strip())
        else:
            return is_description(element, block)
    for label, texts, at in values:
        element.say(label, " ".join(filter(None, texts)), at)
    return True


def is_description(element: Element, block: Block) -> bool:
    """Whether ``block``, which has no label, describes ``element``; only the first paragraph does."""
    is_text = block.shape is Shape.PARAGRAPH and not element.fields
    if is_text:
        element.fields[DESCRIPTION] = " ".join(block.text.split())
    return is_text


@dataclass(frozen=True)
class TabledElements:
    """Elements that are rows of a table."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every row that names one."""
        if may_be_bill(outline):
            yield from of_a_bill(outline, self.elements(outline))

    def elements(self, outline: Outline) -> Iterator[Made]:
        """Every row that is written like one."""
        for grid in grids(outline, html=True):
            names = [named(head) for head in grid.head]
            title = grid.column(*NAMES)
            if title is None or len(TELLING.intersection(names)) < FEWEST_FIELDS:
                continue
            found = {number: self.read(grid, row, title) for number, row in enumerate(grid.rows)}
            ones = {number: one for number, one in found.items() if 0 < len(plain(one.name)) <= LONGEST_NAME}
            stays = grid.stays(sorted(set(found) - set(ones)))
            for number, element in ones.items():
                element.labels.append(grid.head_label())
                section = grid.section
                above = (*section.above, section.heading) if section else ()
                area = element.area or area_of(outline, above)
                yield made(element, area, (grid.number,), grid.found(number), stays, grid.heading)

    def read(self, grid: Grid, row: Sequence[str], title: int) -> Element:
        """One row."""
        element, line = Element(row[title]), grid.block.first
        element.labels.append(Label(line, row[title]))
        area = grid.column(*AREAS)
        for place, (head, cell) in enumerate(zip(grid.head, row, strict=True)):
            if place == area and plain(cell):
                element.area = plain(cell)[:LONGEST_NAME]
                element.labels.append(Label(line, cell))
            elif place != title and plain(cell):
                element.say(head, cell, line)
        return element


def is_bill(found: Sequence[Made]) -> bool:
    """Whether enough elements were found."""
    return len(found) >= FEWEST_ELEMENTS


BILL_OF_MATERIALS = PageKind(
    name="bill-of-materials",
    title="Bill of materials",
    things=(WrittenElements(), TabledElements()),
    fits=is_bill,
)

"""The labelled parts of one persona: which blocks stand under which label, whichever way the labels are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.handbook.kinds.persona_places import (
    OTHER,
    Place,
    is_section,
    place_of,
)
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import BREAK, plain
from marketing_portal.interchange.handbook.reading.tables import read_marked

BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)\1:?[ \t]*(.*)", re.DOTALL)
SPOKEN = re.compile(r"([^\W\d_][\w /&'\u2019-]{1,60}?)\s*(?::| [-\u2013\u2014] )\s*(.*)", re.DOTALL)
TEMPLATE = re.compile(r"(?:[^?.!:\n]{1,60}\?\s*){1,8}:?")
DEFINED = ": "  # before a definition, below what it defines
MARKS = frozenset({"**", "__"})
LONGEST_LABEL, FEWEST_ROWS = 120, 2


@dataclass
class Slot:
    """What stands under one label. ``rest``: text on the line of the label itself, without the template's words."""

    place: Place
    title: str = ""  # the label itself, for places that the vocabulary does not know
    rest: str = ""
    line: int = 0
    blocks: list[tuple[int, Block]] = field(default_factory=list)


@dataclass
class Slots:
    """Everything below the heading of a persona: first what has no label, then the labelled parts."""

    before: list[tuple[int, Block]] = field(default_factory=list)
    found: list[Slot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    @property
    def known(self) -> set[str]:
        """Places of the vocabulary that occur."""
        return {slot.place.key for slot in self.found if slot.place is not OTHER}


def read_slots(content: Iterable[tuple[int, Block]]) -> Slots:
    """The labelled parts in ``content``, the blocks below a persona's heading with their numbers."""
    numbered = [one for one in content if one[1].shape is not Shape.RULE]
    numbered = [(number, part) for number, block in numbered for part in lines_labelled(block)]
    slots = Slots()
    by_headings = False
    for place, (number, block) in enumerate(numbered):
        deeper = place + 1 < len(numbered) and numbered[place + 1][1].level > block.level
        if block.shape is Shape.HEADING:
            by_headings = by_headings or place_of(block.text) is not None
            open_heading(slots, block)
        elif tabled := slots_of_table(slots, number, block):
            slots.found += tabled
        elif not by_headings and (slot := labelled(block, deeper, slots)) is not None:
            slots.found.append(slot)
        elif slots.found:
            slots.found[-1].blocks.append((number, block))
        else:
            slots.before.append((number, block))
    return slots


def lines_labelled(block: Block) -> list[Block]:
    """A paragraph whose lines begin with labels as one paragraph for each; anything else as it is."""
    lines = block.text.split("\n") if block.shape is Shape.PARAGRAPH else []
    if len(lines) > 1 and place_of(lines[0]) and all(line.startswith(DEFINED) for line in lines[1:]):
        return [replace(block, text=f"**{lines[0].strip('* :')}**"), *definitions(block, lines)]
    bold = [match for line in lines if (match := BOLD.match(line))]
    if len(lines) < 2 or lines[0][:2] not in MARKS or not any(place_of(one.group(2)) for one in bold[1:]):
        return [block]
    found: list[Block] = []
    for offset, line in enumerate(lines):
        match = BOLD.match(line)
        if not found or (match and place_of(match.group(2))):
            found.append(replace(block, first=block.first + offset, text=line))
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{line}")
    return found


def definitions(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    """What is defined below the first of ``lines``, as items."""
    item = replace(block, shape=Shape.ITEM, level=1, marker="-")
    for number, line in enumerate(lines[1:], 1):
        yield replace(item, first=block.first + number, text=line.removeprefix(DEFINED).strip())


def slots_of_table(slots: Slots, number: int, block: Block) -> list[Slot]:
    """The slots that a table with a label in each row is; none where it is another table."""
    if block.shape not in {Shape.TABLE, Shape.HTML}:
        return []
    rows = block.rows if block.shape is Shape.TABLE else read_marked(block.text)
    rows = tuple(row for row in rows if any(row))
    if sum(place_of(row[0]) is not None for row in rows if row) < FEWEST_ROWS:
        return []
    found: list[Slot] = []
    for place, row in enumerate(rows):
        slots.labels.append(Label(block.first, row[0]))
        known = place_of(row[0])
        if place == 0 and known is None:  # the head
            slots.labels.append(Label(block.first, " ".join(row[1:])))
            continue
        texts = [text for cell in row[1:] for piece in BREAK.split(cell) if (text := piece.strip(" -\u2022"))]
        slot = Slot(known or OTHER, "" if known else plain(row[0])[:LONGEST_LABEL], line=block.first)
        one = replace(block, shape=Shape.ITEM, level=1, marker="-", rows=())
        slot.blocks = [(number, replace(one, text=text)) for text in texts]
        found.append(slot)
    return found


def open_heading(slots: Slots, block: Block) -> None:
    """A heading below the persona's own: a known place, a gathering one, or a label of its own."""
    slots.labels.append(Label(block.first, block.text))
    known = place_of(block.text)
    title = "" if known else plain(block.text)[:LONGEST_LABEL]
    if known or not is_section(block.text):
        slots.found.append(Slot(known or OTHER, title, line=block.first))


def labelled(block: Block, deeper: bool, slots: Slots) -> Slot | None:
    """The slot that ``block`` opens, where it begins with a label."""
    if block.shape not in {Shape.ITEM, Shape.PARAGRAPH} or block.level > 1:
        return None
    bold, spoken = BOLD.match(block.text), SPOKEN.match(block.text)
    if bold is not None:
        place, label, rest = place_of(bold.group(2)), bold.group(2), bold.group(3)
        if place is None and deeper and slots.found and block.level == 1 and not rest:
            place = OTHER  # a label of its own, with its points below it
    elif spoken is not None and block.shape is Shape.ITEM:
        label, rest = spoken.group(1), spoken.group(2)
        known = place_of(label)
        place = known if known and normal(label) in known.labels else None
    else:
        return None
    if place is None:
        return None
    prompt, rest = without_prompt(place, rest)
    slots.labels.append(Label(block.first, f"{label} {prompt}".strip()))
    title = plain(label).rstrip(" :-")[:LONGEST_LABEL] if place is OTHER else ""
    return Slot(place, title, rest, block.first)


def without_prompt(place: Place, rest: str) -> tuple[str, str]:
    """The template's own words at the start of ``rest``, which are no content, and what comes after them."""
    rest = rest.lstrip(" :-\u2013\u2014\t")
    first, _, more = rest.partition("\n")
    for prompt in place.prompts:
        if normal(first).startswith(prompt):
            end = prompt_end(first)
            return first[:end].strip(), f"{first[end:]}\n{more}".strip(" :-\u2013\u2014\n")
    questions = TEMPLATE.match(rest)
    if questions is None:
        return "", rest.strip()
    return questions.group().strip(), rest[questions.end() :].strip(" :-\u2013\u2014\n")


def prompt_end(line: str) -> int:
    """Where the template's sentence at the start of ``line`` ends: at a colon, a full stop or before a bracket."""
    ends = [match.end() for match in re.finditer(r"[:.?](?=\s|$)|(?=\()", line)]
    return min(ends, default=len(line))


def points(slot: Slot) -> Iterator[tuple[Block, str, bool]]:
    """Each point of ``slot``: the block it begins with, its text with what is nested in it, whether it is an item."""
    items = [block.level for _, block in slot.blocks if block.shape is Shape.ITEM]
    base = min(items, default=0)
    current: tuple[Block, list[str]] | None = None
    for _, block in slot.blocks:
        nested = current is not None and current[0].shape is Shape.ITEM and goes_deeper(block, base)
        if nested and current is not None:
            current[1].append(nested_text(block, base, is_first=len(current[1]) == 1))
            continue
        if current is not None:
            yield current[0], "".join(current[1]), current[0].shape is Shape.ITEM
        current = block, [text_of(block)]
    if current is not None:
        yield current[0], "".join(current[1]), current[0].shape is Shape.ITEM


def goes_deeper(block: Block, base: int) -> bool:
    """Whether ``block`` belongs to the item before it."""
    return block.level > base if block.shape is Shape.ITEM else block.level >= base > 0


def nested_text(block: Block, base: int, is_first: bool) -> str:
    """``block`` as it goes on with the text of an item of the level ``base``."""
    if block.shape is not Shape.ITEM:
        return f"\n\n{text_of(block)}"
    indent = "    " * (block.level - base - 1)
    text = block.text.replace("\n", f"\n{indent}    ")
    return f"{chr(10) * (2 if is_first else 1)}{indent}{block.marker} {text}"


def text_of(block: Block) -> str:
    """The text of a block that becomes a point."""
    if block.shape is Shape.TABLE:
        rows = [f"| {' | '.join(row)} |" for row in block.rows]
        return "\n".join([rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]])
    if block.shape is Shape.QUOTE:
        return "\n".join(f"> {line}".rstrip() for line in block.text.split("\n"))
    return block.text

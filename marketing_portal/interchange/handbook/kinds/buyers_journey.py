"""The buyer's journey on the use-case page: stages with their collateral, audiences, the two views of how it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marketing_portal.interchange.documents import Document, Found
from marketing_portal.interchange.documents_journeys import AudienceDoc, CollateralTypeDoc, StageDoc, ViewDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made, found_at
from marketing_portal.interchange.handbook.kinds.keys import key_of, slug
from marketing_portal.interchange.handbook.kinds.outline import Outline, normal
from marketing_portal.interchange.handbook.kinds.tables import Grid, grids
from marketing_portal.interchange.handbook.kinds.things import Entry
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import BREAK, plain

STAGES = {
    "awareness": "awareness",
    "consideration": "consideration",
    "decision": "decision",
    "purchase": "decision",
    "decision purchase": "decision",
}
AUDIENCES = {
    "executives": "executive",
    "executive": "executive",
    "managers": "manager",
    "manager": "manager",
    "contributors": "contributor",
    "individual contributors": "contributor",
}
# Who starts a view, by the word that says so; the key and the name of the view.
VIEWS = (
    ("executive", "executive-led", "Led by executives", "Executives"),
    ("staff", "staff-led", "Led by staff", "Staff"),
    ("developers", "staff-led", "Led by staff", "Staff"),
    ("managers", "management-led", "Led by managers", "Managers"),
)
TYPICAL = re.compile(r"typical\b.*\bcollateral", re.IGNORECASE)
MARKER = re.compile(r"^(?:\*\*)?\s*[-\u2013•*]\s*(?:\*\*)?\s+|^\*\*-\*\*\s*")
BOLD_START = re.compile(
    r"\*\*(?P<name>[^*\n]{2,80}?):?\*\*:?\s*(?:[-\u2013\u2014]\s+)?(?P<needs>\S.*)", re.DOTALL
)
LONGEST_TYPE, LONGEST_NAME, LONGEST_KEY = 300, 80, 40


@dataclass(frozen=True)
class Stages:
    """The table whose heads are the stages: what collateral should do there, and which kinds of it are typical."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every stage."""
        for grid in grids(outline):
            names = [normal(head) for head in grid.head]
            if sum(name in STAGES for name in names) < 2 or "stage" in names:
                continue
            stages = [stage(grid, column) for column in range(len(names)) if slug(grid.head[column])]
            if any(one is None for one in stages) or len({one[0].key for one in stages if one}) < len(names):
                continue
            for document, words in filter(None, stages):
                yield Made(
                    document, (grid.number,), (Label(grid.block.first, words),), grid.stays(), grid.heading
                )


def stage(grid: Grid, column: int) -> tuple[StageDoc, str] | None:
    """The stage of one column, and its words that became structure."""
    name = plain(grid.head[column])
    key = STAGES.get(normal(name)) or slug(name)
    focus: list[str] = []
    types: list[str] = []
    labels = [name]
    for row in grid.rows:
        cell = row[column].strip()
        parts = [MARKER.sub("", part.strip()) for part in BREAK.split(cell) if part.strip()]
        if TYPICAL.fullmatch(plain(cell)) or normal(cell) == normal(name):
            labels.append(plain(cell))
        elif len(parts) > 1 or MARKER.match(cell):
            types += parts
        elif cell:
            focus.append(cell)
    if len(name) > LONGEST_NAME or len(key) > LONGEST_KEY or any(len(one) > LONGEST_TYPE for one in types):
        return None
    used: set[str] = set()
    kinds = tuple(
        CollateralTypeDoc(key=key_of(plain(text), used), text=plain(text), found=Found(grid.path))
        for text in types
    )
    at = Found(grid.path, {"": grid.block.first, "end": grid.block.last})
    return StageDoc(key=key, name=name, focus="\n\n".join(focus), collateral_types=kinds, found=at), " ".join(
        labels
    )


def audience(entry: Entry) -> tuple[Document, str] | None:
    """Whom collateral speaks to: a bold name, and what they need."""
    match = BOLD_START.fullmatch(entry.text)
    name = plain(match["name"]) if match else ""
    key = AUDIENCES.get(normal(name)) or slug(name)
    if match is None or not key or len(key) > LONGEST_KEY:
        return None
    return AudienceDoc(key=key, name=name, needs=match["needs"], found=entry.found), name


@dataclass(frozen=True)
class Views:
    """How the journey begins: each view is a picture with the text around it."""

    below: tuple[str, ...]

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every view whose text says who starts it."""
        seen: set[str] = set()
        for section in outline.named(*self.below):
            for blocks in views(list(outline.content(section.own))):
                text = "\n\n".join(block.text for _, block in blocks)
                said = normal(text)
                known = next((one for one in VIEWS if one[0] in said and one[1] not in seen), None)
                if known is not None:
                    _, key, name, started_by = known
                    seen.add(key)
                    found = found_at(outline.page.path, [block for _, block in blocks])
                    document = ViewDoc(key=key, name=name, started_by=started_by, narrative=text, found=found)
                    yield Made(
                        document, tuple(number for number, _ in blocks), heading=plain(section.heading.text)
                    )


def views(blocks: Sequence[tuple[int, Block]]) -> Iterator[list[tuple[int, Block]]]:
    """Each picture with the paragraph before it, and the paragraphs after it up to the next picture's."""
    texts = [one for one in blocks if one[1].shape is Shape.PARAGRAPH]
    pictures = [place for place, (_, block) in enumerate(texts) if block.text.startswith("![")]
    for number, place in enumerate(pictures):
        is_last = number + 1 == len(pictures)
        end = len(texts) if is_last else pictures[number + 1] - 1
        if place > 0 and end > place:
            yield texts[place - 1 : end]

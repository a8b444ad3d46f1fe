"""Tables of a page: columns found by their head in any order, what is left of a table when rows became documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from marketing_portal.interchange.documents import Found
from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section, normal
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import plain
from marketing_portal.interchange.handbook.reading.tables import read_marked

Row = Sequence[str]
HEADING = "the table"


@dataclass(frozen=True)
class Grid:
    """A table: the number of its block, its head, its rows, the section right above it."""

    number: int
    block: Block
    path: str
    section: Section | None = None

    @property
    def head(self) -> Row:
        """The heads of the columns; empty texts where the table has none."""
        return self.block.rows[0]

    @property
    def rows(self) -> Sequence[Row]:
        """What is below the head."""
        return self.block.rows[1:]

    @property
    def heading(self) -> str:
        """The heading above."""
        return plain(self.section.heading.text) if self.section else HEADING

    def column(self, *names: str) -> int | None:
        """The first column whose head is one of ``names`` or begins with one (written as ``normal`` gives them)."""
        for place, head in enumerate(self.head):
            text = normal(head)
            if any(text == name or (name and text.startswith(f"{name} ")) for name in names):
                return place
        return None

    def line(self, row: int) -> int:
        """The line of the row ``row`` (from 0)."""
        if self.block.shape is Shape.HTML:
            return self.block.first
        return (
            self.block.first + row + (2 if any(self.head) or "|-" in self.block.text.replace(" ", "") else 0)
        )

    def found(self, row: int) -> Found:
        """The place of that row."""
        return Found(self.path, {"": self.line(row), "end": self.line(row)})

    def head_label(self) -> Label:
        """The words of the head, which became structure."""
        return Label(self.block.first, " ".join(plain(cell) for cell in self.head))

    def stays(self, left: Sequence[int] = ()) -> Mapping[int, str]:
        """What is left of the table: head and the rows of these numbers; nothing where there are none."""
        rows = [self.head, *(self.rows[row] for row in left)] if left else []
        lines = [f"| {' | '.join(row)} |" for row in rows]
        if lines:
            lines.insert(1, "|" + " --- |" * len(self.head))
        return {self.number: "\n".join(lines)}


def grids(outline: Outline, *, html: bool = False) -> Iterator[Grid]:
    """Every pipe table of a page with at least one row; with ``html`` also those of HTML."""
    above = {number: section for section in outline.sections for number in section.own}
    for number, block in enumerate(outline.page.blocks):
        if html and block.shape is Shape.HTML and "<table" in block.text.lower():
            block = replace(block, rows=even(read_marked(block.text)))
        if block.shape in {Shape.TABLE, Shape.HTML} and len(block.rows) > 1:
            yield Grid(number, block, outline.page.path, above.get(number))


def even(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """``rows`` that say something, each as wide as the widest."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *("" for _ in range(width - len(row)))) for row in rows if any(row))


def doubted(text: str) -> tuple[str, bool]:
    """``text`` without a question mark at one of its ends, and whether there was one."""
    bare = plain(text)
    kept = bare.strip("? ").strip()
    return kept, kept != bare and bare.strip() != kept and (bare.startswith("?") or bare.endswith("?"))

"""The tables of a message house, and the house while it is read; a page of a use case may hold such a table too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.message_house_facets import OF_A_VALUE, Facet, facet_of
from marketing_portal.interchange.handbook.kinds.tables import Grid
from marketing_portal.interchange.handbook.kinds.use_case_parts import Parts
from marketing_portal.interchange.handbook.kinds.use_case_places import Place, state_of_text
from marketing_portal.interchange.handbook.kinds.use_case_tables import read_rows
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import BREAK, plain
from marketing_portal.interchange.handbook.reading.tables import read_marked

MESSAGES, VALUES, PROOF = "messages", "message_values", "references"
KINDS = {Facet.USERS: "users", Facet.BUYERS: "buyers", Facet.PROOF: PROOF}
BULLET = re.compile(r"\A(?:[-\u2013\u2022]|\*(?=\s))\s*")
LONGEST_GROUP = 160
Row = Sequence[str]


@dataclass
class Value:
    """A key value while it is collected."""

    title: str
    line: int
    texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, text: str) -> None:
        """One more text of it."""
        if text:
            self.texts.setdefault(name, []).append(text)


@dataclass
class House:
    """What is read of a house so far: the points, which parts it has, and the text of each."""

    parts: Parts
    facets: set[Facet] = field(default_factory=set)
    texts: dict[Facet, tuple[int, str]] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)

    def label(self, line: int, text: str) -> None:
        """Words that became structure."""
        self.parts.labels.append(Label(line, text))

    def say(self, facet: Facet, title: str, text: str, line: int) -> None:
        """A whole text of the house, called as the page calls it."""
        self.texts.setdefault(facet, (line, text))
        kind = KINDS.get(facet, MESSAGES)
        is_remark = kind in {"users", "buyers"}
        if is_remark:
            self.label(line, title)
        state = state_of_text(text) if text else "absent"
        self.parts.add(
            kind, line, title="" if is_remark else title, text=text, is_remark=is_remark, state=state
        )

    def prove(self, group: str, texts: Iterable[str], line: int) -> None:
        """Proof points."""
        for text in texts:
            self.parts.add(PROOF, line, group=plain(group)[:LONGEST_GROUP], text=text)

    def close(self) -> None:
        """The key values become points."""
        for value in self.values:
            texts = {name: "\n\n".join(texts) for name, texts in value.texts.items()}
            states = {state_of_text(text) for text in texts.values()}
            state = states.pop() if len(states) == 1 else "known"
            self.parts.add(VALUES, value.line, title=value.title, state=state, **texts)
        self.values = []


def read_house_table(parts: Parts, place: Place, group: str, grid: Grid) -> None:
    """A table on the page of a use case below the heading of its message house."""
    rows = rows_of(grid.block)
    if not is_table_of_house(rows):
        read_rows(parts, place, group, grid)
        return
    house = House(parts)
    read_table(house, rows, grid.block)
    house.close()
    parts.taken.add(grid.number)


def rows_of(block: Block) -> tuple[Row, ...]:
    """The rows of a table of pipes or of HTML, an empty head left out; nothing where ``block`` is none."""
    if block.shape is Shape.TABLE:
        return block.rows if any(block.rows[0]) else block.rows[1:]
    if block.shape is Shape.HTML and "<t" in block.text.lower():
        return tuple(row for row in read_marked(block.text) if any(row))
    return ()


def is_table_of_house(rows: Sequence[Row]) -> bool:
    """Whether the first column, or the head, names parts of a house."""
    first = {facet for row in rows if row and (facet := facet_of(row[0])[0])}
    return bool(first) or is_turned(rows)


def is_turned(rows: Sequence[Row]) -> bool:
    """Whether the key values stand one below the other, and what is said of each in columns."""
    return len({facet_of(cell)[0] for cell in rows[0]} & OF_A_VALUE.keys()) >= 2 and len(rows) > 1


def read_table(house: House, rows: Sequence[Row], block: Block) -> None:
    """One table of a house."""
    house.facets.update(filter(None, (facet_of(row[0])[0] for row in rows if row)))
    if is_turned(rows):
        read_turned(house, rows, block)
        return
    columns: list[Value] = []
    label, facet = "", None
    for offset, row in enumerate(rows):
        line = min(block.first + offset + (1 if offset and block.shape is Shape.TABLE else 0), block.last)
        cells = row[1:]
        if plain(row[0]):
            label, facet = row[0], facet_of(row[0])[0]
        if facet is Facet.VALUES and plain(row[0]):
            house.label(line, label)
            columns = [Value(one_line(cell), line) for cell in cells if plain(cell)]
            house.values += columns
        elif facet is Facet.PROOF:
            house.label(line, row[0])
            house.prove(label, (piece for cell in cells for piece in pieces(cell)), line)
        elif columns and (facet in OF_A_VALUE or (facet is None and any(plain(cell) for cell in cells[1:]))):
            add_to_values(house, columns, row, facet, line)
        elif facet is None and not any(plain(cell) for cell in cells):
            house.label(line, row[0])  # a title within the table
        elif any(plain(cell) for cell in row):
            house.say(facet or Facet.POSITIONING, row[0], "\n\n".join(filter(None, map(prose, cells))), line)


def add_to_values(house: House, columns: Sequence[Value], row: Row, facet: Facet | None, line: int) -> None:
    """A row below the key values says one thing of each."""
    house.label(line, row[0])
    cells = list(row[1:])
    extra = "\n\n".join(filter(None, map(prose, cells[len(columns) :])))
    for value, cell in zip(columns, cells, strict=False):
        name = OF_A_VALUE.get(facet) if facet else None
        text = prose(cell)
        value.add(name or "result", text if name or not text else f"{row[0]}\n\n{text}")
    columns[-1].add("result", extra)


def read_turned(house: House, rows: Sequence[Row], block: Block) -> None:
    """A table with a row for each key value."""
    head = rows[0]
    names = [OF_A_VALUE.get(facet_of(cell)[0] or Facet.VALUES) for cell in head]
    house.facets.update(filter(None, (facet_of(cell)[0] for cell in head)))
    house.facets.add(Facet.VALUES)
    house.label(block.first, " ".join(head))
    for offset, row in enumerate(rows[1:], 1):
        value = Value(one_line(row[0]), min(block.first + offset + 1, block.last))
        for place, cell in enumerate(row[1:], 1):
            name, text = names[place] if place < len(names) else None, prose(cell)
            title = head[place] if place < len(head) and not name else ""
            value.add(name or "result", f"{title}\n\n{text}".strip() if text else "")
        house.values.append(value)


def pieces(cell: str) -> list[str]:
    """What line breaks part in a cell, without bullets."""
    return [text for piece in BREAK.split(cell) if (text := BULLET.sub("", piece.strip()).strip())]


def prose(cell: str) -> str:
    """The text of a cell: pieces with bullets are a list, others paragraphs."""
    found: list[str] = []
    was_item = False
    for piece in filter(None, (piece.strip() for piece in BREAK.split(cell))):
        bullet = BULLET.match(piece)
        text = f"- {piece[bullet.end() :]}" if bullet else piece
        found.append(("\n" if bullet and was_item else "\n\n" if found else "") + text)
        was_item = bullet is not None
    return "".join(found)


def one_line(cell: str) -> str:
    """The text of a cell in one line: what stands on the first before a colon."""
    first, *more = [piece for piece in (piece.strip() for piece in BREAK.split(cell)) if piece] or [""]
    return ": ".join(filter(None, [first, " ".join(more)]))

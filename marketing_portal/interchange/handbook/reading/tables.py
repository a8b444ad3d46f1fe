"""Tables: rows of cells out of pipes and out of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

SEPARATOR = frozenset("|:- \t")
CELL_END = re.compile(r"(`{1,9})(?!`).{1,500}?(?<!`)\1(?!`)|\\.|(\|)")
MOST_COLUMNS = 200
Row = tuple[str, ...]


def is_separator(line: str) -> bool:
    """True for the line of dashes below the header of a table."""
    return "|" in line and "-" in line and SEPARATOR.issuperset(line)


def cells(line: str) -> Row:
    """The cells of one line of a pipe table; bars in code and behind a backslash do not count."""
    text, found, start = line.strip().removeprefix("|"), [], 0
    for match in CELL_END.finditer(text):
        if match.group(2):
            found.append(text[start : match.start()].strip())
            start = match.end()
    rest = text[start:].strip()
    return (*found, rest) if rest or not found else tuple(found)


def row_of(line: str, width: int) -> Row:
    """The cells of ``line``. Where rows begin without a bar (``width`` is not 0), a bar stands after an empty cell."""
    row = cells(line)
    begins_empty = width > len(row) and line.lstrip().startswith("|")
    return ("", *row) if begins_empty else row


def read_pipes(lines: Sequence[str]) -> tuple[Row, ...]:
    """Header and rows of the table that ``lines`` hold, every row as wide as the widest."""
    parted = len(lines) > 1 and is_separator(lines[1])
    header = cells(lines[0]) if parted else ()
    is_open = parted and not lines[0].lstrip().startswith("|")
    body = [row_of(line, len(header) if is_open else 0) for line in (lines[2:] if parted else lines)]
    width = max(map(len, [header, *body]))
    return tuple(row + ("",) * (width - len(row)) for row in [header, *body])


class HTMLTable(HTMLParser):
    """Collects the cells of an HTML table, each with the number of columns that it takes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[tuple[str, int]]] = []
        self.cell: list[str] | None = None
        self.span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Rows, cells and breaks begin."""
        if tag == "tr":
            self.end_cell()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.end_cell()
            self.cell = []
            number = dict(attrs).get("colspan") or ""
            self.span = min(int(number), MOST_COLUMNS) if re.fullmatch(r"[1-9]\d{0,2}", number) else 1
        elif tag == "br" and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Cells end."""
        if tag in {"td", "th", "tr", "table"}:
            self.end_cell()

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self.cell is not None:
            self.cell.append(data)

    def end_cell(self) -> None:
        """The cell is complete."""
        if self.cell is not None:
            self.rows = self.rows or [[]]
            self.rows[-1].append((" ".join("".join(self.cell).split()), self.span))
        self.cell, self.span = None, 1


def read_html_spans(text: str) -> tuple[tuple[tuple[str, int], ...], ...]:
    """The rows of the HTML table in ``text``: of every cell its text and the number of columns that it takes."""
    parser = HTMLTable()
    parser.feed(text)
    parser.close()
    parser.end_cell()
    return tuple(tuple(row) for row in parser.rows)


def read_html(text: str) -> tuple[Row, ...]:
    """The rows of the HTML table in ``text``: a cell over several columns stands in each of them."""
    rows = read_html_spans(text)
    return tuple(tuple(cell for cell, span in row for _ in range(span)) for row in rows)


class MarkedTable(HTMLTable):
    """The same with links, emphasis and lists of the cells as Markdown, line breaks as ``<br>``."""

    MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.open: list[tuple[int, int, int]] = []  # of cells over several rows: row, column, how many rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Marks begin."""
        if self.cell is not None and tag in {*self.MARKS, "a", "li", "br"}:
            if tag == "a":
                self.targets.append((dict(attrs).get("href") or "").strip())
            self.cell.append({"a": "[", "li": "<br>- ", "br": "<br>"}.get(tag) or self.MARKS[tag])
            return
        super().handle_starttag(tag, attrs)
        rows = dict(attrs).get("rowspan") or ""
        if tag in {"td", "th"} and re.fullmatch(r"[2-9]|[1-9]\d", rows):
            row = self.rows[-1] if self.rows else []
            self.open.append((max(len(self.rows) - 1, 0), sum(span for _, span in row), int(rows)))

    def handle_endtag(self, tag: str) -> None:
        """Marks end."""
        if self.cell is not None and tag in self.MARKS:
            self.cell.append(self.MARKS[tag])
        elif self.cell is not None and tag == "a" and self.targets:
            self.cell.append(f"]({self.targets.pop()})")
        elif self.cell is not None and tag in {"p", "ul", "ol", "div"}:
            self.cell.append("<br>")
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Text, in which nothing may look like a tag."""
        super().handle_data(data.replace("<", "&lt;"))


def read_marked(text: str) -> tuple[Row, ...]:
    """The rows of the HTML table in ``text`` with their marks: a cell over several columns or rows is in the first."""
    parser = MarkedTable()
    parser.feed(text)
    parser.close()
    parser.end_cell()
    found: list[list[str]] = []
    for number, row in enumerate(parser.rows):
        cells = [part for cell, span in row for part in (cell, *("" for _ in range(span - 1)))]
        for first, column, rows in sorted(parser.open, key=lambda one: one[1]):
            if first < number < first + rows:
                cells.insert(column, "")
        found.append(cells)
    return tuple(map(tuple, found))

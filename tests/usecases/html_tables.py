"""Reads a matrix out of the HTML of a page, as a reader would: row by row, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client


@dataclass
class HtmlCell:
    """One cell: its attributes, its words, where its links lead."""

    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its words, in order."""
        return " ".join(" ".join(self.words).split())


class TableReader(HTMLParser):
    """The rows of the one table that has ``css`` among its classes."""

    def __init__(self, css: str) -> None:
        super().__init__()
        self.css = css
        self.rows: list[list[HtmlCell]] = []
        self.inside = False
        self.cell: HtmlCell | None = None
        self.href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.inside = self.css in found.get("class", "").split()
        if not self.inside:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.cell = HtmlCell(found)
            self.rows[-1].append(self.cell)
        elif tag == "a":
            self.href = found.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.inside = False
        elif tag in {"td", "th"}:
            self.cell = None
        elif tag == "a":
            self.href = None

    def handle_data(self, data: str) -> None:
        if self.cell is None or not data.strip():
            return
        self.cell.words.append(data.strip())
        if self.href is not None:
            self.cell.links.append((data.strip(), self.href))


def table(client: Client, path: str, css: str) -> list[list[HtmlCell]]:
    """The table of class ``css`` on the page at ``path``, its head first."""
    response = client.get(path)
    assert response.status_code == 200
    reader = TableReader(css)
    reader.feed(response.content.decode())
    return reader.rows

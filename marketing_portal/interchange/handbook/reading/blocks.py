"""What a page is made of: blocks in order, each with the lines it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# What a page copied as plain text has in place of its pictures, one or several in a line.
FIGURE = re.compile(r"(?:[^\n]{0,80}? - 图\d{1,3}\s*)+")


class Shape(Enum):
    """What kind of block it is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    HTML = "html"
    CODE = "code"
    QUOTE = "quote"
    RULE = "rule"
    DROPPED = "dropped"  # comments, kramdown directives, the table of contents, style sheets: not content


@dataclass(frozen=True)
class Block:
    """One block. Lines count from 1 in the file, the front matter included.

    ``text``: its Markdown without marker, indentation and kramdown attributes. ``level``: of a heading 1 to 6; of
    an item its depth from 1; of anything else the depth of the item that it stands in, 0 for none. ``rows``: cells of
    a pipe table, the header first (empty cells where the page has none). ``marker`` of an item: ``-`` or its number.
    """

    shape: Shape
    first: int
    last: int
    text: str
    level: int = 0
    marker: str = ""
    anchor: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_numbered(self) -> bool:
        """True for an item of a numbered list."""
        return self.marker not in {"", "-"}

    @property
    def is_content(self) -> bool:
        """False for what is no content of the page."""
        return self.shape is not Shape.DROPPED


@dataclass(frozen=True)
class Page:
    """A page as read: where from, its key (address without ending), title by front matter, blocks.

    ``is_plain`` is true where a page was copied as plain text, so that its Markdown is half gone.
    """

    path: str
    key: str
    blocks: tuple[Block, ...]
    title: str = ""
    is_plain: bool = False
    digest: str = ""

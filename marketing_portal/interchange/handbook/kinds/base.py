"""What a kind of page is: a name, the things to look for, and when it is that kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from marketing_portal.interchange.documents import Document, Found
from marketing_portal.interchange.handbook.kinds.outline import Outline
from marketing_portal.interchange.handbook.reading.blocks import Block


@dataclass(frozen=True)
class Label:
    """Words of the page that became structure: a heading, a label, a head of a column, on their line."""

    line: int
    text: str


@dataclass(frozen=True)
class Made:
    """A document out of blocks of a page.

    ``blocks``: numbers of the blocks that it is made of. ``labels``: their words that became structure. ``stays``: what
    of a block is left for the body, by number. ``heading``: the heading it stood under. ``beside``: other documents
    that parts of the same blocks became.
    """

    document: Document
    blocks: tuple[int, ...]
    labels: tuple[Label, ...] = ()
    stays: Mapping[int, str] = field(default_factory=dict)
    heading: str = ""
    beside: tuple[Document, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All of them."""
        return self.document, *self.beside


class Thing(Protocol):
    """Something to look for on a page."""

    def find(self, outline: Outline) -> Iterable[Made]:
        """Every one of it on the page."""


def always(made: Sequence[Made]) -> bool:
    """Any page of which something was understood."""
    return bool(made)


def no_remarks(outline: Outline) -> Iterable[Label]:
    """A kind that has nothing to say about its pages."""
    return ()


def unsaid(outline: Outline) -> bool:
    """A kind whose pages are known only by what was found on them."""
    return False


@dataclass(frozen=True)
class PageKind:
    """A kind of page. ``slug``: address of what is left of it, where there is one such page; else its own key.

    ``fits`` looks at what was found and says whether the page is of this kind. Of several that fit, the kind wins that
    understands most words. ``remarks``: what a person should know of a page of this kind, and on which line.
    ``recognises``: whether a page is of this kind although nothing can be made of it (its template, for example).
    """

    name: str
    title: str
    things: tuple[Thing, ...] = ()
    slug: str = ""
    fits: Callable[[Sequence[Made]], bool] = always
    remarks: Callable[[Outline], Iterable[Label]] = no_remarks
    recognises: Callable[[Outline], bool] = unsaid


def found_at(path: str, blocks: Iterable[Block]) -> Found:
    """The place of what is made of ``blocks``: the file, first and last line."""
    lines = [line for block in blocks for line in (block.first, block.last)]
    return Found(path, {"": min(lines), "end": max(lines)} if lines else {})

"""Where content came from, as documents: the handbook pages that were imported, and what was made of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketing_portal.interchange.documents import Document


@dataclass(frozen=True, kw_only=True)
class LineDoc(Document):
    """Something on one line of a page: words that became structure, an open link, a warning."""

    line: int
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportedFileDoc(Document):
    """A page as it was imported last. ``words_missing``: those that stand nowhere, with spaces between them."""

    key: str
    path: str
    title: str = ""
    kind: str
    digest: str
    words: int = 0
    words_found: int = 0
    words_typed: int = 0
    words_missing: str = ""
    outline: tuple[LineDoc, ...] = ()
    links: tuple[LineDoc, ...] = ()
    warnings: tuple[LineDoc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SpotDoc(Document):
    """A place in an imported page: its key, the heading, first and last line."""

    file: str
    heading: str = ""
    first: int = 0
    last: int = 0


@dataclass(frozen=True, kw_only=True)
class OriginDoc(Document):
    """An object that is no sample content: its kind and key in the content files, and the places it was made of.

    ``lines``: those that are shown with it, which are those of its last import.
    """

    kind: str
    key: str
    origin: str
    lines: str = ""
    made_of: tuple[SpotDoc, ...] = ()


def key_text(key: Any) -> str:
    """The key of an object in one line; of several parts only the last may hold a space."""
    return " ".join(key) if isinstance(key, tuple) else str(key)

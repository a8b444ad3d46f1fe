"""What the index holds of a thing: a frozen document, made by the source that knows the thing."""

from __future__ import annotations

import enum
import hashlib
import html
import re
from dataclasses import astuple, dataclass
from typing import Any

TAG = re.compile(r"<[^>]*>")
MOST_TEXT = 20_000  # characters of a document that are indexed
MOST_NAMES = 40


class Audience(enum.IntEnum):
    """Who may find a document, each including those below."""

    EVERYBODY = 0
    COLLEAGUES = 1
    EDITORS = 2


@dataclass(frozen=True)
class Document:
    """One thing that can be found. ``part`` tells several documents of one object apart (a section of a page).

    ``names`` are its other names: typing one of them in full puts it on top. ``note`` says in a word or two what or
    where it is. ``weight`` lifts what people mostly look for above what merely mentions it.
    """

    object_id: int
    kind: str
    title: str
    url: str
    names: tuple[str, ...] = ()
    note: str = ""
    text: str = ""
    part: str = ""
    audience: Audience = Audience.EVERYBODY
    weight: float = 1.0

    @property
    def digest(self) -> str:
        """A value that changes with anything in the document."""
        return hashlib.blake2b(repr(astuple(self)).encode(), digest_size=16).hexdigest()


def plain(*texts: str) -> str:
    """``texts``, some of them HTML, as running text without tags."""
    joined = " ".join(html.unescape(TAG.sub(" ", text)) for text in texts if text)
    return " ".join(joined.replace("\x00", " ").split())[:MOST_TEXT]


def audience_of(thing: Any) -> Audience:
    """Who may find ``thing``, by its mark “internal”."""
    return Audience.COLLEAGUES if thing.internal else Audience.EVERYBODY

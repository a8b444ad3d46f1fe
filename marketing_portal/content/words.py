"""What changed inside a text, word by word, short enough to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
WORDS_AT_MOST = 3_000  # above it, changed lines are shown whole: comparing takes the square of the length
CONTEXT = 90  # characters of unchanged text that stay on either side of a change


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, was added or was removed; ``gap`` stands for text that is left out."""

    kind: str  # same | added | removed | gap
    text: str


def compare_texts(before: str, after: str) -> list[Piece]:
    """Pieces that lead from ``before`` to ``after``; long unchanged stretches are left out."""
    return shorten(merge(by_line(before, after)))


def by_line(before: str, after: str) -> Iterator[Piece]:
    """Pieces by line, changed lines by word where they are not too many."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            yield Piece("same", left)
        else:
            yield from by_word(left, right)


def by_word(before: str, after: str) -> Iterator[Piece]:
    """Pieces by word, space and punctuation mark."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if max(len(old), len(new)) > WORDS_AT_MOST:
        old, new = [before], [after]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[i1:i2]))
            continue
        if i2 > i1:
            yield Piece("removed", "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece("added", "".join(new[j1:j2]))


def merge(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one kind as one; a lone space between two changes belongs to both of them."""
    merged: list[Piece] = []
    removed = added = ""
    for piece in [*pieces, Piece("same", "")]:
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        elif piece.text.isspace() and (removed or added) and "\n" not in piece.text:
            removed, added = removed + piece.text, added + piece.text
        else:
            merged += split_off_space(removed, added)
            removed = added = ""
            if piece.text:
                merged.append(piece)
    return joined(merged)


def split_off_space(removed: str, added: str) -> list[Piece]:
    """A removed and an added text as pieces; space that both end with stayed."""
    kept = ""
    while removed[-1:].isspace() and removed[-1:] == added[-1:]:
        kept, removed, added = removed[-1] + kept, removed[:-1], added[:-1]
    pieces = [Piece("removed", removed), Piece("added", added), Piece("same", kept)]
    return [piece for piece in pieces if piece.text]


def joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].kind == piece.kind:
            piece = Piece(piece.kind, found.pop().text + piece.text)
        found.append(piece)
    return found


def shorten(pieces: list[Piece]) -> list[Piece]:
    """Leave out the middle of long unchanged pieces, and the ends that no change touches."""
    if all(piece.kind == "same" for piece in pieces):
        return pieces
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.kind != "same":
            found.append(piece)
            continue
        head = 0 if place == 0 else CONTEXT
        tail = 0 if place == len(pieces) - 1 else CONTEXT
        found += elide(piece.text, head, tail)
    return found


def elide(text: str, head: int, tail: int) -> list[Piece]:
    """``text`` with ``head`` characters at its start and ``tail`` at its end, whole words, a gap between them."""
    if len(text) <= head + tail + CONTEXT:
        return [Piece("same", text)]
    start = text[:head].rsplit(None, 1)[0] if head else ""
    end = text[-tail:].split(None, 1)[-1] if tail else ""
    pieces = [Piece("same", start), Piece("gap", "…"), Piece("same", end)]
    return [piece for piece in pieces if piece.text]

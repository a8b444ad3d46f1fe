"""Nothing is lost: the words of a page against the words that stand somewhere after its import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import words


@dataclass(frozen=True)
class Tally:
    """How many words a page has, how many of them stand in the database, how many typed; and those that do not."""

    words: int = 0
    found: int = 0
    typed: int = 0
    missing: tuple[str, ...] = ()


def words_of(block: Block) -> list[str]:
    """The words of a block; directives, comments and style sheets have none."""
    if not block.is_content:
        return []
    if block.shape is Shape.TABLE:
        return [word for row in block.rows for cell in row for word in words(cell)]
    return words(block.text)


def count(blocks: Iterable[Block]) -> Counter[str]:
    """The words of ``blocks``, each as often as it stands there."""
    return Counter(word for block in blocks for word in words_of(block))


def missing_words(wanted: Counter[str], texts: Iterable[str]) -> Counter[str]:
    """What is in ``wanted`` and not, as often, in ``texts``."""
    there: Counter[str] = Counter()
    for text in texts:
        there.update(words(text))
    return wanted - there

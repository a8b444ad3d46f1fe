"""Markdown that takes seconds to render: thousands of brackets that nothing closes.

Python-Markdown looks for the end of every ``[``, ``(`` and ``<`` on its own, each time through the whole text, so
twenty thousand of them would keep a server process busy for a minute. Here every partner is found in one go, an address
ends within a reasonable distance, and a flood of open ``<`` is taken as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import markdown as python_markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import LinkInlineProcessor

LONGEST_ADDRESS = 2_000  # characters of an address with its title
NEARBY = 300  # characters in which the end of a bracket is looked for first
OFTEN = 200  # times that the whole text, or a long address, is looked through; then an end has to be near
OPEN_TAGS = 200  # as many ``<`` without ``>`` are taken as they come
BRACKET = re.compile(r"[\[\]]")
OPEN_TAG = re.compile(r"<(?=[^<>]*(?:<|\Z))")
STAND_IN = "\ue03c"  # of a private area: Markdown sees nothing in it, so that a flood of them costs nothing


class Partners:
    """Knows for each ``[`` of a text the ``]`` that closes it."""

    def __init__(self) -> None:
        self.data, self.times, self.missed = "", 0, 0
        self.closing: dict[int, int] = {}

    def read(self, data: str) -> None:
        """Find the partners in ``data``: once for as long as it does not change."""
        self.times += 1
        self.data, self.closing = data, {}
        waiting: list[int] = []
        for found in BRACKET.finditer(data):
            if found.group() == "[":
                waiting.append(found.start())
            elif waiting:
                self.closing[waiting.pop()] = found.start()

    def text(self, data: str, index: int) -> tuple[str, int, bool]:
        """What stands in the bracket that opens before ``index``, where it ends, and whether it does."""
        if data is not self.data:
            end = nearest_end(data, index)
            if end is not None:
                return data[index:end], end + 1, True
            if self.times > OFTEN:
                return "", index, False
            self.read(data)
        found = self.closing.get(index - 1)
        return ("", index, False) if found is None else (data[index:found], found + 1, True)


def nearest_end(data: str, index: int) -> int | None:
    """The end of the bracket that opens before ``index``, where it is not far."""
    depth = 1
    for found in BRACKET.finditer(data, index, index + NEARBY):
        depth += 1 if found.group() == "[" else -1
        if not depth:
            return found.start()
    return None


class BoundedBrackets(Extension):
    """Gives all kinds of links and pictures the quick search. Registered last, when the others have theirs."""

    def extendMarkdown(self, md: python_markdown.Markdown) -> None:  # noqa: N802 - name fixed by Python-Markdown
        self.partners = Partners()
        md.registerExtension(self)
        for processor in md.inlinePatterns:
            if isinstance(processor, LinkInlineProcessor):
                vars(processor).update(getText=self.text, getLink=self.nearby(processor.getLink))

    def text(self, data: str, index: int) -> tuple[str, int, bool]:
        """What stands in a bracket, as ``Partners`` tells."""
        return self.partners.text(data, index)

    def nearby(self, find: Callable[[str, int], Any]) -> Callable[[str, int], Any]:
        """``find``, which looks for an address from a place on, kept from looking through the whole text each time."""

        def look(data: str, index: int) -> Any:
            most = LONGEST_ADDRESS if self.partners.missed < OFTEN else NEARBY
            found = find(data[: index + most], index)
            self.partners.missed += not found[-1]
            return found

        return look

    def reset(self) -> None:
        """A new text begins."""
        self.partners = Partners()


def without_open_tags(text: str) -> str:
    """``text``; where more ``<`` are open than anybody writes, each becomes a STAND_IN until the HTML is there."""
    few = sum(1 for _ in OPEN_TAG.finditer(text)) <= OPEN_TAGS
    return text if few else OPEN_TAG.sub(STAND_IN, text)


def with_open_tags(html: str) -> str:
    """``html`` with the characters for which STAND_IN stands."""
    return html.replace(STAND_IN, "&lt;")

"""Addresses in a text, each put through a function that knows where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from marketing_portal.interchange.handbook.reading.blocks import Page
from marketing_portal.interchange.handbook.reading.inline import TARGETS, outside_code
from marketing_portal.interchange.handbook.reading.pictures import Resolve, placeholders

HREF = re.compile(r"(?P<before>\bhref\s{0,9}=\s{0,9}[\"'])(?P<target>[^\"'<>\n]*)", re.IGNORECASE)
DEFINITION = re.compile(r"^(?P<before> {0,3}\[(?!\^)[^\]\n]+\]:[ \t]+)(?P<target>\S+)", re.MULTILINE)


def with_links(text: str, resolve: Resolve) -> str:
    """``text`` with every address as ``resolve`` gives it; pictures become marked links."""
    if "](" in text or "<img" in text.lower():
        text = outside_code(TARGETS, lambda match: moved(match, resolve), placeholders(text, str))
    if "href" in text:
        text = HREF.sub(lambda match: f"{match['before']}{resolve(match['target'])}", text)
    if "]:" in text:
        text = DEFINITION.sub(lambda match: f"{match['before']}{resolve(match['target'])}", text)
    return text


def moved(match: re.Match[str], resolve: Resolve) -> str:
    """One link of Markdown with its address resolved."""
    target = match["target"]
    bare = target[1:-1] if target.startswith("<") else target
    address = resolve(bare) if bare else bare
    return (
        f"](<{address}>{match['title'] or ''})"
        if target.startswith("<")
        else f"]({address}{match['title'] or ''})"
    )


def addresses(page: Page) -> Iterator[tuple[int, str]]:
    """Line and address of every link and picture on the page."""
    found: list[tuple[int, str]] = []

    def note(line: int) -> Callable[[str], str]:
        def noted(target: str) -> str:
            found.append((line, target))
            return target

        return noted

    for block in page.blocks:
        if block.is_content:
            for number, line in enumerate(block.text.split("\n")):
                with_links(line, note(block.first + number))
    yield from found

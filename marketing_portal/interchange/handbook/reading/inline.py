"""What stands inside a line: visible words, attributes to leave out, links and pictures, names of headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

CODE = r"(?P<code>(?P<ticks>`{1,9})(?!`).{1,500}?(?<!`)(?P=ticks)(?!`))"
ATTRIBUTES = re.compile(rf"{CODE}|[ \t]{{0,9}}\{{:[^{{}}\n]*\}}")
LONGEST_ADDRESS = 2_000
TARGET = (
    rf"\([ \t]{{0,9}}(?P<target><[^<>\n]*>|(?:[^()\s]|\([^()\s]*\)){{0,{LONGEST_ADDRESS}}})"
    r"(?P<title>[ \t]{1,9}(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]{0,9}\)"
)
TARGETS = re.compile(rf"{CODE}|\]{TARGET}")
IMAGES = re.compile(rf"{CODE}|!\[(?P<alt>[^\[\]\n]*)\]{TARGET}")
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:[ \t][^<>\n]*)?/?>|<!--.*?-->")
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
EMPHASIS = re.compile(r"(?<!\\)(?:\*+|(?<!\w)_+|_+(?!\w)|`+)")
BRACKETS = re.compile(r"!?\[|\](?:\[[^\[\]\n]*\])?")
WORD = re.compile(r"[^\W_]+")


def outside_code(pattern: re.Pattern[str], by: Callable[[re.Match[str]], str], text: str) -> str:
    """``text`` with every match of ``pattern`` (one that also knows CODE) replaced, but for code."""
    return pattern.sub(lambda match: match.group() if match.group("code") else by(match), text)


def without_attributes(text: str) -> str:
    """``text`` without kramdown attributes in braces."""
    return outside_code(ATTRIBUTES, lambda _: "", text) if "{:" in text else text


def visible(text: str) -> str:
    """``text`` as its reader sees it, still with marks of emphasis: no addresses, tags, attributes.

    Nothing here looks beyond the end of a line, so that a block by itself and within its page has the same words.
    """
    text = without_attributes(text)
    text = outside_code(TARGETS, lambda _: "]", text) if "](" in text else text
    text = TAG.sub(" ", text) if "<" in text else text
    return unescape(text) if "&" in text else text


def words(text: str) -> list[str]:
    """The words of ``text``: what its reader sees, in runs of letters and digits."""
    return WORD.findall(visible(text))


def plain(text: str) -> str:
    """``text`` without any markup, in one line: what headings and labels are compared by."""
    seen = visible(text)
    seen = BRACKETS.sub("", seen) if "[" in seen or "]" in seen else seen
    seen = EMPHASIS.sub("", seen) if "*" in seen or "_" in seen or "`" in seen else seen
    return " ".join(seen.replace("\\", "").split())


def links(text: str) -> Iterator[tuple[str, str]]:
    """Text and address of every link in ``text``; pictures are none."""
    for match in TARGETS.finditer(text):
        if match.group("code") is None:
            start = opening(text, match.start())
            if start is not None and text[max(start - 1, 0) : start] != "!":
                yield text[start + 1 : match.start()], match.group("target").strip("<>")


def opening(text: str, end: int) -> int | None:
    """Where the bracket opens that closes at ``end``."""
    depth = 0
    for place in range(end, max(end - LONGEST_ADDRESS, 0) - 1, -1):
        depth += {"]": 1, "[": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return None


def anchor_of(heading: str) -> str:
    """The name that kramdown gives to a heading: letters, digits and hyphens."""
    kept = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"^[^a-zA-Z]+", "", plain(heading)))
    return kept.replace(" ", "-").lower() or "section"

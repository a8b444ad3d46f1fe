"""Sentences below a heading as statements: items with what is nested in them, paragraphs, or the items after a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from marketing_portal.interchange.documents import Found
from marketing_portal.interchange.documents_use_cases import StatementDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made
from marketing_portal.interchange.handbook.kinds.keys import LONGEST_KEY, TBD, key_of, slug
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section, normal
from marketing_portal.interchange.handbook.reading.blocks import FIGURE, Block, Shape
from marketing_portal.interchange.handbook.reading.inline import plain

Numbered = tuple[int, Block]
Title = Callable[[str], tuple[str, str]]
LONGEST_TITLE = 160
LONGEST_LEAD = 160
COLON = re.compile(r"\**(?P<title>[^:*.?!\n]{2,80}?)\**:\**\s+(?P<text>\S.*)", re.DOTALL)
DASH = re.compile(r"\**(?P<title>[^\n.?!]{2,80}?)\**\s+[-\u2013\u2014]\s+(?P<text>\S.*)", re.DOTALL)
BOLD = re.compile(r"\*\*(?P<title>[^*\n]{2,150})\*\*")
BRACKET = re.compile(r"(?P<title>[^()\n]{2,80}?)\s*\(")
OPEN_WORDS = re.compile(r"\btbd\b", re.IGNORECASE)


def untitled(text: str) -> tuple[str, str]:
    """No title."""
    return "", text


def before(pattern: re.Pattern[str]) -> Title:
    """The title is what stands before a colon or dash; the text is what follows."""

    def split(text: str) -> tuple[str, str]:
        match = pattern.fullmatch(text)
        return (plain(match["title"]), match["text"].strip()) if match else ("", text)

    return split


def within(pattern: re.Pattern[str]) -> Title:
    """The title is some words of the text, which stays whole."""

    def pick(text: str) -> tuple[str, str]:
        match = pattern.search(text)
        return plain(match["title"]) if match else "", text

    return pick


def called(*names: tuple[str, str]) -> Title:
    """The title is the name of the first word that the text holds."""

    def name(text: str) -> tuple[str, str]:
        folded = normal(text)
        return next((title for word, title in names if word in folded), ""), text

    return name


def only_leads(block: Block) -> bool:
    """Whether ``block`` is a sentence that only leads to the list below it."""
    text = plain(block.text)
    is_short = len(text) <= LONGEST_LEAD and ". " not in text
    return (
        block.shape is Shape.PARAGRAPH
        and not block.level
        and is_short
        and (text[-1:] == ":" or text[-1:].isalpha())
    )


def key_for(title: str, text: str, used: set[str]) -> str:
    """A key for a statement: its title as it is, or what its text is about."""
    stem = slug(title)[:LONGEST_KEY].strip("-")
    if not stem or stem in used:
        return key_of(title or text, used)
    used.add(stem)
    return stem


@dataclass(frozen=True)
class Sentences:
    """Statements of one ``kind`` below the headings ``below`` (and ``under`` one that holds these words).

    ``of``: the shape that they have. ``after``: only items that follow a paragraph beginning so. ``nested``: the kind
    of the items below an item. ``numbered``: only numbered items. A line that only leads to a list became structure.
    """

    kind: str
    below: tuple[str, ...]
    of: Shape = Shape.ITEM
    under: str = ""
    after: str = ""
    nested: str = ""
    numbered: bool = False
    title: Title = untitled

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every statement, in the order of the page."""
        used: set[str] = set()
        for section in outline.named(*self.below):
            if self.under and not any(self.under in normal(above.text) for above in section.above):
                continue
            blocks = list(outline.content(section.own))
            if self.of is Shape.PARAGRAPH:
                yield from self.paragraphs(outline, section, blocks, used)
            else:
                yield from self.items(outline, section, self.chosen(blocks), used)

    def chosen(self, blocks: Sequence[Numbered]) -> list[Numbered]:
        """The items that count, with the paragraph that leads to them where ``after`` names it."""
        if not self.after:
            start = next((n for n, (_, block) in enumerate(blocks) if block.shape is Shape.ITEM), 0)
            lead = [one for one in blocks[max(start - 1, 0) : start] if only_leads(one[1])]
            return [*lead, *(one for one in blocks if one[1].shape is Shape.ITEM)]
        start = next((n for n, (_, block) in enumerate(blocks) if self.leads(block)), len(blocks))
        rest = blocks[start + 1 :]
        end = next((n for n, (_, block) in enumerate(rest) if block.shape is not Shape.ITEM), len(rest))
        return [*blocks[start : start + 1], *rest[:end]] if end else []

    def leads(self, block: Block) -> bool:
        """Whether ``block`` is the line that ``after`` names."""
        is_line = block.shape is Shape.PARAGRAPH and len(block.text) <= LONGEST_LEAD
        return is_line and normal(block.text).startswith(self.after)

    def paragraphs(
        self, outline: Outline, section: Section, blocks: Sequence[Numbered], used: set[str]
    ) -> Iterator[Made]:
        """Paragraphs of text; neither pictures nor lines that lead to a list."""
        for place, (number, block) in enumerate(blocks):
            following = blocks[place + 1][1].shape if place + 1 < len(blocks) else None
            is_picture = block.text.startswith("![") or FIGURE.fullmatch(block.text)
            is_text = block.shape is Shape.PARAGRAPH and not block.level and not is_picture
            if is_text and not (following is Shape.ITEM and plain(block.text)[-1:] not in '.!?”"'):
                yield self.made(outline, section, [(number, block)], used)

    def items(
        self, outline: Outline, section: Section, blocks: Sequence[Numbered], used: set[str]
    ) -> Iterator[Made]:
        """Items of the first level, each with those nested in it."""
        lead = [one for one in blocks if one[1].shape is not Shape.ITEM]
        items = [one for one in blocks if one[1].shape is Shape.ITEM]
        starts = [n for n, (_, block) in enumerate(items) if block.level == 1]
        for start, end in pairwise([*starts, len(items)]):
            if self.numbered and not items[start][1].is_numbered:
                continue
            first, *below = items[start:end]
            opening = [one for one in below[:1] if plain(one[1].text).endswith(":") and len(below) > 1]
            inside = [] if self.nested else below[len(opening) :]
            parent = self.made(outline, section, [first, *opening, *inside], used, lead)
            lead = []
            yield parent
            for one in below[len(opening) :] if self.nested else ():
                yield self.made(outline, section, [one], used, parent=parent.document)

    def made(
        self,
        outline: Outline,
        section: Section,
        blocks: Sequence[Numbered],
        used: set[str],
        lead: Sequence[Numbered] = (),
        parent: object = None,
    ) -> Made:
        """One statement out of ``blocks``."""
        texts = [
            block.text if n == 0 or block.level < 2 else f"- {block.text}"
            for n, (_, block) in enumerate(blocks)
        ]
        if len(texts) > 1 and self.nested:
            texts = [block.text for _, block in blocks]
        title, text = self.title("\n".join(texts))
        title = title if len(title) <= LONGEST_TITLE else ""
        above = parent if isinstance(parent, StatementDoc) else None
        document = StatementDoc(
            kind=(self.nested if above else self.kind),
            key=key_for(title, text, used),
            title=title,
            text=text,
            state="tbd" if TBD.fullmatch(plain(text)) or OPEN_WORDS.search(plain(text)) else "known",
            parent=above.key if above else None,
            found=Found(outline.page.path, {"": blocks[0][1].first, "end": blocks[-1][1].last}),
        )
        labels = tuple(Label(block.first, block.text) for _, block in lead)
        numbers = tuple(number for number, _ in (*blocks, *lead))
        return Made(document, numbers, labels, heading=plain(section.heading.text))


@dataclass(frozen=True)
class BoldHeaded:
    """A paragraph below a bold line, as a statement with that line as its title; ``about``: a word of the line."""

    kind: str
    below: tuple[str, ...]
    about: str

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every such paragraph."""
        used: set[str] = set()
        for section in outline.named(*self.below):
            blocks = list(outline.content(section.own))
            for (number, line), (below, text) in pairwise(blocks):
                bold = BOLD.fullmatch(line.text)
                both = line.shape is text.shape is Shape.PARAGRAPH
                if bold and both and self.about in normal(line.text).split():
                    title = plain(line.text)
                    yield Made(
                        StatementDoc(
                            kind=self.kind,
                            key=key_for(title, "", used),
                            title=title,
                            text=text.text,
                            found=Found(outline.page.path, {"": line.first, "end": text.last}),
                        ),
                        (number, below),
                        heading=plain(section.heading.text),
                    )

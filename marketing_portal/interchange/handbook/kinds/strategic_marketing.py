"""The page of strategic marketing, mostly a copy as plain text: teams, decks, labels of requests, steps of hiring."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marketing_portal.interchange.documents import Document, Found, TeamDoc
from marketing_portal.interchange.documents_journeys import DeckDoc
from marketing_portal.interchange.documents_use_cases import StatementDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made, PageKind
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.kinds.labels import LabelsInText
from marketing_portal.interchange.handbook.kinds.outline import Outline, Section, normal
from marketing_portal.interchange.handbook.kinds.statements import DASH, Sentences, before, called
from marketing_portal.interchange.handbook.kinds.things import Entry, Items
from marketing_portal.interchange.handbook.reading.blocks import FIGURE, Block, Shape
from marketing_portal.interchange.handbook.reading.inline import plain

TEAM = re.compile(r"(?P<name>[^()]{3,110}?)(?:\s+team)?\s*(?:\((?P<short>[^()]{2,40})\))?", re.IGNORECASE)
USED = re.compile(r"\b(?:can|should|may|is to) be used\b", re.IGNORECASE)
KEEPS = re.compile(r"(?P<who>[A-Z][\w-]*(?: [A-Z][\w-]*)*) owns? ")
COPIES = re.compile(
    r"\b(?:copies|copied|linked slides)\b.*\bfrom the (?P<deck>[\w -]{3,60}?deck)\b", re.IGNORECASE
)
SENTENCE = re.compile(r"(?<=[.!?)])\s+(?=[A-Z])")
LONGEST_TITLE, LONGEST_SLUG, LONGEST_KEY, LONGEST_OWNER = 160, 120, 80, 160
DECKS = ("customer facing presentations", "customer facing decks", "marketing decks")


@dataclass(frozen=True)
class Teams:
    """Teams in a list, parts of a team nested in it. Marks where pictures stood become structure with the first."""

    words: tuple[str, ...] = ("following teams", "our teams", "the teams")

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every team of every such list."""
        pictures = [(n, block) for n, block in enumerate(outline.page.blocks) if FIGURE.fullmatch(block.text)]
        used: set[str] = set()
        for section in outline.sections:
            if not any(words in section.name for words in self.words) and section.name != "teams":
                continue
            above: TeamDoc | None = None
            for number, block in outline.content(section.own):
                team = team_of(block, outline.page.path, len(used) + 1) if block.shape is Shape.ITEM else None
                if team is None or team.slug in used or block.level > 2:
                    continue
                used.add(team.slug)
                above = team if block.level == 1 else above
                parent = above.slug if above is not None and block.level == 2 else None
                yield team_made(replace(team, parent=parent), section, (number, block), pictures)
                pictures = []


def team_of(block: Block, path: str, order: int) -> TeamDoc | None:
    """The team that an item names."""
    match = TEAM.fullmatch(plain(block.text))
    address = slug(match["name"])[:LONGEST_SLUG].strip("-") if match else ""
    if match is None or not address:
        return None
    found = Found(path, {"": block.first, "end": block.last})
    return TeamDoc(
        slug=address, name=match["name"], order=order, abbreviation=match["short"] or "", found=found
    )


def team_made(
    team: TeamDoc, section: Section, item: tuple[int, Block], pictures: Sequence[tuple[int, Block]]
) -> Made:
    """A team with the words that became structure."""
    number, block = item
    labels = [Label(block.first, plain(block.text)), *(Label(one.first, one.text) for _, one in pictures)]
    numbers = (number, *(n for n, _ in pictures))
    return Made(team, numbers, tuple(labels), heading=plain(section.heading.text))


def deck(entry: Entry) -> tuple[Document, str] | None:
    """A deck: its title on the first line, then what it holds, when it is used and who keeps it."""
    title, _, rest = entry.text.partition("\n")
    title = plain(title)
    sentences = SENTENCE.split(" ".join(rest.split()))
    start = next((n for n, text in enumerate(sentences) if USED.search(text)), len(sentences))
    key = slug(title).removesuffix("-deck")[:LONGEST_KEY].strip("-")
    if not rest or not key or len(title) > LONGEST_TITLE:
        return None
    owner, copied = KEEPS.search(rest), COPIES.search(rest)
    document = DeckDoc(
        key=key,
        title=title,
        description=" ".join(sentences[:start]),
        when_to_use=" ".join(sentences[start:]),
        owner_text=owner["who"][:LONGEST_OWNER] if owner else "",
        synced_from=copied["deck"] if copied else None,
        found=entry.found,
    )
    return document, ""


@dataclass(frozen=True)
class Decks:
    """The decks; one that is a copy of another names it."""

    below: tuple[str, ...] = DECKS

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every deck."""
        made = list(Items(below=self.below, make=deck).find(outline))
        titles = {one.document.title: one.document.key for one in made if isinstance(one.document, DeckDoc)}
        for one in made:
            if isinstance(one.document, DeckDoc):
                named, key = normal(one.document.synced_from or ""), one.document.key
                others = [other for title, other in titles.items() if named and normal(title).endswith(named)]
                source = next((other for other in others if other != key), None)
                yield replace(one, document=replace(one.document, synced_from=source))


def is_about_the_department(made: Sequence[Made]) -> bool:
    """Whether teams, or decks and steps of hiring, were found."""
    teams = sum(isinstance(one.document, TeamDoc) for one in made)
    decks = any(isinstance(one.document, DeckDoc) for one in made)
    kinds = {one.document.kind for one in made if isinstance(one.document, StatementDoc)}
    return teams > 1 or (decks and bool(kinds & {"hiring_step", "department_purpose"}))


STRATEGIC_MARKETING = PageKind(
    name="strategic-marketing",
    title="Strategic marketing",
    slug="strategic-marketing",
    fits=is_about_the_department,
    things=(
        Teams(),
        Sentences(
            "department_purpose",
            below=("what does strategic marketing do", "purpose", "our purpose"),
            of=Shape.PARAGRAPH,
            title=called(("interface", "Interface")),
        ),
        Decks(),
        Sentences("deck_rule", below=DECKS, of=Shape.PARAGRAPH),
        LabelsInText(),
        Sentences(
            "hiring_step",
            below=("strategic marketing hiring process", "hiring process", "hiring"),
            nested="hiring_step",
            title=before(DASH),
        ),
    ),
)

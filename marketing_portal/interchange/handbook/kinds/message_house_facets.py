"""The parts of a message house by their labels, and the name of the use case that a house is about.

Source: the message houses of the handbook. Houses are tables, sections or lists; only the labels are the same.
"""

from __future__ import annotations

import re
from enum import Enum

from marketing_portal.interchange.handbook.kinds.outline import Outline, normal
from marketing_portal.interchange.handbook.kinds.use_case_places import IN_BRACKETS, NOBODY
from marketing_portal.interchange.handbook.reading.inline import links, plain


class Facet(Enum):
    """A part of a house: one of its texts, or what is said of each of its key values."""

    POSITIONING = "positioning"
    SHORT = "short"
    LONG = "long"
    USERS = "users"
    BUYERS = "buyers"
    VALUES = "values"
    PROMISE = "promise"
    PAIN = "pain"
    WHY = "why"
    PROOF = "proof"


# Labels as ``normal`` gives them: whole, or with a few words behind them.
LABELS: dict[Facet, tuple[str, ...]] = {
    Facet.POSITIONING: ("positioning statement", "positioning"),
    Facet.SHORT: ("short description", "short message", "short version"),
    Facet.LONG: ("long description", "long message", "long version"),
    Facet.USERS: ("user persona", "user personas", "target users"),
    Facet.BUYERS: ("buyer persona", "buyer personas", "target buyers"),
    Facet.VALUES: ("key values", "key value", "value pillars", "value pillar", "pillars", "pillar", "values"),
    Facet.PROMISE: ("promise", "promises"),
    Facet.PAIN: ("pain points", "pain point", "pains", "pain"),
    Facet.PROOF: ("customer proof points", "proof points", "proof point", "proof", "evidence"),
}
OF_A_VALUE = {Facet.PROMISE: "text", Facet.PAIN: "detail", Facet.WHY: "result"}
TELLING = frozenset(Facet) - {Facet.USERS, Facet.BUYERS, Facet.PROOF, Facet.WHY}  # other pages have those too
OF_TIERS = re.compile(r"\btiers?\b")  # “Key value by tier” is another part of a use case page
SIGNS = (
    "positioning",
    "short",
    "long ",
    "value",
    "pillar",
    "promise",
    "pain",
)  # what tells holds one of these
MOST_WORDS = 6
WHY_WORDS = 4  # “Why GitLab”, “Why our platform”; a longer text is a sentence
# Guidance of the go-to-market pages for the descriptions, in words.
LIMITS = {Facet.SHORT: 25, Facet.LONG: 100}
FEWEST, FEWEST_TITLED = 3, 2
HOUSE = re.compile(r"\bmessag(?:e|ing)\s+house\b", re.IGNORECASE)
NOT_THE_NAME = re.compile(
    r"\bmessag(?:e|ing)\s+house\b|\buse\s?-?cases?\b|^\W*(?:the|for|of)\b|\bfor\s*$|^[\W_]+|[\W_]+$",
    re.IGNORECASE,
)
VERSION = re.compile(r"[\s,_-]+(?:v ?\d[\d.]*|20\d\d|old|new|draft|archived?|deprecated)\W*$", re.IGNORECASE)
FOLDER = re.compile(r"/(?:usecase-gtm|use-cases)/(?P<slug>[a-z0-9][a-z0-9-]*)/?(?:index\.html)?(?:#|$)")
OWN_ADDRESS = re.compile(
    r"(?:^|/)(?:use-?case-)?(?P<slug>[a-z0-9][a-z0-9-]*?)[-/]messag(?:e|ing)-house(?:/|$)"
)
LONGEST_INITIALS = 4
NOT_A_USE_CASE = frozenset(
    {"message-house", "messaging-house", "bom", "template", "index", "usecase-gtm", "use-cases"}
)


def facet_of(label: str) -> tuple[Facet | None, str]:
    """The part that ``label`` begins, and what is left of the label: the name of a value, for example."""
    text = normal(label)
    if text.startswith("why ") and len(text.split()) <= WHY_WORDS:
        return Facet.WHY, ""
    if not text or len(text.split()) > MOST_WORDS or OF_TIERS.search(text):
        return None, ""
    for facet, names in LABELS.items():
        for name in names:
            if text == name:
                return facet, ""
            if text.startswith(f"{name} ") and name != "values":
                return facet, behind(label) if facet is Facet.VALUES else ""
    return None, ""


def behind(label: str) -> str:
    """What stands behind a label and its number: “Efficiency” of “Key value 1: Efficiency”."""
    _, found, rest = re.sub(r"\s[-\u2013\u2014]\s", ": ", plain(label)).partition(":")
    if found:
        return rest.strip()
    bare = re.sub(
        r"^(?:key\s+values?|(?:value\s+)?pillars?)\s*(?:#?\d{1,2}[.)]?)?\s*",
        "",
        plain(label),
        flags=re.IGNORECASE,
    )
    return bare.strip()


def is_house(outline: Outline, facets: set[Facet]) -> bool:
    """Whether a page on which ``facets`` were found is a message house."""
    telling = facets & TELLING
    return len(telling) >= (FEWEST_TITLED if titles(outline) else FEWEST)


def titles(outline: Outline) -> list[str]:
    """The title and headings that say “message house”."""
    headings = [section.heading.text for section in outline.sections]
    return [text for text in (outline.page.title, *headings) if HOUSE.search(plain(text))]


def name_of(outline: Outline) -> str:
    """The use case that the house is of: by title or heading, by a link to its page, by where the page stands."""
    page = outline.page
    tops = [section.heading.text for section in outline.sections if section.heading.level == 1]
    texts = titles(outline) + ([page.title or next(iter(tops), "")] if titles(outline) else [])
    targets = (target for block in page.blocks for _, target in links(block.text))
    parts = [match["slug"] for target in targets if (match := FOLDER.search(target))]
    parts += [match["slug"] for match in (OWN_ADDRESS.search(page.key),) if match]
    named = [*map(bare, texts), *(in_words(part) for part in parts if part not in NOT_A_USE_CASE)]
    return next(filter(None, named), "")


def in_words(part: str) -> str:
    """A part of an address as a name, for a use case that nothing else names."""
    return part.upper() if len(part) <= LONGEST_INITIALS else part.replace("-", " ").capitalize()


def bare(title: str) -> str:
    """``title`` without the words that say what kind of page it is; empty where nothing is left, or a stand-in."""
    for text in (IN_BRACKETS.sub("", plain(title)), plain(title)):
        before = None
        while text != before:
            before, text = text, VERSION.sub("", NOT_THE_NAME.sub(" ", text)).strip()
        text = " ".join(text.split())
        if text:
            return "" if normal(text) in NOBODY else text
    return ""

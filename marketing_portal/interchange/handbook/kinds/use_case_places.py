"""The parts of a use case page, by their headings; and the template's own sentences, which are no content.

Source: the template of a use case page and the pages made from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from marketing_portal.interchange.handbook.kinds.keys import state_of
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.handbook.reading.inline import plain


class Form(Enum):
    """How a part is written."""

    POINTS = "points"  # items are points, paragraphs remarks on them
    PROSE = "prose"  # paragraphs are points as well
    PEOPLE = "people"
    REQUIREMENTS = "requirements"
    ANSWERS = "answers"
    NAMED = "named"  # the heading is the title, everything below it the text
    TIERS = "tiers"
    REVIEWS = "reviews"
    CASES = "cases"
    JOURNEY = "journey"
    NOTHING = "nothing"  # only headings of parts of its own


@dataclass(frozen=True)
class Place:
    """A part: the kind of its points, how it is written, the headings that it has (words that these hold)."""

    kind: str
    form: Form
    headings: tuple[str, ...]

    def is_named(self, heading: str) -> bool:
        """Whether a part with this heading (as ``normal`` gives it) is this one."""
        return any(f" {name} " in f" {heading} " for name in self.headings)


# The first that fits counts, so that the closer names come first.
PLACES = (
    Place("users", Form.PEOPLE, ("user persona", "user personas", "users")),
    Place("buyers", Form.PEOPLE, ("buyer persona", "buyer personas", "buyers")),
    Place(
        "", Form.NOTHING, ("who to contact", "customer facing slides", "the market viewpoint", "direction")
    ),
    Place(
        "",
        Form.ANSWERS,
        (
            "meets the market requirements",
            "meet the market requirements",
            "gitlab meets",
            "meets the requirements",
            "meet the requirements",
            "how we meet",
            "how we do it",
        ),
    ),
    Place(
        "",
        Form.REQUIREMENTS,
        ("market requirements", "market requirement", "requirements", "required capabilities"),
    ),
    Place("differentiators", Form.POINTS, ("differentiator", "differentiators")),
    Place("features", Form.POINTS, ("top features", "top gitlab features", "key capabilities")),
    Place("messages", Form.NAMED, ("message house", "messaging")),
    Place("questions", Form.POINTS, ("discovery questions", "questions to ask", "qualifying questions")),
    Place("objections", Form.POINTS, ("objection", "objections", "objection handling", "concerns")),
    Place(
        "analysts",
        Form.POINTS,
        ("industry analyst", "industry analysts", "analyst relations", "analyst coverage", "analysts"),
    ),
    Place("competition", Form.PROSE, ("competitive", "competition", "competitors")),
    Place("reviews", Form.REVIEWS, ("quotes", "reviews")),
    Place(
        "case_studies",
        Form.CASES,
        ("case studies", "case study", "blogs", "customer stories", "success stories"),
    ),
    Place(
        "references",
        Form.PROSE,
        ("references to help you close", "proof points", "voice of the customer", "pop", "pops"),
    ),
    Place(
        "adoption",
        Form.POINTS,
        (
            "adoption guide",
            "playbook steps",
            "adoption recommendation",
            "additional documentation",
            "enablement and training",
            "professional service offers",
            "professional services",
        ),
    ),
    Place("partners", Form.POINTS, ("partners",)),
    Place("tier_values", Form.TIERS, ("key value", "value by tier", "key value at tiers")),
    Place("resources", Form.POINTS, ("resources",)),
    Place("inventory", Form.JOURNEY, ("buyer s journey", "buyers journey")),
    Place("personas", Form.NOTHING, ("personas",)),
)
# What the template asks for, where nobody has written it yet (beginnings, as ``normal`` gives them).
PROMPTS = (
    "define and describe the use case",
    "who are the users",
    "who are the buyers",
    "list key analyst coverage",
    "list key discovery questions",
    "list of customer quotes",
    "list of case studies",
    "link to sfdc list",
    "describe how key partners",
    "describe the value proposition of why",
    "describe a vision for",
)
NOBODY = frozenset({"template", "usecase name", "use case name", "name", "xyz", "abc"})
STAND_INS = frozenset("link demo abc def ghi jkl xyz reqmt how cats example".split())
TITLE = re.compile(r"\s*use\s?-?case\s*[:\u2013\u2014-]\s*(?P<name>\S.*)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def place_of(heading: str) -> Place | None:
    """The part that ``heading`` begins."""
    name = normal(heading)
    return next((place for place in PLACES if place.is_named(name)), None)


def is_prompt(text: str) -> bool:
    """Whether ``text`` is the template's and not the page's."""
    name = normal(text)
    return name in STAND_INS or any(name.startswith(prompt) for prompt in PROMPTS)


def is_stand_in(row: Sequence[str]) -> bool:
    """Whether a row of a table holds nothing but the template's stand-ins."""
    said = [normal(cell) for cell in row if plain(cell)]
    return bool(said) and all(cell in STAND_INS for cell in said)


def state_of_text(text: str) -> str:
    """Known, or what the text says of its own being unknown."""
    bare = plain(text).strip("() .")
    return state_of(bare.removesuffix("...").strip("() ."))

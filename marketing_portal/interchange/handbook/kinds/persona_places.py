"""The vocabulary of a persona page: under which label what stands. Source: the pages on buyer and on user personas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from marketing_portal.interchange.handbook.kinds.outline import normal

LONG_ALIAS = 4  # words; after a label as long as that anything may follow in its heading


class Form(Enum):
    """How what stands under a label is read."""

    POINTS = "points"
    QUESTIONS = "questions"  # “question” - purpose
    SEGMENTS = "segments"  # company size: part in the purchase
    QUOTES = "quotes"  # “text” - speaker, size, industry
    TITLES = "titles"  # other job titles, separated by commas


@dataclass(frozen=True)
class Place:
    """One place of a persona: its labels as ``normal`` gives them, the template's own words after them, its form."""

    key: str
    labels: tuple[str, ...]
    prompts: tuple[str, ...] = ()
    form: Form = Form.POINTS
    of: str = ""  # buyer or user, where only they have it


PLACES = (
    Place("background", ("background",)),
    Place("demographics", ("demographics",)),
    Place("identifiers", ("identifiers",)),
    Place("company", ("company",)),
    Place("team", ("team details", "team")),
    Place("influencers", ("influencers", "influences"), ("where do they learn",)),
    Place("goals", ("goals motivations", "goals and motivations", "goals"), of="buyer"),
    Place("challenges", ("challenges", "pain points", "pains")),
    Place("help", ("what can we do to help", "how can we help", "how we help"), of="buyer"),
    Place(
        "segments",
        ("why do we want to connect", "why we want to connect", "why we connect"),
        form=Form.SEGMENTS,
        of="buyer",
    ),
    Place("quotes", ("real quotes", "quotes"), ("examples of things",), Form.QUOTES, of="buyer"),
    Place(
        "objections",
        (
            "common objections",
            "objections",
            "objections answers",
            "objections and answers",
            "objection handling",
        ),
        of="buyer",
    ),
    Place(
        "questions",
        ("discovery questions", "discover questions", "questions to ask"),
        ("questions to ask",),
        Form.QUESTIONS,
        of="buyer",
    ),
    Place("messaging", ("messaging", "key messages"), of="buyer"),
    Place("pitch", ("elevator pitch", "pitch"), of="buyer"),
    Place("job_summary", ("job summary", "my role", "summary"), of="user"),
    Place("jobs", ("jobs to be done", "job to be done", "jtbd"), of="user"),
    Place("motivations", ("motivations", "motivation"), of="user"),
    Place("frustrations", ("frustrations",), of="user"),
    Place("tools", ("tools", "key tools"), of="user"),
    Place("skills", ("skills personal traits", "skills and traits", "skills"), of="user"),
    Place("collaboration", ("collaboration with other teams", "collaboration"), of="user"),
    Place("titles", ("alternative job titles", "alternative titles", "other job titles"), form=Form.TITLES),
)
OTHER = Place("other", ())
SECTIONS = ("who", "what", "why", "work", "other")
SEGMENTS = {
    "smb": "smb",
    "small": "smb",
    "midsize": "midsize",
    "midsized": "midsize",
    "mid size": "midsize",
    "mid sized": "midsize",
    "mid market": "midsize",
    "medium": "midsize",
    "large": "large",
    "large enterprise": "large",
    "enterprise": "large",
}
ALIASES = sorted(((label, place) for place in PLACES for label in place.labels), key=lambda one: -len(one[0]))


def place_of(text: str) -> Place | None:
    """The place whose label ``text`` (a heading, or what is bold at the start of a line) is; None where there is none.

    After a short label only the template's questions may follow, set off by a sign.
    """
    name = normal(text)
    for label, place in ALIASES:
        if name == label:
            return place
        if name.startswith(f"{label} ") and (label.count(" ") + 1 >= LONG_ALIAS or set_off(text, label)):
            return place
    return None


def set_off(text: str, label: str) -> bool:
    """Whether ``text`` goes on after its ``label`` with a sign: “Company - which size?”."""
    pattern = r"\W+".join(map(re.escape, label.split()))
    return re.match(rf"\W*{pattern}\W*\s*[-\u2013\u2014:?(]", text, re.IGNORECASE) is not None


def is_section(text: str) -> bool:
    """Whether a heading only gathers places: who, what, why."""
    return normal(text).split(" ", 1)[0] in SECTIONS and place_of(text) is None


def gathers(text: str) -> bool:
    """Whether a heading only gathers places, and says nothing else: “Who”, “Who - demographics”."""
    return normal(text) in SECTIONS or any(set_off(text, name) for name in SECTIONS)

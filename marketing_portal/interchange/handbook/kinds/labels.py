"""Labels of requests inside running text: found by their spelling, also where words are glued to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from marketing_portal.interchange.documents import Found, LabelDoc
from marketing_portal.interchange.handbook.kinds.base import Made
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.kinds.outline import Outline, normal
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import plain

# Families by the spelling of their labels; several spellings of a state mean one.
SPELLED = (
    ("base", re.compile(r"\b(?P<text>sm[_-]request)\b")),
    (
        "state",
        re.compile(
            r"sm_req::(?P<key>new_request|triage|backlog|transferr?ed|assigned|declined|completed)",
            re.IGNORECASE,
        ),
    ),
    ("use_case", re.compile(r"\b(?:usecase|ucase)::(?P<key>[A-Za-z0-9]{1,20})")),
    ("dod", re.compile(r"\bdod::(?P<key>[YN])\b")),
    ("eteam", re.compile(r"\beteam::(?P<key>[YN])\b")),
    ("priority", re.compile(r"\b(?:priority|p)::(?P<key>[1-9]|\?)")),
    ("devops_stage", re.compile(r"\bdevops::(?P<key>[a-z]{3,20})\b")),
)
PREFIXES = {
    "state": "sm_req::",
    "use_case": "ucase::",
    "dod": "dod::",
    "eteam": "eteam::",
    "priority": "p::",
    "devops_stage": "devops::",
}
LISTS = (
    ("team", re.compile(r"\bteam labels? \((?P<list>[^()]{2,400})\)", re.IGNORECASE)),
    ("gtm_phase", re.compile(r"\bGTM phases? \((?P<list>[^()]{2,200})\)", re.IGNORECASE)),
)
TEAMS = {
    "pmm": "product marketing",
    "tech pmm": "technical marketing",
    "tech marketing": "technical marketing",
    "mrci": "market research and customer insight",
    "mrnci": "market research and customer insight",
}
STATES = {"transfered": "transferred"}
LONGEST = 60
SHAPES = frozenset({Shape.PARAGRAPH, Shape.ITEM})


@dataclass(frozen=True)
class LabelsInText:
    """Every label that the text of a page names. The text stays: it says what the label is for."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Each label once, where it is named first."""
        seen: set[tuple[str, str]] = set()
        for number, block in enumerate(outline.page.blocks):
            for document in labels_of(block, outline.page.path) if block.shape in SHAPES else ():
                if (document.family, document.key) not in seen:
                    seen.add((document.family, document.key))
                    yield Made(document, (number,), (), {number: block.text}, "labels")


def labels_of(block: Block, path: str) -> Iterator[LabelDoc]:
    """The labels that one block names."""
    found = Found(path, {"": block.first, "end": block.last})
    for family, pattern in SPELLED:
        for match in pattern.finditer(block.text):
            if family == "base":
                yield LabelDoc(family=family, key="sm_request", text="sm_request", found=found)
                continue
            written = match["key"].lower() if family == "state" else match["key"]
            key = STATES.get(written, written) if family == "state" else written
            aliases = (f"{PREFIXES[family]}{written}",) if key != written else ()
            yield LabelDoc(
                family=family, key=key, text=f"{PREFIXES[family]}{key}", aliases=aliases, found=found
            )
    for family, pattern in LISTS:
        for match in pattern.finditer(block.text):
            for part in filter(None, map(plain, re.split(r"[,;]", match["list"]))):
                if len(part) <= LONGEST:
                    team = slug(TEAMS.get(normal(part), part)) if family == "team" else None
                    yield LabelDoc(family=family, key=part, text=part, team=team, found=found)

"""People as pages write them: handles, names, several in one cell. Who they are is found out where they are matched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marketing_portal.interchange.handbook.reading.inline import links, plain

APART = re.compile(r"\s*(?:[,;&/]|\band\b|\+)\s*")
PERSON = re.compile(r"@[\w.-]{2,60}|[^\W\d_][\w.'\u2019-]*(?: [^\W\d_][\w.'\u2019-]*){0,3}")
TEAM_PAGE = re.compile(r"/?company/team/?#(?P<anchor>[\w.-]{1,80})$")
LONGEST = 80


@dataclass(frozen=True)
class Mention:
    """Somebody as a page writes them, and the anchor on the team page where the page links there."""

    text: str
    anchor: str = ""


def people_in(cell: str) -> tuple[Mention, ...]:
    """Everybody that ``cell`` names, in order; nobody where it holds anything else."""
    anchors = {
        plain(text): match["anchor"] for text, target in links(cell) if (match := TEAM_PAGE.search(target))
    }
    parts = [part for part in APART.split(plain(cell).strip("? ")) if part]
    if not parts or any(len(part) > LONGEST or not PERSON.fullmatch(part) for part in parts):
        return ()
    return tuple(Mention(part, anchors.get(part, "")) for part in dict.fromkeys(parts))


def reference(mention: Mention) -> str:
    """``mention`` as a document holds it until it is matched: text and anchor."""
    return f"{mention.text}#{mention.anchor}" if mention.anchor else mention.text


def mention_of(text: str) -> Mention:
    """What ``reference`` gave."""
    name, _, anchor = text.partition("#")
    return Mention(name, anchor)

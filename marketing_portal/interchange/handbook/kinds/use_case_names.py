"""Names of use cases: one use case goes by many, and all of them are compared here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from marketing_portal.interchange.handbook.reading.inline import plain

# Spellings that the handbook itself uses for one use case, the name of the go-to-market page first.
SPELLINGS: tuple[tuple[str, ...], ...] = (
    (
        "Version Control and Collaboration",
        "VC&C",
        "VCC",
        "SCM",
        "Source Code Management",
        "Version Control",
    ),
    ("Continuous Integration", "CI"),
    ("Continuous Delivery", "CD", "CD & Release", "Continuous Deployment"),
    ("DevSecOps", "AppSec", "Shift Left Security"),
    ("Agile Project management", "Agile", "Agile Planning and Management", "Agile Management"),
    ("GitOps", "IaC", "Infrastructure as Code"),
    ("Simplify DevOps", "E2E DevOps", "End to End DevOps"),
    ("Cloud Native", "CN"),
    ("Data Science/Machine Learning", "Data Science"),
)
SUFFIX = re.compile(r"\s+use\s?cases?\s*$", re.IGNORECASE)
BRACKETS = re.compile(r"^(?P<outside>[^()]+)\((?P<inside>[^()]+)\)\s*$")
SHORTEST_INITIALS = 2


def fold(text: str) -> str:
    """``text`` as names of use cases are compared: letters, digits and “&”, which “and” is the same as."""
    joined = re.sub(r"\band\b", "&", plain(text).casefold())
    return re.sub(r"[^\w&]|_", "", joined)


KNOWN: dict[str, frozenset[str]] = {}
for _group in SPELLINGS:
    _folded = frozenset(map(fold, _group))
    KNOWN.update(dict.fromkeys(_folded, _folded))


def bare(text: str) -> str:
    """The head of a column without “use case” behind the name."""
    return SUFFIX.sub("", plain(text))


def spellings(*names: str) -> frozenset[str]:
    """Every folded form that ``names`` of one use case can take: known spellings and initials among them."""
    found: set[str] = set()
    for name in filter(None, names):
        folded = fold(name)
        found |= {folded, initials(name)} | KNOWN.get(folded, frozenset())
    return frozenset(found - {""})


def initials(name: str) -> str:
    """VC&C for Version Control and Collaboration; empty for a single word."""
    parts = re.findall(r"\w+", re.sub(r"\band\b", "", plain(name).casefold()))
    joined = "&" if re.search(r"\band\b|&", plain(name).casefold()) else ""
    if len(parts) < SHORTEST_INITIALS:
        return ""
    letters = [part[0] for part in parts]
    return f"{''.join(letters[:-1])}{joined}{letters[-1]}"


def wanted(text: str) -> list[str]:
    """The folded forms under which the use case that ``text`` means is looked for, the closest first."""
    whole = bare(text)
    brackets = BRACKETS.match(whole)
    parts = [brackets["outside"], brackets["inside"]] if brackets else []
    parts += whole.split("/") if "/" in whole else []
    forms = [fold(part) for part in (whole, *parts)]
    known = [other for form in forms for other in sorted(KNOWN.get(form, ()))]
    return [form for form in dict.fromkeys((*forms, *known)) if form]


def same(text: str, names: Iterable[str]) -> bool:
    """Whether ``text`` means the use case of these ``names``."""
    return bool(spellings(*names).intersection(wanted(text)))

"""Requests that may ask for the same: words of the title compared with the newest open ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from requests_board.models import SMRequest
from requests_board.vocabulary import State

COMPARED = 150  # open requests, the newest: duplicates are filed within weeks of each other
SHOWN = 3
ALIKE = 0.5  # of all words of both titles, how many they share
COMMON = frozenset(
    "a an and as at by for from how in into is it new of on or our request that the this to with".split()
)


@dataclass(frozen=True)
class Similar:
    """Another open request and how it stands."""

    number: int
    title: str
    state: str
    href: str


def words_in(title: str) -> frozenset[str]:
    """What ``title`` is about: its words in small letters, without the common ones and without plural s."""
    found = (word.removesuffix("s") for word in re.findall(r"\w+", title.lower()))
    return frozenset(word for word in found if len(word) > 1 and word not in COMMON)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words among all words of both."""
    return len(one & other) / len(one | other) if one and other else 0


def similar_to(request: SMRequest, user: Any) -> list[Similar]:
    """The open requests whose titles share most with that of ``request``, best first. One bounded query."""
    said_anyway = words_in(request.kind.name) if request.kind else frozenset()  # tells kinds apart, not requests
    wanted = words_in(request.title) - said_anyway
    rows = SMRequest.objects.visible_to(user).filter(closed_at=None).order_by("-pk")
    scored = [
        (likeness(wanted, words_in(row.title) - said_anyway), row)
        for row in rows.only("title", "state")[:COMPARED]
        if row.pk != request.pk
    ]
    best = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], -pair[1].pk))
    return [
        Similar(row.pk, row.title, State(row.state).label, row.get_absolute_url()) for _, row in best[:SHOWN]
    ]

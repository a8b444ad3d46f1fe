"""Requests that may ask for the same: words of the title compared with the newest open ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from requests_board.models import SMRequest
from requests_board.pages.similar import words_of
from requests_board.vocabulary import State

COMPARED = 150  # open requests, the newest: duplicates are filed within weeks of each other
SHOWN = 3
ALIKE = 0.5  # of all words of both titles, how many they share


@dataclass(frozen=True)
class Similar:
    """Another open request and how it stands."""

    number: int
    title: str
    state: str
    href: str


def likeness(one: set[str], other: set[str]) -> float:
    """Shared words among all words of both."""
    return len(one & other) / len(one | other) if one and other else 0


def similar_to(request: SMRequest, user: Any) -> list[Similar]:
    """The open requests whose titles share most with that of ``request``, best first. One bounded query."""
    said_anyway = words_of(request.kind.name) if request.kind else []  # tells kinds apart, not requests
    wanted = set(words_of(request.title)).difference(said_anyway)
    rows = SMRequest.objects.visible_to(user).filter(closed_at=None).order_by("-pk")
    scored = [
        (likeness(wanted, set(words_of(row.title)).difference(said_anyway)), row)
        for row in rows.only("title", "state")[:COMPARED]
        if row.pk != request.pk
    ]
    best = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], -pair[1].pk))
    return [
        Similar(row.pk, row.title, State(row.state).label, row.get_absolute_url()) for _, row in best[:SHOWN]
    ]

"""Requests that may ask for the same: words of the title compared with the newest open ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from requests_board.models import SMRequest
from requests_board.pages.similar import words_of
from requests_board.vocabulary import State

COMPARED = 100  # open requests, the newest: duplicates are filed within weeks of each other
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
    rows = SMRequest.objects.visible_to(user).filter(closed_at=None).exclude(pk=request.pk).order_by("-pk")
    scored = [
        (likeness(wanted, set(words_of(title)).difference(said_anyway)), key, title, state)
        for key, title, state in rows.values_list("pk", "title", "state")[:COMPARED]
    ]
    best = sorted((one for one in scored if one[0] >= ALIKE), reverse=True)[:SHOWN]
    return [
        Similar(key, title, State(state).label, reverse("requests:detail", args=[key]))
        for _, key, title, state in best
    ]

"""Two people edit the same request: what only one of them changed is taken, what both changed is put side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from requests_board.models import SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.pages.words import Names, by_question
from requests_board.workflow import replay, snapshot
from requests_board.workflow.answers import PREFIX
from requests_board.workflow.record import as_json

UNKNOWN = object()


@dataclass(frozen=True)
class Clash:
    """A field that both changed; ``name`` as the form calls it."""

    name: str
    label: str
    theirs: str
    mine: str


@dataclass
class Merge:
    """What becomes of my changes: ``adopted`` are theirs that I had not touched, ``clashes`` need a decision."""

    adopted: dict[str, Any] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)


def merge(current: SMRequest, seen_version: int, mine: Mapping[str, Any], labels: LabelBook) -> Merge:
    """Compare ``mine`` (by the workflow's names) with ``current`` and with what I saw, replayed from the events."""
    seen = replay(current.events.filter(version__lte=seen_version).order_by("pk"))
    theirs = snapshot(current)
    wanted = {name: as_json(value) for name, value in mine.items()}
    names = Names.in_values(labels, [theirs, wanted])
    seen, theirs, wanted = by_question(seen), by_question(theirs), by_question(wanted)
    found = Merge()
    asked = [
        name for name in theirs if name.startswith(PREFIX)
    ]  # an answer that I took away is no key of mine
    for name in dict.fromkeys([*wanted, *(asked if "answers" in mine else ())]):
        value = wanted.get(name)
        before = seen.get(name, None if name.startswith(PREFIX) else UNKNOWN)
        if value == theirs.get(name) or theirs.get(name) == before:
            continue
        short = name.removesuffix("_id")
        if value == before:
            found.adopted[short] = theirs.get(name)
        else:
            clash = Clash(short, names.field(name), names.say(name, theirs.get(name)), names.say(name, value))
            found.clashes.append(clash)
    return found

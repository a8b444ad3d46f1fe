"""What goes into a move and what comes out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from marketing_portal.people.models import Team, User
from requests_board.models import Milestone, RequestEvent, SMRequest


@dataclass(frozen=True)
class MoveData:
    """What a person gives with a move. Which of it is needed stands in ``Move.needs``."""

    team: Team | None = None
    assignees: tuple[User, ...] = ()
    milestone: Milestone | None = None
    reason: str = ""
    urgent_reason: str = ""
    transferred_to: str = ""
    delivered_url: str = ""
    delivered_note: str = ""
    note: str = ""
    due_on: dt.date | None = None
    duplicate_of: SMRequest | None = None


@dataclass(frozen=True)
class Step:
    """One move of a submit."""

    key: str
    data: MoveData = field(default_factory=MoveData)


@dataclass(frozen=True)
class Outcome:
    """What a submit did: the requests as they are now, and the events written."""

    submit: UUID
    requests: list[SMRequest]
    events: list[RequestEvent]


@dataclass(frozen=True)
class Adjust:
    """A change of a set (labels, stages, launches) that leaves the rest of the set as it is."""

    add: frozenset[int] = frozenset()
    remove: frozenset[int] = frozenset()

    def of(self, held: Iterable[int]) -> list[int]:
        """What the set ``held`` becomes."""
        return sorted(set(held) - self.remove | self.add)


class WorkflowError(Exception):
    """Base of everything that stops a change. Nothing was changed."""


class NotAllowed(WorkflowError):  # noqa: N818 - reads as what happened
    """The person may not do this, or the request is in another state."""


class Incomplete(WorkflowError):  # noqa: N818 - reads as what happened
    """Something that the change needs is missing or wrong: a sentence for each field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class Conflict(WorkflowError):  # noqa: N818 - reads as what happened
    """Somebody else changed the request first. ``event`` tells who and what, ``current`` is the request now."""

    def __init__(self, current: SMRequest, event: RequestEvent | None) -> None:
        super().__init__(f"{current} was changed meanwhile.")
        self.current = current
        self.event = event

    @property
    def actor(self) -> Any:
        """Who was first, where an event tells."""
        return self.event.actor if self.event else None

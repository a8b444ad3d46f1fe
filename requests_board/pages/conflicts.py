"""What somebody is told whose change came second: who was first, what they did, what is possible now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marketing_portal.people.models import User
from requests_board.models import UNVERSIONED, RequestEvent, SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.pages.timeline import Entry, entries
from requests_board.workflow import Move, moves_for


@dataclass(frozen=True)
class ConflictBox:
    """``entry`` tells the newest change of somebody else, ``can_go_on`` whether the same is still possible."""

    current: SMRequest
    entry: Entry | None
    moves: list[Move]
    can_go_on: bool
    lost: dict[str, str] = field(default_factory=dict)


def conflict_box(current: SMRequest, user: Any, labels: LabelBook, *, can_go_on: bool) -> ConflictBox:
    """The box for ``user``, whose page showed an older version of ``current``."""
    newest = current.events.exclude(kind__in=UNVERSIONED).select_related("actor").order_by("-pk").first()
    told = entries([newest], labels) if newest else []
    return ConflictBox(current, told[0] if told else None, moves_for(current, user), can_go_on)


def own_second_click(event: RequestEvent | None, user: User, move: str) -> bool:
    """True where what came first is the same move of the same person: a button that was pressed twice."""
    return event is not None and event.actor_id == user.pk and event.move == move

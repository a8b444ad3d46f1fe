"""Requests as rows of a table: worked out here once for each row, so that the template only fills in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.safestring import SafeString

from marketing_portal.people.models import Team
from marketing_portal.ui.components.basics import badge, scoped_label
from marketing_portal.ui.components.times import ago, day
from requests_board.models import RequestLink, SMRequest
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.vocabulary import Family

TIMES = {1: "once", 2: "twice"}
NOTHING = SafeString("")
R = TypeVar("R", bound=QuerySet[SMRequest, Any])


class Rows:
    """Makes rows; each label is written once however many rows carry it."""

    def __init__(self, labels: LabelBook) -> None:
        self.labels = labels
        self.written: dict[object, SafeString] = {}

    def each(self, found: Iterable[SMRequest]) -> list[dict[str, Any]]:
        """``found`` (read ``for_list``) as rows."""
        return [self.row(request) for request in found]

    def row(self, request: SMRequest) -> dict[str, Any]:
        """What one row shows."""
        return {
            "number": request.pk,
            "href": request.get_absolute_url(),
            "title": request.title,
            "marks": marks(request),
            "state": self.value(Family.STATE, request.state),
            "commitment": request.commitment,
            "team": self.team(request.team),
            "priority": self.value(Family.PRIORITY, request.priority),
            "people": ", ".join(str(user) for user in request.people),
            "due": day(request.due_on) if request.due_on else "",
            "changed": ago(request.updated_at),
        }

    def value(self, family: Family, key: str) -> SafeString:
        """The label of ``key``; nothing where it is not set."""
        if (family, key) not in self.written:
            self.written[family, key] = html_of(self.labels.show(family, key)) if key else NOTHING
        return self.written[family, key]

    def team(self, team: Team | None) -> SafeString:
        """The label of ``team``; nothing without one."""
        key = team.pk if team else None
        if key not in self.written:
            self.written[key] = html_of(self.labels.show_team(team)) if team else NOTHING
        return self.written[key]


def html_of(shown: ShownLabel) -> SafeString:
    """``shown`` as the page has it."""
    return scoped_label(shown.scope, shown.value, shown.tone, shown.href, shown.note)


def with_marks(rows: R) -> R:
    """``rows``, each with ``is_blocked``: whether it waits for another request that is open."""
    links = RequestLink.objects.filter(source=OuterRef("pk"), kind=RequestLink.Kind.BLOCKED_BY)
    return rows.annotate(is_blocked=Exists(links.filter(target__closed_at=None)))


def times(number: int) -> str:
    """How often, in words: once, twice, 3 times."""
    return TIMES.get(number, f"{number} times")


def marks(request: SMRequest) -> SafeString:
    """What must catch the eye: late, waiting, blocked (read ``with_marks``), urgent, confidential, carried over."""
    carried = request.carried_over
    is_blocked = request.waits_for_others or getattr(request, "is_blocked", False)
    if not (
        request.due_on
        or request.waiting_since
        or is_blocked
        or request.is_urgent
        or request.is_confidential
        or carried
    ):
        return NOTHING
    is_open = request.is_open
    found = (
        (request.is_late, ("Late", "red", "warning")),
        (request.is_waiting, ("Waits", "amber", "clock")),
        (is_open and is_blocked, ("Blocked", "amber", "none")),
        (request.is_urgent, ("Urgent", "red", "flag")),
        (request.is_confidential, ("Confidential", "purple", "lock")),
        (is_open and carried, (f"Carried over {times(carried)}", "grey", "forward")),
    )
    return SafeString("".join(badge(*words) for is_set, words in found if is_set))

"""My requests: what waits for me, what I work on, what I filed, what I watch."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from marketing_portal.people.models import User
from requests_board.models import SMRequest
from requests_board.pages.rows import with_marks
from requests_board.vocabulary import CLOSED

SHOWN = 10


@dataclass(frozen=True)
class Part:
    """One list of the page; ``more`` is the address of the whole list where this one was cut."""

    key: str
    title: str
    rows: list[SMRequest]
    empty: str
    more: str = ""


def part(key: str, title: str, rows: QuerySet[SMRequest], empty: str, **query: str) -> Part:
    """The first SHOWN of ``rows``."""
    found = list(rows[: SHOWN + 1])
    more = f"{reverse('requests:list')}?{urlencode(query)}" if len(found) > SHOWN else ""
    return Part(key, title, found[:SHOWN], empty, more)


def mine(user: User) -> list[Part]:
    """The five lists of ``user``, six queries at most."""
    seen = with_marks(SMRequest.objects.visible_to(user)).select_related("team", "milestone")
    seen = seen.defer("description", "description_html", "dod_text")
    filed = seen.filed_by(user)
    return [
        part(
            "waiting",
            "Waits for your answer",
            seen.waiting_for(user),
            "Nobody has asked you anything.",
            requester="me",
            waiting="on",
        ),
        part(
            "assigned",
            "Assigned to you",
            seen.assigned_to(user).open().order_by("due_on", "-pk"),
            "Nothing is assigned to you.",
            assignee="me",
        ),
        part(
            "open",
            "Filed by you, open",
            filed.open().order_by("-pk"),
            "You have no open request.",
            requester="me",
        ),
        part(
            "watched",
            "Watched by you",
            seen.watched_by(user).exclude(requester=user).open().order_by("-updated_at", "-pk"),
            "You watch no open request of others.",
            watched="on",
        ),
        part(
            "closed",
            "Filed by you, closed",
            filed.filter(state__in=CLOSED).order_by("-closed_at", "-pk"),
            "None of your requests is closed yet.",
            requester="me",
            scope="closed",
        ),
    ]

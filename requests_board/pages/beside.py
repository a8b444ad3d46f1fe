"""What stands beside many requests: who works on them, and whether they wait for others. One query for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet, Value

from marketing_portal.people.models import User
from requests_board.models import Assignment, RequestLink, SMRequest
from requests_board.pages.together import Prepared

SIZES = (1, 32, 128, 512)  # of requests at once; a query is put together for each size that is met


def parts(*keys: int) -> list[QuerySet[Any, Any]]:
    """People of the requests ``keys`` by name, and those of them that another one blocks."""
    held = Assignment.objects.filter(request__in=keys).order_by("user__name", "user_id")
    links = RequestLink.objects.filter(kind=RequestLink.Kind.BLOCKED_BY, target__closed_at=None).order_by()
    return [
        held.values(number=F("request_id"), who=F("user_id"), name=F("user__name"), address=F("user__email")),
        links.filter(source__in=keys).values(
            number=F("source_id"), who=Value(0), name=Value(""), address=Value("")
        ),
    ]


@lru_cache(maxsize=8)
def prepared(size: int) -> Prepared:
    """The query for ``size`` requests."""
    return Prepared("number, who, name, address", parts, *[int] * size)


def bring(rows: Iterable[SMRequest]) -> None:
    """Let ``people`` of each of ``rows`` be known, and whether it waits for another one.

    Accounts carry what names them and nothing else, and are the same for all requests of one person.
    """
    found = {row.pk: row for row in rows}
    if not found:
        return
    for row in found.values():
        row.known_people, row.waits_for_others = [], False
    size = next((size for size in SIZES if size >= len(found)), len(found))
    accounts: dict[int, User] = {}
    for part, number, key, name, address in prepared(size).rows(*found, *[0] * (size - len(found))):
        if part:
            found[number].waits_for_others = True
            continue
        if key not in accounts:
            accounts[key] = User(pk=key, name=name, email=address)
        found[number].people.append(accounts[key])

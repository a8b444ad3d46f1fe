"""Who works on many requests, read with one query of names: fetching accounts for each of them takes far longer."""

from __future__ import annotations

from collections.abc import Iterable

from marketing_portal.people.models import User
from requests_board.models import Assignment, SMRequest


def bring_people(rows: Iterable[SMRequest]) -> None:
    """Let ``people`` of each of ``rows`` be known: id, name and address of each, by name."""
    found: dict[int, list[User]] = {}
    for row in rows:
        found[row.pk] = row.known_people = []
    if not found:
        return
    held = Assignment.objects.filter(request__in=list(found)).order_by("user__name", "user_id")
    accounts: dict[int, User] = {}
    for number, key, name, email in held.values_list("request_id", "user_id", "user__name", "user__email"):
        if key not in accounts:
            accounts[key] = User(pk=key, name=name, email=email)
        found[number].append(accounts[key])

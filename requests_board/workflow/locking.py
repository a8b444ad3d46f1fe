"""Whole transactions, and requests locked in one fixed order, so that people never wait for each other in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import F

from requests_board.models import UNVERSIONED, Milestone, RequestEvent, SMRequest
from requests_board.workflow.data import Conflict

P = ParamSpec("P")
T = TypeVar("T")
CHUNK = 500  # keys in one query: SQLite takes only so many
TRIES = 3
DEADLOCK = "40P01"  # PostgreSQL ended this transaction so that another one can go on


def whole(change: Callable[P, T]) -> Callable[P, T]:
    """``change`` in one transaction; once more where the database ended it to let another one pass.

    Requests are locked in the order of their keys, so the workflow does not block itself; other writers might.
    """

    @wraps(change)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        for left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    return change(*args, **kwargs)
            except OperationalError as error:
                ended = getattr(error.__cause__, "sqlstate", "") == DEADLOCK
                if not ended or not left or connection.in_atomic_block:
                    raise
        raise AssertionError("the last try returns or raises")

    return run


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """``items`` in parts that fit into one query."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def locked(keys: Iterable[int]) -> list[SMRequest]:
    """The requests with these ``keys``, locked until the transaction ends (SQLite: its writer lock), by key.

    Always in this order, so that two people never wait for each other. Not against references (``no_key``): who
    comments, watches or links need not wait.
    """
    rows: list[SMRequest] = []
    for part in chunks(sorted(set(keys))):
        found = SMRequest.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=part)
        rows += found.order_by("pk")
    return rows


def lock(requests: Iterable[SMRequest], beside: Iterable[int] = ()) -> list[SMRequest]:
    """The same ``requests``, locked, and with them those with the keys ``beside``, which are not returned.

    Raises Conflict where one of ``requests`` is not the version that the person saw.
    """
    seen = {request.pk: request.version for request in requests}
    rows = [row for row in locked({*seen, *beside}) if row.pk in seen]
    changed = [row for row in rows if row.version != seen[row.pk]]
    if changed:
        raise Conflict(changed[0], newest_changes(changed[:1]).get(changed[0].pk))
    return rows


def kept_open(milestone: Milestone) -> Milestone:
    """``milestone`` as it is now, and as it stays until the transaction ends: whoever closes it waits so long.

    Shared (SQLite has one writer anyway): people who commit to the same quarter do not wait for each other.
    """
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    table = connection.ops.quote_name(Milestone._meta.db_table)
    return Milestone.objects.raw(f"SELECT * FROM {table} WHERE id = %s{share}", [milestone.pk])[0]  # noqa: S608


def newest_changes(rows: Sequence[SMRequest]) -> dict[int, RequestEvent]:
    """The event that made each of ``rows`` what it is, by the key of the request; with who did it."""
    found: dict[int, RequestEvent] = {}
    for part in chunks(rows):
        events = RequestEvent.objects.filter(request__in=part, version=F("request__version"))
        for event in events.exclude(kind__in=UNVERSIONED).select_related("actor"):
            found[event.request_id] = event
    return found


def meanwhile(rows: Sequence[SMRequest]) -> dict[SMRequest, str]:
    """Who changed each of ``rows`` last, as the reason why it is left alone."""
    newest = newest_changes(rows)
    who = {row: f" by {newest[row.pk].actor}" if row.pk in newest else "" for row in rows}
    return {row: f"It was changed meanwhile{by}; look at it again." for row, by in who.items()}

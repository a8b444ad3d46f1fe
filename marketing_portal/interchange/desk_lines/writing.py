"""Writing the lines, a few hundred requests in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from marketing_portal.interchange.desk_lines.names import Names
from marketing_portal.people.models import User
from requests_board.models import (
    CarryOver,
    Comment,
    Label,
    Milestone,
    RequestEvent,
    RequestLink,
    SMRequest,
    Watch,
)
from requests_board.vocabulary import Family
from requests_board.workflow.record import COLUMNS, SETS, THROUGH, as_json

CHUNK, FORM = 500, 1
PLAIN = ("created_at", "updated_at", "version", "template", "origin", "origin_url")


def lines(requests: QuerySet[SMRequest]) -> Iterator[str]:
    """The file of ``requests``, line by line, each with its line end."""
    names = Names()
    yield line(head())
    last = 0
    while chunk := list(requests.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        for entry in entries(chunk, names):
            yield line(entry)


def line(entry: dict[str, Any]) -> str:
    """``entry`` as one line; the same entry is always the same line."""
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"


def head() -> dict[str, Any]:
    """What requests refer to and content files do not hold."""
    users = User.objects.order_by("email").values_list("email", "name")
    labels = Label.objects.filter(family=Family.OTHER).order_by("text").values_list("text", flat=True)
    fields = ("slug", "name", "kind", "starts_on", "ends_on", "goal", "closed_at")
    milestones = [
        {name: as_json(value) for name, value in row.items()}
        for row in Milestone.objects.order_by("slug").values(*fields)
    ]
    return {
        "form": FORM,
        "users": [list(user) for user in users],
        "labels": list(labels),
        "milestones": milestones,
    }


def by_request(rows: Iterable[Any], name: str = "request_id") -> dict[int, list[Any]]:
    """``rows`` in order, by the request that they belong to."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def entries(chunk: Sequence[SMRequest], names: Names) -> Iterator[dict[str, Any]]:
    """``chunk`` as plain values."""
    keys = [row.pk for row in chunk]
    events = by_request(RequestEvent.objects.filter(request__in=keys).order_by("pk"))
    comments = by_request(Comment.objects.filter(request__in=keys).order_by("pk"))
    watches = by_request(Watch.objects.filter(request__in=keys))
    carried = by_request(CarryOver.objects.filter(request__in=keys).order_by("pk"))
    links = by_request(RequestLink.objects.filter(source__in=keys).order_by("pk"), "source_id")
    sets = sets_of(keys)
    for row in chunk:
        said = comments.get(row.pk, [])
        places = {comment.pk: place for place, comment in enumerate(said)}
        values = {name: as_json(getattr(row, name)) for name in COLUMNS} | sets[row.pk]
        yield {
            "number": row.pk,
            "requester": names.name("users", row.requester_id),
            **{name: as_json(getattr(row, name)) for name in PLAIN},
            "fields": names.named(values),
            "comments": [comment_entry(comment, names) for comment in said],
            "events": [event_entry(event, names, places) for event in events.get(row.pk, [])],
            "watches": sorted(names.name("users", watch.user_id) for watch in watches.get(row.pk, [])),
            "carried": [carried_entry(one, names) for one in carried.get(row.pk, [])],
            "links": [link_entry(one, names) for one in links.get(row.pk, [])],
        }


def sets_of(keys: Sequence[int]) -> dict[int, dict[str, list[int]]]:
    """The sets of the requests with these ``keys``."""
    found: dict[int, dict[str, list[int]]] = {key: {name: [] for name in SETS} for key in keys}
    for row in SMRequest.objects.filter(pk__in=keys, assignments__isnull=False).values_list(
        "pk", "assignments__user"
    ):
        found[row[0]]["assignees"].append(row[1])
    for name, (through, column) in THROUGH.items():
        pairs = through._default_manager.filter(smrequest__in=keys).values_list("smrequest_id", column)
        for request, key in pairs:
            found[request][name].append(key)
    return found


def comment_entry(comment: Comment, names: Names) -> dict[str, Any]:
    """A comment, question or answer."""
    author = names.name("users", comment.author_id)
    return {"author": author, "at": as_json(comment.at), "kind": comment.kind, "body": comment.body}


def event_entry(event: RequestEvent, names: Names, places: dict[int, int]) -> dict[str, Any]:
    """An event; a comment is named by its place among the comments."""
    after = names.named(event.after)
    if "comment" in after:
        after["comment"] = places.get(after["comment"])
    return {
        "at": as_json(event.at),
        "actor": names.name("users", event.actor_id),
        "kind": event.kind,
        "move": event.move,
        "submit": str(event.submit),
        "version": event.version,
        "before": names.named(event.before),
        "after": after,
        "note": event.note,
    }


def carried_entry(one: CarryOver, names: Names) -> dict[str, Any]:
    """A promise that moved to another quarter."""
    return {
        "source": names.name("milestones", one.source_id),
        "target": names.name("milestones", one.target_id),
        "reason": one.reason,
        "submit": str(one.submit),
        "by": names.name("users", one.by_id),
        "at": as_json(one.at),
    }


def link_entry(one: RequestLink, names: Names) -> dict[str, Any]:
    """A link to another request, by number."""
    return {
        "to": one.target_id,
        "kind": one.kind,
        "by": names.name("users", one.by_id),
        "at": as_json(one.at),
    }

"""Reading the lines back, in one transaction: requests keep their numbers, their events and their times."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import Error, connection, transaction

from marketing_portal.interchange.desk_lines.names import Names, UnknownNameError
from marketing_portal.interchange.desk_lines.writing import FORM, PLAIN, entries, line
from marketing_portal.interchange.errors import BadFile
from marketing_portal.people.models import User
from requests_board.models import (
    CarryOver,
    Comment,
    EventKind,
    Label,
    Milestone,
    RequestEvent,
    RequestLink,
    SMRequest,
    Watch,
)
from requests_board.vocabulary import State
from requests_board.workflow import replay
from requests_board.workflow.history import Life, restore
from requests_board.workflow.record import COLUMNS, SETS, from_json, text_of

BATCH = 500
HIGHEST = 999_999_999  # number of a request: notices know nine digits
RELATED = tuple(name.removesuffix("_id") for name in COLUMNS if name.endswith("_id"))
MAY_BE_EMPTY = ("answers", "template")
WRONG = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, ValidationError, Error)
Entry = Mapping[str, Any]


@dataclass
class LoadedLines:
    """How many requests were made, and how many were there already, just so."""

    created: int = 0
    unchanged: int = 0


def load(text: Iterable[str], path: str) -> LoadedLines:
    """Load the lines of a file. Raises BadFile, and then nothing is changed: for a line that cannot be used, and for a
    number that another request has."""
    done = LoadedLines()
    with transaction.atomic():
        rows = ((number, said) for number, said in enumerate(text, 1) if said.strip())
        first, said = next(rows, (1, "{}"))
        make_room(parsed(path, first, said), path)
        names = Names()
        links: list[tuple[int, Entry]] = []
        batch: list[tuple[int, Entry]] = []
        for number, said in rows:
            entry = parsed(path, number, said)
            batch.append((number, entry))
            if checked(path, number, partial(links_of, entry)):
                links.append((number, entry))
            if len(batch) == BATCH:
                write(batch, names, path, done)
                batch = []
        write(batch, names, path, done)
        link(links, names, path)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [SMRequest]):
                cursor.execute(statement)
    return done


def parsed(path: str, number: int, said: str) -> Entry:
    """One line."""
    try:
        entry = json.loads(said)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadFile(path, number, f"This line is no JSON: {error}.") from None
    if not isinstance(entry, dict):
        raise BadFile(path, number, "Each line is one object.")
    return entry


def checked(path: str, number: int, use: Callable[[], Any]) -> Any:
    """What ``use`` gives; whatever is wrong with the line is told with its number."""
    try:
        return use()
    except UnknownNameError as error:
        raise BadFile(path, number, str(error)) from None
    except WRONG as error:
        raise BadFile(path, number, f"This line cannot be used: {error!r}.") from None


def make_room(head: Entry, path: str) -> None:
    """Make the accounts, labels and milestones of the first line that are not there."""
    if head.get("form") != FORM:
        raise BadFile(path, 1, "This is not a file of requests: its first line does not say its form.")
    checked(path, 1, lambda: make_all(head))


def make_all(head: Entry) -> None:
    """Accounts that are made here are inactive: nobody signs in by an import."""
    known = set(User.objects.values_list("email", flat=True))
    for email, name in head["users"]:
        if email not in known:
            User.objects.create_user(email, name=name, is_active=False)
    for text in head["labels"]:
        if not Label.objects.filter(text=text).exists():
            Label.objects.make_other(text)
    for given in head["milestones"]:
        values = {name: value for name, value in given.items() if name != "slug"}
        for name in ("starts_on", "ends_on"):
            values[name] = dt.date.fromisoformat(values[name]) if values[name] else None
        values["closed_at"] = moment(values["closed_at"]) if values["closed_at"] else None
        Milestone.objects.get_or_create(slug=given["slug"], defaults=values)


def number_of(entry: Entry) -> int:
    """The number of the request."""
    number = int(entry["number"])
    if not 0 < number <= HIGHEST:
        raise ValueError(f"number: {number}")
    return number


def links_of(entry: Entry) -> list[Entry]:
    """The links to other requests."""
    return list(entry["links"])


def moment(said: str) -> dt.datetime:
    """A point in time."""
    return dt.datetime.fromisoformat(said)


def write(batch: list[tuple[int, Entry]], names: Names, path: str, done: LoadedLines) -> None:
    """Make the requests of ``batch`` that are not there."""
    keys = [checked(path, number, partial(number_of, entry)) for number, entry in batch]
    rows = list(SMRequest.objects.filter(pk__in=keys).order_by("pk"))
    there = {entry["number"]: entry for entry in entries(rows, names)}
    lives = []
    for number, entry in batch:
        held = there.get(entry["number"])
        if held is None:
            lives.append(checked(path, number, partial(life_of, entry, names)))
        elif line(held) == line(dict(entry)):
            done.unchanged += 1
        else:
            raise BadFile(
                path,
                number,
                f"Number {entry['number']} is taken by another request, or by a newer state of it.",
            )
    checked(path, batch[0][0] if batch else 1, lambda: restore(lives))
    for number, entry in batch:
        if entry["number"] not in there:
            checked(path, number, partial(write_beside, entry, names))
    done.created += len(lives)


def life_of(entry: Entry, names: Names) -> Life:
    """The request of one line; its events must lead to what it is."""
    fields = names.keyed(entry["fields"])
    if set(fields) != {*COLUMNS, *SETS}:
        raise ValueError(f"fields: {', '.join(sorted({*COLUMNS, *SETS} ^ set(fields)))}")
    request = SMRequest(pk=int(entry["number"]), requester_id=names.key("users", entry["requester"]))
    for name in COLUMNS:
        setattr(request, name, from_json(name, fields[name]))
    for name in PLAIN:
        value = entry[name]
        setattr(request, name, moment(value) if name.endswith("_at") else value)
    request.clean_fields(exclude=("requester", *RELATED, *MAY_BE_EMPTY))
    request.answers_text = text_of(request.answers)
    life = Life(request, {name: fields[name] for name in SETS})
    comments = [comment_of(request, given, names) for given in entry["comments"]]
    for given in entry["events"]:
        event = event_of(request, given, names)
        place = event.after.pop("comment", None)
        life.events.append(event)
        if place is not None:
            life.said.append((comments[place], event))
    if replay(life.events) != fields:
        raise ValueError("its events do not lead to what it is")
    return life


def comment_of(request: SMRequest, given: Entry, names: Names) -> Comment:
    """One comment."""
    author = names.key("users", given["author"])
    comment = Comment(
        request=request,
        author_id=author,
        kind=Comment.Kind(given["kind"]),
        body=given["body"],
        at=moment(given["at"]),
    )
    comment.render_text()
    return comment


def event_of(request: SMRequest, given: Entry, names: Names) -> RequestEvent:
    """One event. Its states must be some: pages show them."""
    event = RequestEvent(
        request=request,
        submit=UUID(given["submit"]),
        at=moment(given["at"]),
        actor_id=names.key("users", given["actor"]),
        kind=EventKind(given["kind"]),
        move=given["move"],
        before=names.keyed(given["before"]),
        after=names.keyed(given["after"]),
        note=given["note"],
        version=given["version"],
    )
    for values in (event.before, event.after):
        State(values.get("state", State.NEW))
    return event


def write_beside(entry: Entry, names: Names) -> None:
    """Who watches, and the ledger of promises."""
    Watch.objects.filter(request=entry["number"]).delete()
    Watch.objects.bulk_create(
        Watch(request_id=entry["number"], user_id=names.key("users", user)) for user in entry["watches"]
    )
    CarryOver.objects.bulk_create(
        CarryOver(
            request_id=entry["number"],
            source_id=names.key("milestones", given["source"]),
            target_id=names.key("milestones", given["target"]),
            reason=given["reason"],
            submit=UUID(given["submit"]),
            by_id=names.key("users", given["by"]),
            at=moment(given["at"]),
        )
        for given in entry["carried"]
    )


def link(entries: Iterable[tuple[int, Entry]], names: Names, path: str) -> None:
    """The links between requests, once all are there."""
    for number, entry in entries:
        for given in entry["links"]:
            checked(path, number, partial(link_one, entry, given, names))


def link_one(entry: Entry, given: Entry, names: Names) -> None:
    """One link."""
    RequestLink.objects.get_or_create(
        source_id=entry["number"],
        target_id=given["to"],
        kind=RequestLink.Kind(given["kind"]),
        defaults={"by_id": names.key("users", given["by"]), "at": moment(given["at"])},
    )

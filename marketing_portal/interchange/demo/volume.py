"""Very many requests, for benches: a thousand lives, copied by the database itself until there are enough.

Only every twentieth is open, as on a desk that has been at work for years: the others were filed and closed over as
many quarters as such a number takes, up to ten years. Each copy has its own id and events, so that whatever holds for
one request holds for all.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from marketing_portal.interchange.demo.desk import SEED, Desk, Material, lives
from marketing_portal.interchange.demo.in_bulk import in_bulk
from marketing_portal.people.models import User
from requests_board.models import Assignment, Comment, RequestEvent, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow.history import Life, restore
from requests_board.workflow.record import THROUGH

PATTERN, OPEN_IN, DRAWN = 1000, 20, 200
A_QUARTER, MOST_SPANS = 332, 20  # requests that the desk got in a quarter; a span is two quarters
SPAN = dt.timedelta(days=182)
OWN = (Assignment, Comment, RequestEvent)  # of a request alone: they are copied with it
MODELS: list[type[models.Model]] = [SMRequest, *OWN, *(through for through, _ in THROUGH.values())]
COPIED = [model._meta.db_table for model in MODELS]
Say = Callable[[str], None]


def make(users: Mapping[str, User], folder: Path, number: int, say: Say = lambda _: None) -> int:
    """Add ``number`` requests; says how far it is. Gives the number that was made."""
    desk = Desk(Material.read(folder), users)
    spans = min(max(number // (2 * A_QUARTER), 1), MOST_SPANS)
    pattern = restore(drawn(desk, min(number, PATTERN), spans))
    first, last = pattern[0].pk, pattern[-1].pk
    made = len(pattern)
    with in_bulk(COPIED, at_once=number - made):
        while made < number:  # doubled each time: ten statements make a million of a thousand
            step = min(made, number - made)
            copy(first, first + step - 1, made)
            made += step
            say(f"{made:,} requests")
    if last - first + 1 != len(pattern):
        raise RuntimeError("The ids of the pattern have gaps: somebody else wrote at the same time.")
    return made


def drawn(desk: Desk, number: int, spans: int) -> list[Life]:
    """``number`` lives, one of twenty open, the open ones in every state that there is; the others over ``spans``."""
    pool = list(lives(desk, max(DRAWN, number * 2)))
    desk.draw.shuffle(pool)
    wanted = max(number // OPEN_IN, 1)
    by_state: dict[str, list[Life]] = {}
    for life in pool:
        by_state.setdefault(life.request.state, []).append(life)
    turns = zip_longest(*(found for state, found in sorted(by_state.items()) if State(state).is_open))
    still_open = [life for turn in turns for life in turn if life][:wanted]
    left = number - len(still_open)
    shares = [(span + 1) * left // spans - span * left // spans for span in range(spans)]
    chosen = still_open + [life for life in pool if life.request.closed_at][: shares[0]]
    for past, share in enumerate(shares[1:], 1):
        chosen += closed_by(earlier(desk, past), share)
    desk.draw.shuffle(chosen)  # the old ones that are still open stand among the closed ones
    return chosen


def earlier(desk: Desk, past: int) -> Desk:
    """The desk as it was ``past`` spans ago."""
    draw = random.Random(SEED + past)  # noqa: S311 - nothing secret
    return Desk(desk.material, desk.users, now=desk.now - past * SPAN, draw=draw)


def closed_by(desk: Desk, number: int) -> list[Life]:
    """``number`` lives that had ended by the time of ``desk``."""
    ended = [life for life in lives(desk, 2 * number + DRAWN // 10) if life.request.closed_at]
    desk.draw.shuffle(ended)
    return ended[:number]


def copy(first: int, last: int, by: int) -> None:
    """Copy the requests with ids from ``first`` to ``last`` and all that is theirs; ``by`` is added to each id."""
    with transaction.atomic(), connection.cursor() as cursor:
        insert(cursor, SMRequest, f"id BETWEEN {first} AND {last}", {"id": f"{quoted('id')} + {by}"})
        theirs = {"request_id": f"{quoted('request_id')} + {by}"}
        for model in OWN:
            insert(cursor, model, f"request_id BETWEEN {first} AND {last}", theirs)
        for through, _ in THROUGH.values():
            column = {"smrequest_id": f"{quoted('smrequest_id')} + {by}"}
            insert(cursor, through, f"smrequest_id BETWEEN {first} AND {last}", column)
        for line in connection.ops.sequence_reset_sql(no_style(), [SMRequest]):
            cursor.execute(line)


def insert(cursor: Any, model: type[models.Model], which: str, changed: Mapping[str, str]) -> None:
    """Copy the rows of ``model`` that ``which`` names; ``changed``: columns that differ, as SQL of the old row."""
    columns = [
        str(one.column)
        for one in model._meta.local_concrete_fields
        if not one.generated and (not one.primary_key or one.column in changed)
    ]
    if model is RequestEvent:
        changed = {**changed, "submit": fresh_uuid()}
    values = [changed.get(name, quoted(name)) for name in columns]
    table = quoted(model._meta.db_table)
    into = f"INSERT INTO {table} ({', '.join(map(quoted, columns))})"
    cursor.execute(f"{into} SELECT {', '.join(values)} FROM {table} WHERE {which} ORDER BY id")  # noqa: S608 - own names


def fresh_uuid() -> str:
    """SQL of a new submit id."""
    return "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"


def quoted(name: str) -> str:
    """``name`` as SQL names it."""
    return connection.ops.quote_name(name)

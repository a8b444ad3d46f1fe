"""The sorts of the list: up to three keys, each forwards or turned round, and where a page begins in them.

An address says ``sort=priority,-due``. A page begins after a row whose values the address carries. What comes after
is asked for in branches, the longest tie first: an index answers each of them, which an OR over all would not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.http import QueryDict

from requests_board.models import SMRequest
from requests_board.models.requests import PRIORITY_RANKS
from requests_board.pages.paging import MOST_DIGITS, SEPARATOR, rank

MOST_KEYS = 3
DEFAULT = "newest"
NUMBER = "pk"


def aware(text: str) -> dt.datetime:
    """The moment that ``text`` says, which must name its time zone."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(dt.UTC)  # a moment that no database can hold is noticed here


def iso(value: dt.date) -> str:
    """A day or a moment as ``fromisoformat`` reads it."""
    return value.isoformat()


@dataclass(frozen=True)
class SortKey:
    """Something to sort by: a column, which way its natural order goes, how the address writes its values.

    ``turned_column``: another one where it is turned round, if what is not set comes last both ways.
    """

    label: str
    column: str
    descending: bool = False
    reversed_label: str = ""
    turned_column: str = ""
    parse: Callable[[str], Any] = int
    show: Callable[[Any], str] = str


KEYS = {
    "newest": SortKey("Newest first", NUMBER, descending=True, reversed_label="Oldest first"),
    "oldest": SortKey("Oldest first", NUMBER, reversed_label="Newest first"),
    "priority": SortKey(
        "Priority", "priority_rank", reversed_label="Priority, last first", parse=rank(PRIORITY_RANKS)
    ),
    "due": SortKey(
        "Due date",
        "due_order",
        reversed_label="Due date, latest first",
        turned_column="due_backwards",
        parse=dt.date.fromisoformat,
        show=iso,
    ),
    "updated": SortKey(
        "Last change",
        "updated_at",
        descending=True,
        reversed_label="Longest unchanged",
        parse=aware,
        show=iso,
    ),
}
CHOICES = [
    (f"{sign}{name}", key.reversed_label if sign else key.label)
    for name, key in KEYS.items()
    for sign in ("", "-")
    if not (sign and key.column == NUMBER)
]


@dataclass(frozen=True)
class Step:
    """One key of a sort, and whether it is turned round."""

    name: str
    turned: bool = False

    @property
    def key(self) -> SortKey:
        """What it sorts by."""
        return KEYS[self.name]

    @property
    def column(self) -> str:
        """The column that the database sorts by."""
        return (self.turned and self.key.turned_column) or self.key.column

    @property
    def descending(self) -> bool:
        """Which way it goes."""
        return self.key.descending != self.turned

    @property
    def text(self) -> str:
        """As the address has it."""
        return f"-{self.name}" if self.turned else self.name

    @property
    def label(self) -> str:
        """As people read it."""
        return self.key.reversed_label if self.turned else self.key.label


@dataclass(frozen=True)
class Sort:
    """The order of a list. Ties go by number, the newest first; turned round where the first key is."""

    steps: tuple[Step, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """The sort that ``text`` says; ValueError where a key is none of ours or there are too many."""
        names = [part.strip() for part in text.split(",") if part.strip()] or [DEFAULT]
        if len(names) > MOST_KEYS or any(name.removeprefix("-") not in KEYS for name in names):
            raise ValueError(text)
        return cls.of(Step(name.removeprefix("-"), name.startswith("-")) for name in names)

    @classmethod
    def of(cls, steps: Iterable[Step]) -> Self:
        """The sort by ``steps``: each column once, nothing after the number, which decides everything."""
        kept: list[Step] = []
        for step in steps:
            if step.key.column not in {other.key.column for other in kept}:
                kept.append(step)
            if step.key.column == NUMBER:
                break
        return cls(tuple(kept[:MOST_KEYS]))

    @property
    def text(self) -> str:
        """As the address has it."""
        return ",".join(step.text for step in self.steps)

    @property
    def label(self) -> str:
        """As people read it: “Priority, then due date”."""
        first, *rest = (step.label for step in self.steps)
        return ", then ".join([first, *(label[0].lower() + label[1:] for label in rest)])

    @property
    def valued(self) -> tuple[Step, ...]:
        """The keys but the number."""
        return tuple(step for step in self.steps if step.key.column != NUMBER)

    @property
    def directions(self) -> list[tuple[str, bool]]:
        """Columns to sort by, the number last, each with whether it descends."""
        found = [(step.column, step.descending) for step in self.valued]
        last = self.steps[-1]
        ties = last.descending if last.key.column == NUMBER else not self.steps[0].turned
        return [*found, (NUMBER, ties)]

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that a row needs so that its cursor can be written."""
        return tuple(step.column for step in self.valued)

    def arrange(self, rows: Any, backwards: bool = False) -> Any:
        """``rows`` in this order, or from its end."""
        return rows.order_by(*(("-" if down != backwards else "") + name for name, down in self.directions))

    def branches(self, cursor: Sequence[Any] | None, backwards: bool = False) -> list[Q]:
        """What comes after ``cursor`` (before it, if ``backwards``) as parts that follow one upon the other."""
        if cursor is None:
            return [Q()]
        found, held = [], list(zip(self.directions, cursor, strict=True))
        for place in range(len(held) - 1, -1, -1):
            (name, down), value = held[place]
            further = "lt" if down != backwards else "gt"
            tie = {column: same for (column, _), same in held[:place]}
            found.append(Q(**tie, **{f"{name}__{further}": value}))
        return found

    def read_cursor(self, text: str) -> tuple[Any, ...] | None:
        """The values that ``text`` carries, or None where it is none of ours."""
        *parts, number = text.split(SEPARATOR)
        if len(parts) != len(self.valued) or len(number) >= MOST_DIGITS or not text.isascii():
            return None
        try:
            values = [step.key.parse(part) for step, part in zip(self.valued, parts, strict=True)]
            return (*values, int(number))
        except (ValueError, OverflowError):
            return None

    def write_cursor(self, row: SMRequest) -> str:
        """Where the rows after ``row`` begin."""
        values = (step.key.show(getattr(row, step.column)) for step in self.valued)
        return SEPARATOR.join([*values, str(row.pk)])

    def led_by(self, name: str) -> Sort:
        """This sort after a click on the head of ``name``: it leads, the others follow; leading already, it turns."""
        first = self.steps[0]
        column = KEYS[name].column
        if first.key.column == column:
            lead = Step(first.name, not first.turned)
            if column == NUMBER:  # said plainly: “oldest” rather than “-newest”
                lead = Step("oldest" if first.descending else "newest")
        else:
            lead = Step(name)
        return Sort.of([lead, *(step for step in self.steps if step.key.column != column)][:MOST_KEYS])


def joined(query: QueryDict, name: str) -> str:
    """What ``query`` says of ``name``, whether with commas or as several values."""
    return ",".join(part for part in query.getlist(name) if part.strip())

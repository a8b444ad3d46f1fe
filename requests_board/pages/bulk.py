"""What the pages show that change many requests: what was picked, what can be done with it, what would happen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from marketing_portal.people.models import User
from requests_board.filters import RequestFilter, allowed
from requests_board.models import Batch, SMRequest
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.pages.timeline import Entry, entries
from requests_board.vocabulary import Family, State
from requests_board.workflow import MOVES, Move, Preview, can_undo_batch, chains_of, editable_fields
from requests_board.workflow.locking import chunks, newest_changes
from requests_board.workflow.undoing import may_still

MOST = 2_000  # requests at once
SHOWN = 50  # of a group on the page
PICK = re.compile(r"([1-9]\d{0,8})\.([1-9]\d{0,8})")
LONG = ("description", "description_html", "dod_text", "answers", "answers_text")


@dataclass(frozen=True)
class Selection:
    """Requests that somebody picked, as they are now. ``seen``: the versions that the person saw."""

    requests: list[SMRequest]
    seen: dict[int, int]
    is_cut: bool = False
    hidden: int = 0
    labels: LabelBook = field(default_factory=LabelBook)

    @property
    def picks(self) -> str:
        """The selection as the next step carries it."""
        return " ".join(f"{request.pk}.{self.seen[request.pk]}" for request in self.requests)

    @property
    def as_seen(self) -> list[SMRequest]:
        """The requests with the versions that the person saw: what the workflow compares."""
        for request in self.requests:
            request.version = self.seen.get(request.pk, request.version)
        return self.requests

    @property
    def changed(self) -> list[SMRequest]:
        """Those that are no longer what they were when they were picked."""
        return [request for request in self.requests if request.version != self.seen[request.pk]]


def selection(data: QueryDict, user: User) -> Selection:
    """What ``data`` picks: single requests (``pick``, as number and version), or all that match ``query``."""
    visible = SMRequest.objects.visible_to(user).select_related("team", "milestone").defer(*LONG)
    if data.get("all") == "1":
        found = list(matching(visible, data.get("query", ""), user)[: MOST + 1])
        return Selection(found[:MOST], {row.pk: row.version for row in found}, is_cut=len(found) > MOST)
    texts = " ".join(data.getlist("pick")).split()
    picked = {int(match[1]): int(match[2]) for match in map(PICK.fullmatch, texts) if match}
    seen = dict(list(picked.items())[:MOST])
    rows = [row for part in chunks(sorted(seen, reverse=True)) for row in visible.filter(pk__in=part)]
    rows.sort(key=lambda row: -row.pk)
    return Selection(rows, seen, is_cut=len(picked) > MOST, hidden=len(seen) - len(rows))


def matching(rows: QuerySet[SMRequest], query: str, user: User) -> QuerySet[SMRequest]:
    """Those of ``rows`` that the list with the query string ``query`` shows, the newest first."""
    asked = allowed(QueryDict(query.removeprefix("?")[:4_000]))
    found: QuerySet[SMRequest] = RequestFilter(asked, rows, user=user, labels=LabelBook()).qs
    return found.order_by("-pk")


@dataclass(frozen=True)
class Offered:
    """A move, and how many of the selection can make it. ``words``: its verb, and from where if two share it."""

    move: Move
    number: int
    words: str


def offered(rows: Sequence[SMRequest], user: User) -> list[Offered]:
    """The moves that ``user`` can make with at least one of ``rows``, in the order of the workflow."""
    counted = Counter(move.key for row in rows for move in MOVES.values() if move.allows(user, row))
    found = [move for key, move in MOVES.items() if counted[key]]
    verbs = Counter(move.verb for move in found)
    return [Offered(move, counted[move.key], in_words(move, verbs[move.verb] > 1)) for move in found]


def in_words(move: Move, is_ambiguous: bool) -> str:
    """For example: Decline (from triage)."""
    places = " or ".join(state.label.lower() for state in move.from_states)
    return f"{move.verb} (from {places})" if is_ambiguous else move.verb


def editable(rows: Iterable[SMRequest], user: User) -> frozenset[str]:
    """The fields that ``user`` may change of at least one of ``rows``."""
    return frozenset().union(*(editable_fields(row, user) for row in rows))


def summary(rows: Iterable[SMRequest], labels: LabelBook) -> list[tuple[ShownLabel, int]]:
    """How many of ``rows`` are in each state."""
    states = Counter(row.state for row in rows)
    return [(labels.show(Family.STATE, state), states[state]) for state in State.values if states[state]]


@dataclass(frozen=True)
class Reason:
    """Why some requests are left as they are; ``more`` of them are not named."""

    sentence: str
    requests: list[SMRequest]
    more: int = 0

    @property
    def number(self) -> int:
        """How many they are."""
        return len(self.requests) + self.more


@dataclass(frozen=True)
class Outlook:
    """What would happen: to how many, the first of them in words, and who is left as they are, by reason."""

    number: int
    picks: str
    shown: list[tuple[SMRequest, Entry]]
    cannot: list[Reason] = field(default_factory=list)
    same: int = 0

    @property
    def more(self) -> int:
        """How many would change that are not shown."""
        return self.number - len(self.shown)

    @property
    def left(self) -> int:
        """How many cannot be changed."""
        return sum(reason.number for reason in self.cannot)


def outlook(previews: Sequence[Preview], labels: LabelBook) -> Outlook:
    """``previews`` in words."""
    able = [one for one in previews if one.ok]
    events = [one.event for one in able[:SHOWN] if one.event]
    told = entries(events, labels)
    return Outlook(
        number=len(able),
        picks=" ".join(f"{one.request.pk}.{one.request.version}" for one in previews),
        shown=[(one.request, entry) for one, entry in zip(able, told, strict=False)],
        cannot=reasons((one.request, one.sentence) for one in previews if not one.ok and not one.is_same),
        same=sum(one.is_same for one in previews),
    )


def reasons(left: Iterable[tuple[SMRequest, str]]) -> list[Reason]:
    """Requests by the reason why they are left as they are."""
    found: dict[str, list[SMRequest]] = {}
    for request, sentence in left:
        found.setdefault(sentence, []).append(request)
    return [Reason(sentence, rows[:SHOWN], max(0, len(rows) - SHOWN)) for sentence, rows in found.items()]


def left_in_words(left: Iterable[tuple[SMRequest, str]]) -> list[str]:
    """A sentence for each reason, with the numbers of the first requests."""
    said = []
    for reason in reasons(left):
        numbers = ", ".join(f"#{request.pk}" for request in reason.requests[:10])
        more = f" and {reason.number - 10} more" if reason.number > 10 else ""
        said.append(f"Left as it was: {numbers}{more}. {reason.sentence}")
    return said


@dataclass(frozen=True)
class BatchRow:
    """One request of a batch: what was done to it, and what became of that (``since``: who changed it again)."""

    request: SMRequest
    entry: Entry
    since: str = ""


def batch_page(batch: Batch, user: User) -> dict[str, Any]:
    """What the page of ``batch`` shows, apart from what ``user`` may not see."""
    chains = chains_of(batch)
    rows = [
        row
        for part in chunks(sorted(chains, reverse=True))
        for row in SMRequest.objects.visible_to(user).defer(*LONG).filter(pk__in=part)
    ]
    rows.sort(key=lambda row: -row.pk)
    changed = [row for row in rows if row.version != chains[row.pk][-1].version]
    newest = newest_changes(changed[:SHOWN] if batch.undone_at is None else changed)
    again = [row for row in changed if not taken_back(batch, newest.get(row.pk))]
    changed_again = set(again)
    as_left = [row for row in rows if row not in changed_again]
    may_undo = can_undo_batch(batch, user)
    able = [row for row in as_left if may_undo and may_still(row, chains[row.pk], user)]
    labels = LabelBook()
    shown = (again + as_left)[:SHOWN]
    told = entries([chains[row.pk][-1] for row in shown], labels)
    names = {row.pk: str(newest[row.pk].actor) if row.pk in newest else "somebody" for row in again}
    return {
        "batch": batch,
        "rows": [BatchRow(row, entry, names.get(row.pk, "")) for row, entry in zip(shown, told, strict=True)],
        "more": len(rows) - len(shown),
        "again": len(again),
        "may_undo": bool(able),
        "left": len(able),
    }


def taken_back(batch: Batch, newest: Any) -> bool:
    """Whether the newest change of a request is that ``batch`` was taken back."""
    return batch.undone_at is not None and newest is not None and newest.at == batch.undone_at

"""While somebody files: open requests that ask for something alike, and collateral that may answer it already.

Only the newest open requests are looked at, by an index and up to a fixed number, so it costs the same whatever the
size of the desk. Words are compared without case and endings of plurals; short and common ones do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from marketing_portal.people.models import User
from requests_board.models import SMRequest, Watch
from requests_board.vocabulary import State
from usecases.models import Collateral, UseCase
from usecases.vocabulary import CollateralKind

LOOKED_AT, ITEMS_LOOKED_AT = 1500, 200
SHOWN, ITEMS_SHOWN = 4, 4
ENOUGH = 2  # words in common
MOST_WORDS = 12
WORD = re.compile(r"[^\W_]{2,}")
COMMON = frozenset(
    "a an the and or of for to in on at by with from about into is are be as it this that we our us you your my i need"
    " needs want wants would like can could should please help request new some more make made get have has how what"
    " which who why when where one two".split()
)


@dataclass(frozen=True)
class Similar:
    """An open request that asks for something alike."""

    number: int
    title: str
    href: str
    state: str
    team: str
    is_followed: bool


@dataclass(frozen=True)
class Item:
    """Collateral that may answer it."""

    title: str
    href: str
    kind: str
    note: str


@dataclass(frozen=True)
class Found:
    """What is there already."""

    requests: list[Similar]
    items: list[Item]

    def __bool__(self) -> bool:
        return bool(self.requests or self.items)


def words_of(text: str) -> list[str]:
    """The words of ``text`` that tell something, each once, in order."""
    plain = WORD.findall(text.casefold()[:400])
    telling = (word for word in plain if word not in COMMON)
    return list(dict.fromkeys(stem(word) for word in telling))[:MOST_WORDS]


def stem(word: str) -> str:
    """``word`` without the ending of a plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def found_for(title: str, use_case: UseCase | None, label_id: int | None, phase: str, user: User) -> Found:
    """What ``user`` may see that is like a request with this ``title``. At most five queries."""
    words = words_of(title)
    return Found(similar_requests(words, label_id, user), answering(words, use_case, phase, user))


def similar_requests(words: list[str], label_id: int | None, user: User) -> list[Similar]:
    """The open requests that share most words with the title; of equals the newest."""
    if not words:
        return []
    seen = SMRequest.objects.visible_to(user).filter(closed_at=None).order_by("-pk")
    near: list[tuple[int, int]] = []
    for key, title, use_case in seen.values_list("pk", "title", "use_case_id")[:LOOKED_AT]:
        shared = len(set(words).intersection(words_of(title)))
        if shared >= min(ENOUGH, len(words)):
            near.append((2 * shared + bool(label_id and use_case == label_id), key))
    best = [key for _, key in sorted(near, reverse=True)[:SHOWN]]
    return shown(best, user) if best else []


def shown(keys: Sequence[int], user: User) -> list[Similar]:
    """The requests with these ``keys``, in this order."""
    followed = set(Watch.objects.filter(request__in=keys, user=user).values_list("request_id", flat=True))
    rows = SMRequest.objects.filter(pk__in=keys).select_related("team")
    by_key = {row.pk: row for row in rows.only("title", "state", "team__name")}
    return [
        Similar(
            number=key,
            title=row.title,
            href=row.get_absolute_url(),
            state=State(row.state).label,
            team=row.team.name if row.team else "",
            is_followed=key in followed,
        )
        for key in keys
        if (row := by_key.get(key))
    ]


def answering(words: list[str], use_case: UseCase | None, phase: str, user: User) -> list[Item]:
    """Collateral whose title shares words with the request's; the use case and the stage of the buyer count too."""
    if not words:
        return []
    of_use_case = Collateral.use_cases.through.objects.filter(
        collateral=OuterRef("pk"), usecase=use_case.pk if use_case else 0
    )
    named = reduce(or_, (Q(title__icontains=word) for word in words))
    items = Collateral.objects.visible_to(user).filter(archived_at=None).filter(named)
    fields = ("title", "slug", "kind", "note", "stage__key", "fits")
    rows = (
        items.annotate(fits=Exists(of_use_case)).order_by("-fits", "title").values(*fields)[:ITEMS_LOOKED_AT]
    )
    near = []
    for place, row in enumerate(rows):
        shared = len(set(words).intersection(words_of(row["title"])))
        suits = bool(row["fits"]) + bool(phase and row["stage__key"] == phase)
        if shared >= min(ENOUGH, len(words)) or (shared and suits == ENOUGH):
            near.append((-2 * shared - suits, place, row))
    return [item_of(row) for *_, row in sorted(near, key=lambda one: one[:2])[:ITEMS_SHOWN]]


def item_of(row: dict[str, Any]) -> Item:
    """``row`` of the collateral as it is shown."""
    found = Collateral(slug=row["slug"])
    kind = dict(CollateralKind.choices).get(row["kind"], row["kind"])
    return Item(row["title"], found.get_absolute_url(), kind, row["note"])

"""Related work of a request as its page shows it: from both ends, never naming what a person may not see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from marketing_portal.people.models import User
from requests_board.models import EventKind, RequestEvent, RequestLink, SMRequest
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.vocabulary import Family
from requests_board.wording import Says, words_of
from requests_board.workflow.related import may_unlink

LinkKind = RequestLink.Kind
MOST_FOUND = 8
HIDDEN = "a request that you may not see"
# How a link reads from the request that it was made from, and from the other end.
WORDS = {
    LinkKind.BLOCKED_BY: ("Blocked by", "Blocks"),
    LinkKind.DUPLICATE_OF: ("Duplicate of", "Has duplicates"),
    LinkKind.RELATED_TO: ("Related to", "Related to"),
}


@dataclass(frozen=True)
class Other:
    """The request at the other end; without title where the person may not see it."""

    title: str = ""
    href: str = ""
    number: int = 0
    state: ShownLabel | None = None
    is_open: bool = True
    take_away: str = ""  # address that takes the link away, for who may


@dataclass(frozen=True)
class Group:
    """Links of one kind in one direction."""

    title: str
    others: list[Other]


@dataclass(frozen=True)
class Related:
    """All links of a request; ``is_blocked`` while one that it waits for is open."""

    groups: list[Group]
    is_blocked: bool


def related(request: SMRequest, user: User, labels: LabelBook) -> Related:
    """The links of ``request``. Two queries."""
    links = RequestLink.objects.filter(Q(source=request) | Q(target=request)).select_related(
        "source", "target"
    )
    found = list(links)
    seen = visible_among({end(link, request).pk for link in found}, user)
    groups = []
    for title, ours in gathered(found, request):
        others = [other_of(link, request, user, seen, labels) for link in ours]
        groups.append(Group(title, sorted(others, key=lambda one: (not one.is_open, -one.number))))
    waits = [
        link.target for link in found if link.kind == LinkKind.BLOCKED_BY and link.source_id == request.pk
    ]
    return Related(groups, any(other.is_open for other in waits))


def gathered(links: Iterable[RequestLink], request: SMRequest) -> Iterable[tuple[str, list[RequestLink]]]:
    """``links`` below the words for them, in the order of WORDS."""
    below: dict[str, list[RequestLink]] = {title: [] for pair in WORDS.values() for title in pair}
    for link in links:
        below[words_for(link.kind, link.source_id == request.pk)].append(link)
    return ((title, ours) for title, ours in below.items() if ours)


def words_for(kind: str, outward: bool) -> str:
    """How a link of this ``kind`` reads from the end that made it (``outward``), or from the other."""
    return WORDS[LinkKind(kind)][0 if outward else 1]


def end(link: RequestLink, request: SMRequest) -> SMRequest:
    """The request at the other end of ``link``."""
    return link.target if link.source_id == request.pk else link.source


def visible_among(keys: Iterable[int], user: User) -> dict[int, str]:
    """Those of the requests with these ``keys`` that ``user`` may see, with their titles."""
    wanted = set(keys)
    rows = SMRequest.objects.visible_to(user).filter(pk__in=wanted)
    return dict(rows.order_by().values_list("pk", "title")) if wanted else {}


def other_of(
    link: RequestLink, request: SMRequest, user: User, seen: dict[int, str], labels: LabelBook
) -> Other:
    """The other end of ``link`` as ``user`` may see it."""
    other = end(link, request)
    take_away = reverse("requests:unlink", args=[request.pk, link.pk]) if may_unlink(link, user) else ""
    if other.pk not in seen:
        return Other(is_open=other.is_open)
    state = labels.show(Family.STATE, other.state)
    return Other(other.title, other.get_absolute_url(), other.pk, state, other.is_open, take_away)


def named_in(events: Iterable[RequestEvent], user: User) -> dict[int, str]:
    """The requests that the links in ``events`` lead to, as far as ``user`` may see them."""
    kinds = {EventKind.LINKED.value, EventKind.UNLINKED.value}
    return visible_among({event.after["other"] for event in events if event.kind in kinds}, user)


def candidates(text: str, request: SMRequest, user: Any) -> list[SMRequest]:
    """Requests that ``text`` may mean: a number, or words that they hold; those that one may see, the newest first."""
    given = text.strip().removeprefix("#")[:200]
    rows = SMRequest.objects.visible_to(user).exclude(pk=request.pk).order_by("-pk")
    if given.isascii() and given.isdigit():
        return list(rows.filter(pk=int(given[:9])))
    words = words_of(given)
    return list(rows.filter(Says(words)).only("title", "state")[:MOST_FOUND]) if words else []

"""The timeline of a request: its events with their comments, in words, the newest last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from requests_board.models import Comment, EventKind, RequestEvent, SMRequest
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.pages.related import HIDDEN, named_in, words_for
from requests_board.pages.words import Names, by_question
from requests_board.vocabulary import Family
from requests_board.workflow import MOVES
from requests_board.workflow.answers import PREFIX
from requests_board.workflow.record import FIELDS

SHOWN_AT_ONCE = 40
LONG = {"description", "dod_text"}
# Told by the sentence or the note of the event, or bookkeeping that follows from the state.
LEFT_OUT = {"state", "closed_at", "waiting_since", "work_status", "close_reason"}
LEFT_OUT_OF_MOVES = LEFT_OUT | {"is_urgent", "urgent_reason"}
ICONS = {
    EventKind.CREATED: "plus",
    EventKind.MOVED: "forward",
    EventKind.EDITED: "edit",
    EventKind.COMMENTED: "comment",
    EventKind.IMPORTED: "download",
    EventKind.LINKED: "link",
    EventKind.UNLINKED: "link",
    EventKind.ATTACHED: "download",
    EventKind.DETACHED: "close",
    EventKind.ASKED: "question",
    EventKind.ANSWERED: "comment",
    EventKind.UNDONE: "undo",
}
SENTENCES = {
    EventKind.CREATED: "filed the request",
    EventKind.EDITED: "edited the request",
    EventKind.COMMENTED: "commented",
    EventKind.IMPORTED: "brought this up to date from where it was imported",
    EventKind.ASKED: "asked the requester",
    EventKind.ANSWERED: "answered",
}


@dataclass(frozen=True)
class Change:
    """One field that an event changed, in words. ``is_long``: text that is better folded away."""

    name: str
    old: str
    new: str
    is_long: bool = False


@dataclass(frozen=True)
class Entry:
    """One event as it is shown. ``said`` is safe HTML of a comment, ``note`` plain text."""

    event: RequestEvent
    sentence: str
    icon: str
    tone: str = "grey"
    before: ShownLabel | None = None
    after: ShownLabel | None = None
    changes: list[Change] = field(default_factory=list)
    said: str = ""
    note: str = ""
    other: tuple[str, str] = ("", "")  # address and words of the request that a link leads to

    @property
    def is_talk(self) -> bool:
        """True for what somebody said: shown with their face, not with an icon."""
        return bool(self.said)


@dataclass(frozen=True)
class Timeline:
    """The entries that are shown; ``is_cut`` where older ones are not."""

    entries: list[Entry]
    is_cut: bool = False


def timeline(request: SMRequest, labels: LabelBook, user: Any, *, whole: bool = False) -> Timeline:
    """What happened on ``request``, for ``user``: the newest SHOWN_AT_ONCE events, or all of them."""
    newest = request.events.select_related("actor").order_by("-pk")
    events = list(newest if whole else newest[: SHOWN_AT_ONCE + 1])
    is_cut = not whole and len(events) > SHOWN_AT_ONCE
    shown = events[:SHOWN_AT_ONCE] if is_cut else events
    return Timeline(entries(shown[::-1], labels, named_in(shown, user)), is_cut)


def entries(
    events: Sequence[RequestEvent], labels: LabelBook, seen: Mapping[int, str] | None = None
) -> list[Entry]:
    """``events`` in words, with at most six queries however many they are. ``seen``: titles that may be told."""
    keys = [event.after["comment"] for event in events if "comment" in event.after]
    comments = Comment.objects.in_bulk(keys) if keys else {}
    later = [event for event in events if event.kind != EventKind.CREATED]
    names = Names.in_values(labels, [values for event in later for values in (event.before, event.after)])
    return [
        entry(event, labels, names, comments.get(event.after.get("comment")), seen or {}) for event in events
    ]


def entry(
    event: RequestEvent, labels: LabelBook, names: Names, comment: Comment | None, seen: Mapping[int, str]
) -> Entry:
    """One event in words."""
    kind = EventKind(event.kind)
    before, after = ends(event, labels)
    return Entry(
        event=event,
        sentence=sentence(event),
        icon=ICONS[kind],
        tone=after.tone if after else "grey",
        before=before,
        after=after,
        changes=[] if kind == EventKind.CREATED else changes(event, names),
        said=comment.body_html if comment else "",
        note="" if comment else event.note,
        other=other_named(event, seen),
    )


def other_named(event: RequestEvent, seen: Mapping[int, str]) -> tuple[str, str]:
    """Address and words of the request that the link of ``event`` leads to; its number only to who may see it."""
    if "other" not in event.after:
        return "", ""
    number = event.after["other"]
    if number not in seen:
        return "", HIDDEN
    return SMRequest(pk=number).get_absolute_url(), f"#{number} {seen[number]}"


def sentence(event: RequestEvent) -> str:
    """What the actor did, to follow their name; the labels follow it where the state changed."""
    kind = EventKind(event.kind)
    move = MOVES.get(event.move)
    verb = f"“{move.verb}”" if move else "the last move"
    if kind == EventKind.UNDONE:
        return f"took back {verb}"
    if kind == EventKind.MOVED:
        return {
            "withdraw": "withdrew the request",
            "reopen": "reopened the request",
            "reroute": "gave the request to another team",
            "duplicate": as_duplicate(event),
            "duplicate_new": as_duplicate(event),
            "reassign": "gave the request to somebody else",
        }.get(event.move, "moved the request")
    if kind in {EventKind.LINKED, EventKind.UNLINKED}:
        words = words_for(event.after["link"], event.after["outward"]).lower()
        return f"{'linked this' if kind == EventKind.LINKED else 'took a link away'}: {words}"
    if kind in {EventKind.ATTACHED, EventKind.DETACHED}:
        return f"{'attached' if kind == EventKind.ATTACHED else 'removed'} “{event.after['name']}”"
    return SENTENCES[kind]


def as_duplicate(event: RequestEvent) -> str:
    """For example: closed the request as a duplicate of #12."""
    reason = str(event.after.get("close_reason", "Duplicate.")).rstrip(".")
    return f"closed the request as a {reason[:1].lower()}{reason[1:]}"


def ends(event: RequestEvent, labels: LabelBook) -> tuple[ShownLabel | None, ShownLabel | None]:
    """The labels of the states that the event led from and to; nothing where the state stayed as it was."""
    old, new = event.from_state, event.to_state
    if event.kind == EventKind.CREATED or old is None or new is None or old == new:
        return None, None
    return labels.show(Family.STATE, old), labels.show(Family.STATE, new)


def changes(event: RequestEvent, names: Names) -> list[Change]:
    """The fields that the event changed, in words and always in the same order (PostgreSQL keeps none of keys)."""
    left_out = LEFT_OUT_OF_MOVES if event.move else LEFT_OUT
    before, after = by_question(event.before), by_question(event.after)
    asked = sorted(name for name in {*before, *after} if name.startswith(PREFIX))
    there = [name for name in FIELDS if name in after and name not in left_out]
    return [
        Change(
            names.field(name),
            names.say(name, before.get(name)),
            names.say(name, after.get(name)),
            is_long=name in LONG or "\n" in str(after.get(name, "")),
        )
        for name in [*there, *asked]
        if after.get(name) != before.get(name)
    ]

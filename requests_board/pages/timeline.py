"""The timeline of a request: its events with their comments, in words, the newest last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from requests_board.models import Comment, EventKind, RequestEvent, SMRequest
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.pages.words import Names, field_name
from requests_board.vocabulary import Family
from requests_board.workflow import MOVES
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
    EventKind.LINKED: "linked this with another request",
    EventKind.UNLINKED: "took the link to another request away",
    EventKind.ATTACHED: "attached a file",
    EventKind.DETACHED: "removed a file",
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

    @property
    def is_talk(self) -> bool:
        """True for what somebody said: shown with their face, not with an icon."""
        return bool(self.said)


@dataclass(frozen=True)
class Timeline:
    """The entries that are shown; ``is_cut`` where older ones are not."""

    entries: list[Entry]
    is_cut: bool = False


def timeline(request: SMRequest, labels: LabelBook, *, whole: bool = False) -> Timeline:
    """What happened on ``request``: the newest SHOWN_AT_ONCE events, or all of them."""
    newest = request.events.select_related("actor").order_by("-pk")
    events = list(newest if whole else newest[: SHOWN_AT_ONCE + 1])
    is_cut = not whole and len(events) > SHOWN_AT_ONCE
    shown = events[:SHOWN_AT_ONCE] if is_cut else events
    return Timeline(entries(shown[::-1], labels), is_cut)


def entries(events: Sequence[RequestEvent], labels: LabelBook) -> list[Entry]:
    """``events`` in words, with at most four queries however many they are."""
    keys = [event.after["comment"] for event in events if "comment" in event.after]
    comments = Comment.objects.in_bulk(keys) if keys else {}
    later = [event for event in events if event.kind != EventKind.CREATED]
    names = Names.in_values(labels, [values for event in later for values in (event.before, event.after)])
    return [entry(event, labels, names, comments.get(event.after.get("comment"))) for event in events]


def entry(event: RequestEvent, labels: LabelBook, names: Names, comment: Comment | None = None) -> Entry:
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
    )


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
            "reassign": "gave the request to somebody else",
        }.get(event.move, "moved the request")
    return SENTENCES[kind]


def ends(event: RequestEvent, labels: LabelBook) -> tuple[ShownLabel | None, ShownLabel | None]:
    """The labels of the states that the event led from and to; nothing where the state stayed as it was."""
    old, new = event.from_state, event.to_state
    if event.kind == EventKind.CREATED or old is None or new is None or old == new:
        return None, None
    return labels.show(Family.STATE, old), labels.show(Family.STATE, new)


def changes(event: RequestEvent, names: Names) -> list[Change]:
    """The fields that the event changed, in words and always in the same order (PostgreSQL keeps none of keys)."""
    left_out = LEFT_OUT_OF_MOVES if event.move else LEFT_OUT
    return [
        Change(
            field_name(name),
            names.say(name, event.before.get(name)),
            names.say(name, event.after[name]),
            is_long=name in LONG,
        )
        for name in FIELDS
        if name in event.after and name not in left_out and event.after[name] != event.before.get(name)
    ]

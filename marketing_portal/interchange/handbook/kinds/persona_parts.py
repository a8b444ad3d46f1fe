"""What stands under the labels of a persona, as parts of its document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from marketing_portal.interchange.documents import (
    Found,
    GapDoc,
    IntroDoc,
    PointDoc,
    QuoteDoc,
    SegmentDoc,
)
from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.keys import (
    LONGEST_MARKER,
    is_address,
    key_of,
    state_of,
    without_marker,
)
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.handbook.kinds.persona_places import OTHER, SEGMENTS, Form
from marketing_portal.interchange.handbook.kinds.persona_slots import Slot, points
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import words

QUOTED = re.compile(r"[\"“”„]\s*(.+?)\s*[\"“”„]+(?=\W|$)\s*(?:[-\u2013\u2014]\s*)?(.*)", re.DOTALL)
SAID = re.compile(r"[\"“”„]\s*(.+)[\"“”„]\s*[-\u2013\u2014]\s*(.+)", re.DOTALL)
ASKED = re.compile(r"(.+?\?)\s+[-\u2013\u2014]\s+(.+)", re.DOTALL)
SPEAKER = re.compile(
    r"(?P<role>.+?), (?P<size>\S+) Employees in (?P<industry>.+?)(?: Industry)?\.?", re.DOTALL
)
SEGMENT = re.compile(
    r"(?P<bold>\**)(?P<names>[^:*\n]{2,40}?)(?P=bold)(?P<more>\s*\([^()\n]*\))?\**\s*:\**\s*", re.DOTALL
)
SOURCE = re.compile(r"\s*\(\[source\]\((?P<url>https?://[^()\s]{1,180})\)\)\s*$", re.IGNORECASE)
TITLE_START = re.compile(r"\A(?:(?:and|or) (?:an? )?|an? )", re.IGNORECASE)
LONGEST_SOURCE = 200
PAIR, PAIRED = 2, frozenset({"objections", "questions"})  # point and answer, question and purpose
LONGEST_SPEAKER = {"role": 120, "size": 40, "industry": 80}


@dataclass
class Parts:
    """The parts of a persona as they are collected."""

    path: str
    intros: dict[str, list[str]] = field(default_factory=dict)
    points: list[PointDoc] = field(default_factory=list)
    segments: list[SegmentDoc] = field(default_factory=list)
    quotes: list[QuoteDoc] = field(default_factory=list)
    gaps: list[GapDoc] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    used: dict[str, set[str]] = field(default_factory=dict)

    def key(self, text: str, scope: str = "") -> str:
        """A key for ``text``, unique in its ``scope``."""
        return key_of(text, self.used.setdefault(scope, set()))

    def found(self, line: int) -> Found:
        """The place of what begins on ``line``."""
        return Found(self.path, {"": line})

    def add_gap(self, slot: Slot, marker: str, state: str, line: int) -> None:
        """Something that the page says is missing."""
        key = self.key(slot.place.key, "gap")
        place = slot.place.key
        self.gaps.append(GapDoc(key=key, place=place, state=state, marker=marker, found=self.found(line)))

    def unmarked(self, slot: Slot, text: str, line: int) -> str:
        """``text`` without the remarks that something is missing; each becomes a gap."""
        text, marker = without_marker(text)
        while marker:
            self.add_gap(slot, marker, "needs_data", line)
            text, marker = without_marker(text)
        return text

    def document_intros(self) -> tuple[IntroDoc, ...]:
        """Introductions in the order of their places."""
        return tuple(IntroDoc(place=place, text="\n\n".join(texts)) for place, texts in self.intros.items())

    def left_over(self, line: int, whole: str, *parts: str) -> None:
        """Words of ``whole`` that are in none of ``parts``: they are structure."""
        rest = words(whole)
        for word in (word for part in parts for word in words(part)):
            if word in rest:
                rest.remove(word)
        if rest:
            self.labels.append(Label(line, " ".join(rest)))


def add_slot(parts: Parts, slot: Slot) -> None:
    """Add what stands under one label to ``parts``."""
    rest = parts.unmarked(slot, slot.rest, slot.line)
    if slot.place.key in PAIRED:
        slot.blocks = [one for one in slot.blocks if not add_pairs(parts, slot, one[1])]
    found = [
        (block, parts.unmarked(slot, text, block.first), is_item) for block, text, is_item in points(slot)
    ]
    found = [one for one in found if one[1]]
    is_opening = bool(rest) and (any(is_item for *_, is_item in found) or slot.place.form is Form.SEGMENTS)
    if is_opening and slot.place is not OTHER:
        parts.intros.setdefault(slot.place.key, []).append(rest)
        rest = ""
    while len(found) > 1 and opens(found, slot):
        parts.intros.setdefault(slot.place.key, []).append(found.pop(0)[1])
    if rest:
        FORMS[slot.place.form](parts, slot, rest, slot.line)
    for block, text, _ in found:
        FORMS[slot.place.form](parts, slot, text, block.first)


def add_pairs(parts: Parts, slot: Slot, block: Block) -> bool:
    """Whether ``block`` is a table of two columns: a point in the first, what belongs to it in the second."""
    if block.shape is not Shape.TABLE or len(block.rows[0]) != PAIR:
        return False
    parts.labels.append(Label(block.first, " ".join(block.rows[0])))
    for number, (text, detail) in enumerate(block.rows[1:], 2):
        if text:
            key, found = parts.key(text), parts.found(block.first + number)
            parts.points.append(PointDoc(kind=slot.place.key, key=key, text=text, detail=detail, found=found))
        elif detail:
            add_point(parts, slot, detail, block.first + number)
    return True


def opens(found: list[tuple[Block, str, bool]], slot: Slot) -> bool:
    """Whether the first text of a slot introduces the items after it."""
    return slot.place is not OTHER and not found[0][2] and found[1][2]


def add_point(parts: Parts, slot: Slot, text: str, line: int) -> None:
    """A point of the text."""
    source = SOURCE.search(text)
    source = source if source and is_address(source["url"], LONGEST_SOURCE) else None
    state = state_of(text)
    if state in {"tbd", "unknown"} and slot.place is not OTHER:
        parts.add_gap(slot, text[:LONGEST_MARKER], state, line)
    if source:
        parts.labels.append(Label(line, "source"))
    parts.points.append(
        PointDoc(
            kind=slot.place.key,
            key=parts.key(text),
            text=text[: source.start()].rstrip() if source else text,
            state=state,
            source_url=source.group("url") if source else "",
            label=slot.title,
            found=parts.found(line),
        )
    )


def add_question(parts: Parts, slot: Slot, text: str, line: int) -> None:
    """A question and what it is asked for."""
    match = QUOTED.fullmatch(text) or ASKED.fullmatch(text)
    question, purpose = match.groups() if match else (text, "")
    parts.points.append(
        PointDoc(
            kind=slot.place.key,
            key=parts.key(question),
            text=question,
            detail=purpose,
            found=parts.found(line),
        )
    )


def add_segment(parts: Parts, slot: Slot, text: str, line: int) -> None:
    """The part in a purchase at companies of one size, or of two that share a line."""
    match = SEGMENT.match(text)
    names = [normal(name) for name in re.split(r"\s+and\s+|/|,|&", match.group("names"))] if match else []
    sizes = [SEGMENTS.get(name, "") for name in names]
    there = {segment.segment for segment in parts.segments}
    if match is None or not all(sizes) or there & set(sizes):
        return
    said = text[match.end() :].strip()
    state = state_of(said) if said else "absent"
    parts.labels.append(Label(line, match.group() if state == "known" else text))
    parts.segments += [
        SegmentDoc(segment=size, text=said if state == "known" else "", state=state, found=parts.found(line))
        for size in sizes
    ]


def add_quote(parts: Parts, slot: Slot, text: str, line: int) -> None:
    """What somebody said, where the page says who; else it stays as it is."""
    said = SAID.fullmatch(re.sub(r"^> ?", "", text, flags=re.MULTILINE).strip())
    speaker = SPEAKER.fullmatch(said.group(2)) if said else None
    fields = (
        speaker.groupdict()
        if speaker
        else {"role": said.group(2) if said else "", "size": "", "industry": ""}
    )
    if (
        said is None
        or not fields["role"]
        or any(len(fields[name]) > most for name, most in LONGEST_SPEAKER.items())
    ):
        return
    parts.left_over(line, said.group(2), *fields.values())
    parts.quotes.append(
        QuoteDoc(
            key=parts.key(said.group(1), "quote"),
            text=said.group(1),
            speaker_role=fields["role"],
            company_size=fields["size"],
            industry=fields["industry"],
            found=parts.found(line),
        )
    )


def add_titles(parts: Parts, slot: Slot, text: str, line: int) -> None:
    """Other job titles, separated by commas."""
    pieces = [TITLE_START.sub("", piece.strip()).strip() for piece in re.split(r"[,;\n]", text)]
    parts.titles += [piece for piece in pieces if piece]
    parts.left_over(line, text, *pieces)


FORMS: dict[Form, Callable[[Parts, Slot, str, int], None]] = {
    Form.POINTS: add_point,
    Form.QUESTIONS: add_question,
    Form.SEGMENTS: add_segment,
    Form.QUOTES: add_quote,
    Form.TITLES: add_titles,
}

"""A persona file: YAML head, free note, then who, what and why as sections, headings and points."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from marketing_portal.interchange.canonical import vocabulary as words
from marketing_portal.interchange.canonical.common import read_archived, read_gaps
from marketing_portal.interchange.canonical.fields import Fields, quoted, read_mapping
from marketing_portal.interchange.canonical.front_matter import split, trim
from marketing_portal.interchange.canonical.points import (
    BEGINS_HEADING,
    Line,
    RawPoint,
    read_points,
    refuse_unknown,
    unescape,
)
from marketing_portal.interchange.documents import (
    Found,
    IntroDoc,
    PersonaDoc,
    PointDoc,
    QuoteDoc,
    SegmentDoc,
)
from marketing_portal.interchange.errors import BadFile

HEADING = re.compile(r"(#{2,3})(?: (.*))?")


@dataclass
class Block:
    """One heading with what stands below it."""

    line: int
    title: str
    place: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class Parts:
    """What the body of a persona holds."""

    path: str
    note: str = ""
    intros: list[IntroDoc] = field(default_factory=list)
    points: list[PointDoc] = field(default_factory=list)
    segments: list[SegmentDoc] = field(default_factory=list)
    quotes: list[QuoteDoc] = field(default_factory=list)


def read_persona(text: str, path: str, slug: str) -> PersonaDoc:
    """The persona in the file ``text``; ``slug`` is the name of the file. Raises BadFile."""
    parts_of = split(text, path)
    head = read_mapping(parts_of.fields, read_head)
    lines = list(enumerate(parts_of.body.split("\n"), parts_of.body_line))
    parts = read_body(lines, path)
    return PersonaDoc(
        slug=slug,
        **head,
        note=parts.note,
        intros=tuple(parts.intros),
        points=tuple(parts.points),
        segments=tuple(parts.segments),
        quotes=tuple(parts.quotes),
    )


def read_head(fields: Fields) -> dict[str, Any]:
    """The fields of the persona that stand in the head."""
    return {
        "name": fields.text("name"),
        "role": fields.text("role"),
        "kind": fields.choice("kind", words.PERSONA_KINDS),
        "status": fields.choice("status", words.PERSONA_STATUSES, "active"),
        "summary": fields.text("summary", ""),
        "anchors": fields.texts("anchors"),
        "alternative_titles": fields.texts("alternative_titles"),
        "owner": fields.reference("owner"),
        "internal": fields.flag("internal", default=False),
        "source": fields.source("source"),
        "gaps": read_gaps(fields, words.PLACES),
        "archived": read_archived(fields),
        "found": fields.found,
    }


def read_body(lines: list[Line], path: str) -> Parts:
    """Note, introductions, points, segments and quotes below the head."""
    parts = Parts(path)
    note, blocks = read_blocks(lines, path)
    parts.note = unescape(trim("\n".join(text for _, text in note)), BEGINS_HEADING)
    keys: dict[str, int] = {}
    for block in blocks:
        intro, points = read_points(block.lines, path)
        if intro:
            if block.place == words.OTHER:
                raise BadFile(path, block.line, "Below “Other” there are only points, no introduction.")
            parts.intros.append(IntroDoc(place=block.place, text=intro, found=Found(path, {"": block.line})))
        for point in points:
            scope = "segment:" if block.place == words.SEGMENTS_PLACE else ""
            first = keys.setdefault(scope + point.key, point.line)
            if first != point.line:
                reason = f"The key “{point.key}” stands on line {first} already; a key is unique in its file."
                raise BadFile(path, point.line, reason)
            add_point(parts, block, point)
    return parts


def read_blocks(lines: list[Line], path: str) -> tuple[list[Line], list[Block]]:
    """The lines before the first section, and every heading with its lines."""
    note: list[Line] = []
    blocks: list[Block] = []
    section = ""
    target = note
    for number, text in lines:
        match = HEADING.fullmatch(text)
        if match is None:
            if section and target is note and text.strip():
                raise BadFile(path, number, f"Below “{section}” comes a heading (###) before any text.")
            target.append((number, text))
            continue
        title = (match.group(2) or "").strip()
        if match.group(1) == "##":
            section, target = next_section(title, section, number, path), note
        else:
            blocks.append(next_block(title, section, blocks, number, path))
            target = blocks[-1].lines
    return note, blocks


def next_section(title: str, before: str, line: int, path: str) -> str:
    """The section ``title``; BadFile where it is unknown or out of order."""
    order = list(words.SECTIONS)
    if title not in words.SECTIONS:
        raise BadFile(path, line, f"“{title}” is not a section. Sections: {quoted(order)}.")
    if before and order.index(title) <= order.index(before):
        raise BadFile(path, line, f"The section “{title}” cannot stand after “{before}”.")
    return title


def next_block(title: str, section: str, blocks: list[Block], line: int, path: str) -> Block:
    """The block of the heading ``title``; BadFile where it is unknown, elsewhere or out of order."""
    if not section:
        raise BadFile(path, line, f"The heading “{title}” stands before the first section (##).")
    if section == "Other":
        if not title:
            raise BadFile(path, line, "The heading has no text.")
        return Block(line, title, words.OTHER)
    order = list(words.SECTIONS[section])
    if title not in order:
        raise BadFile(path, line, f"“{title}” is not a heading of “{section}”. Headings: {quoted(order)}.")
    here = [block.title for block in blocks if block.title in order]
    if here and order.index(title) <= order.index(here[-1]):
        raise BadFile(path, line, f"The heading “{title}” cannot stand after “{here[-1]}”.")
    return Block(line, title, words.SECTIONS[section][title])


def add_point(parts: Parts, block: Block, point: RawPoint) -> None:
    """Add ``point`` to what the block's place collects."""
    if block.place == words.SEGMENTS_PLACE:
        parts.segments.append(read_segment(point, parts.path))
    elif block.place == words.QUOTES_PLACE:
        parts.quotes.append(read_quote(point, parts.path))
    else:
        parts.points.append(read_plain_point(point, block, parts.path))


def value_of(point: RawPoint, label: str, path: str, check: Callable[[str], str] | None = None) -> str:
    """Single-line attribute ``label``, or "". ``check`` gives a complaint about the value, or ""."""
    line, value = point.attributes.get(label, (point.line, ""))
    reason = f"“{label}” is one line." if "\n" in value else check(value) if check and value else ""
    if reason:
        raise BadFile(path, line, reason)
    return value


def check_state(value: str) -> str:
    """A complaint about a state that does not exist."""
    if value in words.KNOWLEDGE:
        return ""
    return f"“{value}” is not a state. States: {quoted(words.KNOWLEDGE)}."


def read_plain_point(point: RawPoint, block: Block, path: str) -> PointDoc:
    """A point of the text: goal, objection, question …"""
    detail = words.DETAILS.get(block.place, "")
    refuse_unknown(point, tuple(filter(None, (detail, "State", "Source"))), path)
    if not point.text:
        raise BadFile(path, point.line, "The point has a key and no text.")
    return PointDoc(
        kind=block.place,
        key=point.key,
        text=point.text,
        detail=point.attributes.get(detail, (0, ""))[1],
        state=value_of(point, "State", path, check_state) or "known",
        source_url=value_of(point, "Source", path),
        label=block.title if block.place == words.OTHER else "",
        found=Found(path, {"": point.line}),
    )


def read_segment(point: RawPoint, path: str) -> SegmentDoc:
    """The part in a purchase at companies of one size; the key is the size."""
    refuse_unknown(point, ("State", "Buying role"), path)
    if point.key not in words.SEGMENTS:
        reason = f"The key here is a company size. Possible: {quoted(words.SEGMENTS)}."
        raise BadFile(path, point.line, reason)
    state = value_of(point, "State", path, check_state) or "known"
    if not point.text and state == "known":
        raise BadFile(path, point.line, "Without text a state says why, for example “State: not_applicable”.")
    named = value_of(point, "Buying role", path, check_buying_roles)
    roles = [words.BUYING_ROLES[name.strip()] for name in named.split(",")] if named else []
    return SegmentDoc(
        segment=point.key,
        text=point.text,
        state=state,
        buying_roles=tuple(roles),
        found=Found(path, {"": point.line}),
    )


def check_buying_roles(value: str) -> str:
    """A complaint about buying roles that do not exist or stand twice."""
    names = [name.strip() for name in value.split(",")]
    if set(names) <= set(words.BUYING_ROLES) and len(set(names)) == len(names):
        return ""
    return f"Buying roles, separated by commas, each once: {quoted(words.BUYING_ROLES)}."


def read_quote(point: RawPoint, path: str) -> QuoteDoc:
    """A quotation; who said it is required."""
    refuse_unknown(point, ("Speaker", "Company size", "Industry"), path)
    if not point.text or not value_of(point, "Speaker", path):
        raise BadFile(path, point.line, "A quotation has a text and a “Speaker”, the role of who said it.")
    return QuoteDoc(
        key=point.key,
        text=point.text,
        speaker_role=value_of(point, "Speaker", path),
        company_size=value_of(point, "Company size", path),
        industry=value_of(point, "Industry", path),
        found=Found(path, {"": point.line}),
    )

"""Documents to text: the exact reverse of reading. A file that nobody formatted otherwise comes out as it went in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketing_portal.interchange.canonical import vocabulary as words
from marketing_portal.interchange.canonical.common import write_archived, write_gaps
from marketing_portal.interchange.canonical.points import (
    BEGINS_HEADING,
    BEGINS_STRUCTURE,
    escape,
    write_point,
)
from marketing_portal.interchange.canonical.yaml_text import block, flow, flow_mapping, folded
from marketing_portal.interchange.documents import (
    PageDoc,
    PersonaDoc,
    PointDoc,
    QuoteDoc,
    SegmentDoc,
    Source,
)

SUMMARY_WIDTH = 97
ROLE_NAMES = {value: name for name, value in words.BUYING_ROLES.items()}


def write_page(page: PageDoc) -> str:
    """The page as the text of its file."""
    head = [
        f"title: {block(page.title)}",
        f"summary: {block(page.summary)}",
        f"order: {page.order}",
        f"owner: {block(page.owner)}",
        f"internal: {flow(page.internal)}",
        f"source: {write_source(page.source)}",
    ]
    if page.anchors:
        head.append(f"anchors: {flow(page.anchors)}")
    if page.gaps:
        head += write_gaps(page.gaps)
    return file_text([*head, *write_archived(page.archived)], page.body)


def write_persona(persona: PersonaDoc) -> str:
    """The persona as the text of its file."""
    head = [
        f"name: {block(persona.name)}",
        f"role: {block(persona.role)}",
        f"kind: {persona.kind}",
        f"status: {persona.status}",
        f"summary: {folded(persona.summary, '  ', SUMMARY_WIDTH)}",
        f"anchors: {flow(persona.anchors)}",
        f"alternative_titles: {flow(persona.alternative_titles)}",
        f"owner: {block(persona.owner)}",
        f"internal: {flow(persona.internal)}",
        f"source: {write_source(persona.source)}",
        *write_gaps(persona.gaps),
        *write_archived(persona.archived),
    ]
    parts = [escape(persona.note, BEGINS_HEADING)] if persona.note else []
    for section, headings in words.SECTIONS.items():
        below = list(other_blocks(persona) if section == "Other" else blocks(persona, headings))
        parts += [f"## {section}", *below] if below else []
    return file_text(head, "\n\n".join(parts))


def file_text(head: list[str], body: str) -> str:
    """A Markdown file of ``head`` and ``body``."""
    top = "\n".join(["---", *head, "---", ""])
    return f"{top}\n{body}\n" if body else top


def write_source(source: Source | None) -> str:
    """The source in braces, without an empty heading."""
    if source is None:
        return "null"
    return flow_mapping({"page": source.page} | ({"heading": source.heading} if source.heading else {}))


def blocks(persona: PersonaDoc, headings: dict[str, str]) -> Iterator[str]:
    """Heading, introduction and points of each place in ``headings`` that the persona says something about."""
    intros = {intro.place: intro.text for intro in persona.intros}
    for title, place in headings.items():
        intro = escape(intros.get(place, ""), BEGINS_STRUCTURE)
        points = "\n".join(points_of(persona, place))
        if intro or points:
            yield "\n\n".join(part for part in (f"### {title}", intro, points) if part)


def other_blocks(persona: PersonaDoc) -> Iterator[str]:
    """Headings of one's own, each over the points that follow each other below it."""
    label = None
    for point in persona.points:
        if point.kind == words.OTHER:
            text = plain_point(point)
            yield text if point.label == label else f"### {point.label}\n\n{text}"
            label = point.label


def points_of(persona: PersonaDoc, place: str) -> Iterator[str]:
    """The points of one place."""
    if place == words.SEGMENTS_PLACE:
        yield from map(segment_point, persona.segments)
    elif place == words.QUOTES_PLACE:
        yield from map(quote_point, persona.quotes)
    else:
        yield from (plain_point(point) for point in persona.points if point.kind == place)


def state(document: Any) -> str:
    """The state where it is worth saying."""
    return "" if document.state == "known" else str(document.state)


def plain_point(point: PointDoc) -> str:
    """A point of the text."""
    detail = {words.DETAILS.get(point.kind, ""): point.detail}
    return write_point(point.key, point.text, detail | {"State": state(point), "Source": point.source_url})


def segment_point(segment: SegmentDoc) -> str:
    """A part in a purchase."""
    roles = ", ".join(ROLE_NAMES[role] for role in segment.buying_roles)
    return write_point(segment.segment, segment.text, {"State": state(segment), "Buying role": roles})


def quote_point(quote: QuoteDoc) -> str:
    """A quotation."""
    attributes = {
        "Speaker": quote.speaker_role,
        "Company size": quote.company_size,
        "Industry": quote.industry,
    }
    return write_point(quote.key, quote.text, attributes)

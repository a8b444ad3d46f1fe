"""The parts of a use case page as what stands below a use case: one reader for each form of a part."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from marketing_portal.interchange.documents_use_cases import PagePersonaDoc
from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.message_house_tables import read_house_table
from marketing_portal.interchange.handbook.kinds.outline import Section, normal
from marketing_portal.interchange.handbook.kinds.persona_places import OTHER
from marketing_portal.interchange.handbook.kinds.persona_slots import Slot, points
from marketing_portal.interchange.handbook.kinds.tables import Grid, even
from marketing_portal.interchange.handbook.kinds.things import TITLED_ITEM
from marketing_portal.interchange.handbook.kinds.use_case_collateral import resources
from marketing_portal.interchange.handbook.kinds.use_case_parts import INTERNAL, Parts
from marketing_portal.interchange.handbook.kinds.use_case_places import (
    Form,
    Place,
    is_prompt,
    place_of,
)
from marketing_portal.interchange.handbook.kinds.use_case_requirements import (
    BARE_TITLE,
    read_answers_written,
    read_requirements_written,
)
from marketing_portal.interchange.handbook.kinds.use_case_tables import (
    TABLES,
    add_page,
    lines_of,
    others_of,
    read_rows,
    table_taken,
)
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import links, plain
from marketing_portal.interchange.handbook.reading.tables import read_marked
from marketing_portal.interchange.handbook.reading.writing import write

REVIEWER = re.compile(r"^\s*-\s*\*\*(?P<role>[^*\n]+)\*\*[,:]?\s*(?P<source>.*)$")
FACT = re.compile(
    r"\A\*\*(?P<label>problem|solution|result|sales segment|segment):?\*\*:?\s*(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)
FACTS = {"problem": "text", "solution": "detail", "result": "result"}
WHOLE_TABLE = re.compile(r"\s*<table\b(?:(?!</?table\b).)*</table\s*>\s*", re.IGNORECASE | re.DOTALL)
KEY_FEATURES = "key features"
NAMED_BY_HEADING = frozenset({"differentiators", "objections", "features", "partners"})
ASPECTS = {  # parts of such a point by their label
    **dict.fromkeys(("value", "benefit", "benefits", "answer", "response", "what", "why"), "text"),
    **dict.fromkeys(("proof", "proof point", "proof points", "evidence"), "detail"),
    **dict.fromkeys(("demo", "demos"), "demos"),
}
REMARKS = frozenset({"remarks", "remark", "note", "notes"})
LONGEST_GROUP, LONGEST_SEGMENT = 160, 60
NAME_AND_NOTE = 2  # columns
Numbered = tuple[int, Block]


def read_part(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """Add what stands right below one heading; ``group``: that heading, where it is one within the part."""
    content = [(number, with_rows(block)) for number, block in content]
    content = [
        one for one in content if one[1].rows or one[1].shape not in {Shape.RULE, Shape.HTML, Shape.CODE}
    ]
    prompts = [one for one in content if is_prompt(one[1].text)]
    where = "personas" if place.form is Form.PEOPLE else "points"
    for number, block in prompts:
        if parts.miss(where, plain(block.text), block.first):
            parts.taken.add(number)
    content = [one for one in content if one[0] not in parts.taken]
    for is_table, some in itertools.groupby(content, lambda one: bool(one[1].rows)):
        if is_table:
            for number, block in some:
                grid = Grid(number, block, parts.path, section)
                OF_TABLES.get(place.form, read_rows)(parts, place, group, grid)
        elif place.form in READERS and (group or place.form is not Form.TIERS):
            READERS[place.form](parts, place, group, section, list(some))


def with_rows(block: Block) -> Block:
    """``block`` with its rows where it is a table of HTML and nothing else."""
    if block.shape is not Shape.HTML or WHOLE_TABLE.fullmatch(block.text) is None:
        return block
    return replace(block, rows=even(read_marked(block.text)))


def entries(content: Iterable[Numbered]) -> list[tuple[Block, str, bool]]:
    """The items (with what is nested in them) and paragraphs of ``content``."""
    return list(points(Slot(OTHER, blocks=list(content))))


def take(parts: Parts, content: Iterable[Numbered]) -> None:
    """Everything of ``content`` became part of a point."""
    parts.taken.update(number for number, _ in content)


def read_points(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """Items are points, with a title where they begin with one; a paragraph behind one goes on with it."""
    if place.kind == "resources" and parts.page:
        heading = group or plain(section.heading.text)
        found = resources(content, heading, parts.page, parts.places)
        parts.collateral |= found
        content = [one for one in content if one[0] not in found]
    if place.kind in NAMED_BY_HEADING:
        content = read_under_titles(parts, place, group, section, content)
    take(parts, content)
    last = len(parts.points)
    for block, text, is_item in entries(content):
        titled = TITLED_ITEM.match(text) if is_item and place.kind != "questions" else None
        bare = BARE_TITLE.fullmatch(text) if is_item and place.kind in NAMED_BY_HEADING else None
        if titled:
            parts.add(place.kind, block.first, group=group, **titled.groupdict())
        elif bare:
            parts.add(place.kind, block.first, group=group, title=bare["title"])
        elif is_item:
            parts.add(place.kind, block.first, group=group, text=text)
        elif place.kind == "questions" and len(parts.points) > last:
            remark_on_last(parts, block, text)
        else:
            is_title = place.kind == "resources" and block.shape is Shape.PARAGRAPH
            parts.add(place.kind, block.first, group=group, text=text, is_remark=not is_title)
            last += not is_title


def read_under_titles(
    parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]
) -> list[Numbered]:
    """Points below bold lines, or a single one below a heading of its own; gives what is neither."""
    heads = [at for at, (_, block) in enumerate(content) if is_title(block)]
    if not heads and group and place_of(section.heading.text) is None and is_one_thing(content):
        take(parts, [(section.number, section.heading), *content])
        add_titled(parts, place, "", section.heading, content)
        return []
    ends = [*heads[1:], len(content)]
    if not heads or any(end == at + 1 for at, end in zip(heads, ends, strict=True)):
        return content
    take(parts, content[heads[0] :])
    for at, end in zip(heads, ends, strict=True):
        add_titled(parts, place, group, content[at][1], content[at + 1 : end])
    return content[: heads[0]]


def is_title(block: Block) -> bool:
    """Whether a paragraph is nothing but bold."""
    return block.shape is Shape.PARAGRAPH and BARE_TITLE.fullmatch(block.text) is not None


def is_one_thing(content: Sequence[Numbered]) -> bool:
    """Whether ``content`` says one thing: in paragraphs, and in items that say which part of it they are."""
    items = [block.text for _, block in content if block.shape is Shape.ITEM]
    return all((match := TITLED_ITEM.match(text)) and normal(match["title"]) in ASPECTS for text in items)


def add_titled(parts: Parts, place: Place, group: str, head: Block, content: Sequence[Numbered]) -> None:
    """A point called like ``head``; items that say which part they are give that part."""
    texts: dict[str, list[Block]] = {}
    for _, block in content:
        match = TITLED_ITEM.match(block.text) if block.shape is Shape.ITEM else None
        aspect = ASPECTS.get(normal(match["title"])) if match else None
        if match and aspect:
            parts.labels.append(Label(block.first, match["title"]))
            block = replace(block, shape=Shape.PARAGRAPH, level=0, text=match["text"])
        texts.setdefault(aspect or "text", []).append(block)
    title = BARE_TITLE.sub(r"\g<title>", head.text) if head.shape is Shape.PARAGRAPH else head.text
    fields = {name: write(blocks) for name, blocks in texts.items()}
    parts.add(place.kind, head.first, group=group, title=title, **fields)


def remark_on_last(parts: Parts, block: Block, text: str) -> None:
    """A paragraph after a question says something about it."""
    if normal(text) in REMARKS:
        parts.labels.append(Label(block.first, text))
        return
    question = parts.points[-1]
    is_internal = question.internal or bool(INTERNAL.search(text))
    detail = f"{question.detail}\n\n{text}".strip()
    parts.points[-1] = replace(question, detail=detail, internal=is_internal)


def read_prose(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """Every paragraph and item is a point."""
    take(parts, content)
    for block, text, _ in entries(content):
        parts.add(place.kind, block.first, group=group, text=text)


def read_named(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """One point, called like the heading."""
    take(parts, [(section.number, section.heading), *content])
    text = write(block for _, block in content)
    parts.add(place.kind, section.heading.first, title=section.heading.text, text=text)


def read_tier(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """What a tier is worth, and its key features behind their label."""
    take(parts, [(section.number, section.heading), *content])
    split = next((at for at, (_, block) in enumerate(content) if is_features(block)), len(content))
    if split < len(content):
        parts.labels.append(Label(content[split][1].first, content[split][1].text))
    text, detail = (write(block for _, block in some) for some in (content[:split], content[split + 1 :]))
    title = section.heading.text
    parts.add(place.kind, section.heading.first, title=title, text=text, detail=detail)


def is_features(block: Block) -> bool:
    """Whether ``block`` is the label above the key features of a tier."""
    return (
        block.shape is Shape.PARAGRAPH
        and normal(block.text).startswith(KEY_FEATURES)
        and "\n" not in block.text
    )


def read_reviews(
    parts: Parts, place: Place, group: str, section: Section | None, content: list[Numbered]
) -> None:
    """Quotations with who said each, and where."""
    take(parts, content)
    for block, text, is_item in entries(content):
        if block.shape is not Shape.QUOTE:
            parts.add(place.kind, block.first, group=group, text=text, is_remark=not is_item)
            continue
        said: list[str] = []
        for offset, line in enumerate(block.text.split("\n")):
            reviewer = REVIEWER.match(line)
            if reviewer is None:
                said.append(line)
                continue
            add_review(parts, place, group, "\n".join(said), block.first + offset, reviewer)
            said = []
        if "".join(said).strip():
            parts.add(place.kind, block.first, group=group, text="\n".join(said).strip())


def add_review(parts: Parts, place: Place, group: str, text: str, line: int, reviewer: re.Match[str]) -> None:
    """One review."""
    role, source = reviewer["role"].strip(), reviewer["source"].strip()
    parts.add(place.kind, line, group=group, title=role, text=text.strip(), detail=source)


def read_cases(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """Customers, each with problem, solution, result and segment; the heading or a bold line names them."""
    named = place_named(section)
    title, title_line, facts = (
        ("" if named else section.heading.text),
        section.heading.first,
        dict[str, str](),
    )
    above = plain(section.above[-1].text)[:LONGEST_GROUP] if section.above and not named else ""
    take(parts, content)
    if not named:
        parts.taken.add(section.number)

    def close() -> None:
        if title or facts:
            shown = group if named else above
            parts.add(place.kind, title_line, group=shown, **({"title": title} | facts))

    for block, text, is_item in entries(content):
        fact = FACT.match(text) if is_item else None
        if not is_item and not facts and not title and not text.startswith("**"):
            parts.add(place.kind, block.first, group=group, text=text, is_remark=True)
        elif not is_item and text.startswith("**"):
            close()
            title, title_line, facts = text, block.first, {}
        elif fact is None:
            name = "result" if "result" in facts else "text"
            facts[name] = f"{facts.get(name, '')}\n\n{text}".strip()
        else:
            note_fact(parts, facts, fact, block)
    close()


def place_named(section: Section) -> bool:
    """Whether the heading is that of the part itself, not of one customer."""
    name = normal(section.heading.text)
    return any(word in name for word in ("case stud", "blogs", "customer stor"))


def note_fact(parts: Parts, facts: dict[str, str], fact: re.Match[str], block: Block) -> None:
    """One of the facts of a case study."""
    label, text = fact["label"].lower(), fact["text"].strip()
    parts.labels.append(Label(block.first, fact["label"]))
    if label in FACTS:
        facts[FACTS[label]] = f"{facts.get(FACTS[label], '')}\n\n{text}".strip()
    elif len(text) <= LONGEST_SEGMENT:
        facts["sales_segment"] = text
    else:
        facts["result"] = f"{facts.get('result', '')}\n\n{text}".strip()


def read_people(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """Somebody with a heading and what moves them; or what is said of all of them, with links to some."""
    kind = place.kind.removesuffix("s")
    take(parts, content)
    text = write(block for _, block in content)
    if group:
        parts.taken.add(section.number)
        parts.labels.append(Label(section.heading.first, section.heading.text))
        anchor = next((anchor_in(target) for _, target in links(section.heading.text)), "")
        name = plain(section.heading.text)
        add_person(
            parts,
            PagePersonaDoc(
                kind=kind,
                persona=anchor or None,
                name=name,
                note=text,
                found=parts.found(section.heading.first),
            ),
        )
        return
    line = content[0][1].first
    parts.add(place.kind, line, text=text, is_remark=True)
    for name, target in links(text):
        if anchor_in(target):
            add_person(
                parts,
                PagePersonaDoc(
                    kind=kind, persona=anchor_in(target), name=plain(name), found=parts.found(line)
                ),
            )


def read_people_rows(parts: Parts, place: Place, group: str, grid: Grid) -> None:
    """A table with somebody in each row."""
    for number, row in enumerate(grid.rows):
        line = grid.line(number)
        parts.labels.append(Label(line, row[0]))
        anchor = next((anchor_in(target) for _, target in links(row[0])), "")
        note = lines_of(row[1]) if len(row) == NAME_AND_NOTE else others_of(grid, row, {0})
        kind, found = place.kind.removesuffix("s"), parts.found(line)
        person = PagePersonaDoc(kind=kind, persona=anchor or None, name=plain(row[0]), note=note, found=found)
        if plain(row[0]):
            add_person(parts, person)
    table_taken(parts, grid, [n for n, row in enumerate(grid.rows) if not plain(row[0])])


def anchor_in(target: str) -> str:
    """The anchor of a persona that ``target`` leads to; empty where it leads elsewhere."""
    page, _, anchor = target.partition("#")
    return anchor if "persona" in page else ""


def add_person(parts: Parts, person: PagePersonaDoc) -> None:
    """Each persona once: what is said under a heading of their own counts more than a link to them."""
    same = [
        one
        for one in parts.personas
        if one.kind == person.kind and person.persona and one.persona == person.persona
    ]
    if same and person.note and not same[0].note:
        parts.personas[parts.personas.index(same[0])] = person
    elif not same:
        parts.personas.append(person)


def read_journey_text(
    parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]
) -> None:
    """Items below a stage are pages; a paragraph is a remark."""
    take(parts, content)
    for block, text, is_item in entries(content):
        if is_item:
            add_page(parts, place, group, text, block.first)
        else:
            parts.add(place.kind, block.first, group=group, text=text, is_remark=True)


OF_TABLES = {**TABLES, Form.NAMED: read_house_table, Form.PEOPLE: read_people_rows}
READERS: dict[Form, Callable[[Parts, Place, str, Section, list[Numbered]], None]] = {
    Form.REQUIREMENTS: read_requirements_written,
    Form.ANSWERS: read_answers_written,
    Form.POINTS: read_points,
    Form.PROSE: read_prose,
    Form.PEOPLE: read_people,
    Form.NAMED: read_named,
    Form.TIERS: read_tier,
    Form.REVIEWS: read_reviews,
    Form.CASES: read_cases,
    Form.JOURNEY: read_journey_text,
}

"""How product marketing is organised: who owns what, the columns of the organisation model, what a release sets off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marketing_portal.interchange.documents import Found
from marketing_portal.interchange.documents_organisation import (
    CascadeActionDoc,
    CascadeQuestionDoc,
    OrgColumnDoc,
    OwnedAreaDoc,
    OwnershipDoc,
)
from marketing_portal.interchange.documents_use_cases import StatementDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made
from marketing_portal.interchange.handbook.kinds.keys import is_address, key_of, slug, state_of, whole_address
from marketing_portal.interchange.handbook.kinds.naming_people import people_in, reference
from marketing_portal.interchange.handbook.kinds.outline import Outline, normal
from marketing_portal.interchange.handbook.kinds.tables import Grid, grids
from marketing_portal.interchange.handbook.kinds.things import left_over
from marketing_portal.interchange.handbook.reading.blocks import Shape
from marketing_portal.interchange.handbook.reading.inline import links, plain, words
from marketing_portal.interchange.handbook.reading.tables import read_html_spans

AREAS = ("solution use case", "use case", "use cases", "solution", "area", "areas", "responsibility")
VERTICAL = re.compile(r"\b(?:sector|vertical|industry|industries|regulated)\b", re.IGNORECASE)
COMMA = re.compile(r",(?![^()]*\))")
LONGEST, LONGEST_URL, LONGEST_GROUP, LONGEST_KEY, LONGEST_QUESTION = 160, 400, 80, 80, 300
ABOUT_RELEASES = re.compile(r"\b(?:releas|cascad|launch)", re.IGNORECASE)
CONTACT = re.compile(r"(?P<section>[^()]+?)\s*\((?P<contact>[^()]+)\)")


@dataclass(frozen=True)
class OwnershipTable:
    """Who owns which use cases, with the persona, industry, product group and field regions that go with them."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every row that names one person and at least one area."""
        for grid in grids(outline):
            who, areas = grid.column("who", "pmm", "owner", "name"), grid.column(*AREAS)
            if who is None or areas is None or grid.column("field region", "region", "persona") is None:
                continue
            made: dict[int, OwnershipDoc] = {}
            for number, row in enumerate(grid.rows):
                document = ownership(grid, number, row[who], row[areas])
                if document is not None and document.person not in {one.person for one in made.values()}:
                    made[number] = document
            stays = grid.stays(sorted(set(range(len(grid.rows))) - set(made)))
            for number, document in made.items():
                said = [plain(grid.rows[number][who]), *unknowns(grid.rows[number])]
                labels = (grid.head_label(), Label(grid.line(number), " ".join(said)))
                yield Made(document, (grid.number,), labels, stays, grid.heading)


def unknowns(row: Sequence[str]) -> list[str]:
    """What stands in cells that only say that something is not known."""
    return [plain(cell) for cell in row if plain(cell) and state_of(cell) != "known"]


def ownership(grid: Grid, number: int, who: str, areas: str) -> OwnershipDoc | None:
    """The row ``number``; None where it is something else, or says more than fits."""

    def cell(*names: str) -> str:
        place = grid.column(*names)
        return grid.rows[number][place] if place is not None else ""

    people, owned = people_in(who), tuple(owned_areas(areas))
    persona, industry = cell("persona", "personas"), cell("industry domain", "industry", "domain")
    group, regions = (
        cell("product management group", "product group", "group"),
        cell("field region", "region"),
    )
    group_url = next((target for _, target in links(group)), "")
    if len(people) != 1 or not owned:
        return None
    document = OwnershipDoc(
        person=reference(people[0]),
        areas=owned,
        persona=known(persona),
        persona_state=state(persona),
        industry=known(industry),
        industry_state=state(industry),
        product_group=known(group),
        product_group_url=group_url,
        regions=tuple(plain(part) for part in COMMA.split(plain(regions)) if part.strip()),
        found=grid.found(number),
    )
    texts = (document.persona, document.industry, *(area.label for area in owned))
    urls = [whole_address(url) for url in (group_url, *(area.url for area in owned)) if url]
    is_fit = all(len(text) <= LONGEST for text in texts) and len(document.product_group) <= LONGEST_GROUP
    said = [people[0].text, *texts, document.product_group, *document.regions, *unknowns(grid.rows[number])]
    is_whole = not left_over(" ".join(grid.rows[number]), *said)
    return document if is_fit and is_whole and all(is_address(url, LONGEST_URL) for url in urls) else None


def known(text: str) -> str:
    """What a cell says, empty where it is not known."""
    return plain(text) if state_of(text) == "known" else ""


def state(text: str) -> str:
    """How much a cell says."""
    return state_of(text) if plain(text) else "absent"


def owned_areas(cell: str) -> Iterator[OwnedAreaDoc]:
    """The areas of a cell: its links, or its text at commas."""
    found = list(links(cell)) or [(part, "") for part in COMMA.split(cell)]
    for text, target in found:
        label = plain(text)
        if label:
            yield OwnedAreaDoc(label=label, use_case=label, vertical=bool(VERTICAL.search(label)), url=target)


@dataclass(frozen=True)
class OrgModel:
    """The table of the organisation model: use cases in columns, groups of marketers and product sections over them."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every column."""
        for section in outline.sections:
            for number, block in outline.content(section.own):
                if block.shape is Shape.HTML and "<table" in block.text.lower():
                    rows = read_html_spans(block.text)
                elif block.shape is Shape.TABLE:
                    rows = tuple(tuple((cell, 1) for cell in row) for row in block.rows)
                else:
                    continue
                at = Found(outline.page.path, {"": block.first, "end": block.last})
                columns = org_columns([[(plain(text), span) for text, span in row] for row in rows], at)
                labels = (Label(block.first, " ".join(structure(block.text, rows, columns))),)
                for column in columns:
                    yield Made(column, (number,), labels, {number: ""}, plain(section.heading.text))


def structure(
    text: str, rows: Sequence[Sequence[tuple[str, int]]], columns: Sequence[OrgColumnDoc]
) -> Iterator[str]:
    """The words of the table that are in no column: heads of rows, names of contacts, groups."""
    said = {word for one in columns for word in words(f"{one.title} {one.section}")}
    cells = " ".join(cell for row in rows for cell, _ in row)
    spoken = words(text) if "<table" in text.lower() else words(cells)
    heads = {word for row in rows for word in words(row[0][0] if row else "")}
    known_words = heads | {"PMM", "UseCase", "Industry", "Vertical"} | contacts(rows)
    yield from (word for word in spoken if word in known_words or word in said)


def contacts(rows: Sequence[Sequence[tuple[str, int]]]) -> set[str]:
    """The words of the names in brackets."""
    texts = [text for row in rows for text, _ in row]
    return {word for text in texts for name in re.findall(r"\(([^()]*)\)", text) for word in words(name)}


def spread(row: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """A row by columns: the text over each, and the number of the cell that it stands in."""
    return [(text, number) for number, (text, span) in enumerate(row) for _ in range(span)]


def org_columns(rows: Sequence[Sequence[tuple[str, int]]], found: Found) -> list[OrgColumnDoc]:
    """The columns of an organisation model; none where the table is no such."""
    titles = next((row for row in rows if row and normal(row[0][0]) in {"sr pmm", "senior pmm"}), None)
    aligned = next((row for row in rows if row and "section alignment" in normal(row[0][0])), None)
    if titles is None or aligned is None:
        return []
    groups = next((row for row in rows if row and normal(row[0][0]) == "pmm"), ())
    above = spread(rows[0]) if rows[0] is not titles else []
    columns: list[OrgColumnDoc] = []
    used: set[str] = set()
    for place, (title, _) in list(enumerate(spread(titles)))[1:]:
        section, contact = section_at(spread(aligned), place)
        kind = above[place][0] if place < len(above) else ""
        is_vertical = bool(VERTICAL.search(kind or title))
        columns.append(
            OrgColumnDoc(
                key=key_of(title, used)[:LONGEST_KEY],
                title=title,
                use_case=None if is_vertical else title,
                vertical=is_vertical,
                pmm_group=group_at(spread(groups), place),
                section=section,
                contact=contact,
                found=found,
            )
        )
    is_fit = all(one.title and len(one.title) <= 120 and len(one.section) <= LONGEST_GROUP for one in columns)
    return columns if is_fit else []


def group_at(row: Sequence[tuple[str, int]], place: int) -> int | None:
    """The number of the group over a column; None where nobody is named."""
    if place >= len(row) or not row[place][0]:
        return None
    return row[place][1]


def section_at(row: Sequence[tuple[str, int]], place: int) -> tuple[str, str | None]:
    """The product section over a column, and the contact there."""
    text = row[place][0] if place < len(row) else ""
    match = CONTACT.fullmatch(text)
    people = people_in(match["contact"]) if match else ()
    if match is None or len(people) != 1:
        return text, None
    return match["section"], reference(people[0])


@dataclass(frozen=True)
class Cascade:
    """Questions to ask after a release, each with what to do; a table without head."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every question."""
        for grid in grids(outline):
            asked = [n for n, row in enumerate(grid.rows) if plain(row[0]).endswith("?")]
            is_list = len(asked) == len(grid.rows) > 1 and not any("?" in head for head in grid.head)
            if not is_list or not ABOUT_RELEASES.search(f"{grid.heading} {grid.block.text}"):
                continue
            used: set[str] = set()
            made = [question(grid, number, used) for number in asked]
            left = [number for number, one in zip(asked, made, strict=True) if one is None]
            for document in filter(None, made):
                yield Made(document, (grid.number,), (grid.head_label(),), grid.stays(left), grid.heading)


def question(grid: Grid, number: int, used: set[str]) -> CascadeQuestionDoc | None:
    """One row: a question and its actions."""
    row = grid.rows[number]
    actions = []
    keys: set[str] = set()
    for cell in row[1:]:
        found = list(links(cell)) or ([(cell, "")] if plain(cell) else [])
        for text, target in found:
            label = plain(text)
            actions.append(
                CascadeActionDoc(key=key_of(label, keys), label=label, url=target, found=grid.found(number))
            )
    is_fit = all(
        len(one.label) <= LONGEST and (not one.url or is_address(whole_address(one.url), LONGEST_URL))
        for one in actions
    )
    is_whole = not left_over(" ".join(row), plain(row[0]), *(one.label for one in actions))
    text = plain(row[0])
    if not (actions and is_fit and is_whole and len(text) <= LONGEST_QUESTION):
        return None
    return CascadeQuestionDoc(
        key=key_of(text, used), question=text, actions=tuple(actions), found=grid.found(number)
    )


@dataclass(frozen=True)
class ReleaseAndLaunch:
    """The table that tells release from launch: each column is a statement."""

    kind: str = "release_vs_launch"

    def find(self, outline: Outline) -> Iterator[Made]:
        """Both columns."""
        for grid in grids(outline):
            if {normal(head) for head in grid.head} != {"release", "launch"}:
                continue
            for column, head in enumerate(grid.head):
                texts = [row[column].rstrip(". ") for row in grid.rows if row[column].strip()]
                document = StatementDoc(
                    kind=self.kind,
                    key=slug(head),
                    title=plain(head),
                    text=f"{'. '.join(texts)}." if texts else "",
                    found=Found(grid.path, {"": grid.block.first, "end": grid.block.last}),
                )
                yield Made(document, (grid.number,), (), grid.stays(), grid.heading)

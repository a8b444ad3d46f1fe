"""The parts of a use case page as what stands below a use case: one reader for each form of a part."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from marketing_portal.interchange.documents import Found, GapDoc
from marketing_portal.interchange.documents_use_cases import PagePersonaDoc, RequirementDoc, UsePointDoc
from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.keys import key_of
from marketing_portal.interchange.handbook.kinds.outline import Section, normal
from marketing_portal.interchange.handbook.kinds.persona_places import OTHER
from marketing_portal.interchange.handbook.kinds.persona_slots import Slot, points
from marketing_portal.interchange.handbook.kinds.tables import Grid
from marketing_portal.interchange.handbook.kinds.use_case_places import (
    Form,
    Place,
    is_prompt,
    is_stand_in,
    state_of_text,
)
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import BREAK, IMAGES, links, outside_code, plain
from marketing_portal.interchange.handbook.reading.writing import write

NUMBER = re.compile(r"\A\W*(?P<number>\d{1,2})[.)]\s+")
BOLD = re.compile(r"\*\*[^*]+\*\*")
TITLED = re.compile(r"\A\*\*(?P<title>[^*\n]+?):?\*\*:?\s+(?P<text>\S.*)", re.DOTALL)
REVIEWER = re.compile(r"^\s*-\s*\*\*(?P<role>[^*\n]+)\*\*[,:]?\s*(?P<source>.*)$")
FACT = re.compile(
    r"\A\*\*(?P<label>problem|solution|result|sales segment|segment):?\*\*:?\s*(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)
FACTS = {"problem": "text", "solution": "detail", "result": "result"}
KEY_FEATURES = "key features"
REMARKS = frozenset({"remarks", "remark", "note", "notes"})
INTERNAL = re.compile(r"internal only", re.IGNORECASE)
ALIKE = 0.8  # “Supports numerous assets” is answered under “Support numerous assets”
LONGEST_NAME, LONGEST_GROUP, LONGEST_MARKER, LONGEST_SEGMENT = 160, 160, 120, 60
Numbered = tuple[int, Block]


@dataclass
class Parts:
    """What stands below a use case, as it is collected; the blocks and labels that it is made of."""

    path: str
    points: list[UsePointDoc] = field(default_factory=list)
    requirements: list[RequirementDoc] = field(default_factory=list)
    personas: list[PagePersonaDoc] = field(default_factory=list)
    gaps: list[GapDoc] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    stays: dict[int, str] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    remarks: list[Label] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)

    def key(self, text: str, scope: str) -> str:
        """A key for ``text``, unique in its ``scope``."""
        return key_of(text, self.keys.setdefault(scope, set()))

    def found(self, line: int) -> Found:
        """The place of what begins on ``line``."""
        return Found(self.path, {"": line})

    def add(self, kind: str, line: int, **fields: str | bool) -> None:
        """A point; of one that says it is still to come the words are a marker of that."""
        title, text = str(fields.get("title", "")), str(fields.get("text", ""))
        if BOLD.fullmatch(title):
            fields["title"] = title = title.strip("*")
        whole = " ".join(str(value) for value in fields.values() if isinstance(value, str))
        values = {
            "state": state_of_text(title or text),
            "internal": bool(INTERNAL.search(whole)),
            **fields,
        }
        key = self.key(f"{fields.get('group', '')} {title or text}", "points")
        self.points.append(UsePointDoc(key=key, kind=kind, found=self.found(line), **values))  # type: ignore[arg-type]

    def miss(self, place: str, text: str, line: int) -> bool:
        """A sentence of the template, which becomes a gap; False for one that is too long to be one."""
        if len(text) > LONGEST_MARKER:
            return False
        key = f"page-{self.key(text, 'gaps')}"
        gap = GapDoc(key=key, place=place, state="needs_data", marker=text, found=self.found(line))
        self.gaps.append(gap)
        return True


def read_part(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """Add what stands right below one heading; ``group``: that heading, where it is one within the part."""
    content = [one for one in content if one[1].shape not in {Shape.RULE, Shape.HTML, Shape.CODE}]
    prompts = [one for one in content if is_prompt(one[1].text)]
    where = "personas" if place.form is Form.PEOPLE else "points"
    for number, block in prompts:
        if parts.miss(where, plain(block.text), block.first):
            parts.taken.add(number)
    content = [one for one in content if one[0] not in parts.taken]
    for is_table, some in itertools.groupby(content, lambda one: one[1].shape is Shape.TABLE):
        if is_table:
            for number, block in some:
                grid = Grid(number, block, parts.path, section)
                TABLES.get(place.form, read_rows)(parts, place, group, grid)
        elif place.form in READERS:
            READERS[place.form](parts, place, group, section, list(some))


def entries(content: Iterable[Numbered]) -> list[tuple[Block, str, bool]]:
    """The items (with what is nested in them) and paragraphs of ``content``."""
    return list(points(Slot(OTHER, blocks=list(content))))


def take(parts: Parts, content: Iterable[Numbered]) -> None:
    """Everything of ``content`` became part of a point."""
    parts.taken.update(number for number, _ in content)


def read_points(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
    """Items are points, with a title where they begin with one; a paragraph behind one goes on with it."""
    take(parts, content)
    last = len(parts.points)
    for block, text, is_item in entries(content):
        titled = TITLED.match(text) if is_item and place.kind != "questions" else None
        if titled:
            parts.add(place.kind, block.first, group=group, **titled.groupdict())
        elif is_item:
            parts.add(place.kind, block.first, group=group, text=text)
        elif place.kind == "questions" and len(parts.points) > last:
            remark_on_last(parts, block, text)
        else:
            is_title = place.kind == "resources" and block.shape is Shape.PARAGRAPH
            parts.add(place.kind, block.first, group=group, text=text, is_remark=not is_title)
            last += not is_title


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


def read_reviews(parts: Parts, place: Place, group: str, section: Section, content: list[Numbered]) -> None:
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


def read_requirements(parts: Parts, place: Place, group: str, grid: Grid) -> None:
    """The table of market requirements."""
    names = ("market requirement", "market requirements", "requirement")
    columns = [grid.column(*names), grid.column("description"), grid.column("typical"), grid.column("value")]
    if columns[0] is None or columns[1] is None:
        return
    left = []
    for number, row in enumerate(grid.rows):
        name, description, features, value = ("" if at is None else row[at] for at in columns)
        bare = bare_name(parts, name, grid.line(number))
        if is_stand_in(row):
            parts.miss("requirements", " | ".join(map(plain, row)), grid.line(number))
        elif (
            not bare
            or len(bare) > LONGEST_NAME
            or len(row) > len([one for one in columns if one is not None])
        ):
            left.append(number)
        else:
            parts.labels.append(Label(grid.line(number), bare))
            parts.requirements.append(
                RequirementDoc(
                    key=parts.key(bare, "requirements"),
                    name=bare,
                    description=lines_of(description),
                    features=lines_of(features),
                    value=lines_of(value),
                    found=parts.found(grid.line(number)),
                )
            )
    table_taken(parts, grid, left)


def bare_name(parts: Parts, cell: str, line: int) -> str:
    """The name in a cell, without its number, which became an order."""
    number = NUMBER.match(plain(cell))
    if number:
        parts.labels.append(Label(line, number["number"]))
    return NUMBER.sub("", plain(cell)).strip()


def lines_of(cell: str) -> str:
    """The text of a cell; what is parted by line breaks becomes a list."""
    pieces = [piece.strip().removeprefix("- ") for piece in BREAK.split(cell) if piece.strip()]
    return "\n".join(f"- {piece}" for piece in pieces) if len(pieces) > 1 else "".join(pieces)


def table_taken(parts: Parts, grid: Grid, left: Sequence[int] = ()) -> None:
    """The table became documents, but for the rows ``left``."""
    if len(left) == len(grid.rows):
        return
    parts.taken.add(grid.number)
    parts.labels.append(grid.head_label())
    if left:
        parts.stays.update(grid.stays(left))


def read_answers(parts: Parts, place: Place, group: str, grid: Grid) -> None:
    """How each market requirement is met, and what shows it."""
    names = ("market requirement", "market requirements", "requirement", "requirements")
    columns = [
        grid.column(*names),
        grid.column("how"),
        grid.column("gitlab stage category", "gitlab category", "stage", "category"),
        grid.column("demos", "demo"),
    ]
    if columns[0] is None or columns[1] is None:
        return
    left = []
    for number, row in enumerate(grid.rows):
        name, answer, areas, demos = ("" if at is None else row[at] for at in columns)
        at = requirement_named(parts, bare_name(parts, name, grid.line(number)))
        if is_stand_in(row):
            parts.miss("requirements", " | ".join(map(plain, row)), grid.line(number))
        elif at is None:
            left.append(number)
            told = f"An answer to no market requirement of this page, kept as text: {plain(name)[:60]}"
            parts.remarks.append(Label(grid.line(number), told))
        else:
            parts.labels.append(Label(grid.line(number), plain(name)))
            shown, state = demos_of(parts, demos, grid.line(number))
            parts.requirements[at] = replace(
                parts.requirements[at],
                answer=lines_of(answer),
                product_areas=lines_of(areas),
                demos=shown,
                demos_state=state,
            )
    table_taken(parts, grid, left)


def requirement_named(parts: Parts, name: str) -> int | None:
    """The place of the requirement that ``name`` means: the same, or nearly so; each is answered once."""
    wanted = normal(name)
    likeness = [
        (SequenceMatcher(None, wanted, normal(one.name)).ratio(), -at)
        for at, one in enumerate(parts.requirements)
        if not one.answer
    ]
    best, place = max(likeness, default=(0.0, 0))
    return -place if wanted and best >= ALIKE else None


def demos_of(parts: Parts, cell: str, line: int) -> tuple[str, str]:
    """The links of a cell without the pictures in them, and how much is known of them."""
    for match in IMAGES.finditer(cell):
        if match.group("code") is None:
            parts.labels.append(Label(line, match.group("alt")))
    text = lines_of(re.sub(r"\[\s+", "[", outside_code(IMAGES, lambda _: "", cell)))
    state = state_of_text(text) if text else "known"
    if state != "known":
        parts.labels.append(Label(line, text))
    return (text, "known") if state == "known" else ("", state)


def read_rows(parts: Parts, place: Place, group: str, grid: Grid) -> None:
    """A table of points: the first column is the title, the others are found by their heads."""
    if not place.kind:
        return
    value = grid.column("value", "description", "answer", "response")
    proof, demos = grid.column("proof point", "proof points", "proof"), grid.column("demos", "demo")
    named = {0, value, proof, demos}
    for number, row in enumerate(grid.rows):
        line = grid.line(number)
        if is_stand_in(row):
            parts.miss("points", " | ".join(map(plain, row)), line)
            continue
        counted = NUMBER.match(row[0])
        if counted:
            parts.labels.append(Label(line, counted["number"]))
        others = [
            f"{plain(head)}: {cell}" if head else cell
            for at, (head, cell) in enumerate(zip(grid.head, row, strict=True))
            if at not in named and cell
        ]
        text = [lines_of(row[value])] if value is not None else []
        shown, state = ("", "known") if demos is None else demos_of(parts, row[demos], line)
        parts.add(
            place.kind,
            line,
            group=group,
            title=NUMBER.sub("", row[0]),
            text="\n\n".join([*text, *others]),
            detail=lines_of(row[proof]) if proof is not None else "",
            demos=shown,
            **({} if state == "known" else {"state": state}),
        )
    table_taken(parts, grid)


def read_journey(parts: Parts, place: Place, group: str, grid: Grid) -> None:
    """The inventory: a column for each stage, in its cells links to pages, or stand-ins for such."""
    for at, head in enumerate(grid.head):
        stage = plain(BREAK.sub(": ", head))[:LONGEST_GROUP]
        for number, row in enumerate(grid.rows):
            for piece in BREAK.split(row[at]):
                text = piece.strip().removeprefix("-").strip()
                if plain(text):
                    add_page(parts, place, stage, text, grid.line(number))
    table_taken(parts, grid)


def add_page(parts: Parts, place: Place, stage: str, text: str, line: int) -> None:
    """A page of the inventory; without an address, or doubted, it is still to come."""
    is_there = any(target for _, target in links(text))
    shown = text if is_there else plain(text)
    state = "known" if is_there else "uncertain" if "?" in shown else "tbd"
    parts.add(place.kind, line, group=stage, title=shown, state=state)


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


TABLES: dict[Form, Callable[[Parts, Place, str, Grid], None]] = {
    Form.REQUIREMENTS: read_requirements,
    Form.ANSWERS: read_answers,
    Form.JOURNEY: read_journey,
}
READERS: dict[Form, Callable[[Parts, Place, str, Section, list[Numbered]], None]] = {
    Form.POINTS: read_points,
    Form.PROSE: read_prose,
    Form.PEOPLE: read_people,
    Form.NAMED: read_named,
    Form.TIERS: read_tier,
    Form.REVIEWS: read_reviews,
    Form.CASES: read_cases,
    Form.JOURNEY: read_journey_text,
}

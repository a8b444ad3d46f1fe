"""The tables of a use case page: market requirements, how they are met, points, the journey's inventory."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from marketing_portal.interchange.documents_use_cases import RequirementDoc
from marketing_portal.interchange.handbook.kinds.base import Label
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.handbook.kinds.tables import Grid
from marketing_portal.interchange.handbook.kinds.use_case_parts import Parts
from marketing_portal.interchange.handbook.kinds.use_case_places import (
    Form,
    Place,
    is_stand_in,
    state_of_text,
)
from marketing_portal.interchange.handbook.reading.inline import BREAK, IMAGES, links, outside_code, plain

NUMBER = re.compile(r"\A\W*(?P<number>\d{1,2})[.)]\s+")
COUNT = re.compile(r"\d{1,2}[.)]?")
FEWEST_COLUMNS = 2
ALIKE = 0.8  # “Supports numerous assets” is answered under “Support numerous assets”
LONGEST_NAME, LONGEST_GROUP, LONGEST_SEGMENT = 160, 160, 60
PROBLEM, SOLUTION = ("problem", "challenge", "challenges"), ("solution", "solutions")
RESULT, SEGMENT = ("result", "results", "outcome"), ("sales segment", "segment", "market segment")


def read_requirements(parts: Parts, place: Place, group: str, grid: Grid) -> None:
    """The table of market requirements."""
    names = ("market requirement", "market requirements", "requirement")
    columns = [
        grid.column(*names),
        grid.column("description", "what", "details"),
        grid.column("typical"),
        grid.column("value"),
    ]
    if columns[0] is None or len(grid.head) < FEWEST_COLUMNS:
        return
    left = []
    counts = counting(grid)
    for number, row in enumerate(grid.rows):
        name, description, features, value = ("" if at is None else row[at] for at in columns)
        more = others_of(grid, row, [*columns, counts])
        if counts is not None:
            parts.labels.append(Label(grid.line(number), row[counts]))
        bare = bare_name(parts, name, grid.line(number))
        if is_stand_in(row):
            parts.miss("requirements", " | ".join(map(plain, row)), grid.line(number))
        elif not bare or len(bare) > LONGEST_NAME:
            left.append(number)
        else:
            parts.labels.append(Label(grid.line(number), bare))
            parts.requirements.append(
                RequirementDoc(
                    key=parts.key(bare, "requirements"),
                    name=bare,
                    description="\n\n".join(filter(None, [lines_of(description), more])),
                    features=lines_of(features),
                    value=lines_of(value),
                    found=parts.found(grid.line(number)),
                )
            )
    table_taken(parts, grid, left)


def counting(grid: Grid) -> int | None:
    """The column that only counts the rows, if there is one."""
    columns = range(len(grid.head))
    return next((at for at in columns if all(COUNT.fullmatch(plain(row[at])) for row in grid.rows)), None)


def others_of(grid: Grid, row: Sequence[str], named: Collection[int | None]) -> str:
    """What stands in columns that have no place of their own, each behind its head."""
    return " · ".join(
        f"{plain(head)}: {cell}" if head else cell
        for at, (head, cell) in enumerate(zip(grid.head, row, strict=True))
        if at not in named and cell
    )


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
                answer="\n\n".join(filter(None, [lines_of(answer), others_of(grid, row, columns)])),
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
    if is_of_cases(grid):
        read_case_rows(parts, group, grid)
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
        others = others_of(grid, row, named)
        text = [lines_of(row[value])] if value is not None else []
        shown, state = ("", "known") if demos is None else demos_of(parts, row[demos], line)
        parts.add(
            place.kind,
            line,
            group=group,
            title=NUMBER.sub("", row[0]),
            text="\n\n".join([*text, *([others] if others else [])]),
            detail=lines_of(row[proof]) if proof is not None else "",
            demos=shown,
            **({} if state == "known" else {"state": state}),
        )
    table_taken(parts, grid)


def is_of_cases(grid: Grid) -> bool:
    """Whether each row tells of a customer: what was wrong, and what was done or came of it."""
    return grid.column(*PROBLEM) is not None and (
        grid.column(*SOLUTION) is not None or grid.column(*RESULT) is not None
    )


def read_case_rows(parts: Parts, group: str, grid: Grid) -> None:
    """A table of case studies: the first column names the customer."""
    columns = [grid.column(*names) for names in (PROBLEM, SOLUTION, RESULT, SEGMENT)]
    counts = counting(grid)
    first = 1 if counts == 0 else 0
    for number, row in enumerate(grid.rows):
        if counts is not None:
            parts.labels.append(Label(grid.line(number), row[counts]))
        texts = ["" if at is None else lines_of(row[at]) for at in columns]
        if len(texts[3]) > LONGEST_SEGMENT:
            texts[2:] = [f"{texts[2]}\n\n{texts[3]}".strip(), ""]
        more = others_of(grid, row, {first, counts, *columns})
        fields = dict(zip(("text", "detail", "result", "sales_segment"), texts, strict=True))
        fields["text"] = "\n\n".join(filter(None, [fields["text"], more]))
        said = {name: text for name, text in fields.items() if text}
        parts.add("case_studies", grid.line(number), group=group, title=row[first], **said)
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


TABLES: dict[Form, Callable[[Parts, Place, str, Grid], None]] = {
    Form.REQUIREMENTS: read_requirements,
    Form.ANSWERS: read_answers,
    Form.JOURNEY: read_journey,
}

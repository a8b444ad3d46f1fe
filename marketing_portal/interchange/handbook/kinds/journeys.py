"""The page of journeys, mostly a copy as plain text: whose journey, tables of steps, what the stages mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marketing_portal.interchange.documents import Found
from marketing_portal.interchange.documents_journeys import JourneyDoc, JourneyStepDoc, StageDoc
from marketing_portal.interchange.handbook.kinds.base import Label, Made, PageKind, found_at
from marketing_portal.interchange.handbook.kinds.keys import key_of, slug, state_of
from marketing_portal.interchange.handbook.kinds.outline import Outline, normal
from marketing_portal.interchange.handbook.kinds.tables import Grid, doubted, grids
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import plain

# Journeys by the words that open their text, and by the stages of their table where the heading above it is lost.
OPENINGS = (
    ("contributor", re.compile(r"\ba contributor is\b|\bcontributor journey (?:is|covers)\b", re.IGNORECASE)),
    ("adoption", re.compile(r"\buser adoption journey\b", re.IGNORECASE)),
    ("user", re.compile(r"\bthe user journey (?:is|covers)\b", re.IGNORECASE)),
    ("buyer", re.compile(r"\bthe buyer journey (?:is|covers)\b", re.IGNORECASE)),
)
TELLING = {
    "user": frozenset(
        {"download", "install", "invite other users", "single user experience", "adopt all features"}
    ),
    "buyer": frozenset(
        {"enter buying cycle", "decision purchase", "purchase", "initial contact", "consideration"}
    ),
}
NAMES = {
    "contributor": "Contributor journey",
    "user": "User journey",
    "adoption": "User adoption journey",
    "buyer": "Buyer journey",
}
FOCUS = re.compile(r"the focus is on\b", re.IGNORECASE)
STAGES = (
    ("awareness", "Awareness", "educating"),
    ("consideration", "Consideration", "positioning"),
    ("decision", "Decision/Purchase", "justify"),
)
OWNERS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
ACTIVITIES = re.compile(r"\s*[,;]\s*(?:or\s+)?")
LONGEST_STAGE, LONGEST_MEASURE = 120, 300

Numbered = tuple[int, Block]


@dataclass(frozen=True)
class Journeys:
    """Journeys out of tables of steps and of the paragraphs that open one."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every journey once, in the order of the page; a text and a table of the same journey are one."""
        tables = {key: grid for grid in step_tables(outline) if (key := journey_of(grid))}
        texts = dict(opened(outline))
        first = {key: texts[key][0][0] if key in texts else tables[key].number for key in {*texts, *tables}}
        for key in sorted(first, key=lambda one: first[one]):
            blocks, grid = texts.get(key, []), tables.get(key)
            numbers = (*(number for number, _ in blocks), *((grid.number,) if grid else ()))
            steps, labels = steps_of(grid) if grid else ((), ())
            at = found_at(outline.page.path, [outline.page.blocks[number] for number in numbers])
            text = "\n\n".join(block.text for _, block in blocks)
            name = NAMES.get(key, key.replace("-", " ").capitalize())
            yield Made(
                JourneyDoc(key=key, name=name, text=text, steps=steps, found=at),
                numbers,
                labels,
                heading=name,
            )


def step_tables(outline: Outline) -> Iterator[Grid]:
    """Tables of steps that can be read whole."""
    for grid in grids(outline):
        stage, measure = grid.column("stage", "step"), grid.column("measured by", "measure", "metric")
        if stage is None or measure is None:
            continue
        names = [plain(row[stage]) for row in grid.rows]
        is_fit = all(0 < len(name) <= LONGEST_STAGE for name in names)
        if is_fit and all(len(plain(row[measure])) <= LONGEST_MEASURE for row in grid.rows):
            yield grid


def journey_of(grid: Grid) -> str:
    """Whose journey a table is: its heading says so, or its stages do."""
    heading = grid.section.name if grid.section else ""
    for key in ("contributor", "adoption", "user", "buyer"):
        if key in heading and "journey" in heading:
            return key
    place = grid.column("stage", "step") or 0
    stages = {normal(row[place]) for row in grid.rows}
    votes = {key: len(stages & telling) for key, telling in TELLING.items()}
    best = max(votes, key=lambda key: votes[key])
    named = slug(heading)[:40].strip("-") if "journey" in heading else ""
    return best if votes[best] else named


def opened(outline: Outline) -> Iterator[tuple[str, list[Numbered]]]:
    """Paragraphs that open a journey, each with those that go on about it."""
    blocks = [(n, block) for n, block in enumerate(outline.page.blocks) if block.is_content]
    for place, (number, block) in enumerate(blocks):
        key = opening(block)
        if not key:
            continue
        texts = [(number, block)]
        for one in blocks[place + 1 :]:
            goes_on = one[1].shape is Shape.PARAGRAPH and "this journey" in normal(one[1].text)
            if not goes_on or opening(one[1]):
                break
            texts.append(one)
        yield key, texts


def opening(block: Block) -> str:
    """The journey that a paragraph opens; empty for any other."""
    if block.shape is not Shape.PARAGRAPH:
        return ""
    return next((key for key, pattern in OPENINGS if pattern.search(plain(block.text))), "")


def steps_of(grid: Grid) -> tuple[tuple[JourneyStepDoc, ...], tuple[Label, ...]]:
    """The steps of a table, and its words that became structure."""
    used: set[str] = set()
    made = [step(grid, number, used) for number in range(len(grid.rows))]
    labels = [grid.head_label()]
    for number, row in enumerate(grid.rows):
        joining = [word for cell in row for word in plain(cell).split() if word in {"and", "or"}]
        labels.append(Label(grid.line(number), " ".join(joining)))
    return tuple(made), tuple(label for label in labels if label.text)


def step(grid: Grid, number: int, used: set[str]) -> JourneyStepDoc:
    """One row. A doubted value stands without its question mark, and its state says so."""

    def cell(*names: str) -> str:
        place = grid.column(*names)
        return grid.rows[number][place] if place is not None else ""

    stage = plain(cell("stage", "step"))
    measured_by, measure_state = valued(cell("measured by", "measure", "metric"))
    owners, owner_state = valued(cell("gitlab owner", "owner", "owners", "owned by"))
    activities = plain(cell("activities", "activity"))
    return JourneyStepDoc(
        key=key_of(stage, used),
        stage=stage,
        measured_by=measured_by,
        measure_state=measure_state,
        owners=tuple(filter(None, OWNERS.split(owners))),
        owner_state=owner_state,
        activities=tuple(part for part in ACTIVITIES.split(activities) if part),
        found=grid.found(number),
    )


def valued(text: str) -> tuple[str, str]:
    """What a cell says, and how sure it is."""
    if not plain(text):
        return "", "absent"
    state = state_of(text)
    if state != "known":
        return "", state
    kept, is_doubted = doubted(text)
    return kept, "uncertain" if is_doubted else "known"


@dataclass(frozen=True)
class StageMeanings:
    """What each stage of the buyer's journey means: a paragraph, and one below it that says what the focus is."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every stage."""
        blocks = [(n, block) for n, block in enumerate(outline.page.blocks) if block.is_content]
        pairs = [
            (blocks[place - 1], one)
            for place, one in enumerate(blocks)
            if place and is_focus(one[1]) and blocks[place - 1][1].shape is Shape.PARAGRAPH
        ]
        seen: set[str] = set()
        for place, (first, second) in enumerate(pairs):
            key, name = stage_at(place, second[1], len(pairs))
            if key and key not in seen and not is_focus(first[1]):
                seen.add(key)
                at = Found(outline.page.path, {"": first[1].first, "end": second[1].last})
                stage = StageDoc(key=key, name=name, definition=first[1].text, focus=second[1].text, found=at)
                yield Made(stage, (first[0], second[0]), heading=name)


def is_focus(block: Block) -> bool:
    """Whether a paragraph says what the focus of a stage is."""
    return block.shape is Shape.PARAGRAPH and FOCUS.match(plain(block.text)) is not None


def stage_at(place: int, block: Block, of: int) -> tuple[str, str]:
    """The stage that a focus belongs to: by what it says, else by its place among three."""
    for key, name, word in STAGES:
        if word in normal(block.text).split():
            return key, name
    return STAGES[place][:2] if of == len(STAGES) else ("", "")


def has_steps(made: Sequence[Made]) -> bool:
    """Whether a table of steps was found."""
    return any(isinstance(one.document, JourneyDoc) and one.document.steps for one in made)


JOURNEYS = PageKind(
    name="journeys",
    title="Journeys",
    slug="journeys",
    fits=has_steps,
    things=(Journeys(), StageMeanings()),
)

"""Roles in a customer's IT department, level by level: what they look at, what to lead with, what to show.

Source: the page about enterprise IT roles. Levels are items or headings; roles are bold lines, items, headings or rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from marketing_portal.interchange.documents import EnterpriseRoleDoc, Found
from marketing_portal.interchange.handbook.kinds.base import Label, Made, PageKind
from marketing_portal.interchange.handbook.kinds.keys import key_of
from marketing_portal.interchange.handbook.kinds.message_house_parts import out_of_lists
from marketing_portal.interchange.handbook.kinds.outline import Outline, normal
from marketing_portal.interchange.handbook.kinds.tables import Grid, grids
from marketing_portal.interchange.handbook.reading.blocks import Block, Shape
from marketing_portal.interchange.handbook.reading.inline import BREAK, plain
from marketing_portal.interchange.handbook.reading.writing import write

LEVELS = frozenset(
    "c level,c levels,c suite,c suite level,cxo,cxos,cxo level,executive,executives,executive level,vp,vps,vp level,"
    "vice president,vice presidents,director,directors,director level,manager,managers,manager level,team leads,"
    "individual contributors,individual contributor,practitioners".split(",")
)
SIGNS = (
    "level",
    "suite",
    "cxo",
    "executive",
    "vp",
    "president",
    "director",
    "manager",
    "lead",
    "individual",
    "practit",
)
# What is said of a role, by the words that its label holds.
FACTS: dict[str, tuple[str, ...]] = {
    "reference": ("persona reference", "see also", "persona video", "persona deck"),
    "value": ("value prop", "value props", "value proposition", "value propositions", "lead with"),
    "challenges": ("challenge", "challenges", "pain points", "pains"),
    "questions": ("ask", "question", "questions", "discovery questions"),
    "resources": ("resources", "resource", "what to show"),
    "focus": ("focus", "what they look at", "responsibilities", "role description", "description"),
}
TITLES = ("title", "titles", "role", "job title", "it role")
SPLIT = re.compile(
    r"\A(?:\*\*|__)?(?P<label>[^:*\n]{2,60}?)(?:\*\*|__)?\s*(?::(?:\*\*|__)?|\s[-\u2013\u2014=]\s|\Z)"
    r"\s*(?P<rest>.*)\Z",
    re.DOTALL,
)
BOLD_TITLE = re.compile(
    r"\A(?:\*\*|__)(?P<title>[^*_\n]{2,200}?):?(?:\*\*|__):?\s*(?:[-\u2013\u2014:]\s+)?(?P<focus>.*)\Z",
    re.DOTALL,
)
DASH_TITLE = re.compile(r"\A(?P<title>[^\n]{2,120}?)\s+[-\u2013\u2014]\s+(?P<focus>\S.*)\Z", re.DOTALL)
LONGEST_TITLE, LONGEST_LEVEL = 200, 80
FEWEST_ROLES = 3
Numbered = tuple[int, Block]


def level_of(text: str) -> str:
    """``text`` where it is the name of a level; empty where it is something else."""
    if len(text) > LONGEST_LEVEL or not any(sign in text.casefold() for sign in SIGNS):
        return ""
    return plain(text).strip(" :") if normal(text) in LEVELS else ""


def fact_of(label: str) -> str:
    """The field that a label means; empty for none."""
    text = f" {normal(label)} "
    found = [name for name, words in FACTS.items() if any(f" {word} " in text for word in words)]
    return found[0] if len(found) == 1 else ""


def fact_at(block: Block) -> str:
    """The field that ``block`` says something for, by the label that it begins with."""
    split = SPLIT.match(block.text)
    return fact_of(split["label"]) if split else ""


@dataclass
class Role:
    """A role while it is collected."""

    title: str
    level: str
    line: int
    numbers: list[int]
    last: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    parent: Role | None = None
    key: str = ""

    def say(self, name: str, text: str) -> None:
        """One more text."""
        if text.strip():
            self.texts.setdefault(name, []).append(text.strip())

    def take(self, content: Sequence[Numbered]) -> None:
        """Everything below the role: each item with what is nested in it says one thing."""
        self.numbers += [number for number, _ in content]
        self.last = max([self.last, *(block.last for _, block in content)])
        top = min((block.level for _, block in content), default=0)
        for group in groups(content, top, by_facts=True):
            self.read(group)

    def read(self, group: Sequence[Numbered]) -> None:
        """One fact: its label and text; text without a known label is a note, or the focus where there is none."""
        head = group[0][1]
        split = SPLIT.match(head.text)
        name = fact_at(head)
        if split and name:
            is_sentence = not split["rest"] and plain(head.text).endswith(".")
            self.say(name, head.text if is_sentence else split["rest"])
            if not is_sentence:
                self.labels.append(Label(head.first, split["label"]))
            self.say(name, write(out_of_lists(group[1:])))
            return
        named = fact_of(head.text) if len(group) > 1 else ""
        is_focus = head.shape is Shape.PARAGRAPH and "focus" not in self.texts
        below = write(out_of_lists(group[1:]))
        self.say(named or ("focus" if is_focus else "note"), f"{head.text}\n\n{below}")

    def document(self, path: str) -> EnterpriseRoleDoc:
        """The role as a document."""
        texts = {name: "\n\n".join(texts) for name, texts in self.texts.items()}
        found = Found(path, {"": self.line, "end": self.last})
        parent = self.parent.key if self.parent else None
        return EnterpriseRoleDoc(
            key=self.key, level=self.level, title=self.title, parent=parent, found=found, **texts
        )


def groups(content: Sequence[Numbered], top: int, *, by_facts: bool = False) -> Iterator[list[Numbered]]:
    """Each block of the level ``top`` with the deeper ones behind it; ``by_facts``: labels one deeper begin one too."""
    current: list[Numbered] = []
    for one in content:
        is_next = by_facts and one[1].level <= top + 1 and bool(fact_at(one[1]))
        if current and (one[1].level <= top or one[1].shape is Shape.HEADING or is_next):
            yield current
            current = []
        current.append(one)
    if current:
        yield current


@dataclass(frozen=True)
class WrittenRoles:
    """Roles below the names of levels, in lists or below headings."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every role; what a level says before its first role stays."""
        used: set[str] = set()
        for start, label, line, content in stretches(outline):
            roles = list(roles_in(label, content))
            for role in roles:
                role.key = key_of(role.title, used)
            taken = {number for role in roles for number in role.numbers}
            if roles and taken.issuperset(number for number, _ in content):
                roles[0].numbers.append(start)  # nothing of the level is left but its name
            for role in roles:
                labels = (*role.labels, Label(line, label))
                heading = plain(label)
                yield Made(
                    role.document(outline.page.path), tuple(sorted(role.numbers)), labels, heading=heading
                )


def stretches(outline: Outline) -> Iterator[tuple[int, str, int, list[Numbered]]]:
    """Every level: the number of its block, its name, its line, and the blocks below it."""
    blocks = outline.page.blocks
    starts = [
        (number, block)
        for number, block in enumerate(blocks)
        if block.shape in {Shape.HEADING, Shape.ITEM, Shape.PARAGRAPH} and level_of(block.text)
    ]
    for number, block in starts:
        is_heading, end = block.shape is Shape.HEADING, number + 1
        while end < len(blocks) and not ends(block, blocks[end], is_heading):
            end += 1
        content = [(at, blocks[at]) for at in range(number + 1, end) if blocks[at].is_content]
        content = [one for one in content if one[1].shape is not Shape.RULE]
        yield number, level_of(block.text), block.first, content


def ends(level: Block, block: Block, is_heading: bool) -> bool:
    """Whether ``block`` does not belong to ``level`` any more."""
    if level_of(block.text) and block.shape in {Shape.HEADING, Shape.ITEM, Shape.PARAGRAPH}:
        return True
    if block.shape is Shape.HEADING:
        return not is_heading or block.level <= level.level
    return not is_heading and block.shape is Shape.ITEM and block.level <= level.level


def roles_in(level: str, content: Sequence[Numbered]) -> Iterator[Role]:
    """The roles below one level: headings or bold lines where it has such, else the items of its list."""
    starts = [at for at, (_, block) in enumerate(content) if begins_role(block)]
    if starts and content[starts[0]][1].shape is Shape.HEADING:
        starts = [at for at in starts if content[at][1].shape is Shape.HEADING]
    for at, end in pairwise([*starts, len(content)]):
        number, block = content[at]
        bold = BOLD_TITLE.match(block.text) if block.shape is not Shape.HEADING else None
        title = plain(bold["title"] if bold else block.text)
        role = Role(title, level, block.first, [number], block.last)
        role.say("focus", bold["focus"] if bold else "")
        role.take(content[at + 1 : end])
        yield role
    if not starts:
        yield from items_in(level, [one for one in content if one[1].shape is Shape.ITEM])


def begins_role(block: Block) -> bool:
    """Whether ``block`` is the heading of a role, or a bold line with its title."""
    if block.shape is Shape.HEADING:
        return 0 < len(plain(block.text)) <= LONGEST_TITLE
    bold = BOLD_TITLE.match(block.text) if block.shape in {Shape.PARAGRAPH, Shape.ITEM} else None
    return bold is not None and not fact_of(bold["title"])


def items_in(level: str, items: Sequence[Numbered]) -> Iterator[Role]:
    """Roles that are items, each with its title before a dash; items nested in one are its specialities."""
    top = min((block.level for _, block in items), default=0)
    for group in groups(items, top):
        role = item_role(level, group[0])
        if role is None:
            continue
        below = list(groups(group[1:], min((block.level for _, block in group[1:]), default=0)))
        specialities = [(item_role(level, some[0]), some) for some in below]
        if specialities and all(one is not None and len(some) == 1 for one, some in specialities):
            yield role
            for one, _ in specialities:
                if one is not None:
                    one.parent = role
                    yield one
        else:
            role.take(group[1:])
            yield role


def item_role(level: str, item: Numbered) -> Role | None:
    """The role that an item names; None for a fact, or a sentence."""
    number, block = item
    match = DASH_TITLE.match(block.text)
    title = plain(match["title"] if match else block.text)
    is_fact = bool(match and fact_of(match["title"])) or bool(fact_of(title) and ":" in title)
    if is_fact or not title or len(title) > LONGEST_TITLE or title.endswith(".") or "](" in title:
        return None
    role = Role(title, level, block.first, [number], block.last)
    role.say("focus", match["focus"] if match else "")
    return role


@dataclass(frozen=True)
class TabledRoles:
    """Roles that are rows of a table; the level is a column, or the heading above."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every row with a title and a level."""
        used: set[str] = set()
        for grid in grids(outline, html=True) if any(sign in outline.text for sign in SIGNS) else ():
            title, level = grid.column(*TITLES), grid.column("level", "levels")
            above = level_of(grid.heading)
            facts = [fact_of(head) for head in grid.head]
            if title is None or not (above or level is not None) or not any(facts):
                continue
            rows = dict(enumerate(grid.rows))
            good = {at: row for at, row in rows.items() if is_row(row, title, level)}
            stays = grid.stays(sorted(set(rows) - set(good)))
            for at, row in good.items():
                name = above if level is None else plain(row[level])
                role = Role(plain(row[title]), name, grid.line(at), [grid.number], grid.line(at))
                self.read(role, grid, row, {title, level})
                role.key = key_of(role.title, used)
                labels = (grid.head_label(), Label(grid.line(at), f"{row[title]} {name}"))
                document = role.document(outline.page.path)
                yield Made(document, (grid.number,), labels, stays, grid.heading)

    def read(self, role: Role, grid: Grid, row: Sequence[str], named: set[int | None]) -> None:
        """What the other cells say."""
        for place, (head, cell) in enumerate(zip(grid.head, row, strict=True)):
            if place not in named and plain(cell):
                text = "\n\n".join(piece.strip() for piece in BREAK.split(cell) if piece.strip())
                name = fact_of(head)
                role.say(name or "note", text if name else f"{plain(head)}: {text}")


def is_row(row: Sequence[str], title: int, level: int | None) -> bool:
    """Whether a row names a role."""
    has_level = level is None or 0 < len(plain(row[level])) <= LONGEST_LEVEL
    return 0 < len(plain(row[title])) <= LONGEST_TITLE and has_level


def are_roles(found: Sequence[Made]) -> bool:
    """Whether enough roles of at least two levels were found, and more than who they are is said of some."""
    documents = [one.document for one in found if isinstance(one.document, EnterpriseRoleDoc)]
    described = [one for one in documents if any(getattr(one, name) for name in FACTS)]
    is_more = len(described) * 2 >= len(
        documents
    )  # else a list of names: the people of a company, for example
    is_more = is_more and any(getattr(one, name) for one in documents for name in FACTS if name != "focus")
    return is_more and len(documents) >= FEWEST_ROLES and len({one.level for one in documents}) > 1


ENTERPRISE_ROLES = PageKind(
    name="enterprise-roles",
    title="Enterprise IT roles",
    slug="enterprise-it-roles",
    things=(WrittenRoles(), TabledRoles()),
    fits=are_roles,
)

"""The matrices of the use-case page: roles by use cases (who is responsible), kinds by use cases (key links)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marketing_portal.interchange.documents import Found
from marketing_portal.interchange.documents_use_cases import (
    DRICellDoc,
    DRIPersonDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RoleDoc,
)
from marketing_portal.interchange.handbook.kinds.base import Label, Made
from marketing_portal.interchange.handbook.kinds.keys import is_address, slug, state_of, whole_address
from marketing_portal.interchange.handbook.kinds.naming_people import people_in, reference
from marketing_portal.interchange.handbook.kinds.outline import Outline, normal
from marketing_portal.interchange.handbook.kinds.tables import Grid, grids
from marketing_portal.interchange.handbook.kinds.use_case_names import KNOWN, bare, fold, initials, same
from marketing_portal.interchange.handbook.reading.blocks import Shape
from marketing_portal.interchange.handbook.reading.inline import links, plain

ROLE_HEADS = ("role", "roles")
USE_CASE = re.compile(r"\buse ?case\b")
LED = re.compile(r"(?P<role>[^()]+?)\s*\((?P<lead>[^()]+)\)")
RESPONSIBILITY = re.compile(
    r"(?P<role>.+?)\s+[-\u2013\u2014:]\s+(?P<text>(?:DRI|Primary author|Author|Responsible|Owner)\b.*)",
    re.DOTALL,
)
LONGEST_RAW, LONGEST_ROLE, LONGEST_URL, LONGEST_LABEL, LONGEST_NOTE, LONGEST_KEY = 200, 120, 400, 160, 300, 80
INVITE = ("join.slack.com", "gitlab.slack.com")
LIKE = 4  # letters in which two words must agree to be the same
COMMON = frozenset("field team marketing manager managers mgr relations".split())


def use_case_columns(grid: Grid, but: int) -> dict[int, str]:
    """The columns of ``grid`` that stand for use cases, and what their heads call them."""
    names = {n: bare(head) for n, head in enumerate(grid.head) if n != but and slug(bare(head))}
    is_told_apart = all(not same(names[n], (names[m],)) for n in names for m in names if n != m)
    return {n: name for n, name in names.items() if len(name) <= LONGEST_ROLE} if is_told_apart else {}


def about_use_cases(grid: Grid) -> bool:
    """Whether most heads of ``grid`` say “use case”, or are names of use cases."""
    said = [USE_CASE.search(normal(head)) is not None or fold(bare(head)) in KNOWN for head in grid.head]
    return 2 * sum(said) > len(grid.head) - 1


@dataclass(frozen=True)
class ActivationTeam:
    """Roles, out of the list of roles and of the matrix of those responsible, and the cells of that matrix."""

    below: tuple[str, ...] = ("who",)

    def find(self, outline: Outline) -> Iterator[Made]:
        """Roles first, then the rows of the matrix."""
        listed = list(self.listed(outline))
        grid, place = next(matrices(outline), (None, 0))
        rows = matrix_rows(grid, place) if grid else []
        roles = [role for role, _ in rows]
        taken = joined([one.name for one, _ in listed], [one.name for one in roles])
        for number, (role, block) in enumerate(listed):
            row = roles[taken[number]] if number in taken else None
            spare = len(roles) + number + 1
            yield Made(
                merged(role, row, spare),
                (block,),
                heading="roles",
            )
        if grid is None:
            return
        left = sorted(set(range(len(grid.rows))) - {row_of(grid, cells) for _, cells in rows})
        stays = grid.stays(left)
        for number, (role, cells) in enumerate(rows):
            label = (
                grid.head_label(),
                Label(cells.found.lines[""], plain(grid.rows[row_of(grid, cells)][place])),
            )
            if number not in taken.values():
                yield Made(role, (grid.number,), label, stays, grid.heading)
            yield Made(cells, (grid.number,), label, stays, grid.heading)

    def listed(self, outline: Outline) -> Iterator[tuple[RoleDoc, int]]:
        """Roles of the list, each with the number of its block."""
        position = 0
        for section in outline.named(*self.below):
            for number, block in outline.content(section.own):
                match = RESPONSIBILITY.fullmatch(block.text) if block.shape is Shape.ITEM else None
                if match and len(match["role"]) <= LONGEST_ROLE:
                    position += 1
                    found = Found(outline.page.path, {"": block.first, "end": block.last})
                    name = plain(match["role"])
                    yield (
                        RoleDoc(
                            key=slug(name)[:LONGEST_KEY],
                            name=name,
                            list_name=name,
                            responsibility=match["text"],
                            list_position=position,
                            matrix_position=position,
                            found=found,
                        ),
                        number,
                    )


def row_of(grid: Grid, row: DRIRowDoc) -> int:
    """The number of the row that ``row`` was made of."""
    return row.found.lines[""] - grid.line(0)


def matrices(outline: Outline) -> Iterator[tuple[Grid, int]]:
    """Tables of roles by use cases, with the column of the roles."""
    for grid in grids(outline):
        place = grid.column(*ROLE_HEADS)
        is_named = grid.section is not None and "responsible" in grid.section.name
        if place is not None and len(grid.head) > 1 and (is_named or about_use_cases(grid)):
            yield grid, place


def matrix_rows(grid: Grid, place: int) -> list[tuple[RoleDoc, DRIRowDoc]]:
    """Role and cells of every row that can be read as such."""
    found: list[tuple[RoleDoc, DRIRowDoc]] = []
    columns, used = use_case_columns(grid, place), set[str]()
    for number, row in enumerate(grid.rows):
        match = LED.fullmatch(plain(row[place]))
        name, lead = (match["role"], match["lead"]) if match else (plain(row[place]), "")
        leads = people_in(lead)
        key = slug(name)[:LONGEST_KEY].strip("-")
        is_read = all(len(plain(row[n])) <= LONGEST_RAW for n in columns) and len(name) <= LONGEST_ROLE
        if not key or key in used or not is_read or len(columns) + 1 < len(grid.head):
            continue
        used.add(key)
        at = grid.found(number)
        role = RoleDoc(
            key=key,
            name=name,
            lead=reference(leads[0]) if len(leads) == 1 else None,
            matrix_position=len(found) + 1,
            found=at,
        )
        cells = tuple(dri_cell(row[n], use_case, at) for n, use_case in columns.items())
        found.append((role, DRIRowDoc(role=key, cells=cells, found=at)))
    return found


def dri_cell(text: str, use_case: str, found: Found) -> DRICellDoc:
    """One cell: people, or a state that says why there are none."""
    raw, state = plain(text), state_of(text) if plain(text) else "absent"
    people = people_in(text) if state == "known" else ()
    if people and raw.endswith("?"):
        state = "uncertain"
    named = tuple(DRIPersonDoc(person=reference(one), written=one.text, found=found) for one in people)
    return DRICellDoc(use_case=use_case, raw=raw, state=state, people=named, found=found)


def merged(listed: RoleDoc, row: RoleDoc | None, spare: int) -> RoleDoc:
    """A role of the list with what the matrix says of it; ``spare``: its row where the matrix has none."""
    if row is None:
        return replace(listed, matrix_position=spare)
    return replace(listed, key=row.key, name=row.name, lead=row.lead, matrix_position=row.matrix_position)


def joined(listed: Sequence[str], rows: Sequence[str]) -> dict[int, int]:
    """For the roles of the list the rows that they are: same name, then all telling words, then initials."""
    found: dict[int, int] = {}
    for is_same in (same_name, same_beginning, same_words, same_initials):
        for number, name in enumerate(listed):
            open_rows = [n for n in range(len(rows)) if n not in found.values() and is_same(name, rows[n])]
            if number not in found and len(open_rows) == 1:
                found[number] = open_rows[0]
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two roles are called the same."""
    return normal(one) == normal(other)


def same_beginning(one: str, other: str) -> bool:
    """Whether one role only says more than the other (Field Marketing Manager, Field Marketing)."""
    short, long = sorted((normal(one), normal(other)), key=len)
    return bool(short) and (long.startswith(short) or long.endswith(f" {short}"))


def same_words(one: str, other: str) -> bool:
    """Whether the telling words of one role are those of the other, by their beginning."""
    words = [
        {word[:LIKE] for word in normal(text).split() if word not in COMMON} or {normal(text)}
        for text in (one, other)
    ]
    return words[0] == words[1]


def same_initials(one: str, other: str) -> bool:
    """Whether one role is called by the initials of the other (PR for press relations)."""
    return initials(one) in normal(other).split() or initials(other) in normal(one).split()


@dataclass(frozen=True)
class KeyLinks:
    """Kinds of links by use cases, every cell with a state of its own."""

    below: tuple[str, ...] = ("key links",)

    def find(self, outline: Outline) -> Iterator[Made]:
        """Kinds first, then the cells."""
        for grid in grids(outline):
            place = grid.column("", "kind", "link", "key link")
            is_named = grid.section is not None and grid.section.name.startswith(self.below)
            if place is None or len(grid.head) < 2 or not (is_named and about_use_cases(grid)):
                continue
            columns = use_case_columns(grid, place)
            read = [
                n
                for n in range(len(grid.rows))
                if len(columns) + 1 == len(grid.head) and is_read(grid.rows[n], place)
            ]
            stays = grid.stays(sorted(set(range(len(grid.rows))) - set(read)))
            for number in read:
                row, at = grid.rows[number], grid.found(number)
                key = slug(row[place])[:LONGEST_KEY].strip("-")
                url = next((target for _, target in links(row[place])), "")
                labels = (grid.head_label(), Label(at.lines[""], plain(row[place])))
                kind = LinkKindDoc(key=key, name=plain(row[place]), url=url, found=at)
                yield Made(kind, (grid.number,), labels, stays, grid.heading)
                for column, use_case in columns.items():
                    if plain(row[column]):
                        cell = link_cell(row[column], key, use_case, at)
                        words = () if cell.label or cell.note else (Label(at.lines[""], plain(row[column])),)
                        yield Made(cell, (grid.number,), words, stays, grid.heading)


def is_read(row: Sequence[str], place: int) -> bool:
    """Whether every cell of ``row`` is short enough for what it becomes, and its first one names a kind."""
    target = next((one for _, one in links(row[place])), "")
    is_named = bool(slug(row[place])) and len(plain(row[place])) <= LONGEST_ROLE
    return is_named and is_fit(target) and all(len(plain(cell)) <= LONGEST_LABEL for cell in row)


def is_fit(target: str) -> bool:
    """Whether ``target`` can be opened, or is empty."""
    return not target or is_address(whole_address(target), LONGEST_URL)


def link_cell(text: str, kind: str, use_case: str, found: Found) -> LinkDoc:
    """One cell: a link, a channel, an epic in place of a page, or why there is nothing."""
    cell = LinkDoc(kind=kind, use_case=use_case, state="tbd", found=found)
    whole, targets = plain(text), [one for one in links(text) if one[1] and is_fit(one[1])]
    if not targets:
        if whole.startswith("#"):
            return replace(cell, state="slack_name", label=whole)
        if state_of(text) == "tbd":
            return replace(cell, state="url_tbd" if "url" in normal(whole).split() else "tbd")
        return replace(cell, label=whole)
    label, target = plain(targets[0][0]), targets[0][1]
    more = whole if normal(whole) != normal(label) else ""
    state = "url"
    if label.startswith("#"):
        state = "slack_link"
    elif more and re.search(r"\b(?:tbd|to be added)\b", normal(more)):
        state = "placeholder_epic"
    is_inside = any(host in target for host in INVITE)
    return replace(
        cell,
        state=state,
        label=label,
        target=target,
        raw=raw_of(target),
        internal=is_inside,
        note=more[:LONGEST_NOTE],
    )


def raw_of(target: str) -> str:
    """The address as written, where it is not whole."""
    return "" if is_address(target, LONGEST_URL) else target

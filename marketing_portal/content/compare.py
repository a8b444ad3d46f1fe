"""The readable difference between two states of an object and everything below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from marketing_portal.content.naming import Names, group_of, label_of, many_fields, shown_fields, title_of
from marketing_portal.content.snapshots import Part, Row, Snapshot
from marketing_portal.content.words import Piece, compare_texts

QUIET = {"key", "kind", "normalised"}  # not told of what was added or removed: heading and text say it


@dataclass(frozen=True)
class FieldChange:
    """One field with its value before and after, in words."""

    name: str
    label: str
    before: str
    after: str

    @cached_property
    def pieces(self) -> list[Piece]:
        """What stayed, went and came, word by word."""
        return compare_texts(self.before, self.after)


@dataclass(frozen=True)
class Entry:
    """One part that was added, removed, changed or moved. ``fields`` may be empty for what only moved."""

    row: Row
    change: str  # added | removed | changed | moved
    title: str
    fields: list[FieldChange]

    @property
    def is_told_by_its_text(self) -> bool:
        """True where the fields show what it is, so that its name would only repeat it."""
        whole = self.change in {"added", "removed"} and bool(self.fields)
        return whole or any(change.name == "text" for change in self.fields)


@dataclass
class Group:
    """The entries below one heading."""

    heading: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def counts(self) -> str:
        """How many of each kind: “2 changed, 1 added”."""
        kinds = [entry.change for entry in self.entries]
        return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


@dataclass
class Difference:
    """What lies between two states: fields of the object itself, and its parts by heading."""

    is_new: bool = False
    is_gone: bool = False
    own: list[FieldChange] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.own or self.groups)

    @property
    def summary(self) -> str:
        """One line: what was touched."""
        if self.is_new:
            parts = sum(len(group.entries) for group in self.groups)
            return f"Created with {parts} part{'' if parts == 1 else 's'}" if parts else "Created"
        if self.is_gone:
            return "Deleted"
        told = [change.label for change in self.own]
        told += [f"{group.heading} ({group.counts})" for group in self.groups]
        return " · ".join(told) or "Nothing that is shown here"


def compare(before: Snapshot, after: Snapshot, names: Names) -> Difference:
    """The difference between two states of one root; ``names`` must know both."""
    own, *children = names.parts
    mine, theirs = (next(iter(state.of(own.model).items()), (None, None)) for state in (before, after))
    found = Difference(mine[1] is None and theirs[1] is not None, mine[1] is not None and theirs[1] is None)
    found.own = row_changes(own, mine[1], theirs[1], names)
    for column in many_fields(own.model):
        left, right = (
            names.many(state, (own.model, theirs[0] or mine[0]), column) for state in (before, after)
        )
        if left != right:
            found.own.append(FieldChange(column.name, label_of(column), left, right))
    for part in children:
        found.groups += child_groups(part, before.of(part.model), after.of(part.model), names)
    return found


def row_changes(part: Part, before: Any, after: Any, names: Names) -> list[FieldChange]:
    """Fields in which two states of one row differ; of one state alone, those that hold something."""
    changes = []
    for column in shown_fields(part):
        if (before is None or after is None) and (
            column.attname in QUIET or getattr(before or after, column.attname) == column.get_default()
        ):
            continue
        values = [names.value(state, column) if state is not None else "" for state in (before, after)]
        if values[0] != values[1]:
            changes.append(FieldChange(column.name, label_of(column), *values))
    return changes


def child_groups(part: Part, before: dict[Any, Any], after: dict[Any, Any], names: Names) -> list[Group]:
    """Differences among the rows of one model, by heading, in the order in which they stand."""
    moved = moved_rows(before, after)
    groups: dict[tuple[int, str], Group] = {}
    everything = {**before, **after}
    for pk in sorted(everything, key=lambda pk: place_of(everything[pk])):
        entry = entry_for(part, pk, before.get(pk), after.get(pk), moved, names)
        if entry is not None:
            key = group_of(everything[pk])
            groups.setdefault(key, Group(key[1])).entries.append(entry)
    return [groups[key] for key in sorted(groups)]


def entry_for(part: Part, pk: Any, before: Any, after: Any, moved: set[Any], names: Names) -> Entry | None:
    """What happened to one row, None where nothing did."""
    changes = row_changes(part, before, after, names)
    title = title_of(after if after is not None else before)
    if before is None or after is None:
        return Entry((part.model, pk), "added" if before is None else "removed", title, changes)
    if changes:
        return Entry((part.model, pk), "changed", title, changes)
    return Entry((part.model, pk), "moved", title, []) if pk in moved else None


def place_of(instance: Any) -> tuple[int, str, int, Any]:
    """Sorting key of a part: heading, number, age."""
    sort, heading = group_of(instance)
    return sort, heading, getattr(instance, "order", 0), instance.pk


def moved_rows(before: dict[Any, Any], after: dict[Any, Any]) -> set[Any]:
    """Rows whose place among the others changed; numbers may change without that."""
    both = before.keys() & after.keys()
    old, new = (sorted(both, key=lambda pk: place_of(state[pk])) for state in (before, after))
    return set(new) - set(longest_run(old, new))


def longest_run(old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    """Items that stand in the same order in both."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [item for block in blocks for item in old[block.a : block.a + block.size]]

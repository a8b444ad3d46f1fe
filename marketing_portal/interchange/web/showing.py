"""A preview as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.forms import BoundField

from marketing_portal.content.compare import FieldChange
from marketing_portal.content.words import Piece, compare_texts
from marketing_portal.interchange.handbook.applying.telling import part
from marketing_portal.interchange.web.forms import ChoiceForm

Plain = Mapping[str, Any]
WORDS_MISSING_SHOWN = 100
MOST_OPEN = 30  # changes on one page that are shown without a click


@dataclass(frozen=True)
class Group:
    """What changes in one part of an object."""

    where: str
    changes: list[FieldChange]


@dataclass(frozen=True)
class ObjectShown:
    """One object that would be updated, field by field."""

    label: str
    url: str
    groups: list[Group]

    @property
    def number(self) -> int:
        """How many fields change."""
        return sum(len(group.changes) for group in self.groups)


@dataclass(frozen=True)
class PageShown:
    """What would become of one file of handbook pages."""

    number: int
    file: Plain

    @property
    def anchor(self) -> str:
        """Where on the page it is told."""
        return f"file-{self.number}"

    @property
    def kind(self) -> str:
        """The kind of page that it is taken for."""
        return str(self.file["kind"]).replace("-", " ")

    @property
    def found(self) -> str:
        """The share of its words that stand in the database; not known before what is skipped is decided."""
        if self.skipped and not self.is_whole:
            return "undecided"
        return part(self.file["words_found"], self.file["words"])

    @property
    def typed(self) -> str:
        """The share of its words that stand in typed fields."""
        return part(self.file["words_typed"], self.file["words"])

    @property
    def is_whole(self) -> bool:
        """Whether no word would be lost."""
        return bool(self.file["words_found"] == self.file["words"])

    @property
    def missing(self) -> str:
        """The words that would be lost, whatever is decided."""
        return "" if self.skipped else " ".join(self.file["words_missing"][:WORDS_MISSING_SHOWN])

    @property
    def created(self) -> list[str]:
        """Names of what would be new."""
        return [one["label"] for one in self.file["objects"] if one["what"] == "created"]

    @property
    def skipped(self) -> list[str]:
        """Names of what would be left as it is, though the file says otherwise."""
        return [one["label"] for one in self.file["objects"] if one["what"] == "skipped"]

    @cached_property
    def updated(self) -> list[ObjectShown]:
        """What would change, and how."""
        return [
            ObjectShown(one["label"], one["url"], list(groups(one)))
            for one in self.file["objects"]
            if one["what"] == "updated"
        ]

    @property
    def is_short(self) -> bool:
        """Whether all its changes can be shown at once."""
        return sum(one.number for one in self.updated) <= MOST_OPEN

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to say of it beside its numbers."""
        told = ("warnings", "links_unresolved", "gone", "replaced", "words_missing")
        return not (self.created or self.updated or self.skipped or any(self.file[name] for name in told))


def groups(one: Plain) -> Iterator[Group]:
    """The changes of one object, neighbours in the same part together."""
    last: Group | None = None
    for change in one["changes"]:
        where = "" if change["where"] == one["label"] else change["where"]
        if last is None or last.where != where:
            if last is not None:
                yield last
            last = Group(where, [])
        last.changes.append(FieldChange(change["field"], change["field"], change["before"], change["after"]))
    if last is not None:
        yield last


@dataclass(frozen=True)
class ClashShown:
    """One field to be decided: what stands here, what the file says, and the two answers."""

    mine: str
    file: str
    bound: BoundField

    @property
    def pieces(self) -> list[Piece]:
        """What the file takes away and adds, word by word."""
        return compare_texts(self.mine, self.file)


@dataclass(frozen=True)
class ConflictShown:
    """An object that a person edited: by whom and when, and what is to be decided."""

    label: str
    path: str
    by: str
    at: str
    clashes: list[ClashShown] = field(default_factory=list)


def pages(preview: Plain) -> list[PageShown]:
    """The files of a preview of handbook pages."""
    return [PageShown(number, file) for number, file in enumerate(preview["files"], 1)]


def conflicts(preview: Plain, form: ChoiceForm) -> list[ConflictShown]:
    """What is to be decided, with the fields of ``form``."""
    names = iter(form.keys)
    return [
        ConflictShown(
            conflict["label"],
            conflict["path"],
            conflict["by"],
            conflict["at"],
            [ClashShown(clash["mine"], clash["file"], form[next(names)]) for clash in conflict["fields"]],
        )
        for conflict in preview["conflicts"]
    ]

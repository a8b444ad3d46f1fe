"""What people changed since a file was loaded: field by field, out of the history.

A field is a person's where a person (and no load) changed it last. Where a file says something else about it, that is a
clash, and somebody has to choose. Everything else of the object may be loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from marketing_portal.content.models import ChangeSet
from marketing_portal.content.naming import group_of, in_words, label_of, title_of
from marketing_portal.content.snapshots import parts_of
from marketing_portal.interchange.loading.plan import Change, Plan

NOBODY_MINDS = frozenset({"order"})  # a place among others follows from what is loaded around it
MINE, FILE = "mine", "file"


@dataclass(frozen=True)
class Clash:
    """One field that a person changed and a file says otherwise. ``key`` names it in a choice."""

    key: str
    where: str
    label: str
    mine: str
    file: str

    def __str__(self) -> str:
        return f"{self.where}, {self.label}: here “{self.mine}”, in the file “{self.file}”"


@dataclass
class Edits:
    """Who changed what of an object last: fields by row, and rows that are gone, each True where it was a person."""

    fields: dict[tuple[type[models.Model], Any, str], bool] = field(default_factory=dict)
    gone: dict[tuple[type[models.Model], str], bool] = field(default_factory=dict)

    def touched(self, row: models.Model) -> bool:
        """Whether a person changed anything of ``row`` last."""
        return any(
            theirs and name not in NOBODY_MINDS
            for (model, pk, name), theirs in self.fields.items()
            if model is type(row) and pk == row.pk
        )


def edits_of(root: Any) -> Edits:
    """What people changed of ``root`` and everything below it."""
    found = Edits()
    for part in parts_of(root):
        names = [column.attname for column in part.model.history.model.tracked_fields]
        pk_name, before = part.model._meta.pk.attname, dict[Any, Any]()
        for row in part.history.select_related("change_set"):
            theirs = row.change_set is None or row.change_set.channel != ChangeSet.Channel.LOAD
            pk, last = getattr(row, pk_name), before.get(getattr(row, pk_name))
            if row.history_type == "-":
                found.gone[part.model, getattr(row, "key", "")] = theirs
            for name in names:
                if last is None or getattr(last, name) != getattr(row, name):
                    found.fields[part.model, pk, name] = theirs
            before[pk] = row
    return found


def clashes(root: Any, plan: Plan) -> list[Clash]:
    """Where ``plan`` would write over what a person changed."""
    edits = edits_of(root)
    found: dict[str, Clash] = {}
    for change in plan.changes:
        if is_clash(change, edits):
            found.setdefault(key_of(change), clash_of(change))
    for row in plan.deletes:
        if edits.touched(row):
            key = f"{row._meta.label_lower}:{row.pk}"
            found[key] = Clash(key, group_of(row)[1], "the whole entry", title_of(row), "")
    return list(found.values())


def is_clash(change: Change, edits: Edits) -> bool:
    """Whether a person changed last what ``change`` would change."""
    row, model = change.row, type(change.row)
    if change.is_new:
        return edits.gone.get((model, getattr(row, "key", "")), False)
    column: Any = row._meta.get_field(change.name)
    theirs = edits.fields.get((model, row.pk, column.attname), False)
    return theirs and change.name not in NOBODY_MINDS


def key_of(change: Change) -> str:
    """The name of a change in a choice; all fields of a row that a person removed are one."""
    label = change.row._meta.label_lower
    if change.is_new:
        return f"{label}:+{getattr(change.row, 'key', '')}"
    return f"{label}:{change.row.pk}:{change.name}"


def clash_of(change: Change) -> Clash:
    """The clash that ``change`` is, in words."""
    where = group_of(change.row)[1]
    if change.is_new:
        return Clash(key_of(change), where, "removed here", "", title_of(change.row))
    return Clash(key_of(change), where, *described(change))


def described(change: Change) -> tuple[str, str, str]:
    """The field that a change is about, its value before and after, in words."""
    column: Any = change.row._meta.get_field(change.name)
    if isinstance(column, models.ForeignKey):
        old = column.related_model._base_manager.filter(pk=change.before).first()
        return label_of(column), str(old or ""), str(change.after or "")
    choices = dict(column.flatchoices)
    return label_of(column), in_words(change.before, choices), in_words(change.after, choices)


def keep_mine(plan: Plan, found: Iterable[Clash], choices: Mapping[str, str]) -> None:
    """Take out of ``plan`` what of ``found`` shall stay as a person wrote it."""
    kept = {clash.key for clash in found if choices.get(clash.key) == MINE}
    dropped = [change for change in plan.changes if key_of(change) in kept]
    for change in dropped:
        if not change.is_new:
            column: Any = change.row._meta.get_field(change.name)
            setattr(change.row, column.attname, change.before)
    plan.changes = [change for change in plan.changes if key_of(change) not in kept]
    changed = {id(change.row) for change in plan.changes}
    touched = {id(change.row) for change in dropped}
    plan.saves = [(row, at) for row, at in plan.saves if id(row) in changed or id(row) not in touched]
    plan.deletes = [row for row in plan.deletes if f"{row._meta.label_lower}:{row.pk}" not in kept]

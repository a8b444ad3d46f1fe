"""What people changed since a file was loaded: field by field, out of the history.

A field is a person's where a person (and no load) changed it last. Where a file says something else about it, that is a
clash, and somebody has to choose. Everything else of the object may be loaded.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from marketing_portal.content.models import ChangeSet
from marketing_portal.content.naming import group_of, in_words, label_of, title_of
from marketing_portal.content.snapshots import parts_of
from marketing_portal.interchange.loading.plan import Change, Plan

NOBODY_MINDS = frozenset({"order"})  # a place among others follows from what is loaded around it
MINE, FILE = "mine", "file"
NEVER = object()  # no load said anything


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
class Last:
    """Who changed a field last, a person (``theirs``) or a load; and what the last load said there."""

    theirs: bool
    loaded: Any = NEVER


@dataclass
class Edits:
    """Fields of an object and of everything below it; and by key the rows that a person removed."""

    fields: dict[tuple[type[models.Model], Any, str], Last] = field(default_factory=dict)
    gone: dict[tuple[type[models.Model], str], Any] = field(default_factory=dict)

    def of(self, change: Change) -> Last | None:
        """What is known of the field that ``change`` is about; None where no person had a hand in it."""
        model, pk = type(change.row), change.row.pk
        if change.is_new:
            pk = self.gone.get((model, getattr(change.row, "key", "")))
            return self.fields.get((model, pk, attname(change))) if pk else None
        last = self.fields.get((model, pk, attname(change)))
        return last if last and last.theirs and change.name not in NOBODY_MINDS else None

    def of_row(self, row: models.Model) -> list[Last]:
        """The fields of ``row`` that a person changed last."""
        return [
            last
            for (model, pk, name), last in self.fields.items()
            if model is type(row) and pk == row.pk and last.theirs and name not in NOBODY_MINDS
        ]


def edits_of(root: Any) -> Edits:
    """What people changed of ``root`` and everything below it."""
    found = Edits()
    for part in parts_of(root):
        names = [column.attname for column in part.model.history.model.tracked_fields]
        pk_name, before = part.model._meta.pk.attname, dict[Any, Any]()
        for row in part.history.select_related("change_set"):
            theirs = row.change_set is None or row.change_set.channel != ChangeSet.Channel.LOAD
            pk = getattr(row, pk_name)
            if row.history_type == "-":
                found.gone[part.model, getattr(row, "key", "")] = pk if theirs else None
                continue
            for name in names:
                note(found.fields, (part.model, pk, name), before.get(pk), row, theirs)
            before[pk] = row
    return found


def loaded_rows(root: Any, model: type[models.Model]) -> list[Any]:
    """The rows of ``model`` below ``root`` as they were loaded last: without those that people added.

    Those that people changed or removed are there as the load left them.
    """
    (part,) = (part for part in parts_of(root) if part.model is model)
    found: dict[Any, Any] = {}
    for row in part.history.select_related("change_set"):
        pk = getattr(row, model._meta.pk.attname)
        if row.change_set is None or row.change_set.channel != ChangeSet.Channel.LOAD:
            continue
        if row.history_type == "-":
            found.pop(pk, None)
        else:
            found[pk] = row
    return list(found.values())


def note(fields: dict[Any, Last], place: tuple[Any, Any, str], before: Any, row: Any, theirs: bool) -> None:
    """Take one history row into account for one field."""
    value = getattr(row, place[2])
    if before is None or getattr(before, place[2]) != value:
        fields[place] = Last(theirs, fields[place].loaded if place in fields else NEVER)
    if not theirs:
        fields[place].loaded = value


def clashes(root: Any, plan: Plan) -> tuple[list[Clash], set[str]]:
    """Where ``plan`` would write over what a person changed; and the keys of what may stay as it is without asking.

    Nobody is asked where the file says what it said when it was loaded last: only the person has changed something.
    """
    edits = edits_of(root)
    found, quiet = dict[str, Clash](), set[str]()
    for change in plan.changes:
        last = edits.of(change)
        if last is not None and last.loaded == raw(change.after):
            quiet.add(key_of(change))
        elif last is not None:
            found.setdefault(key_of(change), clash_of(change))
    for row in plan.deletes:
        touched = edits.of_row(row)
        if touched and all(last.loaded is NEVER for last in touched) and was_added(edits, row):
            quiet.add(key_of_row(row))
        elif touched:
            found[key_of_row(row)] = Clash(
                key_of_row(row), group_of(row)[1], "the whole entry", title_of(row), ""
            )
    return list(found.values()), quiet - found.keys()


def was_added(edits: Edits, row: models.Model) -> bool:
    """Whether a person added ``row``: no load ever said anything of it."""
    return all(
        last.loaded is NEVER
        for (model, pk, _), last in edits.fields.items()
        if model is type(row) and pk == row.pk
    )


def raw(value: Any) -> Any:
    """``value`` as the history holds it."""
    return value.pk if isinstance(value, models.Model) else value


def attname(change: Change) -> str:
    """The column that ``change`` is about."""
    column: Any = change.row._meta.get_field(change.name)
    return str(column.attname)


def key_of_row(row: models.Model) -> str:
    """The name of a whole row in a choice."""
    return f"{row._meta.label_lower}:{row.pk}"


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


def keep_mine(plan: Plan, kept: Collection[str]) -> None:
    """Take out of ``plan`` what shall stay as a person wrote it: ``kept`` are the keys of clashes."""
    dropped = [change for change in plan.changes if key_of(change) in kept]
    for change in dropped:
        if not change.is_new:
            setattr(change.row, attname(change), change.before)
    plan.changes = [change for change in plan.changes if key_of(change) not in kept]
    changed = {id(change.row) for change in plan.changes}
    touched = {id(change.row) for change in dropped}
    plan.saves = [(row, at) for row, at in plan.saves if id(row) in changed or id(row) not in touched]
    plan.deletes = [row for row in plan.deletes if key_of_row(row) not in kept]

"""Back to an earlier state: the object and everything below it, as a new change set. Nothing is lost by it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction

from marketing_portal.content import history
from marketing_portal.content.compare import Difference
from marketing_portal.content.models import ChangeSet
from marketing_portal.content.naming import many_fields, shown_fields
from marketing_portal.content.snapshots import Part, Snapshot, parts_of, snapshots
from marketing_portal.content.versions import change_sets_of, lock

TAKEN = "Something else has taken a name, key or address of that state since, so it cannot be brought back."


class RevertError(Exception):
    """The state cannot be brought back; the sentence says why."""


def revert(root: Any, *, to: ChangeSet, by: Any, reason: str) -> ChangeSet | None:
    """Restore ``root`` and its parts to the state after ``to``, with their keys.

    Returns the new change set, None where nothing had to change. Raises RevertError when today's data forbids it.
    """
    try:
        with transaction.atomic(), history.change(user=by, reason=reason, channel="revert") as scope:
            deleted = root._state.adding
            current = root if deleted else lock(root)
            restore(current, snapshots(current, [to.pk])[0])
            if deleted:
                count_again(current)
    except IntegrityError as error:
        raise RevertError(TAKEN) from error
    except ValidationError as error:
        raise RevertError(" ".join(error.messages)) from error
    made: ChangeSet | None = scope.change_set
    return made


def count_again(root: Any) -> None:
    """A deleted object goes on counting where it was: forms that are still open must not take it for another."""
    type(root)._base_manager.filter(pk=root.pk).update(version=change_sets_of(root).count())


def restore(root: Any, state: Snapshot) -> None:
    """Bring the rows of ``root`` to ``state``: the object first, then what was removed, changed, added below it."""
    own, *children = parts_of(root)
    wanted = state.of(own.model).get(root.pk)
    if wanted is None:
        raise RevertError("It did not exist then.")
    restore_row(own, root, wanted)
    for column in many_fields(own.model):
        keys = state.many.get(((own.model, root.pk), column.name), ())
        restore_many(getattr(root, column.name), keys)
    for name, part in zip(root.HISTORY_CHILDREN, children, strict=True):
        if name not in stays_in(type(root)):
            restore_part(part, root, state.of(part.model))


def restore_row(part: Part, current: Any, wanted: Any) -> None:
    """Give ``current`` the values of ``wanted`` and save it where that changes anything."""
    changed = [c for c in columns(part) if getattr(current, c.attname) != getattr(wanted, c.attname)]
    if not changed and not current._state.adding:
        return
    for column in changed:
        setattr(current, column.attname, standing(column, getattr(wanted, column.attname)))
    check(part, current)
    current.save()


def restore_many(manager: Any, keys: tuple[int, ...]) -> None:
    """Point to ``keys`` again, as far as they still exist."""
    existing = set(manager.model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    if set(manager.values_list("pk", flat=True)) != existing:
        manager.set(existing)


def restore_part(part: Part, root: Any, wanted: dict[Any, Any]) -> None:
    """Bring the rows of one model below ``root`` to what they were."""
    current = {row.pk: row for row in part.model._base_manager.filter(**part.owner_columns)}
    for row in (*current.values(), *wanted.values()):
        setattr(row, part.owner, root)  # so that none of them asks for it again
    for pk in current.keys() - wanted.keys():
        current[pk].delete()
    both = sorted(current.keys() & wanted.keys())
    set_aside(part, [current[pk] for pk in both if differs(part, current[pk], wanted[pk])])
    for pk in both:
        restore_row(part, current[pk], wanted[pk])
    for pk in sorted(wanted.keys() - current.keys()):
        bring_back(part, wanted[pk])


def bring_back(part: Part, wanted: Any) -> None:
    """Insert a removed row again, under its old primary key; not where what it pointed to is gone."""
    for column in columns(part):
        value = getattr(wanted, column.attname)
        standing_value = standing(column, value)
        if value is not None and standing_value is None and not column.null:
            return
        setattr(wanted, column.attname, standing_value)
    wanted._state.adding = True
    check(part, wanted)
    wanted.save(force_insert=True)


def set_aside(part: Part, rows: list[Any]) -> None:
    """Move the keys of rows out of each other's way before they are given out anew."""
    for name in keyed_columns(part):
        for row in rows:
            part.model._base_manager.filter(pk=row.pk).update(**{name: f"~{row.pk}"})


def keyed_columns(part: Part) -> set[str]:
    """Text columns that are unique among the rows of one root."""
    unique = [c for c in part.model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    named = {name for constraint in unique for name in constraint.fields}
    return {c.name for c in columns(part) if c.name in named and isinstance(c, models.CharField)}


def columns(part: Part) -> list[Any]:
    """What is restored of a row: its tracked columns, without those that name row and root or that stay."""
    kept = {*part.owner_columns, part.model._meta.pk.attname}
    stays = stays_in(part.model)
    tracked = part.model.history.model.tracked_fields
    return [column for column in tracked if column.attname not in kept and column.name not in stays]


def stays_in(model: Any) -> frozenset[str]:
    """Fields and parts that going back leaves as they are."""
    found: frozenset[str] = getattr(model, "STAYS_WHEN_REVERTED", frozenset())
    return found


def without_what_stays(root: Any, difference: Difference) -> Difference:
    """``difference`` as going back would make it."""
    stays = stays_in(type(root))
    models_that_stay = {root._meta.get_field(name).related_model for name in stays & {*root.HISTORY_CHILDREN}}
    difference.own = [change for change in difference.own if change.name not in stays]
    difference.groups = [
        group for group in difference.groups if group.entries[0].row[0] not in models_that_stay
    ]
    return difference


def differs(part: Part, current: Any, wanted: Any) -> bool:
    """True where a row is not what it was."""
    return any(getattr(current, c.attname) != getattr(wanted, c.attname) for c in columns(part))


def standing(column: Any, value: Any) -> Any:
    """``value``, or None for a key of something that is gone."""
    if value is None or not isinstance(column, models.ForeignKey):
        return value
    try:
        column.related_model._base_manager.only("pk").get(pk=value)
    except ObjectDoesNotExist:
        return None
    return value


def check(part: Part, row: Any) -> None:
    """Refuse what today's other rows forbid; what was once allowed needs no other validation."""
    shown = {column.name for column in shown_fields(part)}
    exclude = {column.name for column in part.model._meta.fields if column.name not in shown}
    row.validate_unique(exclude=exclude)
    row.validate_constraints(exclude=exclude)

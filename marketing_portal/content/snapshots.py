"""What an object and everything below it looked like after a change set, put together from the history rows.

A state is read in one query for each model that belongs to the object, however many changes there were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Max, Q
from simple_history.models import HistoricalRecords

Row = tuple[type[models.Model], Any]  # model and primary key


@dataclass(frozen=True)
class Part:
    """A model whose rows belong to a root: which columns name the root, which attribute is it (empty for itself)."""

    model: type[Any]
    owner_columns: dict[str, Any]
    owner: str = ""

    @property
    def history(self) -> Any:
        """Its history rows."""
        return self.model.history.model._default_manager.filter(**self.owner_columns).order_by("history_id")


@dataclass
class Snapshot:
    """One state: the rows that existed, as instances that were never saved, and their many-to-many keys."""

    rows: dict[Row, Any] = field(default_factory=dict)
    many: dict[tuple[Row, str], tuple[int, ...]] = field(default_factory=dict)

    def of(self, model: type[Any]) -> dict[Any, Any]:
        """Rows of one model by primary key."""
        return {pk: instance for (kind, pk), instance in self.rows.items() if kind is model}

    def copy(self) -> Snapshot:
        """Another one with the same rows."""
        return Snapshot(dict(self.rows), dict(self.many))


def parts_of(root: Any) -> list[Part]:
    """The root's own model first, then those of its HISTORY_CHILDREN."""
    own = Part(type(root), {root._meta.pk.attname: root.pk})
    return [own, *(part_behind(root._meta.get_field(name), root) for name in root.HISTORY_CHILDREN)]


def part_behind(relation: Any, root: Any) -> Part:
    """The model behind a reverse foreign key or a generic relation of ``root``."""
    child = relation.related_model
    if not isinstance(relation, GenericRelation):
        return Part(child, {relation.field.attname: root.pk}, relation.field.name)
    kind, key = relation.content_type_field_name, relation.object_id_field_name
    owner = next(
        found.name
        for found in child._meta.private_fields
        if isinstance(found, GenericForeignKey) and (found.ct_field, found.fk_field) == (kind, key)
    )
    return Part(child, {f"{kind}_id": ContentType.objects.get_for_model(root).pk, key: root.pk}, owner)


def snapshots(root: Any, change_sets: Sequence[int]) -> list[Snapshot]:
    """The state of ``root`` after each of ``change_sets`` (primary keys, in ascending order; 0 is before any)."""
    current, found = Snapshot(), []
    rows = history_rows(root, change_sets[0], change_sets[-1])
    position = 0
    for change_set in change_sets:
        while position < len(rows) and (rows[position][1].change_set_id or 0) <= change_set:
            apply(current, *rows[position])
            position += 1
        found.append(current.copy())
    add_many_to_many(rows, found)
    return found


def history_rows(root: Any, low: int, high: int) -> list[tuple[type[Any], Any]]:
    """What is needed to tell every state from ``low`` to ``high``: each object's last row before, all rows since."""
    found = []
    for part in parts_of(root):
        pk = part.model._meta.pk.attname
        before = part.history.filter(Q(change_set__lte=low) | Q(change_set=None)).order_by()
        last = before.values(pk).annotate(last=Max("history_id")).values("last")
        wanted = Q(change_set__gt=low, change_set__lte=high) | Q(history_id__in=last)
        found += [(part.model, row) for row in part.history.filter(wanted)]
    return sorted(
        found, key=lambda pair: (pair[1].change_set_id or 0, pair[1].history_date, pair[1].history_id)
    )


def apply(state: Snapshot, model: type[Any], row: Any) -> None:
    """Bring ``state`` forward by one history row."""
    key = (model, getattr(row, model._meta.pk.attname))
    if row.history_type == "-":
        state.rows.pop(key, None)
        return
    state.rows[key] = instance_of(model, row)


def instance_of(model: type[Any], row: Any) -> Any:
    """A history row as an instance of its model; no query, unlike the library's own ``row.instance``."""
    tracked = {found.attname: getattr(row, found.attname) for found in row.tracked_fields}
    instance = model(**tracked)
    instance._state.adding = False
    instance.history_row = row
    return instance


def last_state(model: type[Any], pk: int) -> Any:
    """What a deleted object was last, ready to be inserted again; None for what never was."""
    column = model._meta.pk.attname
    rows = model.history.model._default_manager.filter(**{column: pk}, history_type="-")
    last = rows.order_by("-history_id").first()
    if last is None:
        return None
    instance = instance_of(model, last)
    instance._state.adding = True
    return instance


def add_many_to_many(rows: Iterable[tuple[type[Any], Any]], states: list[Snapshot]) -> None:
    """Fill in the many-to-many keys of ``states``, one query for each such field."""
    by_field: dict[Any, list[int]] = {}
    for _, row in rows:
        for m2m in row._history_m2m_fields:
            by_field.setdefault(m2m, []).append(row.history_id)
    for m2m, ids in by_field.items():
        target = f"{m2m.m2m_reverse_field_name()}_id"
        links = HistoricalRecords.m2m_models[m2m]._default_manager.filter(history_id__in=ids)
        keys: dict[int, list[int]] = {}
        for history_id, key in links.values_list("history_id", target).order_by("m2m_history_id"):
            keys.setdefault(history_id, []).append(key)
        for state in states:
            for place, instance in state.rows.items():
                if place[0] is m2m.model:
                    state.many[place, m2m.name] = tuple(keys.get(instance.history_row.history_id, ()))

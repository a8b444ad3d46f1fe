"""What must be written so that rows say what a document says: worked out first, written afterwards.

A plan with nothing in it is why loading the same files twice writes nothing, and why the history holds only what
changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from marketing_portal.content import history
from marketing_portal.content.markdown import RenderedText
from marketing_portal.interchange.documents import Document, Found

Saves = list[tuple[models.Model, Found]]


@dataclass(frozen=True)
class Change:
    """One field that a plan changes: of which row, from what (a primary key for a relation) to what.

    ``is_new``: the row is.
    """

    row: models.Model
    name: str
    before: Any
    after: Any
    is_new: bool


@dataclass
class Plan:
    """Rows to delete, rows to save, and what else is to be done, in this order; and field by field what changes."""

    deletes: list[models.Model] = field(default_factory=list)
    saves: list[tuple[models.Model, Found]] = field(default_factory=list)
    actions: list[Callable[[], object]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.deletes or self.saves or self.actions)

    def assign(self, row: models.Model, found: Found, values: Mapping[str, Any]) -> None:
        """``row`` shall have ``values``: saved where it is new or one of them differs."""
        changed = [name for name, value in values.items() if differs(row, name, value)]
        for name in changed:
            column: Any = row._meta.get_field(name)
            before = getattr(row, column.attname)
            self.changes.append(Change(row, name, before, values[name], row._state.adding))
            setattr(row, name, values[name])
        if changed or row._state.adding:
            self.saves.append((row, found))

    def execute(self, *, below_new: bool = False) -> None:
        """Write everything. Raises BadFile where a rule of the model or the database is broken.

        ``below_new``: all of it stands below an object that this change set has made.
        """
        for row in self.deletes:
            row.delete()
        together = together_by_model(self.saves) if below_new else {}
        for rows in together.values():
            save_together(rows)
        for row, found in self.saves:
            if type(row) not in together:
                save(row, found)
        for action in self.actions:
            action()


def differs(row: models.Model, name: str, value: Any) -> bool:
    """Whether the field ``name`` of ``row`` holds something else than ``value``."""
    model_field = row._meta.get_field(name)
    if isinstance(model_field, models.ForeignKey):
        return bool(getattr(row, model_field.attname) != (value.pk if value else None))
    return bool(getattr(row, name) != value)


def save(row: models.Model, found: Found) -> None:
    """Check and save ``row``; what is wrong becomes a BadFile of the place where it was ``found``.

    The rules of the database are asked one by one only where it refuses: that gives the rule its sentence.
    """
    with told_of(found):
        check_alone(row)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            row.validate_unique()
            row.validate_constraints()
            raise


@contextmanager
def told_of(found: Found) -> Iterator[None]:
    """What a model or the database refuses becomes a BadFile of the place ``found``."""
    try:
        yield
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        name, messages = next(iter(told.items()))
        reason = " ".join(messages)
        raise found.bad(name, reason if name == NON_FIELD_ERRORS else f"{name}: {reason}") from None
    except IntegrityError as error:
        raise found.bad("", f"The database refuses this: {error}") from None


def together_by_model(saves: Iterable[tuple[models.Model, Found]]) -> dict[type[models.Model], Saves]:
    """Rows that may be written together, by model: new ones that only stand below another, and have a history."""
    found: dict[type[models.Model], Saves] = {}
    for row, at in saves:
        if row._state.adding and is_part(type(row)):
            found.setdefault(type(row), []).append((row, at))
    return found


@cache
def is_part(model: type[models.Model]) -> bool:
    """Whether rows of ``model`` stand below another one and have a history, which takes long to ask a model."""
    stands_below = hasattr(model, "history_root") and not hasattr(model, "version")
    return stands_below and hasattr(model, "history") and not model._meta.many_to_many


def save_together(saves: Saves) -> None:
    """Check and write new parts of an object of which this change set knows already, with their history."""
    scope, model = history.current_scope(), type(saves[0][0])
    if scope is None or scope.change_set is None:
        for row, found in saves:
            save(row, found)
        return
    for row, found in saves:
        with told_of(found):
            check_alone(row)
        if isinstance(row, RenderedText):
            row.render_text()
    rows = [row for row, _ in saves]
    with told_of(saves[0][1]):
        try:
            with transaction.atomic():
                model._default_manager.bulk_create(rows)
        except IntegrityError:
            for row, found in saves:
                with told_of(found):
                    check_rules(row)
            raise
    records: Any = model.history  # type: ignore[attr-defined]
    records.bulk_history_create(
        rows,
        default_user=scope.change_set.user,
        default_change_reason=None,
        custom_historical_attrs={"change_set": scope.change_set},
    )


def check_alone(row: models.Model) -> None:
    """What needs no database. That the rows which ``row`` names are there is known; its constraints see to the rest."""
    known = {
        one.name
        for one in row._meta.concrete_fields
        if isinstance(one, models.ForeignKey) and one.is_cached(row) and getattr(row, one.name)
    }
    row.clean_fields(exclude=known)
    row.clean()


def check_rules(row: models.Model) -> None:
    """The rules of the database about ``row`` alone, with their sentences."""
    for rule in row._meta.constraints:
        if isinstance(rule, models.CheckConstraint):
            rule.validate(type(row), row)


def sync(
    plan: Plan,
    rows: Iterable[models.Model],
    key: Callable[[Any], Hashable],
    wanted: Mapping[Hashable, tuple[Document, dict[str, Any]]],
    new: Callable[[], models.Model],
) -> None:
    """``rows`` shall be exactly ``wanted`` (document and values by key): change, add, delete what differs."""
    there = {key(row): row for row in rows}
    for name, (document, values) in wanted.items():
        plan.assign(there[name] if name in there else new(), document.found, values)
    plan.deletes.extend(row for name, row in there.items() if name not in wanted)


def assign_many(plan: Plan, row: models.Model, wanted: Mapping[str, Iterable[models.Model]]) -> None:
    """Many-to-many relations of ``row`` (prefetched) by name: each shall hold exactly what ``wanted`` says."""
    changed = {
        name: rows
        for name, rows in ((name, list(rows)) for name, rows in wanted.items())
        if {one.pk for one in getattr(row, name).all()} != {one.pk for one in rows}
    }
    if changed:
        plan.actions.append(lambda: set_many(row, changed))


def set_many(row: Any, relations: Mapping[str, list[models.Model]]) -> None:
    """Set every one of ``relations``; the history has a single record of it, written with the last."""
    *others, last = relations
    row.skip_history_when_saving = True
    for name in others:
        getattr(row, name).set(relations[name])
    del row.skip_history_when_saving
    getattr(row, last).set(relations[last])


class References:
    """Rows by the key that files name them by, each model read once."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], dict[str, Any]] = {}

    def find(self, model: type[models.Model], key: str | None, document: Document, name: str) -> Any:
        """The row that ``document`` names in its field ``name``, None for no key; BadFile where there is none."""
        if key is None:
            return None
        row = self.rows(model).get(key)
        if row is None:
            raise document.found.bad(name, f"There is no {model._meta.verbose_name} “{key}”.")
        return row

    def rows(self, model: type[models.Model]) -> dict[str, Any]:
        """Every row of ``model`` by slug or key."""
        if model not in self._rows:
            self._rows[model] = {key_of(row): row for row in model._default_manager.all()}
        return self._rows[model]

    def add(self, row: models.Model) -> None:
        """``row`` can be named from now on."""
        if type(row) in self._rows:
            self._rows[type(row)][key_of(row)] = row


def key_of(row: Any) -> str:
    """What files call ``row`` by."""
    return str(row.slug if hasattr(row, "slug") else row.key)

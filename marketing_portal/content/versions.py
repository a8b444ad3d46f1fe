"""Who saves over someone's newer change is shown it and chooses.

A form carries the version of the object that it was opened with. When the object is newer by the time of saving, the
form comes back as it was sent, tells who changed what, and is saved only if the person says so for that newer version.
The comparison needs the row lock of ``lock``; without it two savers could both find themselves first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import cached_property

from marketing_portal.content.compare import Difference, Entry, FieldChange, compare
from marketing_portal.content.models import ChangeSet
from marketing_portal.content.naming import Names
from marketing_portal.content.snapshots import Row, Snapshot, snapshots
from marketing_portal.content.typed import ModelForm

CONFLICT = "Somebody saved a newer version while you were writing. Nothing of yours is saved yet, and nothing is lost."
NO_VERSION = (
    "The form does not say which version it was opened with. Copy what you typed and open the page again."
)


def lock(thing: Any) -> Any:
    """``thing`` as it is now, its row locked until the transaction ends (SQLite locks the whole database)."""
    return type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)


def change_sets_of(root: Any) -> QuerySet[ChangeSet]:
    """Change sets that touched ``root`` or anything below it, the newest first, with their authors."""
    kind = ContentType.objects.get_for_model(root)
    touched = ChangeSet.objects.filter(objects_touched__content_type=kind, objects_touched__object_id=root.pk)
    return touched.select_related("user").order_by("-pk")


@dataclass(frozen=True)
class Conflict:
    """What happened to an object since a form was opened: the newer change sets and what they changed in all."""

    version: int
    changes: list[ChangeSet]
    difference: Difference
    lines: list[Line]


@dataclass(frozen=True)
class Line:
    """One thing that somebody else changed: where, from what to what, and what stands in one's own form."""

    where: str
    change: str
    theirs: FieldChange | None
    yours: str


NOT_IN_FORM = "Not in your form. It stays."
STILL_IN_FORM = "Still in your form. Saving yours brings it back."


def conflict_of(root: Any, seen: int, mine: Snapshot | None = None) -> Conflict:
    """What happened to ``root`` after its version ``seen``; ``mine``: the rows as they stand in the form."""
    newer = max(root.version - seen, 1)
    sets = list(change_sets_of(root)[: newer + 1])
    base = sets[newer].pk if len(sets) > newer else 0
    newest = sets[0].pk if sets else 0
    states = snapshots(root, [base, newest])
    mine = mine or Snapshot()
    names = Names(root, [*states, mine])
    difference = compare(states[0], states[1], names)
    return Conflict(root.version, sets[:newer], difference, lines_of(difference, root, mine, names))


def lines_of(difference: Difference, root: Any, mine: Snapshot, names: Names) -> list[Line]:
    """Everything that ``difference`` tells, beside what the form holds in the same place."""
    key = (type(root), root.pk)
    lines = [Line("", "changed", change, value_of(mine, key, change, names)) for change in difference.own]
    for group in difference.groups:
        for entry in group.entries:
            if entry.change == "removed":
                lines.append(Line(group.heading, f"Removed: {text_of(entry)}", None, STILL_IN_FORM))
            elif entry.change == "added":
                lines.append(Line(group.heading, f"Added: {text_of(entry)}", None, NOT_IN_FORM))
            else:
                places = [(change, value_of(mine, entry.row, change, names)) for change in entry.fields]
                lines += [Line(group.heading, "changed", change, yours) for change, yours in places]
    return lines


def text_of(entry: Entry) -> str:
    """The text of what was added or removed, its name where it has none."""
    return next(
        (change.after or change.before for change in entry.fields if change.name == "text"), entry.title
    )


def value_of(mine: Snapshot, row: Row, change: FieldChange, names: Names) -> str:
    """What the form holds where somebody else changed something; the value before where it is not in the form."""
    instance = mine.rows.get(row)
    column = row[0]._meta.get_field(change.name)
    if instance is None or column.many_to_many:
        return change.before
    return names.value(instance, column)


class VersionedForm(ModelForm):
    """A form of a ``Versioned`` object. Give it an instance that is locked (``lock``) when it is bound.

    ``seen_version``: the version that the form was opened with (hidden). ``overwrite``: the newer version that the
    person was shown and saves over all the same. ``change_reason``: why, read by content.middleware.
    """

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    overwrite = forms.IntegerField(required=False, widget=forms.HiddenInput)
    change_reason = forms.CharField(
        label="Why",
        required=False,
        max_length=300,
        help_text="Optional. Stands in the history beside your name.",
        widget=forms.TextInput(attrs={"class": "vTextField", "placeholder": "Optional, for the history"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_version: int | None = self.instance.version if self.instance.pk else None
        self.initial["seen_version"] = self.stored_version

    def clean(self) -> dict[str, Any] | None:
        """Refuse to save over a newer version that the person has not been shown."""
        cleaned = super().clean()
        if self.stored_version is None:
            return cleaned
        seen = self.cleaned_data.get("seen_version")
        if seen is None:
            raise ValidationError(NO_VERSION, code="no_version")
        if seen != self.stored_version and self.cleaned_data.get("overwrite") != self.stored_version:
            raise ValidationError(CONFLICT, code="conflict")
        return cleaned

    @property
    def has_conflict(self) -> bool:
        """True where somebody else was first."""
        return self.is_bound and self.has_error("__all__", "conflict")

    def conflict(self, parts: Iterable[Any] = ()) -> Conflict:
        """Who changed what since the form was opened; ``parts`` are the rows of its formsets as they were sent."""
        mine = {(type(row), row.pk): row for row in (self.instance, *parts) if row.pk is not None}
        return conflict_of(self.instance, self.cleaned_data["seen_version"], Snapshot(mine))

    @cached_property
    def changed_data(self) -> list[str]:
        """Names of changed fields, without those of this class: they are not the object's."""
        own = VersionedForm.base_fields
        return [name for name in super().changed_data if name not in own]

"""Who saves over someone's newer change is shown it and chooses.

A form carries the version of the object that it was opened with. When the object is newer by the time of saving, the
form comes back as it was sent, tells who changed what, and is saved only if the person says so for that newer version.
The comparison needs the row lock of ``lock``; without it two savers could both find themselves first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from marketing_portal.content.compare import Difference, compare
from marketing_portal.content.models import ChangeSet
from marketing_portal.content.naming import Names
from marketing_portal.content.snapshots import snapshots
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


def conflict_of(root: Any, seen: int) -> Conflict:
    """What happened to ``root`` after its version ``seen``."""
    newer = max(root.version - seen, 1)
    sets = list(change_sets_of(root)[: newer + 1])
    base = sets[newer].pk if len(sets) > newer else 0
    newest = sets[0].pk if sets else 0
    states = snapshots(root, [base, newest])
    difference = compare(states[0], states[1], Names(root, states))
    return Conflict(root.version, sets[:newer], difference)


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
        widget=forms.TextInput(attrs={"class": "vTextField", "maxlength": 300}),
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

    def conflict(self) -> Conflict:
        """Who changed what since the form was opened."""
        return conflict_of(self.instance, self.cleaned_data["seen_version"])

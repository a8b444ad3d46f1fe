"""Forms of the admin: those of objects with a version, and those of the rows below them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME

from marketing_portal.content.typed import ModelForm
from marketing_portal.content.versions import VersionedForm

CLASH = (
    "This cannot be saved: something that must be unique, a name, a key or an address, is used twice, "
    "or two values do not fit together. Nothing is saved yet, and nothing of what you typed is lost."
)


class AdminForm(ModelForm):
    """The form of an object. ``refusal`` is what the database said when the form was saved the first time."""

    refusal = ""

    def clean(self) -> dict[str, Any] | None:
        """Say what the database refused."""
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal, code="refused")
        return cleaned


class AdminVersionedForm(AdminForm, VersionedForm):
    """The form of an object with a version."""


class PartForm(ModelForm):
    """One row below an object. Key and number may be left empty: the formset fills them."""

    is_stand_in = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("key", "order"):
            if name in self.fields:
                self.fields[name].required = False
        if self.is_new and "order" in self.fields:
            self.initial["order"] = None

    @property
    def is_new(self) -> bool:
        """True for a row that was never saved."""
        return self.instance.pk is None

    def has_changed(self) -> bool:
        """A number alone makes no row: scripts number empty rows too. What somebody else removed counts as changed."""
        if self.is_stand_in:
            return True
        return bool(set(self.changed_data) - ({"order"} if self.is_new else set()))

    def holds_a_row(self) -> bool:
        """False for an empty form at the end."""
        return self.has_changed() or not self.is_new

    def is_to_be_deleted(self) -> bool:
        """True where the box “Delete” is ticked."""
        return bool(self.cleaned_data.get(DELETION_FIELD_NAME))

    def clean_order(self) -> int:
        """Empty is 0 for now; the formset puts a new row at the end."""
        order = self.cleaned_data.get("order")
        return self.instance.order or 0 if order is None else order

    def clean_key(self) -> str:
        """A key that is left empty stays what it was."""
        return self.cleaned_data.get("key") or self.initial.get("key") or ""

    def was_left_empty(self, name: str) -> bool:
        """True where nothing was typed."""
        return name in self.fields and not self.data.get(self.add_prefix(name), "").strip()


class FixedForm(PartForm):
    """A row some of whose fields are chosen once, when it is made."""

    fixed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fixed if not self.is_new else ():
            self.fields[name].disabled = True


def markdown_texts(form: forms.BaseForm, heading: str, kind: type[forms.Field]) -> list[tuple[str, str]]:
    """Label and text of every field of ``kind`` that has something in it."""
    texts = [(f"{heading}{bound.label}", bound.value()) for bound in form if isinstance(bound.field, kind)]
    return [(label, text) for label, text in texts if text]

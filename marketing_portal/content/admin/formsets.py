"""Formsets of the rows below an object: they stand by whoever else edits it, give out keys and count.

Between opening a form and sending it somebody else may have added or removed rows. Stock formsets pair what was sent
with what is there by position and stumble; these pair by primary key, and a row that is gone is stood in for by its
last state, so that what was typed into it is shown again and can be saved all the same.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify

from marketing_portal.content.admin.forms import PartForm
from marketing_portal.content.snapshots import instance_of
from marketing_portal.content.typed import GenericFormSet, InlineFormSet, ModelFormSet

KEY_WORDS, KEY_LENGTH, STEP = 6, 60, 10


class KeyBook:
    """Which row of an object has which key; a key belongs to its row until that is saved under another one."""

    def __init__(self, rows: list[Any]) -> None:
        self.owners: dict[str, Any] = {row.key: row.pk for row in rows if hasattr(row, "key")}

    def claim(self, key: str, row: Any) -> bool:
        """Take ``key`` for ``row``, False where another row has it."""
        return bool(self.owners.setdefault(key, row) == row)

    def suggest(self, text: str, fallback: str) -> str:
        """A free key made of the first words of ``text``."""
        words = slugify(text).split("-")[:KEY_WORDS]
        base = "-".join(words)[:KEY_LENGTH].strip("-") or fallback
        number, key = 1, base
        while key in self.owners:
            number += 1
            key = f"{base}-{number}"
        return key


class PartFormSetMixin(ModelFormSet):
    """The part that inline and generic formsets share; mixed in before either of them."""

    key_source = "text"  # the field whose words make a key
    key_fallback = "point"
    read_once: tuple[str, ...] = ()  # choices that all rows share; stock forms ask for them row by row
    instance: Any
    model: Any

    def owner_columns(self) -> dict[str, Any]:
        """Columns by which a row names the object."""
        raise NotImplementedError

    def owned(self, row: Any) -> Any:
        """``row`` with the object at hand."""
        raise NotImplementedError

    def all_rows(self) -> list[Any]:
        """Every row of the model below the object, in order; read once for all formsets of a form."""
        read = self.instance.__dict__.setdefault("rows_read", {})
        if self.model not in read:
            rows = list(self.rows_below()) if self.instance.pk else []
            read[self.model] = [self.owned(row) for row in rows]
        found: list[Any] = read[self.model]
        return found

    def key_book(self) -> KeyBook:
        """The keys of all rows of the model, shared by all formsets of a form."""
        books = self.instance.__dict__.setdefault("key_books", {})
        if self.model not in books:
            books[self.model] = KeyBook(self.all_rows())
        found: KeyBook = books[self.model]
        return found

    def rows_below(self) -> Any:
        """The rows as the database has them."""
        return self.model._default_manager.filter(**self.owner_columns())

    def shown(self, row: Any) -> bool:
        """Whether this formset is the one for ``row``."""
        return True

    def get_queryset(self) -> Any:
        """The rows in the order of the forms: as stored, or as sent."""
        if not hasattr(self, "aligned"):
            if self.is_bound:
                rows = {row.pk: row for row in self.all_rows()}
                self.aligned = [rows.get(key) or self.stand_in(key) for key in self.sent_keys()]
            else:
                self.aligned = [row for row in self.all_rows() if self.shown(row)]
        return self.aligned

    def sent_keys(self) -> list[int | None]:
        """Primary keys of the rows that the form was opened with."""
        count = self.initial_form_count()
        name = self.model._meta.pk.name
        sent = [self.data.get(f"{self.prefix}-{place}-{name}", "") for place in range(count)]
        return [int(key) if key.isascii() and key.isdigit() and len(key) < 16 else None for key in sent]

    def stand_in(self, key: int | None) -> Any:
        """The last state of a row that somebody removed; an empty one for a key that never was."""
        if key is None or not hasattr(self.model, "history"):
            return self.owned(self.model())
        pk = self.model._meta.pk.attname
        gone = self.model.history.model._default_manager.filter(
            **self.owner_columns(), **{pk: key}, history_type="-"
        )
        last = gone.order_by("-history_id").first()
        if last is None or self.model._base_manager.filter(pk=key).exists():
            return self.owned(self.model())
        row = instance_of(self.model, last)
        row._state.adding = True
        return self.owned(row)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Let the key of a stand-in pass: no row has it now."""
        super().add_fields(form, index)
        for name in self.read_once:
            form.fields[name].choices = self.shared_choices(name, form.fields[name])
        if form.instance.pk is not None and form.instance._state.adding:
            form.is_stand_in = True
            name = self.model._meta.pk.name
            form.fields[name] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def shared_choices(self, name: str, field: Any) -> list[tuple[Any, str]]:
        """The choices of the foreign key ``name``, read once."""
        known: dict[str, list[tuple[Any, str]]] = self.__dict__.setdefault("choices_read", {})
        if name not in known:
            named = [(found.pk, field.label_from_instance(found)) for found in field.queryset]
            known[name] = [("", field.empty_label), *named] if field.empty_label is not None else named
        return known[name]

    @property
    def is_open(self) -> bool:
        """Whether the rows are shown at once: where there are any, where somebody typed, where something is wrong."""
        if self.initial_form_count():
            return True
        return self.is_bound and (bool(self.total_error_count()) or any(f.has_changed() for f in self.forms))

    def save_new_objects(self, commit: bool = True) -> list[Any]:
        """New rows, and those that somebody removed and that are saved all the same: under their old primary key."""
        saved = super().save_new_objects(commit)
        for form in self.initial_forms:
            if form.is_stand_in and not form.is_to_be_deleted():
                saved.append(self.save_new(form, commit=commit))
        return saved

    def clean(self) -> None:
        """Give keys and numbers to rows that have none; refuse a key that another row has."""
        kept = [form for form in self.forms if self.is_kept(form)]
        last = max((form.instance.order for form in kept if hasattr(form.instance, "order")), default=0)
        for form in kept:
            if "key" in form.fields:
                self.settle_key(form)
            if form.is_new and form.was_left_empty("order"):
                last += STEP
                form.instance.order = last
        super().clean()

    def is_kept(self, form: PartForm) -> bool:
        """Whether ``form`` holds a row that will be there after saving."""
        return form.is_valid() and form.holds_a_row() and not form.is_to_be_deleted()

    def settle_key(self, form: PartForm) -> None:
        """Make sure that the row has a key of its own."""
        book, row = self.key_book(), form.instance
        if not row.key:
            row.key = book.suggest(str(form.cleaned_data.get(self.key_source, "")), self.key_fallback)
            form.cleaned_data["key"] = row.key
        if not book.claim(row.key, row.pk or id(form)):
            form.add_error(
                "key", f"“{row.key}” is the key of another entry. Leave it empty to have one made."
            )


class PartFormSet(PartFormSetMixin, InlineFormSet):
    """Rows that name their object by a foreign key."""

    def owner_columns(self) -> dict[str, Any]:
        """Columns by which a row names the object."""
        return {self.fk.attname: self.instance.pk}

    def owned(self, row: Any) -> Any:
        """``row`` with the object at hand."""
        setattr(row, self.fk.name, self.instance)
        return row


class GenericPartFormSet(PartFormSetMixin, GenericFormSet):
    """Rows that name their object by content type and key."""

    ct_field: Any
    ct_fk_field: Any

    def owner_columns(self) -> dict[str, Any]:
        """Columns by which a row names the object."""
        kind = ContentType.objects.get_for_model(self.instance)
        return {self.ct_field.attname: kind.pk, self.ct_fk_field.attname: self.instance.pk}

    def owned(self, row: Any) -> Any:
        """``row`` with the object at hand."""
        row.content_object = self.instance
        return row

"""The form of a card that is put into another column: what its move needs, without what the column says already."""

from __future__ import annotations

from typing import Any

from django import forms

from requests_board.forms.moving import CHAIN, MoveForm


class PlaceForm(MoveForm):
    """A move of which ``given`` (field to value) is known: those fields are sent along, hidden."""

    def __init__(self, *args: Any, given: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given_names = set(given)
        for name, value in given.items():
            field = self.fields[name]
            field.initial = value
            field.widget = forms.MultipleHiddenInput() if isinstance(value, list) else forms.HiddenInput()
        if self.chain and f"{CHAIN}now" in given:
            for need in self.chain.needs:
                self.fields[f"{CHAIN}{need.value}"].required = True
        elif self.chain:
            for name in [name for name in self.fields if name.startswith(CHAIN)]:
                del self.fields[name]
            self.chain = None

    @property
    def asked(self) -> list[forms.BoundField]:
        """What must be answered, and what stands beside it."""
        return [field for field in self.visible_fields() if not self.is_extra(field)]

    @property
    def extra(self) -> list[forms.BoundField]:
        """What can be added: behind a fold."""
        return [field for field in self.visible_fields() if self.is_extra(field)]

    @property
    def extra_open(self) -> bool:
        """True where something of it was filled in or is wrong."""
        return any(field.errors or (self.is_bound and field.value()) for field in self.extra)

    def is_extra(self, field: forms.BoundField) -> bool:
        """A note or a due date: no move needs them."""
        return field.name.removeprefix(CHAIN) in {need.value for need in self.move.may} | {"note", "due_on"}

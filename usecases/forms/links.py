"""The form of one cell of the key-links matrix."""

from __future__ import annotations

from typing import Any

from django import forms

from marketing_portal.content.versions import VersionedForm
from usecases.models import KeyLink
from usecases.vocabulary import LinkState

WITHOUT_TARGET = {LinkState.TBD, LinkState.URL_TBD}


class KeyLinkForm(VersionedForm):
    """What stands in one cell: a link, a channel, or that it is still to be made. Bind it to a cell that is locked."""

    target = forms.URLField(
        label="Address",
        required=False,
        max_length=400,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    class Meta:
        model = KeyLink
        fields = ["state", "label", "target", "internal", "note"]
        labels = {
            "state": "What there is",
            "label": "Text of the link",
            "note": "Remark",
        }
        help_texts = {"label": "For a channel: its name, with #.", "note": "Shown beside the link."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_target = self.instance.target
        if self.stored_version is None:
            self.initial["seen_version"] = 0

    def clean(self) -> dict[str, Any] | None:
        """A link needs its address; what is still to be made has none."""
        cleaned = super().clean()
        state, target = self.cleaned_data.get("state"), self.cleaned_data.get("target")
        if state and LinkState(state).needs_target and not target and "target" not in self.errors:
            self.add_error("target", "Write the address that this link opens.")
        if state in WITHOUT_TARGET and target:
            self.add_error("state", "There is an address below: choose “Link”, or take the address away.")
        if state in {LinkState.CHANNEL, LinkState.CHANNEL_LINK} and not self.cleaned_data.get("label"):
            self.add_error("label", "Write the name of the channel.")
        return cleaned

    @property
    def changes_something(self) -> bool:
        """True where saving would make a difference."""
        return self.stored_version is None or bool(set(self.changed_data) & set(self.Meta.fields))

    def save(self, commit: bool = True) -> KeyLink:
        """Write the cell; how the source writes its address is kept only while that address stays."""
        link: KeyLink = self.instance
        if link.target != self.stored_target:
            link.raw = ""
        link.save()
        return link

"""Files to attach: as many as a request takes, looked at before anything is filed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from marketing_portal.ui.components.sizes import size as size_of
from requests_board.workflow import Incomplete
from requests_board.workflow.attachments import Checked, check
from requests_board.workflow.file_types import ACCEPTED, IN_WORDS

CHOOSE_AGAIN = (
    "The files that you had chosen were not kept: no page can show them again. Choose them once more."
)


class FilesInput(forms.ClearableFileInput):
    """The browser's own, for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; the value is what can be attached. ``skipped``: names of those that were too large."""

    widget = FilesInput
    skipped: Sequence[str] = ()

    def __init__(self, **options: Any) -> None:
        limit, most = size_of(settings.UPLOAD_MAX_BYTES), settings.ATTACHMENTS_PER_REQUEST
        options.setdefault("help_text", f"{IN_WORDS}. {limit} each, {most} files at most.")
        super().__init__(widget=FilesInput(attrs={"accept": ACCEPTED}), **options)

    def clean(self, data: Any, initial: Any = None) -> list[Checked]:
        """Each of the files checked; a sentence for those that cannot be attached."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if self.required and not files and not self.skipped:
            raise ValidationError(self.error_messages["required"])
        try:
            return check(files, self.skipped)
        except Incomplete as found:
            raise ValidationError(found.errors["files"]) from found


class AttachForm(forms.Form):
    """Files for a request that is there already."""

    use_required_attribute = False
    files = FilesField(  # type: ignore[assignment]  # a form also calls what was sent so
        label="Files", error_messages={"required": "Choose a file first."}
    )

    def __init__(self, data: Any = None, sent: Any = None, *, skipped: Sequence[str] = ()) -> None:
        super().__init__(data, sent, auto_id="attach_%s")
        self.fields["files"].skipped = skipped  # type: ignore[attr-defined]  # one of ours

"""Sending files, and choosing where a person and a file say different things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from marketing_portal.content.models import Versioned
from marketing_portal.interchange.handbook.applying.addresses import DEFAULT_BASE
from marketing_portal.interchange.handbook.sources import ENDINGS
from marketing_portal.interchange.loading.edits import FILE, MINE
from marketing_portal.interchange.models import Upload
from marketing_portal.ui.components.sizes import size
from requests_board.forms.files import FilesInput

LONGEST_NAME = 120
TAKEN = {
    Upload.Kind.HANDBOOK: (*ENDINGS, ".zip"),
    Upload.Kind.ISSUES: (".csv", ".json"),
}
IN_WORDS = {
    Upload.Kind.HANDBOOK: "Markdown, HTML or text, or a zip of such files",
    Upload.Kind.ISSUES: "The CSV that GitLab exports, or the JSON of its REST API",
}
Sent = tuple[str, bytes]


class FilesField(forms.FileField):
    """Several files; the value is their names and bytes. ``skipped``: names of those that did not get through."""

    skipped: Sequence[str] = ()

    def __init__(self, kind: Upload.Kind, **options: Any) -> None:
        self.endings, self.words = TAKEN[kind], IN_WORDS[kind]
        each, whole = (size(number) for number in (settings.UPLOAD_MAX_BYTES, settings.IMPORT_MAX_BYTES))
        most = settings.ATTACHMENTS_PER_REQUEST
        hint = f"{self.words}. {most} files at most, {each} each, {whole} together."
        widget = FilesInput(attrs={"accept": ",".join(self.endings)})
        super().__init__(widget=widget, help_text=hint, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:
        """Every file read; a sentence for each that cannot be taken."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files and not self.skipped:
            raise ValidationError(self.error_messages["required"])
        wrong = [f"“{name[:LONGEST_NAME]}” is too large, or one too many." for name in self.skipped]
        wrong += [sentence for file in files if (sentence := self.refusal(file))]
        if sum(file.size for file in files) > settings.IMPORT_MAX_BYTES:
            wrong.append(f"Together these are more than {size(settings.IMPORT_MAX_BYTES)}.")
        if wrong:
            raise ValidationError(wrong)
        return [(name_of(file), file.read()) for file in files]

    def refusal(self, file: Any) -> str:
        """Why ``file`` cannot be taken; empty where it can."""
        name = name_of(file)
        if not file.size:
            return f"“{name}” is empty."
        if not name.lower().endswith(self.endings):
            return f"“{name}” cannot be imported. Possible: {self.words}."
        return ""


def name_of(file: Any) -> str:
    """The name of an uploaded file, short enough to be shown; its ending stays."""
    name = "".join(sign for sign in str(file.name) if sign.isprintable()) or "file"
    ending = PurePath(name).suffix[:10]
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(ending)] + ending


class UploadForm(forms.Form):
    """Files to be imported, of one kind. Nothing is imported by sending them."""

    use_required_attribute = False
    files: Any

    def __init__(
        self, kind: Upload.Kind, data: Any = None, sent: Any = None, *, skipped: Sequence[str] = ()
    ) -> None:
        super().__init__(data, sent)
        nothing = {"required": "Choose at least one file."}
        self.fields["files"] = field = FilesField(kind, label="Files", error_messages=nothing)
        field.skipped = skipped
        if kind == Upload.Kind.HANDBOOK:
            self.fields["base_url"] = forms.CharField(
                label="Where these pages stand",
                required=False,
                max_length=200,
                initial=DEFAULT_BASE,
                validators=[URLValidator(schemes=["http", "https"])],
                help_text="Links that lead to nothing known here go on leading there.",
            )

    @property
    def options(self) -> dict[str, str]:
        """How the files are to be read."""
        return {name: value for name, value in self.cleaned_data.items() if name != "files" and value}


def place_of(clash: Mapping[str, Any]) -> str:
    """Which field of an object is to be decided; below which heading, where it is one of its parts."""
    model = apps.get_model(clash["key"].partition(":")[0])
    field = str(clash["field"])
    return field if issubclass(model, Versioned) else f"{clash['where']}, {field.lower()}"


class ChoiceForm(forms.Form):
    """For each field that a person changed and a file says otherwise: which of the two it shall be."""

    use_required_attribute = False

    def __init__(self, conflicts: Sequence[Mapping[str, Any]], data: Any = None) -> None:
        super().__init__(data)
        self.keys: dict[str, str] = {}
        for conflict in conflicts:
            for clash in conflict["fields"]:
                name, label = f"choice-{len(self.keys)}", place_of(clash)
                self.keys[name] = str(clash["key"])
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=((MINE, "Keep what stands here"), (FILE, "Take what the file says")),
                    widget=forms.RadioSelect,
                    error_messages={"required": f"Choose what “{conflict['label']}” shall say: {label}."},
                )

    @property
    def choices(self) -> dict[str, str]:
        """Mine or file, by the key of the clash."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}

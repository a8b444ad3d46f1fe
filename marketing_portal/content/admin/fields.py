"""Form fields of the admin: Markdown, lists with one entry a line, texts whose line ends stay what they were."""

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.utils.text import capfirst

LINE_END = re.compile(r"\r\n?")


class TextField(forms.CharField):
    """A long text. Browsers send CRLF for each line end; the text is kept with LF, so that nothing seems changed."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The text as it is stored."""
        text = super().to_python(value)
        return LINE_END.sub("\n", text) if isinstance(text, str) else text


class MarkdownWidget(forms.Textarea):
    """A text area that admin-markdown.js gives a toolbar and a preview; without scripts it is a plain one."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vLargeTextField markdown-text", **(attrs or {})})


class MarkdownField(TextField):
    """A text in Markdown."""

    widget = MarkdownWidget


class LinesField(forms.Field):
    """A list of short texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """The list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """The lines as a list, without empty ones."""
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the entries differ."""
        return self.to_python(initial) != self.to_python(data)


class ChoicesField(forms.MultipleChoiceField):
    """Some values of a vocabulary, as check boxes, kept as a list."""

    widget = forms.CheckboxSelectMultiple


def lines_field(db_field: models.Field[Any, Any]) -> LinesField:
    """The form field of a list of short texts."""
    return LinesField(
        label=capfirst(str(db_field.verbose_name)),
        required=not db_field.blank,
        help_text=str(db_field.help_text) or "One a line.",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )


def text_field(db_field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The form field of a long text or an address on the web, None where the stock one will do."""
    if isinstance(db_field, models.URLField):  # an address without a scheme is meant to be a secure one
        return db_field.formfield(**kwargs, widget=AdminURLFieldWidget, assume_scheme="https")
    if isinstance(db_field, models.JSONField) and db_field.default is list:
        return lines_field(db_field)
    if not isinstance(db_field, models.TextField):
        return None
    rendered = db_field.name in getattr(db_field.model, "RENDERED", {})
    inline = db_field.name in getattr(db_field.model, "INLINE", ())
    kwargs["form_class"] = MarkdownField if rendered else TextField
    kwargs["widget"] = MarkdownWidget if rendered else forms.Textarea(attrs={"class": "vLargeTextField"})
    found = db_field.formfield(**kwargs)
    if found is not None:
        found.widget.attrs["rows"] = 2 if inline or not rendered else 12
        found.help_text = "" if found.help_text == "Markdown." else found.help_text
    return found

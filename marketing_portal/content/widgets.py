"""A list to choose from, drawn without a template for each of its entries."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECTED = SafeString(" selected")


class QuickSelect(forms.Select):
    """Django's list, the same for the browser: a form of a persona holds 160 of them, a matrix one of 500 people."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The element as HTML; groups of entries are drawn by Django's templates."""
        choices = list(self.choices)
        if any(isinstance(label, list | tuple) for _, label in choices):
            return super().render(name, value, attrs, renderer)
        chosen = set(self.format_value(value))
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {}))),
            format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                (
                    (
                        "" if key is None else key,
                        SELECTED if str("" if key is None else key) in chosen else "",
                        label,
                    )
                    for key, label in choices
                ),
            ),
        )

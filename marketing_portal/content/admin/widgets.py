"""A list to choose from, drawn without a template for each of its entries."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class QuickSelect(forms.Select):
    """Django's list, the same for the browser. One form of a persona holds some 160 of them with 2,300 entries."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The element as HTML; groups of entries are drawn by Django's templates."""
        widget = self.get_context(name, value, attrs)["widget"]
        if any(label for label, _, _ in widget["optgroups"]):
            return super().render(name, value, attrs, renderer)
        entries = [entry for _, group, _ in widget["optgroups"] for entry in group]
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((entry["value"], flatatt(entry["attrs"]), entry["label"]) for entry in entries),
        )
        return format_html('<select name="{}"{}>\n{}\n</select>', name, flatatt(widget["attrs"]), options)

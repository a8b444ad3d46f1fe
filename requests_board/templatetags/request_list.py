"""Tags of the list's own form, load them as ``request_list``.

``entry`` writes an input for a word or a day, ``options`` the choices of a select, ``ticks`` checkboxes; choices are
(value, text, is chosen). A form widget would open a template for each of them.
"""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
Choices = Iterable[tuple[str, str, bool]]


@register.simple_tag
def entry(bound: BoundField) -> SafeString:
    """The input of ``bound``, with what its widget says of it."""
    attributes = {"type": "text", **bound.field.widget.attrs}
    return format_html(
        '<input name="{}" id="{}" value="{}"{}>',
        bound.html_name,
        bound.auto_id,
        bound.data or "",
        flatatt(attributes),
    )


@register.simple_tag
def options(choices: Choices) -> SafeString:
    """Options of a select."""
    return written_options(tuple(choices))


@register.simple_tag
def ticks(name: str, choices: Choices) -> SafeString:
    """A checkbox for each choice."""
    return written_ticks(name, tuple(choices))


@lru_cache(maxsize=64)
def written_options(choices: tuple[tuple[str, str, bool], ...]) -> SafeString:
    """Kept once written: sorts and groups are always the same few."""
    return mark_safe(  # noqa: S308 - escaped
        "".join(
            f'<option value="{escape(key)}"{" selected" if is_chosen else ""}>{escape(text)}</option>'
            for key, text, is_chosen in choices
        )
    )


@lru_cache(maxsize=64)
def written_ticks(name: str, choices: tuple[tuple[str, str, bool], ...]) -> SafeString:
    """Kept once written: most people leave the columns as they are."""
    return mark_safe(  # noqa: S308 - escaped
        "".join(
            f'<label><input type="checkbox" name="{escape(name)}" value="{escape(key)}"'
            f"{' checked' if is_chosen else ''}>{escape(text)}</label>"
            for key, text, is_chosen in choices
        )
    )

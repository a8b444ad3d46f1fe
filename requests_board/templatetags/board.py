"""Tags of the board; load them by the name ``board``."""

from django import forms, template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from requests_board.templatetags.requests_board import box, boxes, choice

register = template.Library()


@register.simple_tag
def filter_fields(form: forms.Form, leave_out: str) -> SafeString:
    """Every field of the filters of ``form`` but those named in ``leave_out``, each in the way of its kind."""
    left = set(leave_out.split())
    return format_html_join(
        "",
        "{}",
        ((written(form, name),) for name in form.fields if name not in left and not form[name].is_hidden),
    )


def written(form: forms.Form, name: str) -> SafeString:
    """One of them."""
    bound = form[name]
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return format_html("<fieldset><legend>{}</legend>{}</fieldset>", bound.label, boxes(bound))
    if isinstance(widget, forms.CheckboxInput):
        return box(bound)
    if isinstance(widget, forms.Select):
        return format_html('<div class="field">{}</div>', choice(bound))
    return format_html(
        '<div class="field"><label for="{}">{}</label>{}</div>', bound.id_for_label, bound.label, bound
    )

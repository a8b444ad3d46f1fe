"""Tags that show what requests carry; load them by the name of the app.

``label shown`` takes a ShownLabel (pages/labels.py), ``label_of labels "state" value`` a LabelBook and a value,
``label_of_team labels team`` a LabelBook and a team. Each gives nothing where nothing is set. ``choice``, ``boxes``
and ``box`` write the fields of a filter bar: it has a dozen of them, and a template for each option is slow.
``health_update request`` shows how the work goes and lets its team say so; ``number|times`` is once, twice.
``request|marks`` is what must catch the eye.
``user|leads_a_queue`` is true for whoever decides in triage.
"""

from typing import Any

from django import template
from django.forms import BoundField
from django.template.context import RequestContext
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketing_portal.people.models import Team
from marketing_portal.ui.components.basics import scoped_label
from requests_board.models import SMRequest
from requests_board.pages.health import health_context
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.pages.rows import marks
from requests_board.pages.rows import times as times_in_words
from requests_board.pages.triage import leads_a_queue
from requests_board.vocabulary import Family

register = template.Library()
register.filter("times", times_in_words)
register.filter("marks", marks)
register.filter("leads_a_queue", leads_a_queue)
SELECTED, CHECKED = SafeString(" selected"), SafeString(" checked")


@register.simple_tag
def label(shown: ShownLabel | None) -> SafeString:
    """One label with its canonical spelling."""
    if shown is None:
        return SafeString("")
    return scoped_label(shown.scope, shown.value, shown.tone, shown.href, shown.note)


@register.simple_tag
def label_of(labels: LabelBook, family: str, value: str) -> SafeString:
    """The label of ``value``; nothing where it is not set."""
    return label(labels.show(Family(family), value) if value else None)


@register.simple_tag
def label_of_team(labels: LabelBook, team: Team | None) -> SafeString:
    """The label of ``team``; nothing without one."""
    return label(labels.show_team(team) if team else None)


@register.inclusion_tag("requests_board/_health.html", takes_context=True)
def health_update(context: RequestContext, request: SMRequest) -> dict[str, Any]:
    """How the work goes, and for its team the form to say so; ``health_form`` in the context is one that came back."""
    shown = health_context(request, context["request"].user, context.get("health_form"))
    return shown | {"csrf_token": context.get("csrf_token")}


@register.simple_tag
def choice(bound: BoundField) -> SafeString:
    """A ``select`` with its label."""
    chosen = str(bound.value() or "")
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, SELECTED if str(key) == chosen else "", text) for key, text in choices(bound)),
    )
    return format_html(
        '<label for="{0}">{1}</label><select name="{2}" id="{0}">{3}</select>',
        bound.auto_id,
        bound.label,
        bound.html_name,
        options,
    )


@register.simple_tag
def boxes(bound: BoundField) -> SafeString:
    """A checkbox for each choice."""
    chosen = {str(value) for value in bound.value() or ()}
    return format_html_join(
        "",
        '<label><input type="checkbox" name="{}" value="{}"{}>{}</label>',
        ((bound.html_name, key, CHECKED if str(key) in chosen else "", text) for key, text in choices(bound)),
    )


@register.simple_tag
def box(bound: BoundField) -> SafeString:
    """One checkbox with its label behind it."""
    return format_html(
        '<label><input type="checkbox" name="{}"{}>{}</label>',
        bound.html_name,
        CHECKED if bound.value() else "",
        bound.label,
    )


def choices(bound: BoundField) -> list[tuple[str, str]]:
    """Values and texts of a field."""
    return list(getattr(bound.field, "choices", ()))

"""Tags that show what requests carry; load them by the name of the app.

``label shown`` takes a ShownLabel (pages/labels.py), ``label_of labels "state" value`` a LabelBook and a value,
``label_of_team labels team`` a LabelBook and a team. Each gives nothing where nothing is set.
"""

from django import template
from django.utils.safestring import SafeString

from marketing_portal.people.models import Team
from marketing_portal.ui.components.basics import scoped_label
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.vocabulary import Family

register = template.Library()


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

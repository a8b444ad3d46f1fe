"""The template tags of the design system. The library is built in: no ``{% load ui %}``.

Every component is shown in every state on /styleguide/ and described in docs/design.md. Signatures:

Small (strings, cheap enough for loops)
    {% icon "copy" label="" %}                      name: a symbol of static/ui/icons.svg
    {% badge "Draft" tone="amber" icon_name="" %}
    {% scoped_label "sm_req" "triage" tone="blue" href="" title="" %}    value "" gives a plain label
    {% avatar name size="s|m|l" labelled=False %}
    {% person name href="" note="" size="s" %}      avatar and name, a link when there is a page
    {% gap state="needs_data" text="…" href="" action="Fill this in" %}  nothing for state "known"
    {% ago moment empty="never" %}                  relative, exact one on hover; takes dates too
    {% day moment empty="not set" %}                4 Feb 2020 in <time>
    {{ seconds|duration }}                          "15 minutes"
    {% copy_text "element-id" label="Copy text" %}  {% copy_value "text" %}  {% copy_link "anchor" %}
    {% progress value maximum "label" %}
    {% crumbs "Personas" list_url persona.name %}   <li> items for block breadcrumbs

Partials
    {% kept "ui/_footer.html" user.is_authenticated %}  an include that is drawn once for what it depends on
    {% empty_state "Title" text="…" icon_name="inbox" href="" action="" %}
    {% sample_note text="" %}                       "Sample wording, not approved"
    {% provenance owner=… owner_href=… origin=… origin_href=… changed=… changed_by=… reviewed=…
                  reviewed_by=… overdue=False report_href=… edit_href=… history_href=… %}
    {% stepper steps current %}                     steps: sequence of (key, label[, note])
    {% pagination page_obj noun="requests" total="" %}   keeps the rest of the query string
    {% segmented items label %}                     items: sequence of (label, href, is_current[, count])

Forms (docs/design.md, "Forms")
    {% form_errors form title="…" focus=True %}     error summary; put it above the form
    {% field form.title %}                          label, hint, error, input
    {% form_fields form %}                          hidden ones and all the others

Charts (a figure with its numbers readable beside or below it)
    {% bar_list rows caption unit="" %}             rows: sequence of (label, value[, href])
    {% stack_bar parts caption %}                   parts: sequence of (label, value, tone)
    {% sparkline values caption labels=None %}
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.base import Template
from django.template.context import RequestContext
from django.urls import get_urlconf
from django.utils.safestring import SafeString

from marketing_portal.ui.components import basics, charts, forms, times

register = template.Library()

for tag in (
    basics.icon,
    basics.badge,
    basics.scoped_label,
    basics.avatar,
    basics.person,
    basics.gap,
    basics.copy_text,
    basics.copy_value,
    basics.copy_link,
    basics.progress,
    basics.crumbs,
    times.ago,
    times.day,
):
    register.simple_tag(tag)


register.filter(times.duration)

MOST_KEPT = 200
kept_parts: dict[tuple[object, ...], SafeString] = {}


@register.simple_tag(takes_context=True)
def kept(context: RequestContext, name: str, *depends_on: object) -> SafeString:
    """The partial ``name``, drawn once for each of what it ``depends_on``: nothing else of the context may be in it.

    For the parts of the frame that are the same on every page: no form, nothing personal, nothing of the database.
    """
    key = (name, get_urlconf() or settings.ROOT_URLCONF, *depends_on)
    if key not in kept_parts:
        if len(kept_parts) >= MOST_KEPT:
            kept_parts.clear()
        part = cast(Template, context.template).engine.get_template(name)
        kept_parts[key] = part.render(context.new(cast(dict[str, Any], context.flatten())))
    return kept_parts[key]


@register.inclusion_tag("ui/_empty_state.html")
def empty_state(
    title: str, text: str = "", icon_name: str = "inbox", href: str = "", action: str = ""
) -> dict[str, str]:
    """What stands where a list would be: what it is for and what to do first."""
    return {"title": title, "text": text, "icon_name": icon_name, "href": href, "action": action}


@register.inclusion_tag("ui/_sample_note.html")
def sample_note(text: str = "") -> dict[str, str]:
    """The note on content that came with the portal and that nobody of the company has approved."""
    return {"text": text}


@register.inclusion_tag("ui/_provenance.html")
def provenance(
    owner: str = "",
    origin: str = "",
    changed: datetime | None = None,
    reviewed: datetime | date | None = None,
    overdue: bool = False,
    **more: str,
) -> dict[str, object]:
    """Who answers for a page, where it comes from, when it was changed and reviewed, what a reader can do.

    ``more`` takes owner_href, origin_href, changed_by, reviewed_by, report_href, edit_href, history_href, review_href,
    source_href.
    """
    return {
        "owner": owner,
        "origin": origin,
        "changed": changed,
        "reviewed": reviewed,
        "overdue": overdue,
        **more,
    }


@register.inclusion_tag("ui/_stepper.html")
def stepper(steps: Sequence[Sequence[str]], current: str) -> dict[str, object]:
    """Where something stands on its way: ``steps`` are ``(key, label[, note])``, ``current`` is a key."""
    keys = [step[0] for step in steps]
    here = keys.index(current) if current in keys else -1
    return {
        "steps": [
            {
                "label": step[1],
                "note": step[2] if len(step) > 2 else "",
                "state": "done" if place < here else "current" if place == here else "next",
            }
            for place, step in enumerate(steps)
        ]
    }


@register.inclusion_tag("ui/_segmented.html")
def segmented(items: Sequence[Sequence[Any]], label: str) -> dict[str, object]:
    """A few links of which one is current; ``items`` are ``(label, href, is_current[, count])``."""
    return {
        "label": label,
        "items": [
            {
                "label": item[0],
                "href": item[1],
                "current": item[2],
                "count": item[3] if len(item) > 3 else None,
            }
            for item in items
        ],
    }


@register.inclusion_tag("ui/_pagination.html", takes_context=True)
def pagination(
    context: RequestContext, page_obj: Page[Any], noun: str = "rows", total: str = ""
) -> dict[str, object]:
    """Previous and next with counts; ``total`` replaces the exact number where counting is bounded ("1,000+")."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    rest = query.urlencode()
    return {
        "page": page_obj,
        "noun": noun,
        "total": total or f"{page_obj.paginator.count:,}",
        "query": f"{rest}&" if rest else "",
    }


@register.inclusion_tag("ui/forms/error_summary.html")
def form_errors(form: BaseForm, title: str = "", focus: bool = True) -> dict[str, object]:
    """The summary of what is wrong, each line a link to its field; nothing when nothing is wrong."""
    found = forms.problems(form) if form.is_bound else []
    heading = title or ("There is a problem" if len(found) == 1 else f"There are {len(found)} problems")
    return {"problems": found, "title": heading, "focus": focus}


@register.inclusion_tag("ui/forms/field.html")
def field(bound: BoundField, hint: str = "", label: str = "") -> dict[str, object]:
    """One field with its label, hint and errors; ``hint`` and ``label`` replace what the form says."""
    bound.help_text = hint or (str(bound.help_text).strip() and bound.help_text)
    return {
        "field": bound,
        "label": label or bound.label,
        "sentences": forms.sentences(bound),
        "kind": forms.kind(bound),
        "id": forms.input_id(bound),
    }


@register.inclusion_tag("ui/forms/fields.html")
def form_fields(form: BaseForm) -> dict[str, object]:
    """All fields of ``form``, the hidden ones first."""
    return {"form": form}


@register.inclusion_tag("ui/charts/bar_list.html")
def bar_list(rows: Sequence[Sequence[object]], caption: str, unit: str = "") -> dict[str, object]:
    """A ranking: the table is the chart, each row has its bar and its number."""
    return {"bars": charts.bars(rows), "caption": caption, "unit": unit}


@register.inclusion_tag("ui/charts/stack_bar.html")
def stack_bar(parts: Sequence[Sequence[object]], caption: str) -> dict[str, object]:
    """Parts of one whole in one bar, with a legend that carries the numbers."""
    return {"bars": charts.stack(parts), "caption": caption}


@register.inclusion_tag("ui/charts/sparkline.html")
def sparkline(
    values: Sequence[float], caption: str, labels: Sequence[str] | None = None
) -> dict[str, object]:
    """A small line that shows a direction; the figures stand below it, folded."""
    names = labels or [str(place) for place in range(1, len(values) + 1)]
    return {
        "points": charts.spark_points(values),
        "caption": caption,
        "first": values[0] if values else None,
        "last": values[-1] if values else None,
        "rows": list(zip(names, values, strict=True)),
        "width": charts.WIDTH,
        "height": charts.HEIGHT,
    }

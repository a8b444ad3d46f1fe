"""The steps of a journey as HTML: rows of a table with their hand-offs, and the picture of who carries it."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.ui.components.basics import gap, icon
from usecases.reading.handoffs import Handoff, JourneyTable, Leg, StepRow

register = template.Library()
ASK = "Ask for it"


@register.simple_tag
def step_row(row: StepRow, has_activities: bool) -> SafeString:
    """One step: who owns it, what measures it, what is done, and the hand-off that leads to it."""
    step = row.step
    css = "" if row.handoff is None else "handed-on" if row.handoff.is_clear else "maybe-handed-on"
    return format_html(
        '<tr id="{}" class="{}"><th scope="row"><span class="step-number num">{}</span> {}</th>'
        '<td data-label="Owner"><div>{}{}</div></td><td data-label="Measured by"><div>{}</div></td>{}</tr>',
        row.anchor,
        css,
        row.number,
        step.stage,
        handoff_mark(row.handoff) if row.handoff else "",
        value(row.owners, step.owner_state, row.ask_owner),
        value(step.measured_by, step.measure_state, row.ask_measure),
        activities(step.activities) if has_activities else "",
    )


def handoff_mark(handoff: Handoff) -> SafeString:
    """Where people are handed on, in words."""
    word, css, picture = (
        ("Hand-off", "", "swap") if handoff.is_clear else ("Hand-off?", " unclear", "question")
    )
    return format_html(
        '<span class="handoff{}">{}<b>{}</b> {}</span>', css, icon(picture), word, handoff.words
    )


def value(text: str, state: str, ask_href: str) -> SafeString:
    """What is known, and beside it that it is in doubt or in its place that nobody knows."""
    shown = format_html('<span class="said">{}</span> ', text) if text else SafeString("")
    return shown + gap(state, "" if text else "nobody knows", ask_href, ASK)


def activities(done: list[str]) -> SafeString:
    """What is done in a step."""
    inner = format_html("{}", ", ".join(done)) if done else gap(Knowledge.ABSENT, "none is named")
    return format_html('<td data-label="Activities"><div>{}</div></td>', inner)


@register.simple_tag
def relay(table: JourneyTable) -> SafeString:
    """Who carries the journey from step to step, as a picture; the table below says the same in words."""
    legs = table.legs
    said = "; then ".join(f"{leg.owners or 'nobody known'} for {', '.join(leg.steps)}" for leg in legs)
    return format_html(
        '<div class="relay" role="img" aria-label="Owners in order: {}">{}</div>',
        said,
        format_html_join("", '<div class="leg span-{}{}"><b>{}</b>{}</div>', map(leg_parts, legs)),
    )


def leg_parts(leg: Leg) -> tuple[int, str, str, SafeString]:
    """Length, class, owners and steps of one piece."""
    steps = format_html_join("", "<span>{}</span>", [(step,) for step in leg.steps])
    return (
        leg.span,
        "" if leg.owners else " nobody",
        leg.owners or "Unknown",
        steps,
    )

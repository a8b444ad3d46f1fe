"""The rows of the coverage map as HTML: hundreds of cells, so built by string formatting and not by a template each."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from usecases.reading.coverage import Column, Coverage, Row, ask_parts, level, quoted

register = template.Library()
HINT = SafeString('<span class="visually-hidden">: ask for it</span>')


@register.simple_tag
def coverage_rows(found: Coverage, rows: list[Row]) -> SafeString:
    """The rows of some use cases: name, a cell for each column, how many items there are in all."""
    asked = ask_parts(found)
    return format_html_join(
        "",
        '<tr><th scope="row"><a href="{}" title="{}">{}</a></th>{}<td class="total">{}</td></tr>',
        (
            (
                row.use_case.get_absolute_url(),
                row.use_case.name,
                row.use_case.name,
                cells(found, row, asked),
                linked(row.total, found.list_of(f"use_case={row.use_case.slug}")),
            )
            for row in rows
        ),
    )


def cells(found: Coverage, row: Row, asked: tuple[str, list[str], list[str]]) -> SafeString:
    """The counts of one use case; an empty cell leads to a request for what should be there."""
    form, titles, rest = asked
    name, label = quoted(row.use_case.name), quoted(row.use_case.label_key)
    use_case = f"use_case={row.use_case.slug}"
    made = []
    for column, count, title, more in zip(found.columns, row.counts, titles, rest, strict=True):
        if count or not column.is_goal:
            inner = linked(count, found.list_of(use_case, column.query))
        else:
            inner = empty(f"{form}{title}{name}&use_case={label}{more}{name}." if form else "")
        made.append((level(count), SafeString(column.classes), inner))
    return format_html_join("", '<td class="heat-{}{}">{}</td>', made)


def linked(count: int, href: str) -> SafeString:
    """A count that leads to its items; zero leads nowhere."""
    if not count or not href:
        return format_html("<span>{}</span>", count)
    return format_html('<a href="{}">{}</a>', href, count)


def empty(href: str) -> SafeString:
    """Zero in a place where there should be something."""
    if not href:
        return SafeString("<span>0</span>")
    return format_html('<a class="ask" href="{}">0{}</a>', href, HINT)


@register.simple_tag
def coverage_totals(found: Coverage) -> SafeString:
    """The last row: each item once in each column, and once in all."""
    columns: list[tuple[Column, int]] = list(zip(found.columns, found.totals, strict=True))
    return format_html_join(
        "",
        '<td class="total{}">{}</td>',
        (
            (SafeString(column.classes), linked(count, found.list_of(column.query)))
            for column, count in columns
        ),
    )

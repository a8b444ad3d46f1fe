"""People and matrix cells as HTML: many to a page, so built by string formatting and not by a template each."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketing_portal.content.knowledge import Knowledge
from marketing_portal.ui.components.basics import gap, icon
from usecases.reading.dri import Cell
from usecases.showing import Who

register = template.Library()


@register.simple_tag
def who(one: Who) -> SafeString:
    """A person: the name, a link where there is a page, more on hover."""
    title = format_html(' title="{}"', one.hint) if one.hint else ""
    if one.href:
        return format_html('<a href="{}"{}>{}</a>', one.href, title, one.name)
    return format_html("<span{}>{}</span>", title, one.name)


@register.simple_tag
def dri_people(cell: Cell, is_editor: bool = False) -> SafeString:
    """What stands in a cell of the DRI matrix: people, or what is known instead and who can fill it."""
    if cell.people:
        return format_html_join(", ", "{}", [(who(one),) for one in cell.people])
    if cell.state == Knowledge.NOT_APPLICABLE:
        return gap(Knowledge.NOT_APPLICABLE, "nobody is needed")
    if is_editor:
        return gap(cell.gap_state, "", cell.edit_href, "Name somebody")
    return gap(cell.gap_state, "any editor can fill it")


@register.simple_tag
def dri_td(cell: Cell, is_editor: bool = False) -> SafeString:
    """One cell of the DRI matrix; ``data-written`` is the cell as the source writes it."""
    css = "marked" if cell.is_marked else "cell-gap" if cell.is_vacant else ""
    return format_html(
        '<td id="{}" data-label="{}" data-written="{}"{}>{}<span class="cell-text">{}</span>{}</td>',
        cell.anchor,
        cell.use_case.short,
        cell.written,
        format_html(' class="{}"', css) if css else "",
        SafeString('<span class="visually-hidden">Marked: </span>') if cell.is_marked else "",
        dri_people(cell, is_editor),
        edit_link(cell.edit_href, f"{cell.role.name} in {cell.use_case.short}") if is_editor else "",
    )


@register.simple_tag
def edit_link(href: str, place: str) -> SafeString:
    """The pencil of a cell; the script of the matrix opens the form in place."""
    return format_html(
        '<a class="cell-edit" href="{}">{}<span class="visually-hidden">Edit {}</span></a>',
        href,
        icon("edit"),
        place,
    )


@register.simple_tag
def strip_link(href: str, place: str) -> SafeString:
    """The way to the form of a whole column or row."""
    return format_html(
        ' <a class="strip-edit" href="{}" title="Edit all of {}">{}</a>',
        href,
        place,
        icon("edit", f"Edit all of {place}"),
    )

"""Small components, many to a page: built by string formatting, which is far cheaper than a template each."""

from functools import lru_cache
from zlib import crc32

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TONES = ("grey", "blue", "teal", "green", "amber", "orange", "red", "pink", "purple")
AVATAR_TONES = TONES[1:]

# How each value of the knowledge vocabulary is told apart: by icon and word, so never by colour alone.
GAPS = {
    "unknown": ("question", "Unknown"),
    "tbd": ("clock", "To be decided"),
    "uncertain": ("uncertain", "Uncertain"),
    "not_applicable": ("none", "Not applicable"),
    "needs_data": ("dashed", "Needs data"),
    "absent": ("absent", "Not recorded"),
}


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """One icon of static/ui/icons.svg; with ``label`` it speaks for itself, without it is decoration.

    Kept once made: a page of points asks for the same two icons a hundred times.
    """
    sprite = static("ui/icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, sprite, name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)


@lru_cache(maxsize=512)
def badge(text: str, tone: str = "grey", icon_name: str = "") -> SafeString:
    """A short status word, such as "Draft"."""
    picture = icon(icon_name) if icon_name else ""
    return format_html('<span class="badge tone-{}">{}{}</span>', known_tone(tone), picture, text)


def scoped_label(
    scope: str, value: str = "", tone: str = "grey", href: str = "", title: str = ""
) -> SafeString:
    """A label as the request board writes it, ``scope::value`` in two tones; without ``value`` a plain one.

    What is copied out of the page, and what a screen reader says, is the canonical spelling with its colons.
    """
    inner = (
        format_html('<span class="label-key">{}<span class="label-sep">::</span></span>', scope)
        + format_html('<span class="label-value">{}</span>', value)
        if value
        else format_html('<span class="label-value">{}</span>', scope)
    )
    css = f"label tone-{known_tone(tone)}"
    tip = format_html(' title="{}"', title) if title else ""
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, tip, inner)
    return format_html('<span class="{}"{}>{}</span>', css, tip, inner)


def known_tone(tone: str) -> str:
    """The tone itself, or grey: an unknown tone from the database must not make up a class name."""
    return tone if tone in TONES else "grey"


def initials(name: str) -> str:
    """First letters of the first and the last word: ``Tye Davis`` is TD, ``Saumya`` is S."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper() if words else "?"


def avatar(name: str, size: str = "m", labelled: bool = False) -> SafeString:
    """Initials on a tone that is always the same for a name; decoration unless ``labelled``."""
    tone = AVATAR_TONES[crc32(name.encode()) % len(AVATAR_TONES)]
    role = format_html('role="img" aria-label="{}"', name) if labelled else mark_safe('aria-hidden="true"')
    return format_html(
        '<span class="avatar avatar-{} tone-{}" {}>{}</span>', size, tone, role, initials(name)
    )


def person(name: str, href: str = "", note: str = "", size: str = "s") -> SafeString:
    """A person in running text or a cell: avatar, name (a link when there is a page), a short note."""
    shown = format_html('<a href="{}">{}</a>', href, name) if href else name
    small = format_html(' <span class="muted">{}</span>', note) if note else ""
    return format_html('<span class="person">{}<span>{}{}</span></span>', avatar(name, size), shown, small)


def gap(state: str, text: str = "", href: str = "", action: str = "Fill this in") -> SafeString:
    """What is missing, in the place where it is missing; nothing at all for ``known``.

    ``text`` says in a sentence what is missing or who can fill it, ``href`` leads there.
    """
    if state not in GAPS:
        return SafeString("")
    picture, word = GAPS[state]
    more = format_html(' <span class="gap-text">{}</span>', text) if text else ""
    link = format_html(' <a href="{}">{}</a>', href, action) if href else ""
    return format_html(
        '<span class="gap gap-{}">{}<span class="gap-word">{}</span>{}{}</span>',
        state,
        icon(picture),
        word,
        more,
        link,
    )


def copy_text(source: str, label: str = "Copy text") -> SafeString:
    """A button that copies the text of the element whose id is ``source`` (copy.js); not shown without JavaScript."""
    return format_html(
        '<button type="button" class="copy" data-copy-from="{}" title="{}">'
        '{}<span class="visually-hidden">{}</span></button>',
        source,
        label,
        icon("copy"),
        label,
    )


def copy_value(value: str, label: str = "Copy") -> SafeString:
    """A button that copies ``value`` itself, for what does not stand on the page as such."""
    return format_html(
        '<button type="button" class="copy" data-copy="{}" title="{}">'
        '{}<span class="visually-hidden">{}</span></button>',
        value,
        label,
        icon("copy"),
        label,
    )


def copy_link(anchor: str, label: str = "Copy link") -> SafeString:
    """A link to ``#anchor``; with JavaScript it also copies the full address."""
    return format_html(
        '<a class="copy" href="#{}" data-copy-link title="{}">{}<span class="visually-hidden">{}</span></a>',
        anchor,
        label,
        icon("link"),
        label,
    )


def progress(value: float, maximum: float, label: str) -> SafeString:
    """How much of something is done, as a native element and as figures: "3 of 8 committed"."""
    return format_html(
        '<span class="progress"><progress value="{}" max="{}" aria-label="{}"></progress>'
        '<span class="num">{} of {}</span></span>',
        value,
        maximum or 1,
        label,
        f"{value:g}",
        f"{maximum:g}",
    )


def crumbs(*parts: str) -> SafeString:
    """Breadcrumbs from ``label, url, label, url, …``; a last label without url is the page itself."""
    items = []
    for place in range(0, len(parts), 2):
        href = parts[place + 1] if place + 1 < len(parts) else ""
        template = '<li><a href="{1}">{0}</a></li>' if href else '<li aria-current="page">{0}</li>'
        items.append(format_html(template, parts[place], href))
    return SafeString("".join(items))

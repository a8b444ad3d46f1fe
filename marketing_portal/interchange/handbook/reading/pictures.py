"""Pictures and embedded pages: neither is brought along, so each becomes a marked link to where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from marketing_portal.interchange.handbook.reading.inline import CODE, IMAGES, TARGET, outside_code

Resolve = Callable[[str], str]
NOT_HERE = "image, not imported"
MARK = "{: .missing-image}"
LINKED = re.compile(rf"{CODE}|\[\s*!\[(?P<alt>[^\[\]\n]*)\]{TARGET}")
IFRAME = re.compile(r"<iframe\b([^<>]*)>(?:\s*</iframe\s*>)?", re.IGNORECASE)
SOURCE = re.compile(r"\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
IMG = re.compile(rf"{CODE}|(?P<tag><img\b[^<>]*>)", re.IGNORECASE)
VALUE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'?([^'\s>]*)'?)", re.IGNORECASE)
WRAPPING = re.compile(r"</?(?:div|figure|center|p)\b[^<>]*>", re.IGNORECASE)
KINDS = {
    "/spreadsheets/": "sheet",
    "/presentation/": "slides",
    "/document/": "document",
    "youtube": "video",
    "youtu.be": "video",
    "vimeo": "video",
    "/forms/": "form",
}


def placeholders(text: str, resolve: Resolve) -> str:
    """``text`` with a marked link in place of each picture; the text of a picture inside a link stays there."""
    if "<img" in text.lower():
        text = outside_code(IMG, as_markdown, text)
    if "![" not in text:
        return text
    text = outside_code(LINKED, lambda match: f"[{match.group('alt')}", text)

    def placeholder(match: re.Match[str]) -> str:
        target = match.group("target").strip("<>")
        name = match.group("alt").strip() or target.rpartition("/")[2] or "picture"
        return f"[{name} ({NOT_HERE})]({resolve(target)}){MARK}" if target else f"{name} ({NOT_HERE})"

    return outside_code(IMAGES, placeholder, text)


def picture_in(tag: str) -> tuple[str, str]:
    """What a picture of HTML is called, and its address."""
    found = {
        match.group(1).lower(): unescape(match.group(2) or match.group(3) or "")
        for match in VALUE.finditer(tag)
    }
    address = safe(found.get("src", "").strip())
    name = re.sub(r"[\[\]<>*_`\n]", " ", found.get("alt", "")).strip() or address.rpartition("/")[2]
    return name, address


def as_markdown(match: re.Match[str]) -> str:
    """A picture of HTML as Markdown has it."""
    name, address = picture_in(match.group("tag"))
    return f"![{name}]({address})" if address else name


def as_link(match: re.Match[str]) -> str:
    """A picture within HTML as a marked link."""
    name, address = picture_in(match.group("tag"))
    label = f"{escape(name or 'picture')} ({NOT_HERE})"
    return f'<a class="missing-image" href="{escape(address)}">{label}</a>' if address else label


def embedded(address: str) -> str:
    """What a frame shows, in two words."""
    kind = next((name for mark, name in KINDS.items() if mark in address), "page")
    return f"Embedded {kind}"


def frames(html: str) -> list[str]:
    """Addresses of the frames in ``html``."""
    found = [SOURCE.search(match.group(1)) for match in IFRAME.finditer(html)]
    return [unescape(next(filter(None, match.groups()), "")) for match in found if match]


def without_frames(html: str) -> str:
    """The HTML block ``html`` with links in place of frames and pictures; as Markdown where that is all of it."""
    if "<img" in html.lower():
        is_alone = not WRAPPING.sub("", IMG.sub("", html)).strip() and "<a" not in html.lower()
        found = [match for match in IMG.finditer(html) if match.group("tag")]
        html = "\n\n".join(map(as_markdown, found)) if is_alone else outside_code(IMG, as_link, html)
    if not IFRAME.search(html):
        return html
    addresses = [address for address in frames(html) if address.startswith(("http:", "https:", "//", "/"))]
    if not WRAPPING.sub("", IFRAME.sub("", html)).strip():
        return "\n\n".join(f"[{embedded(address)}]({safe(address)})" for address in addresses)

    def link(match: re.Match[str]) -> str:
        return "".join(f'<a href="{safe(one)}">{embedded(one)}</a>' for one in frames(match.group()))

    return IFRAME.sub(link, html)


def safe(address: str) -> str:
    """``address`` without what would end a link in Markdown or HTML."""
    for sign in ' "<>()':
        address = address.replace(sign, f"%{ord(sign):02X}")
    return address

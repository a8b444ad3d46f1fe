"""Markdown to safe HTML: one function, run when text is saved and never when it is read.

Order matters: Python-Markdown first, the sanitiser last, so that nothing an extension produces escapes it.
"""

import re
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

import markdown as python_markdown
import nh3
from django.db import models
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

from marketing_portal.content.brackets import BoundedBrackets, with_open_tags, without_open_tags

RENDERER_VERSION = 1

TAGS = set(
    "a abbr b blockquote br caption code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li ol "
    "p pre q s small span strong sub sup table tbody td tfoot th thead tr ul".split()
)
ATTRIBUTES = {
    "*": {"id", "class", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
SINGLE_PARAGRAPH = re.compile(r"\A<p>((?:(?!</?p>).)*)</p>\Z", re.DOTALL)
MOST_FOOTNOTES = 300  # the time for notes grows with the square of their number
# Nothing of it means anything to Markdown or HTML: one line that begins with a letter.
PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:!?()'\u2019\u201c\u201d\"%$/\u2013\u2014-])*")
SHORT, KEPT = 1_000, 2_000  # letters of a text that is kept, and how many such texts
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Rendered:
    """HTML ready to show, and the headings in it as (level, anchor, text)."""

    html: str
    headings: list[dict[str, Any]] = field(default_factory=list)


class _HeadingShift(Treeprocessor):
    """Moves headings so that the topmost is h2: the h1 of a page is its title."""

    def run(self, root: Element) -> None:
        headings = [node for node in root.iter() if re.fullmatch(r"h[1-6]", node.tag)]
        shift = 2 - min((int(node.tag[1]) for node in headings), default=2)
        for node in headings:
            node.tag = f"h{min(int(node.tag[1]) + shift, 6)}"


class _HeadingShiftExtension(Extension):
    def extendMarkdown(self, md: python_markdown.Markdown) -> None:  # noqa: N802 - name fixed by Python-Markdown
        md.treeprocessors.register(
            _HeadingShift(md), "heading_shift", 6
        )  # before toc (5), after attr_list (8)


def _processor(footnotes: bool = True) -> python_markdown.Markdown:
    return python_markdown.Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),  # an align attribute: the CSP refuses style=
            TocExtension(permalink=False),
            _HeadingShiftExtension(),
            "attr_list",
            *(["footnotes"] if footnotes else []),
            "fenced_code",
            "sane_lists",
            "def_list",
            "admonition",
            BoundedBrackets(),
        ]
    )


class _Kept(threading.local):
    """The processor of this thread: to make one takes longer than to render a sentence."""

    processor: python_markdown.Markdown | None = None


_kept = _Kept()


def _convert(text: str) -> tuple[str, list[Any]]:
    """HTML of ``text`` and its headings, with the processor that was used before, if nothing went wrong with it."""
    if text.count("[^") > MOST_FOOTNOTES:
        processor = _processor(footnotes=False)
    else:
        processor, _kept.processor = _kept.processor or _processor(), None
    html = processor.reset().convert(text)
    if text.count("[^") <= MOST_FOOTNOTES:
        _kept.processor = processor
    return html, getattr(processor, "toc_tokens", [])


def _flat(tokens: list[Any]) -> list[dict[str, Any]]:
    flat: list[dict[str, Any]] = []
    for token in tokens:
        if "no_toc" not in str(token.get("data-toc-label", "")):
            name = with_open_tags(token["name"])
            flat.append({"level": token["level"], "id": token["id"], "name": name})
        flat.extend(_flat(token["children"]))
    return flat


def sanitise(html: str) -> str:
    """``html`` with only the tags, attributes and link schemes that the portal shows."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        clean_content_tags={"script", "style", "template", "iframe", "noscript"},
        link_rel="noopener noreferrer",
    )


def render(text: str) -> Rendered:
    """Render Markdown ``text``. Never fails: hostile or odd input comes out as harmless text."""
    if not text.strip():
        return Rendered(html="")
    plain = CONTROL.sub("", text)
    try:
        html, headings = _convert(without_open_tags(plain))
    except RecursionError:  # lists in lists in lists, more than anybody writes: shown as typed
        return Rendered(html=sanitise(f"<pre>{escape(plain)}</pre>"))
    return Rendered(html=with_open_tags(sanitise(html)), headings=_flat(headings))


def render_inline(text: str) -> str:
    """Render a short ``text``; a single paragraph comes without its ``<p>``, to stand in a list item or a cell."""
    if PLAIN.fullmatch(text) and not text.endswith(" "):
        return text
    return _rendered_inline(text) if len(text) <= SHORT else _inline(text)


@lru_cache(maxsize=KEPT)
def _rendered_inline(text: str) -> str:
    """The same once more for what was rendered a moment ago: a preview before its import, one entry on many pages."""
    return _inline(text)


def _inline(text: str) -> str:
    html = render(text).html.strip()
    match = SINGLE_PARAGRAPH.match(html)
    return match.group(1) if match else html


class RenderedText(models.Model):
    """Abstract base: Markdown fields whose HTML is stored beside them.

    ``RENDERED`` maps the Markdown field to its HTML field; ``INLINE`` names those shown inside a line.
    """

    RENDERED: dict[str, str] = {}
    INLINE: tuple[str, ...] = ()

    renderer_version = models.PositiveSmallIntegerField(default=RENDERER_VERSION, editable=False)

    class Meta:
        abstract = True

    def render_text(self) -> None:
        """Bring every stored HTML up to date with its Markdown."""
        for source, target in self.RENDERED.items():
            text = getattr(self, source)
            if source in self.INLINE:
                setattr(self, target, render_inline(text))
                continue
            rendered = render(text)
            setattr(self, target, rendered.html)
            if hasattr(self, "headings"):
                self.headings = rendered.headings
        self.renderer_version = RENDERER_VERSION

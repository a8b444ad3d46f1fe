"""Handbook pages: the page, and each of its sections at its own place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from marketing_portal.content.models import HandbookPage
from marketing_portal.search.documents import TAG, Document, audience_of, plain
from marketing_portal.search.registry import Kind, Source

PAGE = Kind("page", "Handbook", "Handbook pages")
HEADING = re.compile(r'<h[23] id="([^"]+)"[^>]*>(.*?)</h[23]>', re.DOTALL)


def pages(rows: Any) -> Iterator[Document]:
    """Every page, and every section below a heading of the second or third level."""
    for one in rows.current():
        opening, *sections = HEADING.split(one.body_html)
        anchors, headings, texts = sections[0::3], sections[1::3], sections[2::3]
        yield Document(
            one.pk,
            PAGE.key,
            one.title,
            one.get_absolute_url(),
            text=plain(one.summary, opening),
            audience=audience_of(one),
            weight=1.1,
        )
        for anchor, heading, text in zip(anchors, headings, texts, strict=True):
            yield Document(
                one.pk,
                PAGE.key,
                html.unescape(TAG.sub("", heading)),
                f"{one.get_absolute_url()}#{html.unescape(anchor)}",
                note=one.title,
                text=plain(text),
                part=html.unescape(anchor),
                audience=audience_of(one),
                weight=0.8,
            )


SOURCES = [(Source("pages", HandbookPage, "content:page_list", pages), [PAGE])]

"""How a handbook page is laid out for reading: its contents list, its tables, the pages before and after it."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from marketing_portal.content.models import ContentQuerySet, HandbookPage

TABLE = re.compile(r"<table\b[^>]*>")
WRAPPED = '<div class="table-wrap" role="group" aria-label="Table" tabindex="0"><table class="table plain">'


@dataclass
class Entry:
    """One line of the contents list, with the lines below it."""

    anchor: str
    text: str
    below: list["Entry"] = field(default_factory=list)


def contents(headings: list[dict[str, Any]]) -> list[Entry]:
    """Headings of the second level, each with those of the third; deeper ones are left to the text.

    The names of headings come from the renderer with their entities escaped; templates escape them again.
    """
    found: list[Entry] = []
    for heading in headings:
        entry = Entry(heading["id"], html.unescape(heading["name"]))
        if heading["level"] == 2 or not found:
            found.append(entry)
        elif heading["level"] == 3:
            found[-1].below.append(entry)
    return found


def with_tables_that_scroll(body_html: str) -> SafeString:
    """Stored (clean) HTML whose tables scroll inside a box of their own, so that the page never does."""
    wrapped = TABLE.sub(WRAPPED, body_html).replace("</table>", "</table></div>")
    return mark_safe(wrapped)  # noqa: S308 - the HTML is stored clean, what is added is constant


def neighbours(page: HandbookPage, pages: ContentQuerySet) -> tuple[HandbookPage | None, HandbookPage | None]:
    """The pages before and after ``page`` in the order of the list."""
    before = Q(order__lt=page.order) | Q(order=page.order, title__lt=page.title)
    after = Q(order__gt=page.order) | Q(order=page.order, title__gt=page.title)
    brief = pages.only("slug", "title", "order")
    return brief.filter(before).reverse().first(), brief.filter(after).first()

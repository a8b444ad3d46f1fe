"""A handbook page: YAML head and a Markdown body."""

from __future__ import annotations

from marketing_portal.interchange.canonical.common import read_archived, read_gaps
from marketing_portal.interchange.canonical.fields import Fields, read_mapping
from marketing_portal.interchange.canonical.front_matter import split, trim
from marketing_portal.interchange.documents import PageDoc


def read_page(text: str, path: str, slug: str) -> PageDoc:
    """The page in the file ``text``; ``slug`` is its path below the folder of pages. Raises BadFile."""
    parts = split(text, path)

    def read(fields: Fields) -> PageDoc:
        return PageDoc(
            slug=slug,
            title=fields.text("title"),
            summary=fields.text("summary", ""),
            order=fields.number("order", 0),
            owner=fields.reference("owner"),
            internal=fields.flag("internal", default=False),
            source=fields.source("source"),
            anchors=fields.texts("anchors"),
            body=trim(parts.body),
            gaps=read_gaps(fields),
            archived=read_archived(fields),
            found=fields.found,
        )

    return read_mapping(parts.fields, read)

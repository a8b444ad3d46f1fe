"""Loading handbook pages."""

from __future__ import annotations

from typing import Any

from marketing_portal.content.models import HandbookPage
from marketing_portal.interchange.documents import PageDoc
from marketing_portal.interchange.loading.kinds import AddressKind


class Pages(AddressKind[PageDoc]):
    """pages/**/*.md."""

    name = "pages"
    model = HandbookPage
    prefetch = ("former_slugs", "gaps")

    def values(self, document: PageDoc) -> dict[str, Any]:
        """Everything."""
        return {
            "title": document.title,
            "summary": document.summary,
            "order": document.order,
            "body": document.body,
            **self.shared_values(document),
        }

"""Rendered parts of pages are kept for as long as no content changes.

Every change of content, wherever it is made, writes a change set (content.history). A part is therefore kept under the
number of the latest one and the kind of reader, by the template tag `cache`: whoever saves sees the page anew at once.
On PostgreSQL two savers may finish in the other order than they began, and a part drawn between the two would miss the
slower one; `KEPT` bounds that to a minute. Nothing personal may stand in such a part, and no form.
"""

from typing import Any

from marketing_portal.content.models import ChangeSet

KEPT = 60  # seconds


def stamp(user: Any) -> str:
    """What a part for readers like ``user`` (visitors, colleagues, editors) is kept under; one query."""
    latest = ChangeSet.objects.order_by("-pk").values_list("pk", flat=True).first()
    reader = "visitor" if not user.is_authenticated else "editor" if user.is_staff else "colleague"
    return f"{latest}-{reader}"

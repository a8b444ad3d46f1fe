"""Loading what is known to be missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marketing_portal.content.models import Gap
from marketing_portal.interchange.documents import Document, GapDoc
from marketing_portal.interchange.loading.plan import Plan, sync


def gap_values(document: GapDoc) -> dict[str, Any]:
    """Fields of a gap."""
    return {
        "key": document.key,
        "place": document.place,
        "state": document.state,
        "marker": document.marker,
        "note": document.note,
        "is_open": not document.closed,
    }


def sync_gaps(
    plan: Plan, row: Any, documents: Iterable[GapDoc], rows: Iterable[Gap], *, is_import: bool
) -> None:
    """``rows``, which are gaps of ``row``, shall be ``documents``.

    No handbook page says that a gap is closed: an import leaves closed what is, also where it does not name it.
    """
    there = {gap.key: gap for gap in rows}
    wanted: dict[Any, tuple[Document, dict[str, Any]]] = {
        one.key: (one, gap_values(one)) for one in documents
    }
    if is_import:
        for key in wanted.keys() & there.keys():
            wanted[key][1]["is_open"] = there[key].is_open
        there = {key: gap for key, gap in there.items() if gap.is_open or key in wanted}
    sync(plan, there.values(), lambda gap: gap.key, wanted, lambda: Gap(content_object=row))

"""Collateral of pages and the collateral that is there: found by address, then by title within a use case.

What pages do not say (stage, audiences, personas, owner) stays as people set it. Several pages may show the same item:
the first of them names it, what others call it goes into the note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from marketing_portal.content.models import Origin
from marketing_portal.interchange.documents import Source
from marketing_portal.interchange.documents_journeys import CollateralDoc
from marketing_portal.interchange.handbook.applying.matching import Known
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.handbook.kinds.use_case_collateral import LONGEST_NOTE, same_place
from usecases.models import Collateral

RELATED = ("use_cases", "audiences", "personas", "stage", "owner")


def match_collateral(known: Known, documents: Sequence[CollateralDoc]) -> list[CollateralDoc]:
    """Each item joined to the one that is there; the same document for every page that shows it."""
    rows = known.rows(Collateral, *RELATED)
    by_place = {same_place(row.url): row for row in reversed(rows) if row.url}
    by_title = {(normal(row.title), one.slug): row for row in rows for one in row.use_cases.all()}
    taken = {row.slug for row in rows} | known.former(Collateral).keys() | Collateral.RESERVED_SLUGS
    whole: dict[str, CollateralDoc] = {}
    places = []
    for one in documents:
        titled = (by_title.get((normal(one.title), slug)) for slug in one.use_cases)
        row = by_place.get(same_place(one.url)) or next(filter(None, titled), None)
        place = row.slug if row else same_place(one.url)
        if place in whole:
            whole[place] = joined(whole[place], one, is_owner=False)
        elif row is not None:
            is_owner = row.origin == Origin.SAMPLE or row.source_page == (
                one.source.page if one.source else ""
            )
            whole[place] = joined(document_of(row), one, is_owner=is_owner)
        else:
            whole[place] = replace(one, key=free(one.key, taken))
            taken.add(whole[place].key)
        places.append(place)
    return [whole[place] for place in places]


def document_of(row: Collateral) -> CollateralDoc:
    """``row`` as a document that changes nothing."""
    return CollateralDoc(
        key=row.slug,
        title=row.title,
        kind=row.kind,
        url=row.url,
        use_cases=tuple(sorted(one.slug for one in row.use_cases.all())),
        stage=row.stage.key if row.stage else None,
        audiences=tuple(one.key for one in row.audiences.all()),
        personas=tuple(sorted(one.slug for one in row.personas.all())),
        owner=row.owner.slug if row.owner else None,
        internal=row.internal,
        gated=row.gated,
        note=row.note,
        source=Source(page=row.source_page, heading=row.source_heading) if row.source_page else None,
    )


def joined(there: CollateralDoc, one: CollateralDoc, *, is_owner: bool) -> CollateralDoc:
    """``there`` as the page of ``one`` shows it; ``is_owner``: the page that names it."""
    shared = replace(
        there,
        found=one.found,
        use_cases=tuple(sorted({*there.use_cases, *one.use_cases})),
        stage=there.stage or one.stage,
        internal=there.internal or one.internal,
        gated=there.gated or one.gated,
    )
    if is_owner:
        kind = there.kind if one.kind == "other" else one.kind
        note = one.note or there.note
        return replace(shared, title=one.title, kind=kind, url=one.url, note=note, source=one.source)
    said = normal(f"{there.title} {there.note}")
    more = [text for text in (one.title, one.note) if normal(text) and normal(text) not in said]
    note = " · ".join(filter(None, [there.note, *more]))
    return replace(shared, note=note if len(note) <= LONGEST_NOTE else there.note)


def free(stem: str, taken: Iterable[str]) -> str:
    """An address that no item has."""
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key

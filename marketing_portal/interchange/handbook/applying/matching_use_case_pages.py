"""Pages of use cases and the use cases that are there: requirements, points and gaps keep their keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from marketing_portal.interchange.documents_use_cases import (
    HOUSE_POINT,
    MessageHouseDoc,
    ResourcePageDoc,
    UsePointDoc,
)
from marketing_portal.interchange.handbook.applying.matching import Known, as_loaded
from marketing_portal.interchange.handbook.kinds.keys import key_of
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.handbook.pairing import pair
from usecases.models import UseCase, UseCasePoint


def match_resource_pages(known: Known, documents: Sequence[ResourcePageDoc]) -> list[ResourcePageDoc]:
    """Each page with the keys that its use case has for the same things."""
    return [one if (row := use_case_of(one)) is None else adopted(one, row) for one in documents]


def match_message_houses(known: Known, documents: Sequence[MessageHouseDoc]) -> list[MessageHouseDoc]:
    """The same of message houses, whose points have keys of their own."""
    found = []
    for document in documents:
        row = use_case_of(document)
        if row is not None:
            points = keyed(document.points, stored_points(row, house=True), row, house=True)
            document = replace(document, use_case=row.slug, points=points)
        found.append(document)
    return found


def use_case_of(document: ResourcePageDoc) -> UseCase | None:
    """The use case that ``document`` is about, if it is there."""
    row = UseCase.objects.filter(slug=document.use_case or "").first()
    return row or UseCase.objects.named(document.use_case or document.name).first()


def adopted(document: ResourcePageDoc, row: UseCase) -> ResourcePageDoc:
    """``document`` as the newer version of what ``row`` holds."""
    keys: dict[str, list[str]] = {}  # two may have one name
    for requirement in sorted(row.requirements.all(), key=lambda one: (one.order, one.pk)):
        keys.setdefault(normal(requirement.name), []).append(requirement.key)
    used = {key for some in keys.values() for key in some}
    requirements = [
        replace(one, key=some.pop(0) if (some := keys.get(normal(one.name))) else key_of(one.name, used))
        for one in document.requirements
    ]
    notes = {gap.key: gap.note for gap in row.gaps.all()}
    return replace(
        document,
        use_case=row.slug,
        requirements=tuple(requirements),
        points=keyed(document.points, stored_points(row, house=False), row),
        gaps=tuple(replace(gap, note=notes.get(gap.key, "")) for gap in document.gaps),
    )


def stored_points(row: UseCase, *, house: bool) -> list[Any]:
    """The points of ``row`` as they were loaded last: those of its message house, or the others."""
    rows = as_loaded(row, UseCasePoint, row.points.all())
    return [one for one in rows if one.key.startswith(HOUSE_POINT) == house]


def keyed(
    points: Sequence[UsePointDoc], rows: Sequence[Any], row: UseCase, *, house: bool = False
) -> tuple[UsePointDoc, ...]:
    """``points`` with the keys of the ``rows`` that they are, kind by kind."""
    keys: dict[int, str] = {}
    for kind in dict.fromkeys(one.kind for one in points):
        mine = [one for one in points if one.kind == kind]
        theirs = [one for one in rows if one.kind == kind]
        places = pair([said(one) for one in theirs], [said(one) for one in mine])
        keys |= {
            id(one): theirs[place].key for one, place in zip(mine, places, strict=True) if place is not None
        }
    prefix = HOUSE_POINT if house else ""
    used = {key.removeprefix(prefix) for key in (*keys.values(), *row.points.values_list("key", flat=True))}
    return tuple(replace(one, key=keys.get(id(one)) or prefix + key_of(said(one), used)) for one in points)


def said(point: Any) -> str:
    """What tells a point from the others of its kind."""
    return f"{point.group} {point.title or point.text}"

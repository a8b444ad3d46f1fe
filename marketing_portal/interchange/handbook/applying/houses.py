"""Several message houses of one use case: the one that comes last counts, and whoever imports is told.

A house on a page of its own is the newer version of the one before it, in one import and from one to the next. A house
within the page of the use case is a part of that page and stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_use_cases import MessageHouseDoc, ResourcePageDoc
from marketing_portal.interchange.handbook.applying.repeats import identity
from marketing_portal.interchange.handbook.kinds.base import Made
from marketing_portal.interchange.handbook.kinds.message_house import MESSAGE_HOUSE
from marketing_portal.interchange.handbook.kinds.message_house_facets import TELLING, facet_of
from marketing_portal.interchange.handbook.kinds.understanding import Understood, understand
from marketing_portal.interchange.models import ImportedObject
from usecases.models import UseCase

House = tuple[str, str]  # where it stands, as file and line; of which use case


def house_on(understood: Understood) -> Made | None:
    """The message house that a page is."""
    return next((one for one in understood.made if isinstance(one.document, MessageHouseDoc)), None)


def line_of(understood: Understood, made: Made) -> int:
    """The line on which ``made`` begins."""
    return understood.page.blocks[made.blocks[0]].first


def last_houses(pages: Sequence[Understood]) -> list[Understood]:
    """``pages``, with the last message house of each use case; those before it stay text and say so."""
    last: dict[str, tuple[int, str]] = {}
    for number, page in enumerate(pages):
        if (house := house_on(page)) is not None:
            place = f"{page.page.path}:{line_of(page, house)}"
            last[identity(house.document)[1]] = number, place
    return [told(page, number, last) for number, page in enumerate(pages)] if last else list(pages)


def told(page: Understood, number: int, last: dict[str, tuple[int, str]]) -> Understood:
    """``page`` beside the message houses that count (``last``: number of the page and place, by use case)."""
    house = house_on(page)
    if house is None:
        return beside(page, last)
    counts, place = last[identity(house.document)[1]]
    if counts == number:
        return page
    line, name = line_of(page, house), page_name(house.document)
    message = (
        f"{place} holds a message house of “{name}” too, and the last one counts, so this one stays text. "
        "To take this one, name its file after the other."
    )
    return understand(page.page, skip=frozenset({line})).warned({line: message})


def beside(page: Understood, last: dict[str, tuple[int, str]]) -> Understood:
    """``page``, warned where it is that of a use case and holds a house although another page is its house."""
    for one in page.made:
        if not isinstance(one.document, ResourcePageDoc):
            continue
        _, place = last.get(identity(one.document)[1], (0, ""))
        lines = [
            point.found.lines[""]
            for point in one.document.points
            if point.kind == "messages" and point.text and facet_of(point.title)[0] in TELLING
        ]
        if place and lines:
            message = (
                f"{place} holds the message house of this use case, so both are shown; keep one of the two."
            )
            return page.warned({min(lines): message})
    return page


def page_name(document: Document) -> str:
    """The use case that the page of ``document`` is about."""
    return document.name if isinstance(document, ResourcePageDoc) else ""


def displaced(pages: Iterable[Understood], documents: Iterable[Sequence[Document]]) -> list[Understood]:
    """``pages`` (with their documents, matched), warned where a house takes the place of one imported before."""
    pages = list(pages)
    keys = [page.page.key for page in pages]
    return [
        page.warned(places_taken(page, one, keys)) if (one := matched_house(mine)) is not None else page
        for page, mine in zip(pages, documents, strict=True)
    ]


def matched_house(documents: Sequence[Document]) -> MessageHouseDoc | None:
    """The message house among ``documents``."""
    return next((one for one in documents if isinstance(one, MessageHouseDoc)), None)


def places_taken(page: Understood, house: MessageHouseDoc, keys: Sequence[str]) -> dict[int, str]:
    """The warning that ``house`` takes the place of what another file said, which is not among ``keys``."""
    row = UseCase.objects.filter(slug=house.use_case or "").first()
    there = ImportedObject.objects.filter(
        content_type=ContentType.objects.get_for_model(UseCase),
        object_id=row.pk if row else 0,
        file__kind=MESSAGE_HOUSE.name,
    ).exclude(file__key__in=keys)
    before = there.select_related("file").order_by("-file__imported_at").first()
    made = house_on(page)
    if before is None or made is None:
        return {}
    message = (
        f"Takes the place of the message house of “{house.name}” that {before.file.path} brought. "
        "To go back, import that file again; the history has every wording."
    )
    return {line_of(page, made): message}

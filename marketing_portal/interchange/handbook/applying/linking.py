"""Links in documents, led to the objects that the pages became."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import partial
from typing import Any, TypeVar

from marketing_portal.interchange.documents import Document, ListEntryDoc
from marketing_portal.interchange.documents_use_cases import ResourcePageDoc
from marketing_portal.interchange.handbook.applying.addresses import Addresses
from marketing_portal.interchange.handbook.kinds.understanding import NOT_SAID, Understood
from marketing_portal.interchange.handbook.reading.blocks import Shape
from marketing_portal.interchange.handbook.reading.links import addresses as addresses_on
from marketing_portal.interchange.handbook.reading.links import with_links

T = TypeVar("T")
SIGNS = ("](", "]:", "href")


def headings_of(understood: Understood) -> frozenset[str]:
    """Anchors that the body of a page has."""
    return frozenset(block.anchor for block in understood.body if block.shape is Shape.HEADING)


def linked(document: Document, understood: Understood, addresses: Addresses) -> Document:
    """``document`` with the links of every text led to where they lead now."""
    own, about = headings_of(understood), use_case_in([document])
    return mended(document, partial(resolved, addresses=addresses, own=own, about=about))


def resolved(address: str, addresses: Addresses, own: frozenset[str], about: str) -> str:
    """Where ``address`` leads."""
    return addresses.resolve(address, own, about)[0]


def use_case_in(documents: Iterable[Document]) -> str:
    """The use case whose page ``documents`` were made of; empty where they were made of another page."""
    pages = (one for one in documents if isinstance(one, ResourcePageDoc))
    return next((one.use_case or one.slug for one in pages), "")


def mended(value: T, resolve: Any) -> T:
    """``value`` with the links in all its texts resolved; the same value where there are none."""
    if isinstance(value, str):
        has_links = any(sign in value for sign in SIGNS)
        return with_links(value, resolve) if has_links else value  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(mended(item, resolve) for item in value)  # type: ignore[return-value]
    if not isinstance(value, Document):
        return value
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        before = getattr(value, field.name)
        after = before if field.name in NOT_SAID else mended(before, resolve)
        if after != before:
            changed[field.name] = after
    return dataclasses.replace(value, **changed) if changed else value


def unresolved(
    understood: Understood, documents: Iterable[Document], addresses: Addresses
) -> list[tuple[int, str]]:
    """Line and address of every link of a page, made into ``documents``, that leads to nothing known."""
    own, about = headings_of(understood), use_case_in(documents)
    return [
        (line, address)
        for line, address in addresses_on(understood.page)
        if address and not addresses.resolve(address, own, about)[1]
    ]


def entries_linked(batches: list[list[Document]], addresses: Addresses) -> None:
    """Entries of persona lists name the persona that their link led to; each persona once."""
    taken: set[str] = set()
    for documents in batches:
        for number, document in enumerate(documents):
            if isinstance(document, ListEntryDoc):
                slug = addresses.personas.get(document.persona or "")
                slug = slug if slug not in taken else None
                taken.update({slug} if slug else ())
                state = document.state if slug or document.state != "known" else "unknown"
                documents[number] = dataclasses.replace(document, persona=slug, state=state)

"""Lists of the use-case page: use cases by tier, areas of interest, areas of the bill of materials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from marketing_portal.interchange.documents import Document, Source
from marketing_portal.interchange.documents_journeys import BomAreaDoc
from marketing_portal.interchange.documents_use_cases import AreaDoc, UseCaseDoc
from marketing_portal.interchange.handbook.kinds.base import Made
from marketing_portal.interchange.handbook.kinds.keys import TBD, is_address, key_of, slug, whole_address
from marketing_portal.interchange.handbook.kinds.outline import Outline
from marketing_portal.interchange.handbook.kinds.tables import grids
from marketing_portal.interchange.handbook.kinds.things import Entry, Items
from marketing_portal.interchange.handbook.kinds.use_case_names import bare, same
from marketing_portal.interchange.handbook.reading.inline import links, plain

TIER = re.compile(r"tier (?P<number>[1-3])\b.*")
GLOSS = re.compile(r"(?P<name>.+?)\s*(?:\((?P<bracket>.+)\)|[-\u2013\u2014:]\s+(?P<rest>.+))?\s*", re.DOTALL)
LONGEST_NAME, LONGEST_SLUG, LONGEST_TEXT, LONGEST_URL, LONGEST_LABEL = 120, 120, 300, 400, 160


def address_of(text: str) -> str | None:
    """The address that the only link of ``text`` leads to, empty where there is no link; None for anything else."""
    found = list(links(text))
    if not found:
        return ""
    target = found[0][1]
    return target if len(found) == 1 and is_address(whole_address(target), LONGEST_URL) else None


def slug_in(address: str) -> str:
    """The last part of an address, as use cases have it in theirs."""
    steps = [step for step in address.partition("#")[0].split("/") if step]
    return (
        slug(steps[-1].removesuffix(".html"))
        if steps and "usecase" in "".join(steps[:-1]).replace("-", "")
        else ""
    )


def use_case(entry: Entry, *, tier: int, heading: str, page: str) -> tuple[UseCaseDoc, str] | None:
    """One entry of the list of a tier: the name, maybe a link, and a gloss in brackets."""
    target = address_of(entry.text)
    first = next(links(entry.text), None)
    whole = " ".join(entry.text.split())
    if first and whole.startswith("["):
        name, rest = plain(first[0]), whole[whole.index("](") :].partition(")")[2].strip()
        gloss = GLOSS.fullmatch(f"x {rest}")
    else:
        gloss = GLOSS.fullmatch(whole)
        name = plain(gloss["name"]) if gloss else ""
    description = ((gloss["bracket"] or gloss["rest"] or "") if gloss else "").strip()
    if target is None or not name or len(name) > LONGEST_NAME or len(description) > LONGEST_TEXT:
        return None
    address = slug_in(target) or slug(name)[:LONGEST_SLUG].strip("-")
    if not address:
        return None
    document = UseCaseDoc(
        slug=address,
        name=name,
        tier=tier,
        position=entry.number,
        description=description,
        resource_url=target,
        source=Source(page=page, heading=heading[:200]),
        found=entry.found,
    )
    return document, name


@dataclass(frozen=True)
class Tiers:
    """Use cases below the headings of tiers. Their short label is the head of their column in a table."""

    def find(self, outline: Outline) -> Iterator[Made]:
        """Every use case of every tier."""
        heads = [bare(head) for grid in grids(outline) for head in grid.head if head.strip()]
        for section in outline.sections:
            match = TIER.fullmatch(section.name)
            if match is None:
                continue
            heading = plain(section.heading.text)
            make = partial(use_case, tier=int(match["number"]), heading=heading, page=outline.page.key)
            for made in Items(below=(section.name,), make=make).find(outline):
                document = made.document
                if isinstance(document, UseCaseDoc):
                    yield replace(made, document=replace(document, short_label=short_label(document, heads)))


def short_label(document: UseCaseDoc, heads: list[str]) -> str:
    """The head of the column that is this use case's."""
    names = (document.name, document.slug)
    return next((head for head in heads if len(head) <= 40 and same(head, names)), "")


def area_of_interest(entry: Entry) -> tuple[Document, str] | None:
    """A use case as the list of areas of interest names it, or one that is to be done."""
    target = address_of(entry.text)
    text = plain(entry.text)
    marker = next((word for word in text.split() if TBD.fullmatch(word)), "")
    label = " ".join(word for word in text.split() if word != marker)
    if target is None or not label or len(label) > LONGEST_LABEL or not (target or marker):
        return None
    document = AreaDoc(
        key=key_of(label, set()),
        label=label,
        use_case=label,
        state="tbd" if marker else "known",
        target=target,
        found=entry.found,
    )
    return document, marker


def bom_area(entry: Entry) -> tuple[Document, str] | None:
    """A discipline that owes elements of the bill of materials."""
    target = address_of(entry.text)
    name = plain(entry.text)
    if target is None or not slug(name) or len(name) > LONGEST_LABEL:
        return None
    return BomAreaDoc(key=slug(name)[:80].strip("-"), name=name, url=target, found=entry.found), name

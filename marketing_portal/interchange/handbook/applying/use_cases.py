"""Which use case a page means, under any of its names; and what the pages of an import say of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from marketing_portal.interchange.documents import Document, Found, GapDoc, Source
from marketing_portal.interchange.documents_use_cases import (
    MessageHouseDoc,
    ResourcePageDoc,
    UseCaseDoc,
    UseCasePersonaDoc,
)
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.kinds.use_case_names import fold, spellings, wanted
from usecases.models import UseCase

LONGEST_SLUG = 100
LAST_TIER = 3
PREFETCHED = ("aliases", "personas__persona", "requirements", "gaps", "value_drivers", "owner")


def use_case_of(row: UseCase) -> UseCaseDoc:
    """``row`` as a document that changes nothing."""
    personas = tuple(
        UseCasePersonaDoc(
            persona=one.persona.slug if one.persona else None, title=one.title, kind=one.kind, note=one.note
        )
        for one in sorted(row.personas.all(), key=lambda one: (one.order, one.pk))
    )
    gaps = tuple(
        GapDoc(key=gap.key, place=gap.place, state=gap.state, marker=gap.marker, note=gap.note)
        for gap in row.gaps.all()
        if gap.is_open
    )
    return UseCaseDoc(
        slug=row.slug,
        name=row.name,
        tier=row.tier,
        position=row.position,
        short_label=row.short_label,
        label=row.label_key,
        aliases=tuple(alias.text for alias in row.aliases.all()),
        description=row.description,
        resource_url=row.resource_url,
        value_drivers=tuple(driver.key for driver in row.value_drivers.all()),
        personas=personas,
        owner=row.owner.slug if row.owner else None,
        internal=row.internal,
        source=Source(page=row.source_page, heading=row.source_heading) if row.source_page else None,
        gaps=gaps,
        body=row.body,
    )


def filled(first: UseCaseDoc, second: UseCaseDoc) -> UseCaseDoc:
    """``first``, and of ``second`` what the first does not say."""
    empty = {
        one.name: getattr(second, one.name)
        for one in dataclasses.fields(first)
        if one.name not in {"found", "tier", "position"} and not getattr(first, one.name)
    }
    return replace(first, **empty)


@dataclass
class UseCases:
    """Every use case there is, and every one that the pages of an import name."""

    stored: dict[str, UseCaseDoc]
    taken: set[str]
    moved: dict[str, str] = field(default_factory=dict)  # former addresses to those of today
    named: dict[str, UseCaseDoc] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    @classmethod
    def there(cls, rows: Sequence[UseCase], given_up: Mapping[str, int]) -> UseCases:
        """Those in the database; ``given_up`` are former addresses, each with the number of whose it was."""
        stored = {row.slug: use_case_of(row) for row in rows}
        of_today = {row.pk: row.slug for row in rows}
        moved = {former: of_today[pk] for former, pk in given_up.items() if pk in of_today}
        found = cls(stored, {*given_up, *UseCase.RESERVED_SLUGS}, moved)
        for document in stored.values():
            found.index(document)
        return found

    def index(self, document: UseCaseDoc) -> None:
        """``document`` can be named from now on: by what it is called first, then by what else that can mean."""
        own = (document.name, document.slug, document.short_label, document.label, *document.aliases)
        for form in [*(fold(text) for text in own if text), *sorted(spellings(*own))]:
            self.by_name.setdefault(form, document.slug)

    def find(self, text: str) -> str | None:
        """The slug of the use case that ``text`` means, if that is known."""
        return next((self.by_name[form] for form in wanted(text) if form in self.by_name), None)

    def add(self, document: UseCaseDoc) -> UseCaseDoc:
        """What a page says of a use case, joined to what there is; the same object for every page that names it."""
        address = self.moved.get(document.slug, document.slug)
        known = self.stored.get(address) or self.stored.get(self.find(document.name) or "")
        address = known.slug if known else self.find(document.name) or document.slug
        if address in self.named:
            document = filled(self.named[address], replace(document, slug=address))
        elif known is not None:
            document = filled(replace(document, slug=address), known)
        elif address in self.taken:
            document = replace(document, slug=self.free(address))
        self.named[document.slug] = document
        self.index(document)
        return document

    def expect(self, documents: Iterable[Iterable[Document]]) -> None:
        """Use cases of which only their pages tell are called like those: like the page itself, then like its house."""
        pages = [one for page in documents for one in page if isinstance(one, ResourcePageDoc)]
        for one in sorted(pages, key=lambda one: isinstance(one, MessageHouseDoc)):
            if self.find(one.name) is None:
                self.index(UseCaseDoc(slug=one.slug, name=one.name, tier=LAST_TIER))

    def free(self, stem: str) -> str:
        """An address that no use case has."""
        number = 2
        while f"{stem}-{number}" in self.taken or f"{stem}-{number}" in self.stored:
            number += 1
        return f"{stem}-{number}"

    def column(self, text: str, found: Found) -> str:
        """The use case that the head of a column means; one of the last tier is made where there is none."""
        address = self.find(text)
        if address is None:
            stem = slug(text)[:LONGEST_SLUG].strip("-")
            made = UseCaseDoc(slug=stem, name=text, tier=LAST_TIER, short_label=text[:40], found=found)
            return self.add(made).slug
        if address not in self.named:
            self.named[address] = replace(self.stored[address], found=found)
        return address

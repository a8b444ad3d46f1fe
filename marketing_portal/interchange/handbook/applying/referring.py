"""Names on pages become the objects that they mean: people, use cases, roles, kinds of links, teams.

A kind of page holds them as the page writes them, since it knows nothing of what is there. Whoever or whatever is named
for the first time is made here, as a document of the page that names it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from marketing_portal.interchange.documents import Document, LabelDoc, PersonDoc, TeamDoc
from marketing_portal.interchange.documents_journeys import BomElementDoc, CollateralDoc
from marketing_portal.interchange.documents_use_cases import (
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RoleDoc,
    UseCaseDoc,
)
from marketing_portal.interchange.handbook.applying.addresses import absolute
from marketing_portal.interchange.handbook.applying.bills import Bills
from marketing_portal.interchange.handbook.applying.matching import Known
from marketing_portal.interchange.handbook.applying.people import People
from marketing_portal.interchange.handbook.applying.use_cases import PREFETCHED, UseCases
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.kinds.naming_people import mention_of
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.people.models import Person, Team
from usecases.models import ActivationRole, KeyLinkKind, UseCase

Documents = list[list[Document]]
PEOPLE = frozenset({"person", "lead", "contact"})
ADDRESSES = frozenset({"url", "target", "resource_url", "product_group_url"})
COLUMNS = (DRIRowDoc, LinkDoc)  # they stand below a use case, so it is made where there is none


class Referring:
    """Finds out for one import what the names on its pages mean."""

    def __init__(self, known: Known, base: str) -> None:
        self.base, self.known = base, known
        self.people = People.stored(known.rows(Person, "aliases"), known.former(Person))
        self.use_cases = UseCases.there(known.rows(UseCase, *PREFETCHED), known.former(UseCase))
        self.keys = {
            RoleDoc: by_name(known.rows(ActivationRole)),
            LinkKindDoc: by_name(known.rows(KeyLinkKind)),
        }
        self.teams = {row.slug: row for row in known.rows(Team)}
        self.teams |= {slug(row.name): row for row in known.rows(Team)}
        self.renamed: dict[tuple[type[Document], str], str] = {}

    def refer(self, documents: Documents, headings: list[list[str]]) -> None:
        """Put what is meant in place of every name; ``documents`` and their ``headings`` grow by what is new."""
        for page in documents:
            page[:] = [self.listed(document) for document in page]
        self.use_cases.expect(documents)
        self.bills = Bills.there(self.known, documents)
        for anchored in (True, False):
            for page in documents:
                for document in page:
                    self.name_people(document, anchored=anchored)
        for page, heads in zip(documents, headings, strict=True):
            page[:] = [self.keyed(document) for document in page]
            named = [self.resolved(document, document) for document in page]
            more = self.named_on(named)
            page[:], heads[:] = [*more, *named], ["" for _ in more] + heads
        self.settle(documents, headings)

    def listed(self, document: Document) -> Document:
        """A use case joined to the one that is there; anything else as it is."""
        if not isinstance(document, UseCaseDoc):
            return document
        url = absolute(self.base, document.resource_url) if document.resource_url else ""
        return self.use_cases.add(replace(document, resource_url=url))

    def name_people(self, value: Any, *, anchored: bool) -> None:
        """Find or make everybody whom a document names; those with a place on the team page first."""
        for part, _, text in mentions(value):
            mention = mention_of(text)
            if bool(mention.anchor) == anchored:
                self.people.name(mention, part.found)

    def keyed(self, document: Document) -> Document:
        """A role or kind with the key of the one that is there."""
        if isinstance(document, TeamDoc):
            return self.team(document)
        if isinstance(document, BomElementDoc):
            return self.bills.settled(document)
        if isinstance(document, CollateralDoc):
            stage = self.bills.stages.get(normal(document.stage or ""))
            named = tuple(filter(None, map(self.use_cases.find, document.use_cases)))
            return replace(document, stage=stage, use_cases=named)
        if isinstance(document, LabelDoc):
            return replace(document, team=self.team_slug(document.team))
        if not isinstance(document, RoleDoc | LinkKindDoc):
            return document
        known = self.keys[type(document)]
        key = known.get(normal(document.name)) or document.key
        self.renamed[type(document), document.key] = key
        return replace(document, key=key)

    def team(self, document: TeamDoc) -> TeamDoc:
        """A team with what only people know of it."""
        row = self.teams.get(document.slug)
        self.renamed[TeamDoc, document.slug] = row.slug if row else document.slug
        document = replace(document, parent=self.team_slug(document.parent))
        if row is None:
            return document
        return replace(
            document,
            slug=row.slug,
            name=row.name,
            abbreviation=row.abbreviation or document.abbreviation,
            slack_channel=row.slack_channel,
            purpose=row.purpose,
        )

    def team_slug(self, text: str | None) -> str | None:
        """The team of the page, or of the database, that ``text`` means; None where there is none."""
        known = self.teams.get(text or "")
        return self.renamed.get((TeamDoc, text or "")) or (known.slug if known else None)

    def resolved(self, value: Any, root: Document) -> Any:
        """``value`` with every name in it as the slug or key of what it means, and every address whole."""
        if isinstance(value, tuple):
            return tuple(self.resolved(item, root) for item in value)
        if not isinstance(value, Document):
            return value
        changed: dict[str, Any] = {}
        for field in dataclasses.fields(value):
            before = getattr(value, field.name)
            after = (
                self.field(field.name, before, root)
                if isinstance(before, str)
                else self.resolved(before, root)
            )
            if after != before:
                changed[field.name] = after
        return replace(value, **changed) if changed else value

    def field(self, name: str, text: str, root: Document) -> str | None:
        """One field that may name something."""
        if name in PEOPLE and text:
            return self.people.name(mention_of(text), root.found).slug
        if name == "use_case" and text:
            return (
                self.use_cases.column(text, root.found)
                if isinstance(root, COLUMNS)
                else self.use_cases.find(text)
            )
        if name in ADDRESSES and text:
            return absolute(self.base, text)
        if name == "role" and isinstance(root, DRIRowDoc):
            return self.renamed.get((RoleDoc, text), text)
        if name == "kind" and isinstance(root, LinkDoc):
            return self.renamed.get((LinkKindDoc, text), text)
        return text

    def named_on(self, documents: list[Document]) -> list[Document]:
        """Everybody and everything that these documents name and that is no document of the page itself."""
        slugs = dict.fromkeys(text for one in documents for _, _, text in mentions(one))
        people: list[Document] = [self.people.named[text] for text in slugs if text in self.people.named]
        own = {one.slug for one in documents if isinstance(one, UseCaseDoc)}
        columns = dict.fromkeys(use_case for one in documents for use_case in columns_of(one))
        return [*people, *(self.use_cases.named[text] for text in columns if text not in own)]

    def settle(self, documents: Documents, headings: list[list[str]]) -> None:
        """What several pages, or several places of one, say of the same object is one document."""
        for page, heads in zip(documents, headings, strict=True):
            last = [self.last(document) for document in page]
            kept = {id(one): (one, head) for one, head in zip(reversed(last), reversed(heads), strict=True)}
            page[:] = [one for one, _ in reversed(kept.values())]
            heads[:] = [head for _, head in reversed(kept.values())]

    def last(self, document: Document) -> Document:
        """What all pages together say of the object of ``document``."""
        if isinstance(document, UseCaseDoc):
            return self.use_cases.named.get(document.slug, document)
        return self.people.named.get(document.slug, document) if isinstance(document, PersonDoc) else document


def by_name(rows: list[Any]) -> dict[str, str]:
    """Keys by the name of their row."""
    return {normal(row.name): row.key for row in rows}


def mentions(value: Any) -> Iterator[tuple[Document, str, str]]:
    """Every field of a document, and of what it holds, that names somebody."""
    if isinstance(value, tuple):
        for item in value:
            yield from mentions(item)
    elif isinstance(value, Document):
        for field in dataclasses.fields(value):
            inside = getattr(value, field.name)
            if field.name in PEOPLE and isinstance(inside, str) and inside:
                yield value, field.name, inside
            elif not isinstance(inside, str):
                yield from mentions(inside)


def columns_of(document: Document) -> Iterator[str]:
    """The use cases in whose columns the cells of ``document`` stand."""
    if isinstance(document, LinkDoc):
        yield document.use_case
    elif isinstance(document, DRIRowDoc):
        yield from (cell.use_case for cell in document.cells)

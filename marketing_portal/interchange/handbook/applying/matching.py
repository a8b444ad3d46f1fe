"""Documents of a page and the objects that are there: which is which.

A persona is found by its anchors, its address, or name and role together, never by a first name. What no page can say
(summary, owner, who may see it) stays as it is. Points keep the keys of those whose text or place they have.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType

from marketing_portal.content.models import FormerSlug, HandbookPage, Origin
from marketing_portal.interchange.documents import (
    AssetDoc,
    Document,
    EnterpriseRoleDoc,
    GuidanceDoc,
    ListEntryDoc,
    PageDoc,
    PersonaDoc,
    PointDoc,
    QuoteDoc,
)
from marketing_portal.interchange.handbook.applying.addresses import tail
from marketing_portal.interchange.handbook.kinds.keys import key_of
from marketing_portal.interchange.handbook.kinds.outline import normal
from marketing_portal.interchange.handbook.pairing import pair
from marketing_portal.interchange.loading.edits import loaded_rows
from marketing_portal.interchange.models import ImportedObject
from personas.models import (
    DeprecatedAsset,
    EnterpriseRole,
    Guidance,
    Persona,
    PersonaListEntry,
    PersonaPoint,
    Quote,
)

K = TypeVar("K", PointDoc, QuoteDoc)
Matcher = Callable[[Any, Sequence[Any]], list[Any]]


def former(model: type[Any]) -> dict[str, Any]:
    """Former addresses of a model with the primary key that each leads to."""
    kind = ContentType.objects.get_for_model(model)
    return dict(FormerSlug.objects.filter(content_type=kind).values_list("slug", "object_id"))


@dataclass
class Known:
    """What is there, read once for each model."""

    lists: dict[type[Any], list[Any]] = field(default_factory=dict)
    given_up: dict[type[Any], dict[str, Any]] = field(default_factory=dict)

    def rows(self, model: type[Any], *prefetch: str) -> list[Any]:
        """Every row of ``model``."""
        if model not in self.lists:
            self.lists[model] = list(model._default_manager.prefetch_related(*prefetch))
        return self.lists[model]

    def former(self, model: type[Any]) -> dict[str, Any]:
        """Former addresses of ``model``."""
        if model not in self.given_up:
            self.given_up[model] = former(model)
        return self.given_up[model]


def match_personas(known: Known, documents: Sequence[PersonaDoc]) -> list[PersonaDoc]:
    """Each persona with the address of the one that is there, and what only people know of it."""
    rows = known.rows(Persona, "points", "quotes", "segment_roles", "gaps")
    by_pk = {row.pk: row for row in rows}
    names: dict[str, Any] = {slug: by_pk.get(pk) for slug, pk in known.former(Persona).items()}
    names |= {row.slug: row for row in rows}
    by_role = {(normal(row.name), normal(row.role)): row for row in rows}
    found, used = [], set[str]()
    for document in documents:
        named = [names.get(name) for name in (document.slug, *document.anchors)]
        row = next(filter(None, named), None) or by_role.get((normal(document.name), normal(document.role)))
        document = adopted(document, row) if row is not None else document
        anchors = [a for a in document.anchors if names.get(a) in {None, row} and a not in used]
        used.update(anchors)
        found.append(replace(document, anchors=tuple(anchors)))
    return found


def adopted(document: PersonaDoc, row: Persona) -> PersonaDoc:
    """``document`` as the newer version of ``row``."""
    roles = {role.segment: role for role in row.segment_roles.all()}
    segments = [
        replace(one, buying_roles=tuple(roles[one.segment].buying_roles)) if one.segment in roles else one
        for one in document.segments
    ]
    notes = {gap.key: gap.note for gap in row.gaps.all()}
    return replace(
        document,
        slug=row.slug,
        summary=row.summary,
        owner=row.owner.slug if row.owner else None,
        internal=row.internal,
        status=row.status,
        points=keyed(document.points, as_loaded(row, PersonaPoint, row.points.all()), row.points.all()),
        quotes=keyed(document.quotes, as_loaded(row, Quote, row.quotes.all()), row.quotes.all()),
        segments=tuple(segments),
        gaps=tuple(replace(gap, note=notes.get(gap.key, "")) for gap in document.gaps),
    )


def as_loaded(row: Any, model: type[Any], now: Iterable[Any]) -> list[Any]:
    """The parts of ``row`` as they were loaded last: what a page says is compared with what one said before."""
    rows = loaded_rows(row, model) if row.is_edited else list(now)
    return sorted(rows, key=lambda one: (getattr(one, "kind", ""), one.order)) or list(now)


def keyed(documents: tuple[K, ...], rows: Sequence[Any], now: Iterable[Any]) -> tuple[K, ...]:
    """``documents`` with the keys of ``rows`` where they are the same, kind by kind; others keep clear of ``now``."""
    keys: dict[int, str] = {}
    for kind in dict.fromkeys(getattr(one, "kind", "") for one in documents):
        mine = [one for one in documents if getattr(one, "kind", "") == kind]
        theirs = [row for row in rows if getattr(row, "kind", "") == kind]
        places = pair([row.text for row in theirs], [one.text for one in mine])
        keys |= {
            id(one): theirs[place].key for one, place in zip(mine, places, strict=True) if place is not None
        }
    used = {*keys.values(), *(row.key for row in now)}
    return tuple(replace(one, key=keys.get(id(one)) or key_of(one.text, used)) for one in documents)


def match_pages(known: Known, documents: Sequence[PageDoc]) -> list[PageDoc]:
    """Each page with the address of the one that is there: imported from the same file, or its sample."""
    rows = known.rows(HandbookPage)
    by_pk, by_slug = {row.pk: row for row in rows}, {row.slug: row for row in rows}
    given_up = known.former(HandbookPage)
    kind = ContentType.objects.get_for_model(HandbookPage)
    made = ImportedObject.objects.filter(content_type=kind).values_list("file__key", "object_id")
    by_file = {key: by_pk.get(pk) for key, pk in made}
    file_of = {pk: key for key, pk in made}
    samples = {
        row.source_page: row
        for row in reversed(rows)
        if row.origin == Origin.SAMPLE and row.source_page and not row.source_heading and not row.archived_at
    }
    found = []
    for document in documents:
        key = document.source.page if document.source else document.slug
        row = by_file.get(key)
        if row is None:
            row = by_slug.get(document.slug) or by_pk.get(given_up.get(document.slug))
            if row is not None and file_of.get(row.pk, key) != key and row.title != document.title:
                row, document = None, replace(document, slug=free_slug(key, by_slug.keys() | given_up.keys()))
        row = row or replaced_sample(samples.get(tail(key)), document)
        found.append(document if row is None else page_of(document, row))
    return found


def free_slug(key: str, taken: Collection[str]) -> str:
    """An address for the page of the file ``key``, whose kind has its usual one, where another file made that page."""
    slug, number = key, 2
    while slug in taken:
        slug, number = f"{key}-{number}", number + 1
    return slug


def replaced_sample(row: Any, document: PageDoc) -> Any:
    """The sample page in whose place ``document`` comes: only where its address says the same."""
    return row if row is not None and row.slug == tail(document.slug) else None


def page_of(document: PageDoc, row: HandbookPage) -> PageDoc:
    """``document`` as the newer version of ``row``."""
    return replace(
        document,
        slug=row.slug,
        summary=row.summary,
        order=row.order,
        owner=row.owner.slug if row.owner else None,
        internal=row.internal,
    )


def match_list(known: Known, documents: Sequence[ListEntryDoc]) -> list[ListEntryDoc]:
    """Entries of the persona list with the keys of those that are there: same label, then same place."""
    rows = known.rows(PersonaListEntry)
    return with_keys(documents, rows, lambda one: one.label, lambda row: row.label)


def match_guidance(known: Known, documents: Sequence[GuidanceDoc]) -> list[GuidanceDoc]:
    """Rules and purposes with the keys of those that are there."""
    found: list[GuidanceDoc] = []
    for kind in dict.fromkeys(one.kind for one in documents):
        rows = [row for row in known.rows(Guidance) if row.kind == kind]
        mine = [one for one in documents if one.kind == kind]
        found += with_keys(mine, rows, lambda one: one.text, lambda row: row.text)
    return found


def match_assets(known: Known, documents: Sequence[AssetDoc]) -> list[AssetDoc]:
    """Assets with the keys of those that are there, and the persona that somebody named as their successor."""
    rows = known.rows(DeprecatedAsset)
    found = with_keys(documents, rows, lambda one: one.title, lambda row: row.title)
    heirs = {row.key: row.superseded_by.slug for row in rows if row.superseded_by}
    return [replace(one, superseded_by=heirs.get(one.key)) for one in found]


def with_keys(
    documents: Iterable[Any],
    rows: Sequence[Any],
    text: Callable[[Any], str],
    stored: Callable[[Any], str],
    others: Iterable[str] = (),
) -> list[Any]:
    """``documents`` with the keys of the ``rows`` that they are; other keys keep clear of those and of ``others``."""
    documents = list(documents)
    places = pair([stored(row) for row in rows], [text(one) for one in documents])
    used = {*others, *(row.key for row in rows)}
    found = []
    for document, place in zip(documents, places, strict=True):
        key = rows[place].key if place is not None else None
        if key is None:
            key = document.key if document.key not in used else key_of(text(document), used)
            used.add(key)
        found.append(replace(document, key=key))
    return found


def match_roles(known: Known, documents: Sequence[EnterpriseRoleDoc]) -> list[EnterpriseRoleDoc]:
    """Roles with the keys of those of the same level and title that are there."""
    rows = known.rows(EnterpriseRole)
    keys = {(normal(row.level), normal(row.title)): row.key for row in rows}
    used = {row.key for row in rows}
    renamed: dict[str, str] = {}
    for one in documents:
        key = keys.get((normal(one.level), normal(one.title)))
        renamed[one.key] = key or key_of(one.title, used)
    return [replace(one, key=renamed[one.key], parent=renamed.get(one.parent or "")) for one in documents]


MATCHERS: dict[type[Document], Matcher] = {
    PersonaDoc: match_personas,
    PageDoc: match_pages,
    ListEntryDoc: match_list,
    GuidanceDoc: match_guidance,
    AssetDoc: match_assets,
    EnterpriseRoleDoc: match_roles,
}
# What the loader calls the documents.
KIND_NAMES: dict[type[Document], str] = {
    PersonaDoc: "personas",
    PageDoc: "pages",
    ListEntryDoc: "persona_list",
    GuidanceDoc: "guidance",
    AssetDoc: "deprecated_assets",
    EnterpriseRoleDoc: "enterprise_roles",
}

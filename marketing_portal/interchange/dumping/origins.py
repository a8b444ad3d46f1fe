"""Where content came from, as documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType

from marketing_portal.content.models import Origin
from marketing_portal.interchange.canonical.fields import CONTROL
from marketing_portal.interchange.canonical.folder import Content
from marketing_portal.interchange.documents_origins import (
    ImportedFileDoc,
    LineDoc,
    OriginDoc,
    SpotDoc,
    key_text,
)
from marketing_portal.interchange.dumping.rows import as_document
from marketing_portal.interchange.loader import kinds
from marketing_portal.interchange.loading.kinds import Kind, Run
from marketing_portal.interchange.models import ImportedFile, ImportedObject

LINES = ("outline", "links", "warnings")


def said(text: str) -> str:
    """``text`` as a content file can say it."""
    return CONTROL.sub(" ", text).strip()


def imported_files() -> Iterator[ImportedFileDoc]:
    """The files of origins.yaml."""
    for row in ImportedFile.objects.order_by("key"):
        lines: dict[str, Any] = {
            name: tuple(LineDoc(line=line, text=said(text)) for line, text in getattr(row, name))
            for name in LINES
        }
        missing = " ".join(row.words_missing)
        yield as_document(
            ImportedFileDoc, row, path=said(row.path), title=said(row.title), words_missing=missing, **lines
        )


def origins() -> Iterator[OriginDoc]:
    """The objects of origins.yaml: what is no sample content, and what was made of a page."""
    places = spots()
    seen = set[type[Any]]()
    for kind in kinds(Run(), Content({})):
        if kind.model not in seen:
            seen.add(kind.model)
            yield from sorted(origins_of(kind, places), key=lambda one: one.key)


def origins_of(kind: Kind[Any], places: dict[tuple[int, Any], list[SpotDoc]]) -> Iterator[OriginDoc]:
    """The objects of one kind."""
    content_type = ContentType.objects.get_for_model(kind.model).pk
    for row in kind.model._default_manager.prefetch_related(*kind.named_by):
        made_of = tuple(places.get((content_type, row.pk), ()))
        origin = getattr(row, "origin", Origin.SAMPLE)  # labels have none
        if made_of or origin != Origin.SAMPLE:
            lines = getattr(row, "source_lines", "")
            key = key_text(kind.row_key(row))
            yield OriginDoc(kind=kind.name, key=key, origin=origin, lines=lines, made_of=made_of)


def spots() -> dict[tuple[int, Any], list[SpotDoc]]:
    """The places that objects were made of, by type and primary key."""
    found: dict[tuple[int, Any], list[SpotDoc]] = {}
    for one in ImportedObject.objects.select_related("file").order_by("file__key", "first_line", "pk"):
        spot = SpotDoc(file=one.file.key, heading=said(one.heading), first=one.first_line, last=one.last_line)
        found.setdefault((one.content_type_id, one.object_id), []).append(spot)
    return found

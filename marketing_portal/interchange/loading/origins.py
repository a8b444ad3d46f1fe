"""Writing down where loaded content came from: what was imported once is no sample content in another database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType

from marketing_portal.interchange.canonical.folder import Content
from marketing_portal.interchange.canonical.origin_lists import IMPORTED_FILES, ORIGINS
from marketing_portal.interchange.documents_origins import ImportedFileDoc, LineDoc, OriginDoc, key_text
from marketing_portal.interchange.models import ImportedFile, ImportedObject


def origins_in(content: Content) -> dict[tuple[str, str], str]:
    """The origin of each object that is named in the folder, by kind and key."""
    found: Sequence[Any] = content.kinds.get(ORIGINS, ())
    return {(one.kind, one.key): one.origin for one in found}


def load_origins(kinds: Iterable[Any], content: Content) -> None:
    """Write down the imported files of ``content`` and what was made of them. Raises BadFile."""
    if IMPORTED_FILES not in content.kinds:
        return
    documents: Sequence[Any] = content.kinds[IMPORTED_FILES]
    files = {one.key: load_file(one) for one in documents}
    objects: Sequence[Any] = content.kinds.get(ORIGINS, ())
    named = {one.kind for one in objects}
    rows = {
        kind.name: {key_text(key): row for key, row in kind.rows().items()}
        for kind in kinds
        if kind.name in named
    }
    stored = {
        (one.file_id, one.content_type_id, one.object_id): one
        for one in ImportedObject.objects.filter(file__in=files.values())
    }
    for document in objects:
        place(document, rows, files, stored)
    ImportedObject.objects.filter(pk__in=[one.pk for one in stored.values()]).delete()


def load_file(document: ImportedFileDoc) -> ImportedFile:
    """The row of an imported file. Nothing of it says that the importer of today would read it so."""
    values = {
        "path": document.path,
        "title": document.title,
        "kind": document.kind,
        "digest": document.digest,
        "words": document.words,
        "words_found": document.words_found,
        "words_typed": document.words_typed,
        "words_missing": document.words_missing.split(),
        "outline": pairs(document.outline),
        "links": pairs(document.links),
        "warnings": pairs(document.warnings),
    }
    file, is_new = ImportedFile.objects.get_or_create(key=document.key, defaults=values)
    if not is_new and any(getattr(file, name) != value for name, value in values.items()):
        ImportedFile.objects.filter(pk=file.pk).update(**values)
    return file


def pairs(lines: Iterable[LineDoc]) -> list[list[Any]]:
    """Lines as they are stored."""
    return [[one.line, one.text] for one in lines]


def place(
    document: OriginDoc,
    rows: Mapping[str, Mapping[str, Any]],
    files: Mapping[str, ImportedFile],
    stored: dict[Any, ImportedObject],
) -> None:
    """Origin, lines and places of one object; takes what is there out of ``stored``. Raises BadFile."""
    row = rows.get(document.kind, {}).get(document.key)
    if row is None:
        raise document.found.bad("key", f"There is no “{document.key}” among “{document.kind}”.")
    told = {"origin": document.origin, "source_lines": document.lines}
    wanted = {name: value for name, value in told.items() if hasattr(row, name)}
    if any(getattr(row, name) != value for name, value in wanted.items()):
        type(row)._default_manager.filter(pk=row.pk).update(**wanted)
    kind = ContentType.objects.get_for_model(row).pk
    for spot in document.made_of:
        if spot.file not in files:
            raise spot.found.bad("file", f"There is no imported file “{spot.file}”.")
        file = files[spot.file]
        known = stored.pop((file.pk, kind, row.pk), None)
        one = known or ImportedObject(file=file, content_type_id=kind, object_id=row.pk)
        before = (one.pk, one.heading, one.first_line, one.last_line, one.version)
        one.heading, one.first_line, one.last_line = spot.heading, spot.first, spot.last
        one.version = getattr(row, "version", 0)
        if before != (one.pk, one.heading, one.first_line, one.last_line, one.version) or one.pk is None:
            one.save()

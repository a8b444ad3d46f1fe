"""origins.yaml: which pages were imported, and what came from where. Folders of sample content have no such file."""

from __future__ import annotations

from marketing_portal.interchange.canonical.fields import Fields, read_mapping
from marketing_portal.interchange.canonical.list_file import ListFile
from marketing_portal.interchange.documents_origins import ImportedFileDoc, LineDoc, OriginDoc, SpotDoc

NAME = "origins"
IMPORTED_FILES, ORIGINS = "imported_files", "origins_of_objects"
POSSIBLE = ("sample", "imported", "written")


def read_file(fields: Fields) -> ImportedFileDoc:
    """One entry of ``files``."""
    return ImportedFileDoc(
        key=fields.text("key"),
        path=fields.text("path"),
        title=fields.text("title", ""),
        kind=fields.text("kind"),
        digest=fields.text("digest"),
        words=fields.number("words", 0),
        words_found=fields.number("words_found", 0),
        words_typed=fields.number("words_typed", 0),
        words_missing=fields.text("words_missing", ""),
        outline=read_lines(fields, "outline"),
        links=read_lines(fields, "links"),
        warnings=read_lines(fields, "warnings"),
        found=fields.found,
    )


def read_lines(fields: Fields, name: str) -> tuple[LineDoc, ...]:
    """The lines under ``name``."""
    return tuple(read_mapping(one, read_line) for one in fields.mappings(name))


def read_line(fields: Fields) -> LineDoc:
    """One line."""
    return LineDoc(line=fields.number("line"), text=fields.text("text", "", lines=True), found=fields.found)


def read_origin(fields: Fields) -> OriginDoc:
    """One entry of ``objects``."""
    return OriginDoc(
        kind=fields.text("kind"),
        key=fields.text("key"),
        origin=fields.choice("origin", POSSIBLE),
        lines=fields.text("lines", ""),
        made_of=tuple(read_mapping(one, read_spot) for one in fields.mappings("made_of")),
        found=fields.found,
    )


def read_spot(fields: Fields) -> SpotDoc:
    """One entry of ``made_of``."""
    return SpotDoc(
        file=fields.text("file"),
        heading=fields.text("heading", ""),
        first=fields.number("first", 0),
        last=fields.number("last", 0),
        found=fields.found,
    )


LISTS = {
    IMPORTED_FILES: ListFile(read_file, lambda doc: doc.key),
    ORIGINS: ListFile(read_origin, lambda doc: (doc.kind, doc.key)),
}

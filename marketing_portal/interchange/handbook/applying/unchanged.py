"""The same pages once more: where nothing has changed on either side, nothing needs to be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from marketing_portal.interchange.handbook.applying.addresses import Addresses
from marketing_portal.interchange.handbook.applying.report import Done, FileReport, ImportReport
from marketing_portal.interchange.handbook.reading.accounting import Tally
from marketing_portal.interchange.handbook.reading.text import digest_of
from marketing_portal.interchange.handbook.sources import SourceFile
from marketing_portal.interchange.models import ImportedFile

PACKAGE = Path(__file__).parent.parent


@cache
def code_digest() -> str:
    """Fingerprint of the importer itself: where it has learned something, pages are read anew."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def reading(base_url: str) -> str:
    """What the result of an import depends on besides the page."""
    return f"{code_digest()} {base_url}"[:200]


def as_before(files: Sequence[SourceFile], base_url: str) -> ImportReport | None:
    """The report of an import that finds everything as it left it; None where anything has changed."""
    stored = {
        one.key: one
        for one in ImportedFile.objects.filter(reading=reading(base_url)).prefetch_related(
            "objects_made__content_object"
        )
    }
    if len({source.key for source in files}) < len(files):
        return None
    addresses = Addresses.stored(base_url)
    told = []
    for source in files:
        file = stored.get(source.key)
        if (
            file is None
            or file.digest != digest_of(source.data, source.path)
            or not is_as_left(file, addresses)
        ):
            return None
        told.append(report_of(file, source.path))
    return ImportReport(told, is_applied=True)


def is_as_left(file: ImportedFile, addresses: Addresses) -> bool:
    """Whether every object of ``file`` is as the import left it, and its open links still lead to nothing."""
    for one in file.objects_made.all():
        row = one.content_object
        if row is None or getattr(row, "version", 0) != one.version or getattr(row, "is_edited", False):
            return False
    return not any(addresses.resolve(address)[1] for _, address in file.links)


def report_of(file: ImportedFile, path: str) -> FileReport:
    """What was written down of ``file``."""
    objects = []
    for one in file.objects_made.all():
        row = one.content_object
        address = getattr(row, "get_absolute_url", None)
        lines = f"{one.first_line}-{one.last_line}" if one.last_line else ""
        objects.append(Done(str(row), "unchanged", address() if address else "", lines))
    tally = Tally(file.words, file.words_found, file.words_typed, tuple(file.words_missing))
    return FileReport(
        path,
        file.key,
        file.kind,
        file.title,
        objects,
        [(line, message) for line, message in file.warnings],
        [(line, address) for line, address in file.links],
        tally=tally,
    )

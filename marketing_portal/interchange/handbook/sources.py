"""Files to import: named one by one, in folders, in zip archives. Nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.handbook.kinds.keys import slug
from marketing_portal.interchange.handbook.reading.text import LARGEST

ENDINGS = (".md", ".markdown", ".txt", ".text", ".erb", ".html", ".htm")
MOST_FILES = 5_000
MOST_BYTES = 200_000_000  # of everything together
LARGEST_ARCHIVE = 50_000_000
MOST_EXPANSION = 200  # times the size of the archive; text shrinks to a tenth
LONGEST_PATH = 300
# The other methods unpack what they read in one go, however little of it is wanted: a kilobyte becomes gigabytes.
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True)
class SourceFile:
    """One file: its path for people, its path inside what was named (it becomes the address), its bytes."""

    path: str
    name: str
    data: bytes

    @property
    def key(self) -> str:
        """The address of the page: folders and name without endings, an index page by its folder."""
        parts = []
        for part in PurePosixPath(self.name).parts:
            stem = part.lower()
            while stem.endswith(ENDINGS):
                stem = stem.rpartition(".")[0]
            parts.append(slug(stem) or "page")
        if len(parts) > 1 and parts[-1] == "index":
            parts.pop()
        return "/".join(parts)[-200:].strip("/-") or "page"


def is_page(name: str) -> bool:
    """Whether a file of this name in a folder or an archive is to be read."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not hidden and name.lower().endswith(ENDINGS) and PurePosixPath(name).name != "README.md"


def gather(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """Every file below ``paths`` in a fixed order. Raises BadFile."""
    size, count = 0, 0
    for path in paths:
        for source in files_of(path):
            size, count = size + len(source.data), count + 1
            if count > MOST_FILES or size > MOST_BYTES:
                reason = f"These are too many files at once: at most {MOST_FILES:,}, {MOST_BYTES:,} bytes together."
                raise BadFile(source.path, 1, reason)
            yield source


def files_of(path: Path) -> Iterator[SourceFile]:
    """The file at ``path``, or those in it."""
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            name = one.relative_to(path).as_posix()
            if one.is_file() and is_page(name) and not one.is_symlink():
                yield SourceFile(str(one), name, read(one))
    elif not path.is_file():
        raise BadFile(str(path), 1, "There is no such file or folder.")
    elif path.suffix.lower() == ".zip":
        yield from unpacked(read(path, LARGEST_ARCHIVE), str(path))
    else:
        yield SourceFile(str(path), path.name, read(path))


def read(path: Path, most: int = LARGEST) -> bytes:
    """The bytes of a file. Raises BadFile where there are too many of them."""
    size = path.stat().st_size
    if size > most:
        raise BadFile(str(path), 1, f"The file is too large: {size:,} bytes; at most {most:,} are read.")
    return path.read_bytes()


def unpacked(data: bytes, path: str) -> Iterator[SourceFile]:
    """The pages in a zip archive. Raises BadFile where it is none, climbs out of its folder or expands without end."""
    if len(data) > LARGEST_ARCHIVE:
        raise BadFile(path, 1, f"The archive is too large: {len(data):,} bytes.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            check_entries(entries, len(data), path)
            pages = [entry for entry in entries if not entry.is_dir() and is_page(entry.filename)]
            for entry in sorted(pages, key=lambda one: one.filename):
                shown = f"{path}/{entry.filename}"
                yield SourceFile(shown, entry.filename, expanded(archive, entry, shown))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise BadFile(path, 1, f"The archive cannot be read: {error}.") from None


def check_entries(entries: list[zipfile.ZipInfo], size: int, path: str) -> None:
    """Refuse an archive that is more than it seems."""
    if len(entries) > MOST_FILES:
        raise BadFile(path, 1, f"The archive holds {len(entries):,} files; at most {MOST_FILES:,} are read.")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES or total > max(size * MOST_EXPANSION, LARGEST):
        raise BadFile(path, 1, f"The archive expands to {total:,} bytes; no pages do that.")
    for entry in entries:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in name.parts[:1] or is_link(entry):
            raise BadFile(f"{path}/{entry.filename}", 1, "The entry leads out of its folder.")
        if len(entry.filename) > LONGEST_PATH or len(set(entry.filename) & {"\x00"}):
            raise BadFile(path, 1, "The archive holds a name that no file has.")
        if entry.flag_bits & 1:
            raise BadFile(f"{path}/{entry.filename}", 1, "The entry is encrypted.")
        if entry.compress_type not in METHODS:
            reason = "The entry is packed in an unusual way; pack the archive as an ordinary zip file."
            raise BadFile(f"{path}/{entry.filename}", 1, reason)


def is_link(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry of an archive is a symbolic link."""
    return (entry.external_attr >> 16) & 0o170000 == 0o120000


def expanded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> bytes:
    """The bytes of one entry; no more of them than a page may have, whatever the archive says of itself."""
    with archive.open(entry) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BadFile(shown, 1, f"The file is too large: more than {LARGEST:,} bytes.")
    return data

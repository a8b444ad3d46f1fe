"""Which files can be attached: allowed by the end of the name, and their content has to be what the name says.

Everything is only ever sent as a download. What a browser would run (HTML, SVG, scripts) and what hides its content
(archives, documents with macros) is not taken at all.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

HEAD = 4096
LONGEST_NAME = 150
MOST_DIRECTORY = 1_000_000  # bytes of the list of parts of a zipped document: ten thousand parts
SIGNS = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
}
MARKUP = re.compile(rb"^\s*(<!doctype|<html|<svg|<script|<\?xml|<\?php|#!)", re.IGNORECASE)
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
HIDDEN = re.compile(
    r"[\x00-\x1f\x7f/\\:*?\"<>|\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def starts(type_: str, file: IO[bytes]) -> bool:
    """The file begins as this type does."""
    head = file.read(HEAD)
    return any(head.startswith(sign) for sign in SIGNS[type_])


def is_webp(type_: str, file: IO[bytes]) -> bool:
    """A RIFF container with a picture."""
    head = file.read(12)
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


def is_text(type_: str, file: IO[bytes]) -> bool:
    """Readable text, and no page or script under another name."""
    data = file.read()
    return b"\x00" not in data and not MARKUP.match(data.removeprefix(b"\xef\xbb\xbf"))


def is_office(type_: str, file: IO[bytes]) -> bool:
    """A document of Word, Excel or PowerPoint without macros."""
    folder = {"word": "word/", "spre": "xl/", "pres": "ppt/"}[type_.removeprefix(f"{OFFICE}.")[:4]]
    names = names_in(file)
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)  # their case does not count
    return (
        "[Content_Types].xml" in names and any(name.startswith(folder) for name in names) and not has_macros
    )


def is_open_document(type_: str, file: IO[bytes]) -> bool:
    """A document of the open format: its first part says which kind, uncompressed, at a fixed place."""
    return file.read(HEAD)[30:].startswith(b"mimetype" + type_.encode()) and "content.xml" in names_in(file)


class ShortDirectory(io.BufferedIOBase):
    """``file`` as a zipped document is read: a list of parts longer than MOST_DIRECTORY makes it none.

    Ten megabytes of nothing but such a list take a second and a hundred megabytes to read.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def read(self, size: int | None = -1) -> bytes:
        """What is there; the list of parts is read in one go."""
        if size is not None and size > MOST_DIRECTORY:
            raise zipfile.BadZipFile("The list of parts is too long.")
        return self.file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go there."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """Where it is."""
        return self.file.tell()


def names_in(file: IO[bytes]) -> set[str]:
    """Names of the parts of a zipped document; nothing where it is none."""
    try:
        with zipfile.ZipFile(ShortDirectory(file)) as parts:
            return set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return set()


@dataclass(frozen=True)
class FileType:
    """What a file is, and the look into it that proves it."""

    content_type: str
    fits: Callable[[str, IO[bytes]], bool]


TYPES = {
    "pdf": FileType("application/pdf", starts),
    "png": FileType("image/png", starts),
    "jpg": FileType("image/jpeg", starts),
    "jpeg": FileType("image/jpeg", starts),
    "gif": FileType("image/gif", starts),
    "webp": FileType("image/webp", is_webp),
    "txt": FileType("text/plain", is_text),
    "md": FileType("text/markdown", is_text),
    "csv": FileType("text/csv", is_text),
    "docx": FileType(f"{OFFICE}.wordprocessingml.document", is_office),
    "xlsx": FileType(f"{OFFICE}.spreadsheetml.sheet", is_office),
    "pptx": FileType(f"{OFFICE}.presentationml.presentation", is_office),
    "odt": FileType(f"{OPEN}.text", is_open_document),
    "ods": FileType(f"{OPEN}.spreadsheet", is_open_document),
    "odp": FileType(f"{OPEN}.presentation", is_open_document),
}
ACCEPTED = ",".join(f".{ending}" for ending in TYPES)
IN_WORDS = "PDF, pictures (PNG, JPEG, GIF, WebP), text (txt, md, csv), documents of Office or OpenDocument"


def clean_name(name: str) -> str:
    """``name`` without folders, without what cannot be seen or misleads, and not too long; the ending stays."""
    plain = HIDDEN.sub(" ", unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1]))
    stem, dot, ending = " ".join(plain.split()).rstrip(". ").rpartition(".")
    if not dot:
        return ending[:LONGEST_NAME] or "file"
    return f"{(stem.strip('. ') or 'file')[: LONGEST_NAME - len(ending) - 1]}.{ending}"[:LONGEST_NAME]


def type_of(name: str, file: Any) -> str | None:
    """The content type of ``file``, which is called ``name``; None where it may not be attached."""
    found = TYPES.get(name.rpartition(".")[2].lower())
    if found is None:
        return None
    file.seek(0)
    fits = found.fits(found.content_type, file)
    file.seek(0)
    return found.content_type if fits else None

"""A folder of content files, read as a whole before anything is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from marketing_portal.interchange.canonical.fields import SLUG
from marketing_portal.interchange.canonical.lists import LISTS, read_list
from marketing_portal.interchange.canonical.page import read_page
from marketing_portal.interchange.canonical.persona import read_persona
from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.errors import BadFile

PERSONAS = "personas"
PAGES = "pages"
NOT_CONTENT = "This is not a content file. Known: {}.yaml, personas/*.md and pages/**/*.md."


@dataclass(frozen=True)
class Content:
    """Documents by kind (a name of LISTS, personas or pages). A kind that the folder does not hold is missing."""

    kinds: dict[str, tuple[Document, ...]]


def read_folder(root: Path) -> Content:
    """Every document below ``root``. Raises BadFile for the first file that cannot be used."""
    if not root.is_dir():
        raise BadFile(str(root), 1, "There is no such folder.")
    kinds: dict[str, tuple[Document, ...]] = {
        name: () for name in (PERSONAS, PAGES) if (root / name).is_dir()
    }
    for path in files(root):
        kind, slug = kind_of(path.relative_to(root), str(path))
        text = read_text(path)
        if kind == PERSONAS:
            kinds[kind] += (read_persona(text, str(path), slug),)
        elif kind == PAGES:
            kinds[kind] += (read_page(text, str(path), slug),)
        else:
            kinds[kind] = read_list(kind, text, str(path))
    return Content(kinds)


def files(root: Path) -> Iterator[Path]:
    """Files below ``root`` in a fixed order, without hidden ones and a README."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and path.name != "README.md" and not any(part.startswith(".") for part in parts):
            yield path


def kind_of(path: Path, shown: str) -> tuple[str, str]:
    """Kind and slug of the file at ``path`` (from the root). Raises BadFile where it is neither."""
    folder, slug = path.parts[0], "/".join(path.with_suffix("").parts[1:])
    if len(path.parts) == 1 and path.suffix == ".yaml" and path.stem in LISTS:
        return path.stem, ""
    depth_fits = len(path.parts) == 2 if folder == PERSONAS else len(path.parts) > 1
    if path.suffix != ".md" or folder not in {PERSONAS, PAGES} or not depth_fits:
        raise BadFile(shown, 1, NOT_CONTENT.format(".yaml, ".join(LISTS)))
    if not all(SLUG.fullmatch(part) for part in slug.split("/")):
        raise BadFile(shown, 1, "The name of the file is an address: small letters, digits, single hyphens.")
    return folder, slug


def read_text(path: Path) -> str:
    """Text of the file at ``path``, which is UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(str(path), line, "The file is not UTF-8.") from None

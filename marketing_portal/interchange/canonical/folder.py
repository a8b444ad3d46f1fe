"""A folder of content files, read as a whole before anything is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from marketing_portal.interchange.canonical.fields import SLUG
from marketing_portal.interchange.canonical.lists import FILES, read_entries, read_list_file
from marketing_portal.interchange.canonical.page import read_page
from marketing_portal.interchange.canonical.persona import read_persona
from marketing_portal.interchange.canonical.use_case import POINTS, REQUIREMENTS, read_use_case
from marketing_portal.interchange.documents import Document, Found
from marketing_portal.interchange.documents_use_cases import RequirementsDoc, UsePointsDoc
from marketing_portal.interchange.errors import BadFile


def read_requirements(text: str, path: str, slug: str) -> RequirementsDoc:
    """The market requirements of the use case ``slug`` in the file ``text``. Raises BadFile."""
    requirements = read_entries(REQUIREMENTS, text, path)
    return RequirementsDoc(use_case=slug, requirements=requirements, found=Found(path))


def read_points(text: str, path: str, slug: str) -> UsePointsDoc:
    """The points of the use case ``slug`` in the file ``text``. Raises BadFile."""
    return UsePointsDoc(use_case=slug, points=read_entries(POINTS, text, path), found=Found(path))


PERSONAS, PAGES, USE_CASES = "personas", "pages", "use-cases"
REQUIREMENT_FILES, POINT_FILES = "market_requirements", "use_case_points"
# Folders with a file for each document: how the file ends, and how it is read.
FOLDERS = {
    PERSONAS: (".md", read_persona),
    PAGES: (".md", read_page),
    USE_CASES: (".md", read_use_case),
    REQUIREMENT_FILES: (".yaml", read_requirements),
    POINT_FILES: (".yaml", read_points),
}
KNOWN = (
    *(f"{name}.yaml" for name in FILES),
    *(f"{name}/{'**/' if name == PAGES else ''}*{suffix}" for name, (suffix, _) in FOLDERS.items()),
)


@dataclass(frozen=True)
class Content:
    """Documents by kind (a name of LISTS or FOLDERS). A kind that the folder does not hold is missing."""

    kinds: dict[str, tuple[Document, ...]]


def read_folder(root: Path) -> Content:
    """Every document below ``root``. Raises BadFile for the first file that cannot be used."""
    if not root.is_dir():
        raise BadFile(str(root), 1, "There is no such folder.")
    kinds: dict[str, tuple[Document, ...]] = {name: () for name in FOLDERS if (root / name).is_dir()}
    for path in files(root):
        kind, slug = kind_of(path.relative_to(root), str(path))
        text = read_text(path)
        if kind in FOLDERS:
            kinds[kind] += (FOLDERS[kind][1](text, str(path), slug),)
        else:
            kinds |= read_list_file(kind, text, str(path))
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
    if len(path.parts) == 1 and path.suffix == ".yaml" and path.stem in FILES:
        return path.stem, ""
    depth_fits = len(path.parts) > 1 if folder == PAGES else len(path.parts) == 2
    if folder not in FOLDERS or path.suffix != FOLDERS[folder][0] or not depth_fits:
        raise BadFile(shown, 1, f"This is not a content file. Known: {', '.join(KNOWN)}.")
    if not all(SLUG.fullmatch(part) for part in slug.split("/")):
        raise BadFile(shown, 1, "The name of the file is an address: small letters, digits and hyphens.")
    return folder, slug


def read_text(path: Path) -> str:
    """Text of the file at ``path``, which is UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(str(path), line, "The file is not UTF-8.") from None

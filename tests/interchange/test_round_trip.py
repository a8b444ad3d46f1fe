"""What is written can be read again and says the same; what the project ships comes out as it went in."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketing_portal.interchange.canonical import origin_lists
from marketing_portal.interchange.canonical.folder import (
    FOLDERS,
    files,
    read_folder,
    read_points,
    read_requirements,
    read_text,
)
from marketing_portal.interchange.canonical.list_writing import (
    STYLES,
    head_comment,
    write_list,
    write_list_file,
    write_points,
    write_requirements,
)
from marketing_portal.interchange.canonical.lists import LISTS, read_list, read_list_file
from marketing_portal.interchange.canonical.page import read_page
from marketing_portal.interchange.canonical.persona import read_persona
from marketing_portal.interchange.canonical.use_case import read_use_case, write_use_case
from marketing_portal.interchange.canonical.writing import write_page, write_persona
from marketing_portal.interchange.documents import PageDoc, PersonaDoc, digest
from tests.interchange import generated
from tests.support.source import ROOT

SHIPPED = ROOT / "fixtures" / "content"


def read_and_write(path: Path, text: str) -> str:
    """The text of one shipped file, by way of its documents."""
    name, slug, folder = path.name, path.stem, path.parent.name
    if folder == "market_requirements":
        return write_requirements(read_requirements(text, name, slug), head_comment(text))
    if folder == "use_case_points":
        return write_points(read_points(text, name, slug), head_comment(text))
    if path.suffix == ".yaml":
        return write_list_file(slug, read_list_file(slug, text, name), head_comment(text))
    if folder == "personas":
        return write_persona(read_persona(text, name, slug))
    if folder == "use-cases":
        return write_use_case(read_use_case(text, name, slug))
    return write_page(read_page(text, path.name, path.stem))


@pytest.mark.parametrize("path", list(files(SHIPPED)), ids=lambda path: path.stem)
def test_a_shipped_file_comes_out_as_it_went_in(path: Path) -> None:
    assert read_and_write(path, read_text(path)) == read_text(path)


@given(generated.personas())
def test_any_persona_can_be_written_and_read(persona: PersonaDoc) -> None:
    text = write_persona(persona)
    again = read_persona(text, "x.md", persona.slug)
    assert again == persona
    assert write_persona(again) == text


@given(generated.pages)
def test_any_page_can_be_written_and_read(page: PageDoc) -> None:
    assert read_page(write_page(page), "x.md", page.slug) == page


@pytest.mark.parametrize("name", sorted(generated.LISTS))
@given(data=st.data())
def test_any_list_can_be_written_and_read(name: str, data: Any) -> None:
    documents = data.draw(generated.LISTS[name])
    assert read_list(name, write_list(name, documents, "# A comment: kept.\n"), "x.yaml") == tuple(documents)


def test_every_list_can_be_written() -> None:
    assert set(STYLES) == set(LISTS)


def test_the_digest_tells_what_is_said_and_not_where() -> None:
    one = read_page("---\ntitle: A\n---\n\nText\n", "x.md", "a")
    elsewhere = read_page("---\n\ntitle: A\n---\nText\n\n", "y.md", "a")
    other = read_page("---\ntitle: A\n---\n\nText!\n", "x.md", "a")
    assert digest(one) == digest(elsewhere)
    assert digest(one) != digest(other)
    assert digest(one) != digest(one, is_routable=True)


def test_the_folder_holds_what_its_files_hold() -> None:
    content = read_folder(SHIPPED)
    assert set(content.kinds) == {*LISTS, *FOLDERS} - set(origin_lists.LISTS)  # nothing of it was imported
    assert len(content.kinds["personas"]) == 6

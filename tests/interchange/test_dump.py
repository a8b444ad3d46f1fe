"""Everything goes out as canonical files and comes back the same."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from marketing_portal.content import history
from marketing_portal.interchange.canonical.folder import read_folder
from marketing_portal.interchange.canonical.lists import LISTS as READ
from marketing_portal.interchange.dumping.folder import LISTS, archive, files
from marketing_portal.interchange.report import figures
from personas.models import Persona, PersonaPoint
from usecases.models import UseCase

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
CONTENT = settings.BASE_DIR / "fixtures" / "content"


def test_every_list_has_a_way_back() -> None:
    assert set(LISTS) == set(READ)


def test_the_sample_content_comes_back_as_it_went_in(tmp_path: Path) -> None:
    call_command("dump_content", tmp_path, verbosity=0)
    out, into = read_folder(tmp_path).kinds, read_folder(CONTENT).kinds
    assert set(out) == set(into)
    for kind, documents in into.items():
        assert sorted(map(repr, out[kind])) == sorted(map(repr, documents)), kind


def test_what_people_edited_goes_out_and_loads_as_it_is(tmp_path: Path) -> None:
    """A dump of the loaded dump has the same bytes, and loading it over the database changes nothing."""
    persona = Persona.objects.get(slug__startswith="alex")
    with history.change(reason="Better said"):
        persona.summary = "Said: “better”, with # signs: and\\slashes"
        persona.save()
        PersonaPoint.objects.create(
            persona=persona, kind="goals", key="new-one", text="A *new* goal", order=99
        )
        UseCase.objects.filter(slug="gitops").update(body="## A heading\n\n- a list\n\n    code")
    call_command("dump_content", tmp_path, verbosity=0)
    before = figures()
    call_command("load_content", tmp_path, overwrite=True, verbosity=0)
    again = tmp_path / "again"
    call_command("dump_content", again, verbosity=0)
    assert figures() == before
    written = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert written == {
        path.relative_to(tmp_path): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file() and again not in path.parents
    }
    text = (tmp_path / f"personas/{persona.slug}.md").read_text()
    assert "{#new-one}" in text


def test_what_is_gone_is_taken_away_and_other_folders_are_refused(tmp_path: Path) -> None:
    call_command("dump_content", tmp_path, verbosity=0)
    (tmp_path / "personas" / "somebody-gone.md").write_text("old")
    (tmp_path / "README.md").write_text("mine")
    call_command("dump_content", tmp_path, verbosity=0)
    assert not (tmp_path / "personas" / "somebody-gone.md").exists()
    assert (tmp_path / "README.md").read_text() == "mine"
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    with pytest.raises(CommandError, match="holds something else than content"):
        call_command("dump_content", other)
    with pytest.raises(CommandError, match="is no folder"):
        call_command("dump_content", tmp_path / "README.md")


def test_the_archive_has_the_same_files_and_always_the_same_bytes() -> None:
    first = archive()
    assert archive() == first
    with zipfile.ZipFile(io.BytesIO(first)) as found:
        assert {name: found.read(name).decode() for name in found.namelist()} == dict(files())

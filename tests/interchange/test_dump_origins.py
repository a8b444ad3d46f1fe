"""Where content came from goes out with it and comes back: a dump, loaded elsewhere, gives the same database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from marketing_portal.content.models import Gap, HandbookPage, Origin
from marketing_portal.interchange.dumping.folder import files
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.sources import gather
from marketing_portal.interchange.models import ImportedFile, ImportedObject
from marketing_portal.people.models import Person, Team
from personas.models import Guidance, Persona
from requests_board.models import KindField, RequestKind
from tests.interchange.database import differences, emptied, holds
from tests.interchange.handbook.real import FOLDER, needs_the_pages
from usecases.models import Collateral, UseCase

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parent / "handbook" / "pages"
SEEDS = FOLDER / "seeds"
SAMPLE_OF = {PAGES: "buyers", SEEDS: "buyer-personas"}  # the page that a sample is about


def dumped(folder: Path) -> dict[str, str]:
    """The files of a dump."""
    call_command("dump_content", folder, verbosity=0)
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def set_aside() -> None:
    """Archive, rename and mark gaps in something of each kind of page; close a gap; ask one question no more."""
    RequestKind.objects.create(key="fair", name="Fair", order=1).archive()
    kind = RequestKind.objects.create(key="talk", name="Talk", order=2)
    KindField.objects.create(kind=kind, key="where", label="Where", order=1, archived_at=timezone.now())
    Collateral.objects.create(slug="leaflet", title="Leaflet")
    place_of: dict[type[Any], str] = {Persona: "team", UseCase: "description"}  # imports take open ones away
    for model in (Person, Team, Persona, UseCase, Collateral, HandbookPage):
        row = model._default_manager.order_by("slug").last()
        assert row is not None, model
        if model in (Person, Team):  # pages name others by their addresses
            row.slug = f"{row.slug}-of-old"
            row.save()
        row.archive()
        Gap.objects.create(
            content_object=row,
            key="a-gap",
            place=place_of.get(model, "all"),
            state="tbd",
            is_open=model not in place_of,
        )
    Gap.objects.filter(pk__in=Gap.objects.of(Persona).values("pk")[:1]).update(is_open=False)


@pytest.mark.parametrize(
    "source", [PAGES, pytest.param(SEEDS, marks=needs_the_pages)], ids=["written", "real"]
)
def test_a_dump_loaded_into_an_empty_database_gives_the_same_database(source: Path, tmp_path: Path) -> None:
    emptied()
    sample = HandbookPage.objects.create(slug="sample", title="Sample", source_page=SAMPLE_OF[source])
    HandbookPage.objects.filter(pk=sample.pk).update(origin=Origin.SAMPLE)
    import_files(gather([source]))
    sample.refresh_from_db()
    assert sample.archived_at is not None, "the original has taken its place, and its address"
    set_aside()
    Guidance.objects.create(kind="writing", key="mine", text="A rule of our own", order=99)
    before, first = holds(), dumped(tmp_path / "a")
    assert "origins.yaml" in first
    emptied()
    call_command("load_content", tmp_path / "a", verbosity=0)
    assert differences(before, holds()) == []
    assert dumped(tmp_path / "b") == first
    report = import_files(gather([source]))
    assert [one.count("unchanged") for one in report.files] == [len(one.objects) for one in report.files]


def test_what_was_imported_stays_so_when_its_file_is_edited_and_loaded(tmp_path: Path) -> None:
    import_files(gather([PAGES / "buyers.md"]))
    persona = Persona.objects.filter(origin=Origin.IMPORTED).order_by("pk").first()
    assert persona is not None
    dumped(tmp_path)
    path = tmp_path / f"personas/{persona.slug}.md"
    path.write_text(path.read_text().replace("\nsummary: ", "\nsummary: In short, "))
    call_command("load_content", tmp_path, verbosity=0)
    persona.refresh_from_db()
    assert persona.summary.startswith("In short, ")
    assert (persona.origin, persona.is_edited, bool(persona.source_lines)) == (Origin.IMPORTED, False, True)
    assert ImportedObject.objects.filter(object_id=persona.pk, file__key="buyers").exists()


@pytest.mark.either_database
def test_sample_content_has_no_such_file(tmp_path: Path) -> None:
    assert "origins.yaml" not in dict(files())
    (tmp_path / "origins.yaml").write_text("files: []\nobjects: []\n")
    call_command("dump_content", tmp_path, verbosity=0)
    assert not (tmp_path / "origins.yaml").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "files: []\nobjects:\n- {kind: personas, key: nobody, origin: imported}\n",
            "3: There is no “nobody” among “personas”",
        ),
        (
            "files: []\nobjects:\n- {kind: use-cases, key: gitops, origin: imported, made_of: [{file: gone}]}\n",
            "3: There is no imported file “gone”",
        ),
    ],
    ids=["an object", "a file"],
)
def test_what_is_not_there_is_told_with_its_line(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "origins.yaml").write_text(text)
    with pytest.raises(CommandError, match=told):
        call_command("load_content", tmp_path, verbosity=0)
    assert not ImportedFile.objects.exists()
    assert UseCase.objects.get(slug="gitops").origin == Origin.SAMPLE

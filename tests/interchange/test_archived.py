"""What is archived goes out with everything else, stays so where it is loaded, and comes back only when told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, FormerSlug, Gap, HandbookPage
from marketing_portal.interchange.canonical.lists import read_list
from marketing_portal.interchange.canonical.writing import write_page
from marketing_portal.interchange.documents import PageDoc, digest
from marketing_portal.interchange.dumping.journeys import pages
from marketing_portal.interchange.dumping.people import request_kinds
from marketing_portal.interchange.dumping.personas import persona_list
from marketing_portal.interchange.loader import load_directory
from marketing_portal.interchange.loading.report import LoadReport
from personas.models import PersonaListEntry
from requests_board.models import KindField, RequestKind
from tests.conftest import ClientFor
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
KINDS = """\
- key: fair
  name: Fair
  description: ""
  team: null
  labels: []
  fields:
  - {key: where, label: Where}
  - {key: when, label: When, archived: true}
  archived: true
"""


def write(folder: Path, *documents: PageDoc) -> Path:
    """Exactly these pages as a folder of content files."""
    for document in documents:
        path = folder / "pages" / f"{document.slug}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(write_page(document))
    return folder


def load(folder: Path, *, text: str, archived: bool | None = None, overwrite: bool = False) -> LoadReport:
    """Load one page that says this."""
    write(folder, PageDoc(slug="old", title="Old", body=text, archived=archived))
    return load_directory(folder, overwrite=overwrite)


def stored() -> HandbookPage:
    """That page."""
    return HandbookPage.objects.get(slug="old")


@pytest.mark.either_database
def test_a_file_archives_and_brings_back(tmp_path: Path) -> None:
    load(tmp_path, text="One", archived=True)
    first = stored()
    assert first.archived_at is not None
    before = ChangeSet.objects.count()
    assert load(tmp_path, text="One", archived=True).tallies["pages"].unchanged == 1
    assert (ChangeSet.objects.count(), stored().archived_at) == (before, first.archived_at)
    load(tmp_path, text="Two")
    assert (stored().body, stored().archived_at) == ("Two", first.archived_at), (
        "a file that says nothing of it"
    )
    load(tmp_path, text="Two", archived=False)
    assert (stored().archived_at, stored().is_edited) == (None, False)


@pytest.mark.either_database
def test_what_a_person_archived_does_not_come_back_by_itself(tmp_path: Path) -> None:
    load(tmp_path, text="One")
    with history.change():
        stored().archive()
    assert load(tmp_path, text="One").tallies["pages"].kept == 1
    assert len(load(tmp_path, text="Two").conflicts) == 1
    load(tmp_path, text="Two", overwrite=True)
    assert (stored().body, stored().archived_at is None) == ("Two", False)
    assert load(tmp_path, text="Three").is_applied
    assert stored().archived_at is not None


def test_what_a_person_brought_back_is_asked_about(tmp_path: Path) -> None:
    load(tmp_path, text="One", archived=True)
    with history.change():
        stored().restore()
    assert load(tmp_path, text="One", archived=True).tallies["pages"].kept == 1
    assert len(load(tmp_path, text="Two", archived=True).conflicts) == 1
    assert stored().archived_at is None
    assert load(tmp_path, text="Two", archived=True, overwrite=True).is_applied
    assert stored().archived_at is not None


@pytest.mark.parametrize("original", ["a-new-one", "the-new-one"])
def test_a_page_and_the_original_that_has_its_address(
    original: str, tmp_path: Path, cast: Cast, client_for: ClientFor
) -> None:
    """Whichever of the two is loaded first; also where the original is there already."""
    both = (
        PageDoc(slug="old", title="Sample", archived=True),
        PageDoc(slug=original, title="Original", anchors=("old",)),
    )
    for is_there in (False, True):
        HandbookPage.objects.all().delete()
        FormerSlug.objects.all().delete()
        if is_there:
            row = HandbookPage.objects.create(slug=original, title="Original")
            FormerSlug.objects.create(content_object=row, slug="old")
        load_directory(write(tmp_path, *both), overwrite=True)
        assert {one.title: one.slug for one in HandbookPage.objects.all()} == {
            "Sample": "old",
            "Original": original,
        }
        assert tuple(pages("old")) + tuple(pages(original)) == both
    assert client_for(cast.requester).get("/handbook/old/")["Location"] == f"/handbook/{original}/"


def test_an_address_that_something_else_has_now_is_no_former_one(tmp_path: Path) -> None:
    """Otherwise a file would claim what leads elsewhere, and could not be loaded."""
    load(tmp_path, text="One")
    page = stored()
    page.slug = "renamed"
    page.save()
    HandbookPage.objects.create(slug="old", title="Another")
    (found,) = pages("renamed")
    assert found.anchors == ()
    write(tmp_path, found, *pages("old"))
    HandbookPage.objects.all().delete()
    load_directory(tmp_path)
    assert HandbookPage.objects.filter(slug__in=["old", "renamed"]).count() == 2


def test_kinds_of_requests_and_their_questions(tmp_path: Path) -> None:
    """They are kept in the admin: a file archives only what it brings, or what it may overwrite."""
    (tmp_path / "request_kinds.yaml").write_text(KINDS)
    load_directory(tmp_path)
    kind = RequestKind.objects.get(key="fair")
    assert kind.archived_at is not None
    assert [one.key for one in kind.fields.filter(archived_at=None)] == ["where"]
    assert read_list("request_kinds", KINDS, "x")[0] in list(request_kinds())
    RequestKind.objects.filter(pk=kind.pk).update(archived_at=None)
    assert load_directory(tmp_path).tallies["request_kinds"].kept == 1
    (tmp_path / "request_kinds.yaml").write_text(
        KINDS.replace("  - {key: when, label: When, archived: true}\n", "")
    )
    load_directory(tmp_path, overwrite=True)
    kind.refresh_from_db()
    assert kind.archived_at is not None
    assert KindField.objects.filter(kind=kind, key="when").exists(), "requests hold answers to it"


def test_a_closed_gap_of_the_list_stays_closed(tmp_path: Path) -> None:
    entry = (
        "- {key: k, order: 9, label: Head of Boats, persona: null, state: tbd, marker: TBD, closed: true}\n"
    )
    (tmp_path / "persona_list.yaml").write_text(entry)
    load_directory(tmp_path)
    gap = Gap.objects.get(object_id=PersonaListEntry.objects.get(key="k").pk, key="persona")
    assert (gap.state, gap.is_open) == ("tbd", False)
    assert read_list("persona_list", entry, "x")[0] in list(persona_list())


def test_fingerprints_of_what_is_in_use_are_the_old_ones() -> None:
    """Else every object that a person edited would be a conflict once the portal is updated."""
    page = PageDoc(slug="a", title="A", body="Text")
    assert digest(page) == "ff7eb02bd0db629375e2c5db80c0269723ebd2a217b0e6edac6ae8f16c962bfb"
    assert digest(page) != digest(PageDoc(slug="a", title="A", body="Text", archived=True))

"""Importing the page about enterprise IT roles: over samples, again, and the page that shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from marketing_portal.content.models import ChangeSet, HandbookPage, Origin
from marketing_portal.interchange.dumping import folder
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.applying.report import ImportReport
from marketing_portal.interchange.handbook.sources import SourceFile, gather
from marketing_portal.interchange.loader import load_directory
from marketing_portal.interchange.models import ImportedFile, ImportedObject
from personas.models import EnterpriseRole
from tests.interchange.handbook.real import PAGES, needs_the_pages
from tests.support.source import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
ROLES = (ROOT / "tests" / "interchange" / "handbook" / "pages" / "roles.md").read_text()


def run(text: str = ROLES) -> ImportReport:
    return import_files([SourceFile("roles.md", "enterprise-it-roles", text.encode())])


def test_the_page_takes_the_place_of_the_samples() -> None:
    security = EnterpriseRole.objects.get(key="security")
    file = run().files[0]
    assert (file.tally.missing, file.kind) == ((), "enterprise-roles")
    assert [one.title for one in EnterpriseRole.objects.all()] == [
        "CFO", "CEO", "Testing", "Security", "Red team", "Blue team", "Lab",
    ]  # fmt: skip
    assert EnterpriseRole.objects.get(key="security").pk == security.pk
    assert set(EnterpriseRole.objects.values_list("origin", flat=True)) == {Origin.IMPORTED}
    page = HandbookPage.objects.get(slug="enterprise-it-roles")
    assert (page.title, page.origin) == ("Who you meet", Origin.IMPORTED)
    (made,) = ImportedObject.objects.filter(content_type__model="enterpriserole", object_id=security.pk)
    assert (made.heading, made.first_line) == ("Directors", 28)


def test_the_same_page_changes_nothing_and_a_newer_one_what_changed() -> None:
    run()
    before = ChangeSet.objects.count()
    ImportedFile.objects.update(reading="")
    file = run().files[0]
    assert file.count("unchanged") == len(file.objects)
    assert ChangeSet.objects.count() == before
    changed = run(ROLES.replace("keeps doors shut", "locks doors")).files[0]
    assert [one.label for one in changed.objects if one.what == "updated"] == ["Security"]


def test_a_dump_of_it_gives_the_same_database(tmp_path: Path) -> None:
    run()
    folder.write(tmp_path)
    written = dict(folder.files())
    EnterpriseRole.objects.all().delete()
    assert load_directory(tmp_path, overwrite=True).is_applied
    assert dict(folder.files()) == written


def test_the_page_shows_roles_by_level(client: Client, editor: object) -> None:
    run()
    client.force_login(editor)  # type: ignore[arg-type]
    shown = client.get("/personas/roles/").content.decode().split('<section class="roles"', 1)[1]
    parts = [
        shown.index(text) for text in ("C-Level", "CFO", "Lead with", "What to show", "CEO", "Challenges")
    ]
    assert parts == sorted(parts)
    assert shown.split("<footer")[0].count("<h3>") == 5
    red = shown.index('id="role-red-team"')
    assert shown.index('id="role-security"') < red < shown.index('id="role-lab"')


@needs_the_pages
def test_the_real_page_over_the_sample_content() -> None:
    before = {(one.level, one.title): one.pk for one in EnterpriseRole.objects.all()}
    files = list(gather([PAGES["enterprise-it-roles"]]))
    report = import_files(files)
    assert (report.files[0].tally.missing, report.files[0].warnings) == ((), [])
    assert {(one.level, one.title): one.pk for one in EnterpriseRole.objects.all()} == before
    assert len(before) == 27
    again = import_files(files)
    assert again.files[0].count("unchanged") == len(again.files[0].objects)

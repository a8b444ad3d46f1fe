"""Importing the page of a use case: into what is there, into nothing, again, a newer version, edits of people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, HandbookPage
from marketing_portal.interchange.dumping import folder
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.applying.report import ImportReport
from marketing_portal.interchange.handbook.sources import SourceFile, gather
from marketing_portal.interchange.loader import load_directory
from marketing_portal.interchange.models import ImportedFile, ImportedObject
from marketing_portal.people.models import User
from tests.interchange.handbook.real import PAGES, needs_the_pages
from tests.support.source import ROOT
from usecases.models import Collateral, JourneyStage, UseCase, UseCasePoint
from usecases.vocabulary import Tier

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
MOBILE = (ROOT / "tests" / "interchange" / "handbook" / "pages" / "mobile.md").read_text()
VCC = "version-control-collaboration"
CI = MOBILE.replace("Use case: Mobile testing", "Use case: Continuous Integration")


def run(text: str = CI, **options: Any) -> ImportReport:
    return import_files([SourceFile("mobile.md", "mobile", text.encode())], **options)


def ci() -> UseCase:
    return UseCase.objects.get(slug="ci")


def test_a_new_use_case_is_made_in_the_last_tier() -> None:
    report = run(MOBILE)
    use_case = UseCase.objects.get(slug="mobile-testing")
    assert report.is_applied
    assert report.files[0].tally.missing == ()
    assert (use_case.name, use_case.tier, use_case.source_page) == ("Mobile testing", Tier.THREE, "mobile")
    assert use_case.requirements.count() == 2
    assert [str(one) for one in use_case.gaps.all()] != []


def test_the_page_takes_the_place_of_sample_content() -> None:
    kept = (
        ci().description,
        ci().tier,
        [driver.pk for driver in ci().value_drivers.all()],
        UseCase.objects.count(),
    )
    old_key = ci().requirements.filter(name="Build automation").get().key
    run(CI.replace("1) Many devices", "1) Build automation").replace("| Many devices", "| Build automation"))
    assert kept == (
        ci().description, ci().tier, [driver.pk for driver in ci().value_drivers.all()], UseCase.objects.count()
    )  # fmt: skip
    first = ci().requirements.all()[0]
    assert (first.key, first.answer) == (old_key, "Runners start a farm.")
    assert not ci().points.filter(key="hotjar").exists()
    people = [(str(one), one.persona_id is not None) for one in ci().personas.filter(kind="buyer")]
    assert people == [("Alex, Application Development Manager", True)]
    assert {one.title for one in ci().personas.filter(kind="user")} == {
        "Tess the Tester",
        "Dora the Developer",
    }


def test_the_same_page_changes_nothing_even_where_it_is_read_anew() -> None:
    run()
    before = ChangeSet.objects.count(), ci().version
    for reading in (None, ""):
        if reading is not None:
            ImportedFile.objects.update(reading=reading)
        assert run().files[0].count("unchanged") == 5
        assert (ChangeSet.objects.count(), ci().version) == before


def test_a_newer_version_changes_what_changed_and_keeps_keys() -> None:
    run()
    before = {point.key: point.pk for point in ci().points.all()}
    report = run(CI.replace("Who tests at night?", "Who tests at weekends?"), dry_run=True)
    changes = [change for done in report.files[0].objects for change in done.changes]
    assert [(one["before"], one["after"]) for one in changes] == [
        ("Who tests at night?", "Who tests at weekends?")
    ]
    run(CI.replace("Who tests at night?", "Who tests at weekends?"))
    assert {point.key: point.pk for point in ci().points.all()} == before
    assert ci().points.filter(text="Who tests at weekends?").exists()


def test_what_a_person_edited_is_asked_about(editor: User) -> None:
    run()
    point = ci().points.get(text="Who tests at night?")
    point.text = "Who is awake?"
    with history.change(user=editor, reason="Better", channel=ChangeSet.Channel.ADMIN):
        point.save()
    assert run(CI.replace("Begin with these.", "Begin so.")).is_applied
    report = run(CI.replace("Who tests at night?", "Who tests on Sundays?"))
    assert not report.is_applied
    (clash,) = report.conflicts[0].clashes
    assert (clash.mine, clash.file) == ("Who is awake?", "Who tests on Sundays?")
    run(CI.replace("Who tests at night?", "Who tests on Sundays?"), choices={clash.key: "mine"})
    assert UseCasePoint.objects.get(pk=point.pk).text == "Who is awake?"


def test_two_headings_that_lead_to_one_persona_lose_nothing() -> None:
    anchor = "alex---the-application-development-manager"
    run(
        CI.replace("#tess-tester", f"#{anchor}").replace(
            "#dora-developer", "#alex-application-development-manager"
        )
    )
    (alex,) = ci().personas.filter(kind="user")
    assert alex.note == "- Owns twelve phones.\n\nWants to know before lunch."


def test_what_is_left_stands_on_a_page() -> None:
    run()
    body = HandbookPage.objects.get(slug="mobile").body
    assert "Nobody yet" in body
    assert "Who tests at night?" not in body


def test_a_dump_of_it_gives_the_same_database(tmp_path: Path) -> None:
    run()
    folder.write(tmp_path)
    written = dict(folder.files())
    UseCasePoint.objects.all().delete()
    report = load_directory(tmp_path, overwrite=True)
    assert report.is_applied
    assert dict(folder.files()) == written


def test_resources_become_collateral_once() -> None:
    count = Collateral.objects.count()
    shown = Collateral.objects.create(
        title="The proof", slug="proof", url="http://www.example.com/proof", kind="guide", note="Ours"
    )
    assert not run(MOBILE).is_applied  # somebody made it here, so its fields are asked about
    run(MOBILE, overwrite=True)
    run()
    assert Collateral.objects.count() == count + 3
    shown.refresh_from_db()
    assert (shown.kind, getattr(shown.stage, "key", ""), shown.gated) == ("guide", "decision", True)
    assert {one.slug for one in shown.use_cases.all()} == {"ci", "mobile-testing"}
    pictures = Collateral.objects.get(title="Phones in pictures")
    assert (pictures.kind, pictures.source_page, pictures.source_lines) == ("demo", "mobile", "176-176")
    before = ChangeSet.objects.count()
    ImportedFile.objects.update(reading="")
    assert run().files[0].count("unchanged") == 5
    assert ChangeSet.objects.count() == before


def test_two_requirements_of_one_name_and_a_link_to_itself_come_once() -> None:
    text = MOBILE.replace("2) Supports many systems", "2) Many devices").replace(
        "Phones differ", "[Phones](/handbook/usecase-gtm/mobile-testing/) differ"
    )
    for _ in range(3):
        file = run(text).files[0]
        assert file.tally.missing == ()
        ImportedFile.objects.update(reading="")
    assert file.count("unchanged") == len(file.objects)
    use_case = UseCase.objects.get(slug="mobile-testing")
    assert [one.name for one in use_case.requirements.all()] == ["Many devices", "Many devices"]
    assert use_case.body.startswith("[Phones](/use-cases/mobile-testing/)")


def test_collateral_that_two_pages_name_differently_keeps_both_names() -> None:
    why = "* [Why phones?](https://example.com/why)\n* [Two]"
    other = MOBILE.replace(why, "\n* [The reasons](https://example.com/why)\n* [Two]")
    files = [
        SourceFile("ci.md", "ci", CI.encode()),
        SourceFile("mobile.md", "mobile", other.encode()),
    ]
    for some in (files, files[:1], files[1:], files):
        report = import_files(some)
        assert [file.tally.missing for file in report.files] == [()] * len(some)
    (item,) = Collateral.objects.filter(url="https://example.com/why")
    made = ImportedObject.objects.filter(content_type__model="collateral", object_id=item.pk)
    assert dict(made.values_list("file__key", "first_line")) == {"ci": 167, "mobile": 168}
    assert (item.title, item.note, item.use_cases.count()) == ("Why phones?", "The reasons", 2)


def test_a_newer_page_renames_its_collateral_and_keeps_what_people_said(editor: User) -> None:
    run()
    item = Collateral.objects.get(title="Phones in pictures")
    item.stage = JourneyStage.objects.get(key="awareness")
    with history.change(user=editor, reason="Placed", channel=ChangeSet.Channel.ADMIN):
        item.save()
    assert run(CI.replace("[Phones in pictures]", "[Phones in films]")).is_applied
    item.refresh_from_db()
    assert (item.title, item.stage.key) == ("Phones in films", "awareness")


@needs_the_pages
def test_the_real_pages_over_the_sample_content() -> None:
    paths = [PAGES[name] for name in ("usecase-ci", "usecase-vcc", "usecase-template")]
    use_cases, collateral = UseCase.objects.count(), Collateral.objects.count()
    report = import_files(gather(paths))
    assert Collateral.objects.count() == collateral  # all of it was there as sample content
    assert [file.tally.missing for file in report.files] == [(), (), ()]
    assert all(file.tally.typed / file.tally.words > 0.95 for file in report.files[:2])
    assert UseCase.objects.count() == use_cases
    assert [
        UseCase.objects.get(slug=slug).requirements.count()
        for slug in ("ci", "version-control-collaboration")
    ] == [12, 5]
    again = import_files(gather(paths))
    assert all(file.count("unchanged") == len(file.objects) for file in again.files)

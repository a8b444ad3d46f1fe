"""Importing a message house beside the page of its use case: nothing twice, nothing taken away, in any order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

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
from usecases.models import UseCase, UseCasePoint

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
FOLDER = ROOT / "tests" / "interchange" / "handbook" / "pages"
PAGE = (FOLDER / "mobile.md").read_text().replace("Mobile testing", "Continuous Integration")
HOUSE = (FOLDER / "house.md").read_text().replace("Mobile testing", "CI")


def run(*texts: str, **options: Any) -> ImportReport:
    names = {PAGE: "ci", HOUSE: "ci-house"}
    files = [
        SourceFile(f"{names.get(one, 'ci-house')}.md", names.get(one, "ci-house"), one.encode())
        for one in texts
    ]
    return import_files(files, **options)


def points(kind: str) -> list[str]:
    rows = UseCasePoint.objects.filter(use_case__slug="ci", kind=kind).order_by("order")
    return [one.title or one.text for one in rows if not one.is_remark]


@pytest.mark.parametrize("order", [(PAGE, HOUSE), (HOUSE, PAGE)])
@pytest.mark.parametrize("together", [True, False])
def test_the_house_stands_beside_the_page(order: tuple[str, str], together: bool) -> None:
    for texts in [order] if together else [(one,) for one in order]:
        report = run(*texts)
        assert [file.tally.missing for file in report.files] == [()] * len(texts)
    assert points("message_values") == ["**Breadth**: Every phone", "*SPEED*"]
    assert (
        points("messages")[0] == "[Message House](/use-cases/ci/#points-messages)"
        or "[" in points("messages")[0]
    )
    assert points("messages")[1:] == ["Positioning Statement", "Short Description", "Long Description:"]
    assert points("reviews") == ["Test lead", "Developer", "Night guard"]
    assert "Who tests at night?" in points("questions")
    run(*order)  # the link to a house that came later leads to it now
    ImportedFile.objects.update(reading="")
    before = ChangeSet.objects.count()
    again = run(*order)
    assert all(file.count("unchanged") == len(file.objects) for file in again.files)
    assert ChangeSet.objects.count() == before


def test_the_link_to_the_house_leads_to_it() -> None:
    report = run(HOUSE, PAGE)
    assert not [address for file in report.files for _, address in file.links if "message-house" in address]


def test_sample_points_of_the_page_stay_and_the_origin_is_known() -> None:
    use_case = UseCase.objects.get(slug="ci")
    sample = set(use_case.points.values_list("key", flat=True))
    run(HOUSE)
    assert sample < set(use_case.points.values_list("key", flat=True))
    (made,) = ImportedObject.objects.filter(
        file__key="ci-house", object_id=use_case.pk, content_type__model="usecase"
    )
    assert (made.first_line, made.last_line, made.file.kind) == (9, 35, "message-house")
    assert HandbookPage.objects.get(slug="ci-house").body.startswith("### How to read this")


def test_both_make_one_new_use_case() -> None:
    before = UseCase.objects.count()
    page = PAGE.replace("Continuous Integration", "Mobile testing")
    files = {"house": HOUSE.replace("CI message", "Mobile Testing message"), "page": page}
    import_files([SourceFile(f"{name}.md", name, text.encode()) for name, text in files.items()])
    assert UseCase.objects.count() == before + 1
    assert UseCase.objects.get(slug="mobile-testing").points.filter(kind="message_values").count() == 2


def test_a_newer_house_changes_its_own_points(editor: User) -> None:
    run(PAGE, HOUSE)
    count = UseCasePoint.objects.filter(use_case__slug="ci").count()
    newer = HOUSE.replace("Results before lunch.", "Results before breakfast.")
    report = run(newer, dry_run=True)
    changes = [change for done in report.files[0].objects for change in done.changes]
    assert [(one["before"], one["after"]) for one in changes] == [
        ("Results before lunch.", "Results before breakfast.")
    ]
    point = UseCasePoint.objects.get(use_case__slug="ci", title="*SPEED*")
    point.text = "Results at once."
    with history.change(user=editor, reason="Better", channel=ChangeSet.Channel.ADMIN):
        point.save()
    assert not run(newer).is_applied
    assert run(newer, overwrite=True).is_applied
    assert UseCasePoint.objects.get(pk=point.pk).text == "Results before breakfast."
    assert UseCasePoint.objects.filter(use_case__slug="ci").count() == count


OLDER = """---
title: "CI - message house (2019)"
---

| | |
|-|-|
| Positioning statement | Once upon a time. |
| Short description | Old. |
| Promise | Sometime. |
"""


def named(**texts: str) -> ImportReport:
    return import_files([SourceFile(f"{name}.md", name, text.encode()) for name, text in texts.items()])


def test_of_two_houses_the_last_counts_and_the_other_stays_a_page() -> None:
    report = named(b=OLDER, a=HOUSE)
    assert "Once upon" not in "".join(one.text for one in UseCasePoint.objects.all())
    assert "Once upon" in HandbookPage.objects.get(slug="b").body
    (warning,) = report.files[0].warnings
    assert warning[0] == 5
    assert warning[1].startswith("a.md:9 holds a message house of “CI” too, and the last one counts, so this")
    assert [file.tally.missing for file in report.files] == [(), ()]
    again = named(b=OLDER, a=HOUSE)
    assert all(file.count("unchanged") == len(file.objects) for file in again.files)
    assert again.files[0].warnings == report.files[0].warnings


def test_a_house_by_another_name_takes_the_place_of_the_one_before_and_back() -> None:
    named(a=HOUSE)
    (warning,) = named(b=OLDER).files[0].warnings
    assert warning[0] == 5
    assert warning[1].startswith("Takes the place of the message house of “CI” that a.md brought. To go back")
    assert points("messages")[-3:] == ["Positioning statement", "Short description", "Promise"]
    assert "that b.md brought" in named(a=HOUSE).files[0].warnings[-1][1]
    assert points("message_values") == ["**Breadth**: Every phone", "*SPEED*"]


def test_a_house_within_the_page_stays_beside_it() -> None:
    within = PAGE.replace(
        "## Discovery Questions",
        "## Message House\n\n| Short description | Within. |\n|-|-|\n\n## Discovery Questions",
        1,
    )
    assert within != PAGE
    warnings = named(page=within, house=HOUSE).files[0].warnings
    assert any(message.startswith("house.md:9 holds the message house") for _, message in warnings)
    assert points("messages").count("Short description") == 1
    assert "Within." in UseCasePoint.objects.get(title="Short description").text


def test_a_dump_of_it_gives_the_same_database(tmp_path: Path) -> None:
    run(PAGE, HOUSE)
    folder.write(tmp_path)
    written = dict(folder.files())
    UseCasePoint.objects.all().delete()
    assert load_directory(tmp_path, overwrite=True).is_applied
    assert dict(folder.files()) == written


def test_the_page_shows_the_house(client: Client, editor: User) -> None:
    run(PAGE, HOUSE)
    client.force_login(editor)
    shown = client.get("/use-cases/ci/").content.decode()
    for text in ("Key values", "Why us", "Four hundred models.", "Positioning Statement"):
        assert text in shown
    assert shown.count("It found the bug.") == 1


@needs_the_pages
def test_the_real_houses_over_the_sample_content() -> None:
    names = ("usecase-ci-message-house", "usecase-vcc-message-house", "usecase-vcc", "usecase-ci")
    use_cases, pages = UseCase.objects.count(), list(gather([PAGES[name] for name in names]))
    report = import_files(pages)
    assert [file.tally.missing for file in report.files] == [()] * 4
    assert UseCase.objects.count() == use_cases
    for slug, reviews in (("ci", 10), ("version-control-collaboration", 11)):
        rows = UseCasePoint.objects.filter(use_case__slug=slug)
        assert rows.filter(kind="message_values").count() == 3
        assert rows.filter(kind="reviews", is_remark=False).count() == reviews
    again = import_files(pages)
    assert all(file.count("unchanged") == len(file.objects) for file in again.files)

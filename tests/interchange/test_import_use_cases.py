"""Importing pages of use cases and of the organisation: people, names and states found in what is there already."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketing_portal.content import history
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.applying.report import ImportReport
from marketing_portal.interchange.handbook.sources import SourceFile
from marketing_portal.people.models import Person, Team
from requests_board.models import Label
from usecases.models import (
    DRICell,
    JourneyStage,
    KeyLink,
    OrgColumn,
    Ownership,
    OwnershipArea,
    Statement,
    UseCase,
)

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGES = Path(__file__).parent / "handbook" / "pages"
MATRIX = """\
#### Who:

- Customer Reference - DRI for stories

##### DRIs (directly responsible individuals)

| Role | CI use case | SCM use case | Value Streams use case |
| --- | --- | --- | --- |
| Customer Reference (David Somers) | Kim, Fiona | @KimLock, David | @new_one, Kim Novel |

#### Key Links

| | **CI use case** | **SCM use case** |
| --- | --- | --- |
| Resource page | [Page](/ci/) | tbd |
"""


def run(*names: str, **pages: str) -> ImportReport:
    """Import pages beside the tests, and pages given by their text."""
    sources = [SourceFile(name, name, (PAGES / name).read_bytes()) for name in names]
    sources += [SourceFile(f"{name}.md", f"{name}.md", text.encode()) for name, text in pages.items()]
    return import_files(sources)


def in_cell(role: str, use_case: str) -> list[tuple[str, str]]:
    """Who is in a cell, and how the page writes them."""
    cell = DRICell.objects.get(role__key=role, use_case__slug=use_case)
    return [(one.person.slug, one.written) for one in cell.assignments.all()]


def test_people_are_found_by_handle_and_alias_and_never_by_a_part_of_a_name() -> None:
    before = set(Person.objects.values_list("slug", flat=True))
    run(matrix=MATRIX)
    assert in_cell("customer-reference", "ci") == [("kim", "Kim"), ("fiona", "Fiona")]
    assert in_cell("customer-reference", "version-control-collaboration") == [
        ("kim", "@KimLock"),
        ("david", "David"),
    ]
    assert set(Person.objects.values_list("slug", flat=True)) - before == {"new-one", "kim-novel"}
    new = Person.objects.get(slug="new-one")
    assert (new.name, new.handle, new.first_name_only) == ("new_one", "@new_one", False)
    cell = DRICell.objects.get(role__key="customer-reference", use_case__slug="ci")
    assert cell.role.lead is not None
    assert cell.role.lead.slug == "david-somers"


def test_a_column_that_no_use_case_has_makes_one() -> None:
    run(matrix=MATRIX)
    made = UseCase.objects.get(slug="value-streams")
    assert (made.tier, made.dri_position) == (3, 3)
    assert UseCase.objects.get(slug="ci").personas.exists()  # what only the sample says stays


def test_a_use_case_that_was_renamed_here_is_known_by_its_former_address() -> None:
    run(matrix=MATRIX)
    with history.change(channel="admin"):
        one = UseCase.objects.get(slug="value-streams")
        one.slug, one.name, one.short_label = "streams", "Flow of value", "Flow"
        one.save()
    there = UseCase.objects.count()
    assert run(matrix=MATRIX).is_applied
    assert UseCase.objects.count() == there
    assert UseCase.objects.get(slug="streams").name == "Flow of value"


def test_the_rest_of_a_sample_matrix_gives_way_to_the_page() -> None:
    report = run(matrix=MATRIX)
    assert DRICell.objects.count() == 3
    assert KeyLink.objects.count() == 2
    link = KeyLink.objects.get(use_case__slug="ci")
    assert (link.target, link.raw) == ("https://about.gitlab.com/ci/", "/ci/")
    assert report.files[0].replaced
    again = run(matrix=MATRIX)
    assert again.files[0].count("unchanged") == len(again.files[0].objects)
    assert again.files[0].gone == again.files[0].replaced == []


def test_an_edited_cell_is_asked_about() -> None:
    run(matrix=MATRIX)
    link = KeyLink.objects.get(use_case__slug="ci")
    with history.change(channel="admin"):
        link.label = "The page"
        link.save()
    assert run(matrix=MATRIX).is_applied
    report = run(matrix=MATRIX.replace("[Page]", "[New page]"))
    (conflict,) = report.conflicts
    assert [(one.mine, one.file) for one in conflict.clashes] == [("The page", "New page")]


def test_all_the_pages_are_found_word_by_word_and_only_once() -> None:
    names = ("gtm.md", "product.md", "department.txt", "ways.txt")
    report = run(*names)
    assert [(file.tally.missing, file.warnings) for file in report.files] == [((), [])] * 4
    again = run(*names, more="New")
    assert all(file.count("created") + file.count("updated") == 0 for file in again.files[:4])
    assert all(file.gone == [] for file in again.files)


def test_a_stage_is_joined_from_two_pages_in_either_order() -> None:
    run("ways.txt")
    run("gtm.md")
    stage = JourneyStage.objects.get(key="awareness")
    assert stage.focus == "Show the lake"
    assert stage.definition == (
        "They see that they need a boat.\n\nThe focus is on educating them about water."
    )
    before = stage.version
    assert all(file.count("updated") == 0 for file in run("gtm.md", "ways.txt").files)
    stage.refresh_from_db()
    assert (stage.version, stage.collateral_types.count()) == (before, 2)
    assert stage.question  # what only the sample says stays


def test_areas_and_columns_name_use_cases_and_people() -> None:
    run("product.md")
    person = Person.objects.get(team_page_anchor="editor1")
    assert [
        (one.label, one.use_case and one.use_case.slug, one.is_vertical)
        for one in OwnershipArea.objects.filter(ownership=Ownership.objects.get(person=person))
    ] == [("Continuous Delivery", "cd", False), ("Public Sector", None, True)]
    assert [(one.title, one.use_case and one.use_case.slug) for one in OrgColumn.objects.all()] == [
        ("Fishing", None),
        ("SCM", "version-control-collaboration"),
        ("Harbours", None),
    ]
    assert OrgColumn.objects.get(title="Fishing").contact == person


def test_teams_and_labels_that_are_there_stay_as_they_are_kept_here() -> None:
    labels, purpose = Label.objects.count(), Team.objects.get(slug="product-marketing").purpose
    run("department.txt")
    assert Label.objects.count() == labels + 1  # Building
    assert Label.objects.get(text="Building").team == Team.objects.get(slug="building")
    assert Team.objects.get(slug="product-marketing").is_routable
    assert Team.objects.get(slug="product-marketing").purpose == purpose
    assert Label.objects.get(family="team", key="pmm").team == Team.objects.get(slug="product-marketing")


def test_statements_take_the_place_of_those_of_their_kind() -> None:
    goals = Statement.objects.filter(kind="charter_goal").count()
    run("gtm.md")
    assert list(Statement.objects.filter(kind="charter_problem").values_list("text", flat=True)) == [
        "Boats change, and so do lakes."
    ]
    assert Statement.objects.filter(kind="charter_goal").count() == goals  # the page says nothing of goals
    agenda = Statement.objects.get(kind="charter_agenda", text="Wind")
    assert agenda.parent == Statement.objects.get(text__startswith="Meet at the lake")

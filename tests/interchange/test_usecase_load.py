"""Loading the use case half: by key, cell by cell, with everything that belongs to a use case."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, FormerSlug
from marketing_portal.interchange.loader import load_directory
from marketing_portal.people.models import Person, User
from tests.interchange.changing import change
from usecases.models import (
    BomElement,
    CascadeQuestion,
    Collateral,
    Deck,
    DRICell,
    JourneyStep,
    JourneyView,
    KeyLink,
    OrgColumn,
    Ownership,
    Statement,
    UseCase,
)

pytestmark = pytest.mark.django_db
CELL_OF_CI = 'use_case: ci, raw: "Kim, Fiona", people: [{person: kim, written: "Kim"}, {person: fiona, '
CELL_OF_CD = 'use_case: cd, raw: "@FionaOKeeffe, Kim", people: [{person: fiona, written: "@FionaOKeeffe"}'
WHY = "title: Why CI/CD?\n  kind: presentation\n"


def cell(role: str, slug: str) -> DRICell:
    """One cell of the DRI matrix."""
    return DRICell.objects.for_matrix().get(role__key=role, use_case__slug=slug)


def touched() -> set[str]:
    """What the newest change touched."""
    return {one.label for one in ChangeSet.objects.latest("pk").objects_touched.all()}


def people_in(row: DRICell) -> list[tuple[str, str]]:
    """People of a cell in order, and how the source writes them."""
    return [(one.person.slug, one.written) for one in row.assignments.all()]


def test_a_cell_holds_people_in_order_as_the_source_writes_them() -> None:
    row = cell("customer-reference", "cd")
    assert (row.state, row.raw) == ("known", "@FionaOKeeffe, Kim")
    assert people_in(row) == [("fiona", "@FionaOKeeffe"), ("kim", "Kim")]
    unknown = DRICell.objects.unknown()
    assert {(one.role.key, one.raw) for one in unknown} == {("developer-evangelism", "?")}
    assert not any(one.assignments.exists() for one in unknown)


@pytest.mark.either_database
def test_a_changed_cell_changes_nothing_else(folder: Path) -> None:
    change(folder, "dri.yaml", CELL_OF_CI, CELL_OF_CI.replace("kim", "suri").replace('"Kim"', '"Suri"'))
    report = load_directory(folder)
    assert (report.tallies["dri"].updated, report.tallies["dri"].unchanged) == (1, 84)
    assert touched() == {"Customer Reference, CI"}
    assert people_in(cell("customer-reference", "ci")) == [("suri", "Suri"), ("fiona", "Fiona")]


def test_an_edited_cell_stops_only_a_change_of_itself(folder: Path, editor: User) -> None:
    with history.change(user=editor):
        row = cell("customer-reference", "ci")
        row.assignments.get(person__slug="fiona").delete()
    change(folder, "dri.yaml", CELL_OF_CD, CELL_OF_CD.replace("fiona", "suri"))
    report = load_directory(folder)
    assert (report.conflicts, report.tallies["dri"].kept, report.tallies["dri"].updated) == ([], 1, 1)
    change(folder, "dri.yaml", CELL_OF_CI, CELL_OF_CI.replace("person: kim", "person: suri"))
    conflict = load_directory(folder).conflicts[0]
    assert (conflict.label, conflict.by) == ("Customer Reference, CI", str(editor))
    assert people_in(cell("customer-reference", "ci")) == [("kim", "Kim")]


def test_the_columns_of_the_matrix_are_those_of_the_file(folder: Path) -> None:
    placed = UseCase.objects.in_matrix().values_list("slug", flat=True)
    assert list(placed) == ["ci", "cd", "devsecops", "version-control-collaboration", "gitops"]
    new = '- role: product-marketing\n  cells:\n  - {use_case: agile, raw: "?", state: unknown}\n'
    change(folder, "dri.yaml", "- role: product-marketing\n  cells:\n", new)
    load_directory(folder)
    assert UseCase.objects.in_matrix()[0].slug == "agile"
    assert UseCase.objects.get(slug="gitops").dri_position == 6
    assert cell("product-marketing", "agile").state == "unknown"


def test_a_changed_requirement_is_a_change_of_its_use_case(folder: Path) -> None:
    change(folder, "market_requirements/ci.yaml", "value: Errors are caught", "value: Mistakes are caught")
    report = load_directory(folder)
    assert (report.tallies["use-cases"].updated, touched()) == (1, {"Continuous Integration"})
    requirement = UseCase.objects.get(slug="ci").requirements.get(key="test-automation")
    assert requirement.value_html == "<p>Mistakes are caught while they are still small.</p>"


@pytest.mark.either_database
def test_files_that_are_left_out_change_nothing(folder: Path) -> None:
    shutil.rmtree(folder / "market_requirements")
    (folder / "dri.yaml").unlink()
    report = load_directory(folder)
    assert (report.tallies["use-cases"].unchanged, report.missing) == (14, [])
    (folder / "use-cases" / "agile.md").unlink()
    assert load_directory(folder).missing == ["use case Agile Project management"]


@pytest.mark.either_database
def test_a_name_can_move_to_another_use_case(folder: Path) -> None:
    change(folder, "use-cases/devsecops.md", "Shift Left Security, AppSec]", "AppSec]")
    change(folder, "use-cases/agile.md", "[Agile Planning", "[Shift Left Security, Agile Planning")
    load_directory(folder)
    assert UseCase.objects.named("shift left security").get().slug == "agile"


def test_a_use_case_knows_its_people_drivers_and_names() -> None:
    ci = UseCase.objects.get(slug="ci")
    told = [(one.kind, str(one.persona or one.title)) for one in ci.personas.select_related("persona")]
    assert told[0] == ("buyer", "Alex, Application Development Manager")
    assert told[-1] == ("user", "Devon, DevOps engineer")
    assert [one.key for one in ci.value_drivers.all()] == [
        "increase-operational-efficiencies",
        "deliver-better-products-faster",
    ]
    assert (ci.tier, ci.short, ci.label_key, ci.requirements.count()) == (1, "CI", "CI", 12)
    assert ci.body_html.startswith("<h2 ")
    assert ci.source_heading == "Tier 1"


def test_a_gap_of_a_use_case_is_loaded_and_closed(folder: Path) -> None:
    agile = UseCase.objects.get(slug="agile")
    gap = '{key: text, place: description, state: needs_data, marker: "", note: "A sentence is missing."}'
    change(folder, "use-cases/agile.md", "gaps: []", f"gaps:\n- {gap}")
    load_directory(folder)
    assert agile.gaps_by_place()["description"][0].state == "needs_data"
    change(folder, "use-cases/agile.md", f"gaps:\n- {gap}", "gaps: []")
    load_directory(folder)
    assert not agile.gaps.exists()


def test_collateral_is_changed_with_all_it_belongs_to_in_one_record(folder: Path) -> None:
    change(
        folder,
        "collateral.yaml",
        WHY,
        f"{WHY}  owner: parker\n",
    )
    text = (folder / "collateral.yaml").read_text()
    before, after = text.split(f"{WHY}  owner: parker\n")
    for old, new in (
        ("use_cases: [ci]", "use_cases: [ci, cd]"),
        ("audiences: []", "audiences: [manager]"),
        ("personas: []", "personas: [alex-application-development-manager]"),
    ):
        after = after.replace(old, new, 1)
    (folder / "collateral.yaml").write_text(f"{before}{WHY}  owner: parker\n{after}")
    load_directory(folder)
    item = Collateral.objects.get(slug="why-ci-cd")
    assert [one.slug for one in item.use_cases.all()] == ["ci", "cd"]
    assert ([one.key for one in item.audiences.all()], item.personas.count()) == (["manager"], 1)
    assert (item.owner, item.version, item.is_edited) == (Person.objects.get(slug="parker"), 2, False)
    records = Collateral.history.filter(id=item.pk, change_set=ChangeSet.objects.latest("pk"))
    newest = records.latest("pk")
    assert records.count() == 2  # the owner, and the relations together
    assert (newest.use_cases.count(), newest.audiences.count(), newest.personas.count()) == (2, 1, 1)


@pytest.mark.either_database
def test_a_renamed_item_takes_its_address_along(folder: Path) -> None:
    change(folder, "collateral.yaml", "- key: why-ci-cd\n", "- key: why-ci\n  anchors: [why-ci-cd]\n")
    report = load_directory(folder)
    assert (report.tallies["collateral"].created, report.missing) == (0, [])
    assert FormerSlug.objects.get(slug="why-ci-cd").content_object == Collateral.objects.get(slug="why-ci")


def test_links_keep_state_label_and_address() -> None:
    link = KeyLink.objects.get(kind__key="topic-page", use_case__slug="agile")
    assert (link.state, link.label, link.raw) == ("url", "What is GitOps?", "topics/gitops/")
    assert link.note.startswith("Probably one column off")
    internal = KeyLink.objects.filter(internal=True).values_list("label", flat=True)
    assert set(internal) == {"#solution_vcc", "#gitops"}


def test_statements_count_within_their_kind_and_know_their_parent() -> None:
    agenda = Statement.objects.filter(kind="charter_agenda")
    assert [one.order for one in agenda] == [1, 2, 3, 4]
    assert {one.parent.key for one in agenda if one.parent} == {"rule-few-meetings"}
    assert Statement.objects.get(key="metric-reach").state == "tbd"


def test_journeys_keep_what_is_doubted_apart_from_what_is_unknown() -> None:
    steps = JourneyStep.objects.filter(journey__key="user")
    owners = {one.stage: (one.owners, one.owner_state) for one in steps}
    assert owners["Download"] == (["Marketing"], "uncertain")
    assert owners["Internal Reference"] == ([], "unknown")
    view = JourneyView.objects.get(key="staff-led")
    assert [one.lane for one in view.steps.all()][:3] == ["staff", "staff", "management"]


def test_the_rest_is_there() -> None:
    sdr = Deck.objects.get(key="sdr-presentation")
    assert (sdr.url, sdr.synced_from) == ("", Deck.objects.get(key="company-pitch"))
    element = BomElement.objects.get(key="differentiator-demos")
    assert (element.area.key, element.quantity, element.priority) == ("technical-marketing", "2-3", 2)
    william = Ownership.objects.get(person__slug="william")
    assert [one.label for one in william.areas.all()] == ["GitOps", "Cloud Native"]
    assert (william.persona_state, william.regions) == ("tbd", ["AMER EAST (Central, Named)"])
    vertical = OrgColumn.objects.get(is_vertical=True)
    assert (vertical.pmm_group, vertical.contact, vertical.use_case) == (None, None, None)
    question = CascadeQuestion.objects.get(key="collateral")
    assert [one.key for one in question.actions.all()] == ["edit-the-website", "edit-the-website-102"]

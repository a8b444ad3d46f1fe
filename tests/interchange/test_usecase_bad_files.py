"""Bad files of the use case half: what is wrong is told with file, line and a sentence."""

from pathlib import Path

import pytest

from marketing_portal.interchange.canonical.folder import read_folder
from marketing_portal.interchange.canonical.lists import read_list, read_list_file
from marketing_portal.interchange.canonical.use_case import read_use_case
from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.loader import load_directory
from tests.interchange.changing import change
from usecases.models import UseCase

HEAD = "---\nname: Testing\ntier: 1\n"
VIEW = "- key: a\n  name: A\n  started_by: B\n"
HEADS = {
    "tier": ("---\nname: X\ntier: 4\n---\n", 3, "a number from 1 to 3"),
    "no tier": ("---\nname: X\n---\n", 2, "“tier” is missing"),
    "persona and title": (f"{HEAD}personas:\n- {{persona: kim, title: Kim, kind: user}}\n---\n", 5, "either a persona"),
    "neither": (f"{HEAD}personas:\n- {{kind: user}}\n---\n", 5, "either a persona"),
    "persona twice": (
        f"{HEAD}personas:\n- {{title: Kim, kind: user}}\n- {{title: Kim, kind: user}}\n---\n", 6, "in this list twice",
    ),
    "kind": (f"{HEAD}personas:\n- {{persona: kim, kind: boss}}\n---\n", 5, "“boss” is not possible"),
    "place": (f"{HEAD}gaps:\n- {{key: a, place: team, state: tbd}}\n---\n", 5, "“team” is not possible for “place”"),
    "unknown key": (f"{HEAD}colour: red\n---\n", 4, "“colour” is not known here"),
}  # fmt: skip
ENTRIES = {
    "cell without people": ("dri", "- role: a\n  cells:\n  - {use_case: b}\n", 3, "A cell without people"),
    "unknown with people": (
        "dri", "- role: a\n  cells:\n  - {use_case: b, state: unknown, people: [{person: c}]}\n", 3, "is not “unknown”",
    ),
    "person twice": (
        "dri", "- role: a\n  cells:\n  - {use_case: b, people: [{person: c}, {person: c}]}\n", 3, "“c” stands",
    ),
    "cell twice": (
        "dri", "- role: a\n  cells:\n  - {use_case: b, state: tbd}\n  - {use_case: b, state: tbd}\n", 4, "“b” stands",
    ),
    "link without target": ("key_links", "- {kind: a, use_case: b, state: url}\n", 1, "there is no target"),
    "state of a link": ("key_links", "- {kind: a, use_case: b, state: known}\n", 1, "“known” is not possible"),
    "kind of statement": ("statements", "- {kind: saying, key: a, text: b}\n", 1, "“saying” is not possible"),
    "phase": (
        "journey_views", f"{VIEW}  phases: [C]\n  steps:\n  - {{key: a, label: A, lane: staff, phase: D}}\n", 6, "“D”",
    ),
    "lane": ("journey_views", f"{VIEW}  steps: [{{key: a, label: A, lane: fast}}]\n", 4, "“fast” is not possible"),
    "priority": ("bom_elements", "- {key: a, area: b, name: C, priority: 0}\n", 1, "a number from 1 to 3"),
    "open industry": ("ownership", "- person: a\n  persona_state: tbd\n  industry: \"\"\n", 3, "“industry_state” says"),
    "vertical use case": (
        "ownership", "- person: a\n  areas: [{label: B, use_case: c, vertical: true}]\n", 2, "a vertical or a use case",
    ),
    "vertical column": ("organisation", "- {key: a, title: B, use_case: c, vertical: true}\n", 1, "a vertical or"),
    "kind of collateral": ("collateral", "- {key: a, title: B, kind: poem}\n", 1, "“poem” is not possible"),
}  # fmt: skip
REFERENCES = {
    "person of a cell": ("dri.yaml", "person: jordi", "person: nobody", "There is no person “nobody”."),
    "use case of a cell": ("dri.yaml", "use_case: gitops", "use_case: none", "There is no use case “none”."),
    "role of a row": ("dri.yaml", "role: product-manager", "role: boss", "There is no activation role “boss”."),
    "lead": ("activation_roles.yaml", "lead: erica", "lead: nobody", "There is no person “nobody”."),
    "kind of a link": ("key_links.yaml", "{kind: topic-page,", "{kind: page,", "There is no key link kind “page”."),
    "persona": ("use-cases/agile.md", "persona: erin-", "persona: ann-", "There is no persona “ann-"),
    "label": ("use-cases/agile.md", "label: Agile\nal", "label: Lean\nal", "There is no label “Lean” of use cases."),
    "value driver": ("use-cases/devsecops.md", "[reduce-", "[raise-", "There is no value driver “raise-"),
    "stage": ("bom.yaml", "stage: decision", "stage: end", "There is no journey stage “end”."),
    "area": ("bom.yaml", "area: technical-", "area: other-", "There is no bill of materials area “other-"),
    "audience": ("collateral.yaml", "[contributor]", "[everybody]", "There is no audience “everybody”."),
    "parent": ("statements.yaml", "parent: group-sales", "parent: group-x", "There is no statement “group-x”."),
    "own parent": ("decks.yaml", "synced_from: null", "synced_from: company-pitch", "its own parent"),
    "contact": ("organisation.yaml", "contact: eric", "contact: nobody", "There is no person “nobody”."),
    "owner": ("ownership.yaml", "person: brian", "person: nobody", "There is no person “nobody”."),
    "step": ("journey_views.yaml", "stage: decision", "stage: end", "There is no journey stage “end”."),
    "name of another": ("use-cases/cd.md", "Continuous Deployment]", "SCM]", "“SCM” means the use case Version"),
    "link that is none": ("decks.yaml", 'url: ""', "url: nothing", "Enter a valid URL."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "reason"), HEADS.values(), ids=HEADS)
def test_a_bad_head_is_told(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadFile) as raised:
        read_use_case(text, "x.md", "x")
    assert reason in raised.value.reason
    assert raised.value.line == line


@pytest.mark.parametrize(("name", "text", "line", "reason"), ENTRIES.values(), ids=ENTRIES)
def test_a_bad_entry_is_told(name: str, text: str, line: int, reason: str) -> None:
    with pytest.raises(BadFile) as raised:
        read_list(name, text, "x.yaml")
    assert reason in raised.value.reason
    assert raised.value.line == line


def test_a_file_of_several_lists_has_no_other_parts() -> None:
    with pytest.raises(
        BadFile, match=r"x\.yaml:2: The key “rows” is not known here\. Known: “areas”, “elements”"
    ):
        read_list_file("bom", "areas: []\nrows: []\n", "x.yaml")
    with pytest.raises(BadFile, match="“elements” is a list"):
        read_list_file("bom", "areas: []\nelements: 1\n", "x.yaml")
    with pytest.raises(BadFile, match="Keys with values are expected"):
        read_list_file("bom", "", "x.yaml")


@pytest.mark.parametrize(
    "name", ["market_requirements/ci.md", "use-cases/a/b.md", "use-cases/ci.yaml", "bom_areas.yaml"]
)
def test_a_file_in_the_wrong_place_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    with pytest.raises(BadFile, match=r"not a content file.*key_links\.yaml.*use-cases/\*\.md"):
        read_folder(tmp_path)


@pytest.mark.either_database
@pytest.mark.django_db
@pytest.mark.parametrize(("name", "old", "new", "reason"), REFERENCES.values(), ids=REFERENCES)
def test_what_does_not_exist_is_told(folder: Path, name: str, old: str, new: str, reason: str) -> None:
    line = (folder / name).read_text().partition(old)[0].count("\n") + 1
    change(folder, name, old, new)
    with pytest.raises(BadFile) as raised:
        load_directory(folder)
    assert reason in raised.value.reason
    assert (raised.value.path, raised.value.line) == (str(folder / name), line)


@pytest.mark.django_db
def test_requirements_without_a_use_case_are_told(folder: Path) -> None:
    (folder / "use-cases" / "ci.md").rename(folder / "use-cases" / "continuous.md")
    with pytest.raises(BadFile, match=r"market_requirements/ci\.yaml:1: There is no file use-cases/ci\.md"):
        load_directory(folder)
    assert UseCase.objects.filter(slug="ci").exists()

"""What the documentation says of the use case files is what the parsers read."""

import re

from marketing_portal.interchange.canonical import use_case_vocabulary as words
from marketing_portal.interchange.canonical.folder import FOLDERS
from marketing_portal.interchange.canonical.lists import FILES, read_list
from marketing_portal.interchange.canonical.use_case import read_use_case, write_use_case
from marketing_portal.interchange.documents_use_cases import DRIRowDoc
from tests.support.source import ROOT

TEXT = (ROOT / "docs" / "content-files.md").read_text()


def example(heading: str) -> str:
    """The first block of code below ``heading``."""
    found = re.search(rf"\n## {heading}\n.*?```\w+\n(.*?)```", TEXT, re.DOTALL)
    assert found, heading
    return found[1]


def test_the_example_of_a_use_case_is_read() -> None:
    use_case = read_use_case(example("A use case"), "x.md", "mobile-testing")
    assert (use_case.name, use_case.tier, use_case.label) == ("Mobile Testing", 2, "DevOps")
    assert [one.kind for one in use_case.personas] == ["buyer", "user"]
    assert (use_case.gaps[0].place, use_case.body) == ("resource_url", "## Why it matters\n\nAny Markdown.")
    assert read_use_case(write_use_case(use_case), "x.md", use_case.slug) == use_case


def test_the_example_of_a_matrix_is_read() -> None:
    (row,) = read_list("dri", example("Matrices"), "x.yaml")
    assert isinstance(row, DRIRowDoc)
    assert [(cell.use_case, cell.state, len(cell.people)) for cell in row.cells] == [
        ("ci", "known", 2),
        ("cd", "unknown", 0),
    ]


def test_every_file_and_every_word_is_named() -> None:
    table = TEXT.partition("## Loading")[0]
    assert [name for name in FILES if f"`{name}.yaml`" not in table] == []
    assert [name for name in FOLDERS if f"`{name}/" not in table] == []
    told = {*words.LINK_STATES, *words.USE_CASE_PLACES}
    assert [word for word in sorted(told) if f"`{word}`" not in TEXT] == []

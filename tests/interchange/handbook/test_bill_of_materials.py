"""Elements of a bill of materials: below headings, in tables, in lists; of the discipline that the page names."""

from __future__ import annotations

from pathlib import Path

from marketing_portal.interchange.documents_journeys import BomElementDoc
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook.real import PAGES, needs_the_pages

BILL = (Path(__file__).parent / "pages" / "bill.md").read_text()
TABLE = """# Bill of materials

## Competitive Intelligence

| Pri | Deliverable | Buyer's Journey | Description | How many |
|---|---|---|---|---|
| 1 | Comparison | Decision | One rival,<br>one page | 5 |
| ? | **Battle card** | Consideration | [A draft](https://example.com/card) | as many as there are rivals |
| | | | only a remark | |

## Market research

<table>
<tr><th>Element</th><th>Quantity</th><th>Buyer's journey</th><th>Priority</th></tr>
<tr><td>Survey &amp; report</td><td>1</td><td>Awareness</td><td>2</td></tr>
</table>
"""
LISTED = """# The bill of materials of events

1. Booth guide
    - Quantity: 1
    - Buyer's journey: Awareness
    - Priority: 2
1. Talk
    - Quantity: 3
    - Priority: 3
1. Something else
"""


def read(text: str) -> Understood:
    return understand(read_page(text.encode(), "bill.md", "bill"))


def elements(found: Understood) -> dict[str, BomElementDoc]:
    assert found.kind.name == "bill-of-materials"
    return {one.document.name: one.document for one in found.made if isinstance(one.document, BomElementDoc)}


def lost(found: Understood) -> list[str]:
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    return sorted(missing_words(found.words, [write(found.body), *said]))


def test_elements_below_headings() -> None:
    found = read(BILL)
    ones = elements(found)
    first, kit, sheet = ones.values()
    assert (first.area, first.stage, first.quantity, first.priority) == (
        "Channel Marketing",
        "Awareness",
        "1",
        1,
    )
    assert first.description == "What we do together (one page)"
    assert (first.found.lines[""], first.found.lines["end"]) == (9, 13)
    assert (kit.name, kit.quantity, kit.stage, kit.priority) == ("Joint webinar kit", "2-3", "Internal", None)
    assert kit.description == "Slides and a script. · Priority: when there is time · Owner: Tess"
    assert (sheet.name, sheet.description, sheet.priority) == ("Deal sheet", "", None)
    assert (lost(found), found.warnings) == ([], ())


def test_what_is_no_field_stays_below_its_heading() -> None:
    body = write(read(BILL).body)
    assert "#### Joint webinar kit\n\nThey may translate it:\n\n| Language" in body
    assert [text in body for text in ("All that our partners need", "one-pager", "Qty")] == [
        True,
        False,
        False,
    ]


def test_rows_of_tables_of_pipes_and_html() -> None:
    found = read(TABLE)
    ones = elements(found)
    assert [(one.area, one.name, one.stage, one.priority) for one in ones.values()] == [
        ("Competitive Intelligence", "Comparison", "Decision", 1),
        ("Competitive Intelligence", "Battle card", "Consideration", None),
        ("Market research", "Survey & report", "Awareness", 2),
    ]
    assert ones["Comparison"].description == "One rival, one page"
    assert ones["Battle card"].description == (
        "[A draft](https://example.com/card) · Pri: ? · How many: as many as there are rivals"
    )
    assert "only a remark" in write(found.body)
    assert lost(found) == []


def test_elements_of_a_list() -> None:
    found = read(LISTED)
    assert [(one.area, one.quantity, one.priority) for one in elements(found).values()] == [
        ("events", "1", 2),
        ("events", "3", 3),
    ]
    assert "Something else" in write(found.body)
    assert lost(found) == []


def test_a_page_with_one_such_list_is_no_bill() -> None:
    assert read("# Lunch\n\n## Soup\n\nQuantity: 2\n\nPriority: 1\n").kind.name == "page"


def test_other_lists_have_quantities_and_priorities_too() -> None:
    table = "# Lunch\n\n| Item | Quantity | Priority | Stage |\n|-|-|-|-|\n| Soup | 2 | 1 | hot |\n"
    table += "| Tea | 1 | 2 | cold |\n"
    assert read(table).kind.name == "page"
    assert read(table.replace("hot", "Awareness")).kind.name == "bill-of-materials"


@needs_the_pages
def test_the_real_page() -> None:
    found = read(PAGES["bom-technical-marketing"].read_text())
    ones = list(elements(found).values())
    assert len(ones) == 10
    assert {one.area for one in ones} == {"Technical Marketing"}
    stages, ranks = [one.stage for one in ones], [one.priority for one in ones]
    assert [stages.count(stage) for stage in ("Awareness", "Consideration", "Decision")] == [4, 4, 2]
    assert [ranks.count(rank) for rank in (1, 2, 3)] == [4, 3, 3]
    assert [one.quantity for one in ones].count("2-3") == 1
    assert (lost(found), found.warnings) == ([], ())
    assert found.typed / found.words.total() >= 0.9

"""The same kinds of pages as others write them: tables for lists, headings for tables, names in other scripts."""

from __future__ import annotations

from typing import TypeVar

import pytest

from marketing_portal.interchange.documents import Document, PersonaDoc
from marketing_portal.interchange.documents_use_cases import ResourcePageDoc
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.tables import read_marked
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write

D = TypeVar("D", bound=Document)
TABLED = """# Buyers

## Pat - the Plant Manager

| Aspect | What we know |
|---|---|
| Background | Engineer by training |
| Demographics | 45-55 (need more data) |
| Goals | Fewer stops<br>Less scrap |
| Shoes | Steel caps |

## Lou - the Buyer

<table>
<tr><td><b>Background</b></td><td>Accountant</td></tr>
<tr><td>Discovery questions</td><td>What does it cost? - to see the budget</td></tr>
</table>
"""
SAME = """## Kim - the Head of Quality (EMEA)

- **Background:** Lab
- **Goals:** Sleep

## Kim - the Head of Quality (APAC)

- **Background:** Line
- **Goals:** Growth
"""
OTHER_SCRIPT = """## 明美 - the 品質部長

- **Background:** 研究所
- **Goals:** 品質

## 太郎 - the 工場長

- **Background:** 工場
- **Goals:** 成長
"""
WRITTEN = """---
title: "Use case: Night shifts"
---

# The Market Viewpoint

## Night shifts

Nobody likes them.

## Market Requirements

These matter:

### 1. Light at night

Lamps.

- Bright ones.

### 2. Hot coffee

A machine.

## How GitLab Meets the Market Requirements

- **Light at nights:** We switch it on.
- **Cold coffee** - Nobody asked.

## Discovery Questions

- Who is awake?

## Top 3 Differentiators

- **Quiet** - no alarms
"""


def read(text: str) -> Understood:
    return understand(read_page(text.encode(), "page.md", "page"))


def made(found: Understood, kind: type[D]) -> list[D]:
    return [one.document for one in found.made if isinstance(one.document, kind)]


def lost(found: Understood) -> list[str]:
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    return sorted(missing_words(found.words, [write(found.body), *said]))


def test_personas_of_tables() -> None:
    found = read(TABLED)
    pat, lou = made(found, PersonaDoc)
    assert [(one.kind, one.label, one.text) for one in pat.points] == [
        ("background", "", "Engineer by training"),
        ("demographics", "", "45-55"),
        ("goals", "", "Fewer stops"),
        ("goals", "", "Less scrap"),
        ("other", "Shoes", "Steel caps"),
    ]
    assert [gap.place for gap in pat.gaps] == ["demographics"]
    assert [(one.kind, one.text, one.detail) for one in lou.points] == [
        ("background", "Accountant", ""),
        ("questions", "What does it cost?", "to see the budget"),
    ]
    assert lost(found) == []


@pytest.mark.parametrize("text", [SAME, OTHER_SCRIPT])
def test_personas_of_like_names_have_addresses_of_their_own(text: str) -> None:
    found = read(text)
    first, second = made(found, PersonaDoc)
    assert first.slug != second.slug
    assert not set(first.anchors) & set(second.anchors)
    assert [one.slug for one in made(read(text), PersonaDoc)] == [first.slug, second.slug]
    assert lost(found) == []


def test_headings_in_other_scripts_share_no_anchor() -> None:
    assert "{#" not in write(read("# 品質\n\nA\n\n# 成長\n\nB\n").body)


def test_market_requirements_below_headings_and_answers_in_a_list() -> None:
    found = read(WRITTEN)
    (page,) = made(found, ResourcePageDoc)
    assert [(one.name, one.description, one.answer) for one in page.requirements] == [
        ("Light at night", "Lamps.\n\n- Bright ones.", "We switch it on."),
        ("Hot coffee", "A machine.", ""),
    ]
    body = write(found.body)
    assert [text in body for text in ("These matter:", "Nobody asked.", "Lamps.")] == [True, True, False]
    assert lost(found) == []


def test_market_requirements_in_a_list() -> None:
    listed = "1. **Light** - lamps\n   - bright\n2. **Coffee:** hot\n3. and so on\n\n## How"
    start, end = WRITTEN.index("These matter"), WRITTEN.index("## How")
    found = read(WRITTEN[:start] + listed + WRITTEN[end + len("## How") :])
    (page,) = made(found, ResourcePageDoc)
    assert [(one.name, one.description) for one in page.requirements] == [
        ("Light", "lamps\n\n- bright"),
        ("Coffee", "hot"),
    ]
    assert "and so on" in write(found.body)
    assert lost(found) == []


def test_cells_over_several_rows_and_columns() -> None:
    table = (
        '<table><tr><th colspan="2">T</th><th>U</th></tr><tr><td rowspan="2">A</td><td>1</td><td>x</td></tr>'
        '<tr><td>2</td><td><a href="/p">y</a></td></tr></table>'
    )
    assert read_marked(table) == (("T", "", "U"), ("A", "1", "x"), ("", "2", "[y](/p)"))


def test_columns_that_nobody_expects_are_kept_with_what_they_stand_beside() -> None:
    table = "| Requirement | Description | Owner |\n|-|-|-|\n| 1) Light | Lamps | Tess |\n| Coffee | Hot | |\n\n## How"
    answers = "\n\n| Requirement | How | Cost |\n|-|-|-|\n| Light | Switch | low | and more |\n\n## Discovery"
    start, end = WRITTEN.index("These matter"), WRITTEN.index("## How")
    text = WRITTEN[:start] + table + WRITTEN[end + len("## How") :]
    start, end = text.index("\n\n- **Light"), text.index("\n\n## Discovery")
    found = read(text[:start] + answers + text[end + len("\n\n## Discovery") :])
    (page,) = made(found, ResourcePageDoc)
    assert [(one.name, one.description, one.answer) for one in page.requirements] == [
        ("Light", "Lamps\n\nOwner: Tess", "Switch\n\nCost: low · and more"),
        ("Coffee", "Hot", ""),
    ]
    assert lost(found) == []

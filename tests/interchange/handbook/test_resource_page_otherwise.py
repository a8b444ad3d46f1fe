"""Pages of use cases as others write them: the name in another place, other headings, lists for tables and back."""

from __future__ import annotations

import pytest

from marketing_portal.interchange.documents_use_cases import ResourcePageDoc
from tests.interchange.handbook.test_other_forms import lost, made, read

PAGE = """# Night trains use case

## Overview

People travel asleep.

### Why it is hard

Beds are long.

## Questions to ask

- Who snores?

## Requirements

1. Beds
2. Quiet wheels
3. Breakfast

## How we do it

1. **Quiet wheels:** rubber

## Differentiators

### Long beds

- **Value:** sleep
- **Proof point:** [a sleeper](/sleeper/)

### Cheap

Half the price.

## Concerns

**It is slow.**

Nobody notices.

**It shakes.**

- Less than a plane.

## PoP

| No | Customer | Problem | Solution | Result | Segment | City |
|-|-|-|-|-|-|-|
| 1 | A band | late | first train | early | SMB | Graz |

## Collected resources

- [The map][map] and nothing else
- Blog: [Asleep](/blog/asleep/)

[map]: /maps/night/ "All lines"
"""


def page_of(text: str) -> ResourcePageDoc:
    found = read(text)
    (page,) = made(found, ResourcePageDoc)
    assert found.kind.name == "use-case"
    assert lost(found) == []
    return page


def test_a_page_with_headings_of_its_own() -> None:
    page = page_of(PAGE)
    assert page.name == "Night trains"
    assert page.body == "People travel asleep.\n\n### Why it is hard\n\nBeds are long."
    assert [(one.name, one.answer) for one in page.requirements] == [
        ("Beds", ""),
        ("Quiet wheels", "rubber"),
        ("Breakfast", ""),
    ]
    points = [(one.kind, one.title, one.text, one.detail) for one in page.points]
    assert points[:5] == [
        ("questions", "", "Who snores?", ""),
        ("differentiators", "Long beds", "sleep", "[a sleeper](/sleeper/)"),
        ("differentiators", "Cheap", "Half the price.", ""),
        ("objections", "It is slow.", "Nobody notices.", ""),
        ("objections", "It shakes.", "- Less than a plane.", ""),
    ]


def test_a_table_of_customers() -> None:
    (case,) = [one for one in page_of(PAGE).points if one.kind == "case_studies"]
    assert (case.title, case.detail, case.result, case.sales_segment) == (
        "A band",
        "first train",
        "early",
        "SMB",
    )
    assert case.text == "late\n\nCity: Graz"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("# Night trains use case", "# Use Case: Night trains (NT)", "Night trains"),
        ("# Night trains use case", "# Night Trains Use-Case resource page", "Night Trains"),
        ("# Night trains use case", "# DevSecOps", "DevSecOps"),
        ("## Overview", "## Night trains", "Night trains"),
    ],
)
def test_where_the_name_is_written(old: str, new: str, name: str) -> None:
    page = page_of(PAGE.replace(old, new))
    assert (page.name, page.body[:6]) == (name, "People")


@pytest.mark.parametrize("title", ["Night trains", "Night trains message house", "The use cases"])
def test_a_title_that_names_no_use_case(title: str) -> None:
    assert not made(read(PAGE.replace("Night trains use case", title)), ResourcePageDoc)


def test_what_counts_rows_is_no_text() -> None:
    table = "| # | Requirement | What it is |\n|-|-|-|\n| 1 | Beds | to lie on |\n| 2 | Keys | |\n"
    page = page_of(
        PAGE.replace("1. Beds\n2. Quiet wheels\n3. Breakfast\n", table).replace("Quiet wheels", "Keys")
    )
    assert [(one.name, one.description, one.answer) for one in page.requirements] == [
        ("Beds", "to lie on", ""),
        ("Keys", "", "rubber"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "**1) Beds** : soft\n\n- or hard\n\n**2) Keys**\n\nOf brass.",
        "- Beds: soft\n  - or hard\n- Keys: Of brass.",
        "<ul><li><b>Beds</b>: soft<ul><li>or hard</li></ul></li><li><b>Keys</b>: Of brass.</li></ul>",
    ],
)
def test_requirements_that_begin_with_their_names(written: str) -> None:
    page = page_of(PAGE.replace("1. Beds\n2. Quiet wheels\n3. Breakfast", written))
    assert [(one.name, one.description) for one in page.requirements] == [
        ("Beds", "soft\n\n- or hard"),
        ("Keys", "Of brass."),
    ]


def test_tables_of_people_of_rivals_and_of_tiers() -> None:
    tables = """
## Users

| Who | Wants |
|-|-|
| [Uma](/personas/#uma-guard) | sleep |
| The cook | |

## Competitors

<table><tr><th>Rival</th><th>Strength</th></tr><tr><td>Planes</td><td>fast</td></tr></table>

## Key value by tier

| Tier | Why |
|-|-|
| First class | beds |
"""
    page = page_of(PAGE + tables)
    assert [(one.kind, one.persona, one.name, one.note) for one in page.personas] == [
        ("user", "uma-guard", "Uma", "sleep"),
        ("user", None, "The cook", ""),
    ]
    points = [(one.kind, one.title, one.text) for one in page.points]
    assert points[-2:] == [
        ("competition", "Planes", "Strength: fast"),
        ("tier_values", "First class", "Why: beds"),
    ]

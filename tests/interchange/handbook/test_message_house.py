"""Message houses in every form: tables, sections, lists, HTML; which use case they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketing_portal.interchange.documents_use_cases import MessageHouseDoc, ResourcePageDoc, UsePointDoc
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook.real import PAGES, needs_the_pages

FOLDER = Path(__file__).parent / "pages"
HOUSE = (FOLDER / "house.md").read_text()
SECTIONS = """# Messaging house for Mobile testing

Written in spring.

## Positioning statement

Every phone, every night.

It needs no cables.

## Short description (25 words)

## Key values

### Breadth

**Promise:** Every phone is there.

**Pain points**

- Drawers
- Cables

**Why our farm**: It is ours.

### Pillar 2: Speed

#### Promise

Results before lunch.

#### Pain points

Nights.

## Customer proof points

- [A bank](https://example.com/bank) tests hourly.

## How to use this page

Quote freely.
"""
LISTED = """---
title: "Message House - Mobile testing"
---

- **Positioning Statement:** Every phone, every night.
- **Long description:**
  - First part.
  - Second part.
- **Key values:**
  - **Breadth:** every phone
  - Speed
- **Proof points:**
  - A bank
"""
TURNED = """# Mobile testing

## Message house

Positioning: Every phone, every night.

| Pillar | Promise | Pain points | Owner |
|---|---|---|---|
| Breadth | every phone | drawers | Tess |
| Speed | before lunch | nights | |
"""
HTML = """---
title: Message house
---
For the [use case](/handbook/marketing/usecase-gtm/mobile-testing/) only.

<table>
<tr><th>Positioning statement</th><td colspan="2">Every <b>phone</b>, every night.<br/>No cables.</td></tr>
<tr><th>Key values</th><td>Breadth</td><td>Speed</td></tr>
<tr><th>Promise</th><td>Every phone</td><td>TBD</td></tr>
<tr><th>Pain points</th><td><ul><li>Drawers</li><li>Cables</li></ul></td><td></td></tr>
<tr><th>Proof points</th><td colspan="2"><a href="https://example.com/bank">A bank</a> &amp; others<br>A shop</td></tr>
</table>
"""


def read(text: str, key: str = "house") -> Understood:
    return understand(read_page(text.encode(), f"{key}.md", key))


def house_in(found: Understood) -> MessageHouseDoc:
    (made,) = found.made
    assert isinstance(made.document, MessageHouseDoc)
    return made.document


def lost(found: Understood) -> list[str]:
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    return sorted(missing_words(found.words, [write(found.body), *said]))


def texts(points: tuple[UsePointDoc, ...], kind: str) -> list[tuple[str, ...]]:
    names = ("title", "text", "detail", "result")
    return [tuple(filter(None, (getattr(one, name) for name in names))) for one in points if one.kind == kind]


def test_a_house_of_tables() -> None:
    found = read(HOUSE)
    house = house_in(found)
    assert (found.kind.name, house.name, house.slug) == ("message-house", "Mobile testing", "mobile-testing")
    assert lost(found) == []
    assert write(found.body) == "### How to read this\n\nThe roof first, then the pillars."
    assert texts(house.points, "messages") == [
        (
            "Positioning Statement",
            "For teams that ship apps: every phone, every night.\n\nIt needs no drawer full of cables.",
        ),
        ("Short Description", "Tests on all phones."),
        ("Long Description:", "TBD"),
    ]
    assert texts(house.points, "message_values") == [
        (
            "**Breadth**: Every phone",
            "Four hundred models.",
            "- Drawers\n- Cables",
            "- It is ours.\n\nOwner\n\nTess",
        ),
        ("*SPEED*", "Results before lunch.", "Nights.", "Owner\n\nDora"),
    ]
    assert texts(house.points, "users") == [("Tess, who owns twelve phones.",)]
    assert [one.state for one in house.points if one.state != "known"] == ["tbd", "tbd"]


def test_proof_and_reviews_of_a_house() -> None:
    points = house_in(read(HOUSE)).points
    assert [(one.group, one.text) for one in points if one.kind == "references"] == [
        ("Customer Proof points", "[A bank](https://example.com/bank) found its bug"),
        ("Customer Proof points", "placeholder"),
    ]
    assert [(one.title, one.text, one.is_remark) for one in points if one.kind == "reviews"] == [
        ("", "*The opinions are those of people.*", True),
        ("Test lead", '"It found the bug."', False),
        ("Night guard", '"It never sleeps."', False),
    ]
    assert all(one.key.startswith("mh-") for one in points)
    assert points[0].found.lines[""] == 9


def test_a_house_of_sections() -> None:
    found = read(SECTIONS)
    house = house_in(found)
    assert (house.name, lost(found)) == ("Mobile testing", [])
    assert write(found.body).split("\n\n")[-1] == "Quote freely."
    positioning, short = [one for one in house.points if one.kind == "messages"]
    assert positioning.text == "Every phone, every night.\n\nIt needs no cables."
    assert (short.title, short.state) == ("Short description (25 words)", "absent")
    assert texts(house.points, "message_values") == [
        ("Breadth", "Every phone is there.", "- Drawers\n- Cables", "It is ours."),
        ("Pillar 2: Speed", "Results before lunch.", "Nights."),
    ]


def test_a_house_of_lists() -> None:
    found = read(LISTED)
    house = house_in(found)
    assert (lost(found), found.body) == ([], ())
    assert texts(house.points, "messages")[1] == ("Long description", "- First part.\n- Second part.")
    assert texts(house.points, "message_values") == [("Breadth", "every phone"), ("Speed",)]


def test_key_values_one_below_the_other() -> None:
    found = read(TURNED)
    house = house_in(found)
    assert (house.name, lost(found)) == ("Mobile testing", [])
    assert texts(house.points, "message_values") == [
        ("Breadth", "every phone", "drawers", "Owner\n\nTess"),
        ("Speed", "before lunch", "nights"),
    ]


def test_a_house_of_html() -> None:
    found = read(HTML)
    house = house_in(found)
    assert (house.name, lost(found)) == ("Mobile testing", [])
    assert texts(house.points, "messages") == [
        ("Positioning statement", "Every **phone**, every night.\n\nNo cables.")
    ]
    breadth, speed = [one for one in house.points if one.kind == "message_values"]
    assert (breadth.detail, speed.state) == ("- Drawers\n- Cables", "tbd")
    assert texts(house.points, "references") == [
        ("[A bank](https://example.com/bank) & others",),
        ("A shop",),
    ]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("house", ""),
        ("message-house", ""),
        ("usecase-ci-message-house", "CI"),
        ("usecase-gtm/mobile-testing/message-house/index", "Mobile testing"),
    ],
)
def test_a_house_without_a_name_is_named_by_its_place_or_stays_text(key: str, name: str) -> None:
    found = read(HOUSE.replace("Mobile testing message house", "Message house"), key)
    assert [getattr(one.document, "name", "") for one in found.made] == ([name] if name else [])
    assert found.kind.name == "message-house"
    assert [one.line for one in found.warnings] == ([] if name else [1])
    assert lost(found) == []


def test_descriptions_that_are_too_long_are_told() -> None:
    found = read(HOUSE.replace("Tests on all phones.", "very " * 26))
    assert [(one.line, one.message) for one in found.warnings] == [
        (11, "The short description has 26 words; the guidance is 25 at most.")
    ]


def test_a_page_that_only_promises_is_no_house() -> None:
    page = "# Promises\n\n**Promise:** We come.\n\n**Values:** all of them\n"
    assert read(page).kind.name == "page"


def test_a_house_within_the_page_of_a_use_case() -> None:
    table = HOUSE[HOUSE.index("| **Key-Values**") : HOUSE.index("| Customer")]
    text = (FOLDER / "mobile.md").read_text().replace("Three pillars hold it.", f"Three pillars.\n\n{table}")
    found = read(text)
    page = found.made[0].document
    assert isinstance(page, ResourcePageDoc)
    assert lost(found) == []
    assert texts(page.points, "message_values")[0][0] == "**Breadth**: Every phone"
    assert not any(one.key.startswith("mh-") for one in page.points)


@needs_the_pages
@pytest.mark.parametrize(
    ("name", "share", "proof", "reviews"),
    [("usecase-ci-message-house", 0.75, 3, 0), ("usecase-vcc-message-house", 0.95, 6, 10)],
)
def test_the_real_houses(name: str, share: float, proof: int, reviews: int) -> None:
    found = understand(read_page(PAGES[name].read_bytes(), name, name))
    points = house_in(found).points
    assert lost(found) == []
    assert found.typed / found.words.total() >= share
    kinds = [one.kind for one in points if not one.is_remark]
    counts = [kinds.count(kind) for kind in ("messages", "message_values", "references", "reviews")]
    assert counts == [3, 3, proof, reviews]
    assert all(one.text and one.detail and one.result for one in points if one.kind == "message_values")


def test_key_values_of_a_list_with_their_parts_below_them() -> None:
    text = """# Night trains message house

- **Positioning:** Asleep at home
- **Short description:** Beds
- **Pillars**
  1. Quiet
     - Promise: no noise
     - Pain: noise
     - Proof: A band
  2. Cheap
     - Promise: half
     - Why us: rails
"""
    found = understand(read_page(text.encode(), "h.md", "h"))
    (page,) = [one.document for one in found.made if isinstance(one.document, MessageHouseDoc)]
    values = [
        (one.title, one.text, one.detail, one.result) for one in page.points if one.kind == "message_values"
    ]
    assert values == [("Quiet", "no noise", "noise", ""), ("Cheap", "half", "", "rails")]
    assert [one.text for one in page.points if one.kind == "references"] == ["A band"]

"""Roles in a customer's IT department: lists, headings, tables; what is a fact, what a speciality, what only text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from marketing_portal.interchange.documents import EnterpriseRoleDoc
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook.real import PAGES, needs_the_pages

ROLES = (Path(__file__).parent / "pages" / "roles.md").read_text()
HEADINGS = """# Roles

## VP level

### VP Apps

Wants releases.

**Value proposition:** fewer tools

- Resources: [A deck](https://example.com/deck)

### VP Ops

Wants sleep.

**Ask:**

- Who was woken last night?

## Managers

### Lab manager

Owns phones.

# Around

They have lunch at noon.
"""
TABLES = """# Roles

## Executives

| Title | Focus | Lead with | Pay |
|---|---|---|---|
| CIO | Budget<br>Plans | One tool | Bonus |
| | only a remark | | |

## Others

<table><tr><th>Level</th><th>Role</th><th>Focus</th></tr>
<tr><td>Managers</td><td>Lab &amp; phones</td><td>Order</td></tr>
<tr><td>Managers</td><td>Bench</td><td></td></tr></table>
"""


def read(text: str) -> Understood:
    return understand(read_page(text.encode(), "roles.md", "roles"))


def roles(found: Understood) -> dict[str, EnterpriseRoleDoc]:
    assert found.kind.name == "enterprise-roles"
    ones = [one.document for one in found.made if isinstance(one.document, EnterpriseRoleDoc)]
    return {one.title: one for one in ones}


def lost(found: Understood) -> list[str]:
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    return sorted(missing_words(found.words, [write(found.body), *said]))


def test_roles_of_bold_lines_and_items() -> None:
    found = read(ROLES)
    ones = roles(found)
    assert [(one.level, one.title, one.parent) for one in ones.values()] == [
        ("C-Level", "CFO", None),
        ("C-Level", "CEO", None),
        ("Directors", "Testing", None),
        ("Directors", "Security", None),
        ("Directors", "Red team", "security"),
        ("Directors", "Blue team", "security"),
        ("Managers", "Lab", None),
    ]
    money, all_of_it, lab = ones["CFO"], ones["CEO"], ones["Lab"]
    assert (money.focus, money.value) == ("Money, mostly", "- It costs less.\n    1.  Really.")
    assert money.resources == "- [A calculator](https://example.com/roi)"
    assert money.reference == "[A film](https://example.com/film)"
    assert all_of_it.focus == "all of it"
    assert all_of_it.challenges == "There are several hard challenges around here.\n\n- Time"
    assert all_of_it.note == "Value Prop and Resources = see CFO"
    assert (lab.focus, lab.resources) == ("owns phones", "a cupboard")
    assert (money.found.lines[""], money.found.lines["end"]) == (13, 19)
    assert (lost(found), found.warnings) == ([], ())


def test_what_is_no_role_stays_below_its_level() -> None:
    body = write(read(ROLES).body)
    assert "1.  **C-Level**\n\n    Everybody here wants growth." in body
    assert "1.  **Directors**\n    1.  Nobody in particular." in body
    assert [text in body for text in ("Managers", "They pay.", "Say hello.", "Red team")] == [
        False,
        True,
        True,
        False,
    ]


def test_roles_below_headings() -> None:
    found = read(HEADINGS)
    ones = roles(found)
    assert [(one.level, one.title, one.focus) for one in ones.values()] == [
        ("VP level", "VP Apps", "Wants releases."),
        ("VP level", "VP Ops", "Wants sleep."),
        ("Managers", "Lab manager", "Owns phones."),
    ]
    assert (ones["VP Apps"].value, ones["VP Apps"].resources) == (
        "fewer tools",
        "[A deck](https://example.com/deck)",
    )
    assert ones["VP Ops"].questions == "- Who was woken last night?"
    assert write(found.body).endswith("# Around\n\nThey have lunch at noon.")
    assert lost(found) == []


def test_roles_of_tables() -> None:
    found = read(TABLES)
    ones = roles(found)
    assert [(one.level, one.title, one.focus, one.value) for one in ones.values()] == [
        ("Executives", "CIO", "Budget\n\nPlans", "One tool"),
        ("Managers", "Lab & phones", "Order", ""),
        ("Managers", "Bench", "", ""),
    ]
    assert ones["CIO"].note == "Pay: Bonus"
    assert "only a remark" in write(found.body)
    assert lost(found) == []


def test_a_page_that_names_managers_is_none() -> None:
    assert read("# Staff\n\n- Tess - tests\n- Dora - writes\n\n# Managers\n\n- Kim\n").kind.name == "page"


def test_the_people_of_a_company_are_no_roles() -> None:
    page = "# Us\n\n## Directors\n\n- Tess - leads the lab\n- Kim - the line\n\n## Managers\n\n- Lou - buys\n"
    assert read(page).kind.name == "page"


@needs_the_pages
def test_the_real_page() -> None:
    found = read(PAGES["enterprise-it-roles"].read_text())
    ones = [one.document for one in found.made if isinstance(one.document, EnterpriseRoleDoc)]
    assert Counter((one.level, bool(one.parent)) for one in ones) == {
        ("CxO", False): 3,
        ("VP Level", False): 6,
        ("Directors", False): 8,
        ("Directors", True): 2,
        ("Managers", False): 8,
    }
    assert all(one.focus for one in ones)
    assert sum(bool(one.value) for one in ones) == 8
    assert sum(bool(one.resources) for one in ones) == 8
    assert (lost(found), found.warnings) == ([], ())
    assert found.typed / found.words.total() >= 0.7

"""The page of the use-case go-to-market: lists and matrices however they are written, what is left stays text."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest

from marketing_portal.interchange.documents import Document
from marketing_portal.interchange.documents_journeys import AudienceDoc, BomAreaDoc, StageDoc, ViewDoc
from marketing_portal.interchange.documents_use_cases import (
    AreaDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RoleDoc,
    StatementDoc,
    UseCaseDoc,
)
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.kinds.use_case_names import same
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write

PAGES = Path(__file__).parent / "pages"
D = TypeVar("D", bound=Document)


def read(name: str, old: str = "", new: str = "") -> Understood:
    """One of the pages, with ``new`` in place of ``old``."""
    text = (PAGES / name).read_text()
    assert old in text
    return understand(read_page(text.replace(old, new).encode(), name, name.partition(".")[0]))


def made(found: Understood, kind: type[D]) -> list[D]:
    """Its documents of one kind."""
    return [one.document for one in found.made if isinstance(one.document, kind)]


@pytest.fixture(scope="module")
def page() -> Understood:
    """The page."""
    return read("gtm.md")


@pytest.mark.parametrize("name", ["gtm.md", "product.md", "department.txt", "ways.txt"])
def test_every_word_is_typed_or_stays(name: str) -> None:
    found = read(name)
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    assert not missing_words(found.words, [write(found.body), *said])
    assert found.warnings == ()


def test_use_cases_stand_below_their_tiers(page: Understood) -> None:
    assert [
        (one.slug, one.tier, one.position, one.short_label, one.description) for one in made(page, UseCaseDoc)
    ] == [
        ("racing", 1, 1, "Racing on Lakes", "fast boats, light boats"),
        ("fishing", 1, 2, "Fishing", "quiet boats"),
        ("living-aboard", 2, 1, "", ""),
    ]
    assert "- A boat that is called [one thing](/a/) and [another](/b/)" in write(page.body)


def test_the_matrix_is_read_whichever_way_its_columns_stand(page: Understood) -> None:
    rows = {one.role: one.cells for one in made(page, DRIRowDoc)}
    cells = {
        (role, cell.use_case): (cell.state, [one.person for one in cell.people])
        for role, row in rows.items()
        for cell in row
    }
    assert cells == {
        ("boat-builders", "Fishing"): ("known", ["@editor", "Outsider"]),
        ("boat-builders", "Racing on Lakes"): ("known", ["Team Lead"]),
        ("boat-builders", "Motor Boats"): ("unknown", []),
        ("sails", "Fishing"): ("tbd", []),
        ("sails", "Racing on Lakes"): ("uncertain", ["@triage_lead"]),
        ("sails", "Motor Boats"): ("absent", []),
        ("pr-crew", "Fishing"): ("known", ["Visitor"]),
        ("pr-crew", "Racing on Lakes"): ("known", []),
        ("pr-crew", "Motor Boats"): ("not_applicable", []),
    }
    assert rows["pr-crew"][1].raw == "everybody who has a boat and time for it"


def test_roles_of_the_list_are_joined_to_rows_of_the_matrix(page: Understood) -> None:
    assert [(one.name, one.list_name, one.lead, one.matrix_position) for one in made(page, RoleDoc)] == [
        ("Boat Builders", "Boat Builder", "@team-lead", 1),
        ("Sails", "Sail Manager", None, 2),
        ("PR Crew", "Press Relations", None, 3),
    ]
    without = read("gtm.md", "- Sail Manager - DRI for sails\n")
    assert {(one.name, one.list_name) for one in made(without, RoleDoc)} >= {("Sails", "")}
    more = read("gtm.md", "- Cook - likes soup", "- Cook - DRI for soup")
    assert {(one.name, one.matrix_position) for one in made(more, RoleDoc)} >= {("Cook", 7)}


def test_a_row_that_is_something_else_stays_a_table() -> None:
    found = read("gtm.md", "| Visitor | PR Crew |", f"| {'x' * 300} | PR Crew |")
    assert [one.role for one in made(found, DRIRowDoc)] == ["boat-builders", "sails"]
    body = write(found.body)
    assert "| Fishing use case | Role | Racing on Lakes use case | Motor Boats use case |" in body
    assert "| PR Crew |" in body
    assert "| Sails |" not in body


def test_every_cell_of_the_key_links_has_a_state(page: Understood) -> None:
    assert [one.key for one in made(page, LinkKindDoc)] == ["page", "channel", "song"]
    cells = [(one.kind, one.use_case, one.state, one.label, one.internal) for one in made(page, LinkDoc)]
    assert cells == [
        ("page", "Fishing", "url", "Fish page", False),
        ("page", "Racing", "url_tbd", "", False),
        ("channel", "Fishing", "slack_link", "#fish", True),
        ("channel", "Racing", "slack_name", "#racing", False),
        ("song", "Fishing", "placeholder_epic", "epic", False),
        ("song", "Racing", "tbd", "in the works", False),
    ]
    first = made(page, LinkDoc)[0]
    assert (first.target, first.raw) == ("/fish/", "/fish/")


def test_stages_audiences_and_views(page: Understood) -> None:
    assert [
        (one.key, one.focus, [kind.text for kind in one.collateral_types]) for one in made(page, StageDoc)
    ] == [
        ("decision", "Show that *this* boat floats", ["Trial trips", "Prices"]),
        ("awareness", "Show the lake", ["Maps", "Songs about lakes"]),
    ]
    assert [(one.key, one.needs) for one in made(page, AudienceDoc)] == [
        ("executive", "want to know the price."),
        ("sailors", "how it turns"),
    ]
    assert [(one.key, one.narrative.count("\n\n")) for one in made(page, ViewDoc)] == [
        ("executive-led", 1),
        ("staff-led", 2),
    ]


def test_sentences_below_headings(page: Understood) -> None:
    statements = [(one.kind, one.text, one.parent) for one in made(page, StatementDoc)]
    assert statements == [
        ("use_case_criterion", "Something a sailor **pays** for", None),
        ("use_case_criterion", "One thing, not three", None),
        ("charter_problem", "Boats change, and so do lakes.", None),
        ("charter_rule", "Meet at the lake\nSample agenda:", None),
        ("charter_agenda", "Weather", "meet-lake-sample-agenda"),
        ("charter_agenda", "Wind", "meet-lake-sample-agenda"),
        ("charter_rule", "Write it down", None),
        ("requirement_rule", "Every boat has to float.", None),
        ("requirement_impact", "Tests in water", None),
    ]
    assert [(one.label, one.state) for one in made(page, AreaDoc)] == [
        ("Fishing", "known"),
        ("Motor Boats", "tbd"),
    ]
    assert [(one.name, one.url) for one in made(page, BomAreaDoc)] == [
        ("Building", ""),
        ("Sails", "bom/sails.html"),
    ]


def test_what_is_left_is_short(page: Understood) -> None:
    assert page.typed / page.words.total() > 0.7
    body = write(page.body)
    assert "- Cook - likes soup" in body
    assert "- A remark on the side" in body
    for gone in ("DRI for", "Key Links", "Show the lake", "captain", "What follows"):
        assert gone not in body


@pytest.mark.parametrize(
    ("text", "name", "is_same"),
    [
        ("VC&C use case", "Version Control and Collaboration", True),
        ("SCM", "Version Control and Collaboration", True),
        ("Shift Left Security / DevSecOps", "DevSecOps", True),
        ("E2E DevOps (Simplify DevOps)", "Simplify DevOps", True),
        ("Dev Sec Ops", "DevSecOps", True),
        ("CD & Release", "Continuous Delivery", True),
        ("IaC", "GitOps", True),
        ("VSM", "Value Stream Management", True),
        ("CI", "Continuous Delivery", False),
        ("DevOps", "DevSecOps", False),
    ],
)
def test_a_use_case_goes_by_many_names(text: str, name: str, is_same: bool) -> None:
    assert same(text, (name,)) is is_same

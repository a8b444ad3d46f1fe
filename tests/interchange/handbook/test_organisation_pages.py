"""Pages of product marketing, of strategic marketing and of journeys, each in other words and another order."""

from __future__ import annotations

import pytest

from marketing_portal.interchange.documents import LabelDoc, TeamDoc
from marketing_portal.interchange.documents_journeys import DeckDoc, JourneyDoc, StageDoc
from marketing_portal.interchange.documents_organisation import CascadeQuestionDoc, OrgColumnDoc, OwnershipDoc
from marketing_portal.interchange.documents_use_cases import StatementDoc
from marketing_portal.interchange.handbook.kinds.understanding import Understood
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook.test_use_case_page import made, read


@pytest.fixture(scope="module")
def product() -> Understood:
    """The page of product marketing."""
    return read("product.md")


@pytest.fixture(scope="module")
def department() -> Understood:
    """The page of strategic marketing, copied as plain text."""
    return read("department.txt")


@pytest.fixture(scope="module")
def ways() -> Understood:
    """The page of journeys, copied as plain text."""
    return read("ways.txt")


def test_the_kinds_are_recognised_by_what_the_pages_say(
    product: Understood, department: Understood, ways: Understood
) -> None:
    kinds = [one.kind.name for one in (product, department, ways)]
    assert kinds == ["product-marketing", "strategic-marketing", "journeys"]
    assert read("department.txt", "teams", "boats").kind.name == "strategic-marketing"
    assert read("ways.txt", "Stage", "Place").kind.name == "page"


def test_owners_are_found_whichever_way_the_columns_stand(product: Understood) -> None:
    (row,) = made(product, OwnershipDoc)
    assert (row.person, row.persona_state, row.industry_state) == ("Editor#editor1", "tbd", "absent")
    assert [(one.label, one.vertical) for one in row.areas] == [
        ("Continuous Delivery", False),
        ("Public Sector", True),
    ]
    assert row.regions == ("North (Lakes, Rivers)", "South")
    body = write(product.body)
    assert "likes tea" in body
    assert "Outsider and Visitor" in body
    assert "North" not in body


def test_the_organisation_model_keeps_its_spans(product: Understood) -> None:
    assert [
        (one.title, one.use_case, one.pmm_group, one.section, one.contact)
        for one in made(product, OrgColumnDoc)
    ] == [
        ("Fishing", "Fishing", 1, "Nets", "Editor"),
        ("SCM", "SCM", 1, "Charts", None),
        ("Harbours", None, None, "", None),
    ]


def test_questions_after_a_release(product: Understood) -> None:
    assert [
        (one.question, [(action.label, action.url) for action in one.actions])
        for one in made(product, CascadeQuestionDoc)
    ] == [
        (
            "Does this release need a map?",
            [("Draw one", "/maps/"), ("Print it", "https://example.com/print")],
        ),
        ("Does it need a song?", [("Sing", "")]),
    ]


def test_statements_of_the_work(product: Understood) -> None:
    found = [(one.kind, one.title, one.text, one.state) for one in made(product, StatementDoc)]
    assert ("group_supported", "Helps sailors", "**Helps sailors** with maps", "known") in found
    assert ("metric", "Reach", "Reach (TBD - ask the fish)", "tbd") in found
    assert [one for one in found if one[0] == "health_status"] == [
        ("health_status", "On Track", "It floats.", "known"),
        ("health_status", "At Risk", "It does not.", "known"),
    ]
    assert [one[1:3] for one in found if one[0] == "rhythm"] == [
        ("Rollover", "What is left is rolled over."),
        ("Flagging Risk is fine", "Say it early."),
    ]
    assert [one[1:3] for one in found if one[0] == "release_vs_launch"] == [
        ("Launch", "With a song."),
        ("Release", "Without one."),
    ]
    assert [one.key for one in made(product, StatementDoc) if one.kind == "health_status"] == [
        "on-track",
        "at-risk",
    ]


def test_teams_and_their_parts(department: Understood) -> None:
    assert [(one.slug, one.parent, one.abbreviation) for one in made(department, TeamDoc)] == [
        ("building", None, ""),
        ("market-research-and-customer-insight", None, ""),
        ("fish-relations", "market-research-and-customer-insight", "FR"),
    ]
    assert "图" not in write(department.body)
    assert sum("图" in label.text for label in department.labels) == 2


def test_labels_are_found_where_words_are_glued_to_them(department: Understood) -> None:
    assert [(one.family, one.key) for one in made(department, LabelDoc)] == [
        ("base", "sm_request"),
        ("state", "new_request"),
        ("state", "triage"),
        ("state", "transferred"),
        ("use_case", "SCM"),
        ("team", "pmm"),
        ("team", "Building"),
        ("priority", "1"),
        ("priority", "?"),
    ]
    assert "sm_req::triageand the team label" in write(department.body)


def test_decks_say_when_they_are_used(department: Understood) -> None:
    whole, short = made(department, DeckDoc)
    assert (whole.title, whole.description, whole.synced_from) == ("Boat deck", "All about boats.", None)
    assert (short.when_to_use, short.owner_text, short.synced_from) == (
        "It can be used on Sundays. Or on rainy days.",
        "Editors",
        "boat",
    )


def test_steps_of_hiring(department: Understood) -> None:
    steps = [one for one in made(department, StatementDoc) if one.kind == "hiring_step"]
    assert [(one.title, one.text, one.parent) for one in steps] == [
        ("Letter", "We read it.", None),
        ("Visit", "Two talks follow.", None),
        ("", "On land", "visit"),
        ("On water", "bring a coat", "visit"),
    ]


def test_journeys_are_told_apart_by_their_stages(ways: Understood) -> None:
    journeys = {one.key: one for one in made(ways, JourneyDoc)}
    assert list(journeys) == ["contributor", "user", "adoption", "buyer"]
    assert journeys["contributor"].text.endswith("That is fine.")
    assert [
        (step.stage, step.measured_by, step.measure_state, step.owners, step.owner_state)
        for step in journeys["user"].steps
    ] == [
        ("Download", "Maps", "uncertain", ("Songs", "Maps"), "uncertain"),
        ("Install", "", "unknown", (), "absent"),
        ("Invite Other Users", "Guests and fish", "known", ("Harbour", "Inn", "Cook"), "known"),
    ]
    assert [step.activities for step in journeys["buyer"].steps] == [("Wave", "shout", "sing"), ()]
    assert [(one.key, one.definition) for one in made(ways, StageDoc)] == [
        ("awareness", "They see that they need a boat."),
        ("decision", "They know which one."),
    ]

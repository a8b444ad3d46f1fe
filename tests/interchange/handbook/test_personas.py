"""Personas out of pages: every way in which labels, lists and headings are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketing_portal.interchange.documents import (
    AssetDoc,
    GuidanceDoc,
    ListEntryDoc,
    PersonaDoc,
)
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write

PAGES = Path(__file__).parent / "pages"


def read(name: str) -> Understood:
    """One of the pages beside this file."""
    return understand(read_page((PAGES / name).read_bytes(), name, name.partition(".")[0]))


def personas(understood: Understood) -> dict[str, PersonaDoc]:
    """Its personas by address."""
    found = [one.document for one in understood.made if isinstance(one.document, PersonaDoc)]
    return {one.slug: one for one in found}


@pytest.fixture
def kim() -> PersonaDoc:
    """The buyer with everything."""
    return personas(read("buyers.md"))["kim-quality-director"]


def points(persona: PersonaDoc, kind: str) -> list[str]:
    """The texts of one kind."""
    return [point.text for point in persona.points if point.kind == kind]


@pytest.mark.parametrize("name", ["buyers.md", "users.md", "copied.txt"])
def test_every_word_is_typed_or_stays(name: str) -> None:
    found = read(name)
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    assert not missing_words(found.words, [write(found.body), *said])


def test_a_page_is_recognised_by_what_it_says() -> None:
    assert [read(name).kind.name for name in ("buyers.md", "users.md", "copied.txt")] == [
        "buyer-personas",
        "user-personas",
        "page",
    ]


def test_a_name_and_a_role_make_a_persona(kim: PersonaDoc) -> None:
    assert (kim.name, kim.role, kim.kind) == ("Kim", "Quality Director (QA, etc.)", "buyer")
    assert kim.anchors == ("kim---the-quality-director-qa-etc",)
    assert kim.note == "Some companies say **Head of testing** instead."
    assert kim.found.span == "31-79"
    other = personas(read("buyers.md"))["kim-support-lead"]
    assert (points(other, "background"), points(other, "goals")) == (["Answers the phone."], ["Short queues"])
    assert other.note.startswith("| Place | What |")


def test_labels_are_found_however_they_are_written(kim: PersonaDoc) -> None:
    assert points(kim, "background") == ["Began in support.", "Leads three teams now,\nand lost one."]
    assert points(kim, "demographics") == ["Found in every large city"]
    assert [one.source_url for one in kim.points if one.kind == "demographics"] == [
        "https://example.com/study"
    ]
    assert points(kim, "company") == ["Works in retail.\n\n- Mostly online.", "TBD"]
    assert points(kim, "influencers") == ["Reads a lot."]
    assert points(kim, "goals") == ["*Calm releases*", "Happy teams"]
    assert points(kim, "challenges") == ["Too little time."]
    assert points(kim, "help") == ["Show where tests are slow.", "Show who waits.", "Compliance"]
    assert points(kim, "pitch") == ["Tests that **nobody** waits for."]
    assert {intro.place: intro.text for intro in kim.intros} == {
        "goals": "Kim has two goals.",
        "segments": "It depends on the size.",
    }


def test_company_sizes_share_a_line_or_do_not_apply(kim: PersonaDoc) -> None:
    assert [(one.segment, one.text, one.state) for one in kim.segments] == [
        ("smb", "Chooses the tools.", "known"),
        ("midsize", "Chooses the tools.", "known"),
        ("large", "", "not_applicable"),
    ]


def test_quotes_and_questions_are_taken_apart(kim: PersonaDoc) -> None:
    (quote,) = kim.quotes
    assert (quote.text, quote.speaker_role, quote.company_size, quote.industry) == (
        "It is “red” again.",
        "Test lead",
        "500+",
        "Retail",
    )
    assert [(one.text, one.detail) for one in kim.points if one.kind == "questions"] == [
        ("Who notices first?", "Find out how long it takes."),
        ("How often?", "Learn about the rhythm"),
        ("What breaks most often?", "Their weak spot"),
    ]


def test_what_is_missing_becomes_a_gap(kim: PersonaDoc) -> None:
    assert [(gap.place, gap.state, gap.marker) for gap in kim.gaps] == [
        ("demographics", "needs_data", "(need more data)"),
        ("company", "tbd", "TBD"),
        ("questions", "needs_data", "Note: need to add a few more from the field"),
    ]


def test_what_stands_around_the_personas() -> None:
    found = read("buyers.md")
    documents = [one.document for one in found.made]
    assert [
        (one.label, one.persona, one.state, one.marker) for one in documents if isinstance(one, ListEntryDoc)
    ] == [
        ("Head of Tests", "kim---the-quality-director-qa-etc", "known", ""),
        ("Head of Support", None, "tbd", "TBD"),
    ]
    assert [one.text for one in documents if isinstance(one, GuidanceDoc)] == [
        "whether to call,",
        "what to ask.",
        "Write as you speak.",
        "Leave nobody out.",
    ]
    (asset,) = [one for one in documents if isinstance(one, AssetDoc)]
    assert (asset.title, asset.alternative_title, asset.video_url, asset.deck_url, asset.remark) == (
        "Head of QA",
        "Test Chief",
        "https://example.com/v",
        "https://example.com/d",
        "made for a fair",
    )


def test_what_is_typed_does_not_stay_in_the_body() -> None:
    body = write(read("buyers.md").body)
    assert "We sell to these people." in body
    assert "They tell you" in body
    assert "odd [links]" in body
    for gone in (
        "whether to call",
        "Writing for all",
        "Kim",
        "Green all day",
        "On this page",
        "---",
        "Head of QA",
    ):
        assert gone not in body


def test_user_and_internal_personas() -> None:
    found = personas(read("users.md"))
    assert {slug: one.kind for slug, one in found.items()} == {
        "robin-test-engineer": "user",
        "kim-operations-engineer": "user",
        "lee-content-editor": "internal",
    }
    robin = found["robin-test-engineer"]
    assert robin.alternative_titles == ("Tester", "QA Engineer", "Automation Specialist")
    assert points(robin, "job_summary") == ["I keep the tests alive.", "*“Somebody has to.”*"]
    assert points(robin, "jobs")[0] == "**Stay calm:** When a build is red, I want to know why."
    assert points(robin, "tools") == ["**Editors**:\n\n- One\n- Another", "A browser"]
    assert [(one.label, one.text) for one in robin.points if one.kind == "other"] == [
        ("Related resources", "[Study](https://example.com/study)")
    ]


def test_what_cannot_be_typed_stays_as_text_with_a_warning() -> None:
    text = (
        (PAGES / "buyers.md")
        .read_text()
        .replace("- **SMB and Midsized**: Chooses", "- **Startups**: Dreams of")
    )
    found = understand(read_page(text.encode(), "x.md", "x"))
    assert "Dreams of the tools." in write(found.body)
    assert [(one.line, one.message.partition(", kept")[0]) for one in found.warnings] == [
        (58, "Not understood as part of “Kim - the Quality Director (QA, etc.)”")
    ]

"""The page of one use case: what of it is typed, and that nothing is invented where it holds only its template."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketing_portal.interchange.documents_use_cases import ResourcePageDoc, UsePointDoc
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook.real import PAGES, needs_the_pages

MOBILE = (Path(__file__).parent / "pages" / "mobile.md").read_text()


def read(text: str = MOBILE) -> Understood:
    return understand(read_page(text.encode(), "mobile.md", "mobile"))


def page_in(found: Understood) -> ResourcePageDoc:
    document = found.made[0].document
    assert isinstance(document, ResourcePageDoc)
    return document


@pytest.fixture(scope="module")
def page() -> ResourcePageDoc:
    return page_in(read())


def points(page: ResourcePageDoc, kind: str, *, remarks: bool = False) -> list[UsePointDoc]:
    return [one for one in page.points if one.kind == kind and one.is_remark == remarks]


def lost(found: Understood) -> list[str]:
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    return sorted(missing_words(found.words, [write(found.body), *said]))


def test_the_page_is_known_by_its_headings(page: ResourcePageDoc) -> None:
    assert (read().kind.name, page.name, page.slug) == ("use-case", "Mobile testing", "mobile-testing")
    assert page.body == "Phones differ more than browsers do.\n\n- **Screens:** there are thousands."


def test_no_word_is_lost_and_most_are_typed() -> None:
    found = read()
    assert lost(found) == []
    assert found.typed / found.words.total() > 0.85
    body = write(found.body)
    assert [text in body for text in ("Nobody yet", "Low noise", "Who tests at night", "Farm")] == [
        True,
        True,
        False,
        False,
    ]


def test_what_a_person_should_know_has_its_line() -> None:
    lines = MOBILE.split("\n")
    told = {message: lines[line - 1] for line, message in ((w.line, w.message) for w in read().warnings)}
    assert "| 1) Many devices" in told["2 market requirements; the rule of thumb is 8 to 12."]
    stray = "An answer to no market requirement of this page, kept as text: Low noise"
    assert told[stray].startswith("| Low noise |")
    assert len([one for one in told if one.startswith("Nobody has filled in")]) == 3


def test_personas_stand_under_what_leads_to_them(page: ResourcePageDoc) -> None:
    assert [(one.kind, one.persona, one.note) for one in page.personas] == [
        ("user", "tess-tester", "- Owns twelve phones."),
        ("user", "dora-developer", "Wants to know before lunch."),
        ("buyer", "alex---the-application-development-manager", ""),
    ]
    assert [one.text for one in points(page, "users", remarks=True)] == ["Testers feel it first."]


def test_requirements_meet_their_answers(page: ResourcePageDoc) -> None:
    many, systems = page.requirements
    assert (many.name, many.description, many.value) == (
        "Many devices",
        "Every phone is tested.",
        "Fewer complaints",
    )
    assert many.features == "Farm, [emulators](https://example.com/e)"
    assert many.answer == "Runners start a farm."
    assert many.product_areas == "- [**Verify:**](/verify/) CI\n- Package"
    assert (many.demos, many.demos_state) == ("[A farm at work](https://example.com/farm)", "known")
    assert (systems.answer, systems.demos, systems.demos_state) == ("Any image runs.", "", "tbd")


def test_differentiators_have_value_proof_and_demo(page: ResourcePageDoc) -> None:
    first, second = points(page, "differentiators")
    assert (first.title, first.text, first.demos) == (
        "One report",
        "Nobody searches.",
        "[See it](https://example.com/see)",
    )
    assert first.detail == "A bank found [its bug](https://example.com/bug)."
    assert (second.title, second.text, second.detail) == ("No queue", "Phones are free.", "")


def test_questions_stand_in_groups_with_their_remarks(page: ResourcePageDoc) -> None:
    found = [(one.group, one.text, one.detail, one.internal) for one in points(page, "questions")]
    assert found == [
        ("Sample Discovery Questions", "Which phones do your customers hold?\n\n- And next year?", "", False),
        ("Sample Discovery Questions", "Who tests at night?", "", False),
        (
            "Rival-specific Discovery Questions",
            "How long is the queue?",
            "It is never short. *(GitLab internal only)*",
            True,
        ),
    ]


def test_proof_is_told_apart(page: ResourcePageDoc) -> None:
    assert [(one.title, one.text, one.detail) for one in points(page, "reviews")] == [
        ("Test lead", '"It found the bug."', "[A review](https://example.com/review/1)"),
        ("Developer", '"No more cables."', "[A review](https://example.com/review/2)"),
    ]
    (case,) = points(page, "case_studies")
    assert (case.title, case.text, case.detail) == (
        "[A bank](/customers/bank/)",
        "Three weeks a release",
        "Premium (CI)",
    )
    assert (case.result, case.sales_segment) == ("Three hours\nand no cables", "Mid-Market")
    assert [one.text for one in points(page, "competition")] == ["One rival is close."]
    assert [one.text for one in points(page, "analysts")] == [
        "[The phone report](https://example.com/report)"
    ]


def test_tiers_have_their_key_features(page: ResourcePageDoc) -> None:
    (tier,) = points(page, "tier_values")
    assert (tier.title, tier.detail) == ("Premium", "- Farm\n- Images")
    assert tier.text == "**Why choose Premium?**\nPhones wait for you.\n\n- Sleep well."


def test_adoption_is_steps_and_rows_of_a_table(page: ResourcePageDoc) -> None:
    found = [(one.group, one.title or one.text) for one in points(page, "adoption")]
    assert found == [
        ("Playbook Steps", "Ask first"),
        ("Playbook Steps", "Then show"),
        ("Adoption Recommendation", "[Run a farm](https://example.com/run)"),
    ]
    assert points(page, "adoption")[-1].text == "F/C: x · S/P: x (Premium only) · Notes: Costs money"


def test_pages_of_the_journey_that_are_not_there_are_no_pages(page: ResourcePageDoc) -> None:
    found = [(one.group, one.title, one.state) for one in points(page, "inventory")]
    assert found == [
        ("Awareness: learning", "topic page?", "uncertain"),
        ("Awareness: learning", "etc?", "uncertain"),
        ("Decision", "[proof](https://example.com/proof)", "known"),
        ("Decision", "product page x", "tbd"),
        ("Decision", "?comparisons?", "uncertain"),
    ]


def test_what_the_template_asks_for_is_a_gap_and_no_point(page: ResourcePageDoc) -> None:
    assert [(gap.place, gap.marker) for gap in page.gaps] == [
        ("requirements", "abc | def | ghi | jkl"),
        ("points", "Link to SFDC list of customers"),
        ("points", "Describe how key partners fit in"),
    ]
    assert not any(one.kind in {"partners", "references"} for one in page.points)


def test_the_template_itself_makes_no_use_case() -> None:
    text = MOBILE.replace("Use case: Mobile testing", "Usecase: Template").replace(
        "Mobile testing (MT)", "UseCase Name"
    )
    found = read(text)
    assert (found.kind.name, found.made, lost(found)) == ("use-case", (), [])
    assert found.warnings[0].message.startswith("This is the template")


def test_a_page_about_use_cases_is_not_the_page_of_one() -> None:
    assert (
        read(
            MOBILE.replace("Use case: Mobile testing", "Testing").replace("# The Market Viewpoint", "# Views")
        ).kind.name
        == "page"
    )


@needs_the_pages
@pytest.mark.parametrize(
    ("name", "requirements", "demos", "users", "buyers", "share"),
    [("usecase-ci", 12, 5, 3, 2, 0.95), ("usecase-vcc", 5, 5, 7, 3, 0.95)],
)
def test_the_real_pages(
    name: str, requirements: int, demos: int, users: int, buyers: int, share: float
) -> None:
    found = understand(read_page(PAGES[name].read_bytes(), name, name))
    page = page_in(found)
    assert lost(found) == []
    assert found.typed / found.words.total() >= share
    assert len(page.requirements) == requirements
    assert all(one.description and one.features and one.value and one.answer for one in page.requirements)
    assert sum(bool(one.demos) for one in page.requirements) == demos
    kinds = [one.kind for one in page.personas]
    assert (kinds.count("user"), kinds.count("buyer")) == (users, buyers)
    told = {"differentiators": 3, "questions": 12 if name == "usecase-ci" else 13, "reviews": 10}
    assert {kind: len(points(page, kind)) for kind in told} == told
    outside = [one.message for one in found.warnings if "rule of thumb" in one.message]
    assert bool(outside) == (requirements < 8)


@needs_the_pages
def test_the_real_template() -> None:
    found = understand(read_page(PAGES["usecase-template"].read_bytes(), "t", "t"))
    assert (found.kind.name, found.made, lost(found)) == ("use-case", (), [])
    assert len(found.warnings) > 10

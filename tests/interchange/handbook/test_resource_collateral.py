"""Resources on the page of a use case: which of them are collateral, of which kind, at which stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketing_portal.interchange.documents_journeys import CollateralDoc
from marketing_portal.interchange.documents_use_cases import ResourcePageDoc
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.kinds.use_case_collateral import kind_of, same_place
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook.real import PAGES, needs_the_pages

MOBILE = (Path(__file__).parent / "pages" / "mobile.md").read_text()


def read(text: str = MOBILE) -> Understood:
    return understand(read_page(text.encode(), "mobile.md", "mobile"))


def collateral(found: Understood) -> list[CollateralDoc]:
    return [one.document for one in found.made if isinstance(one.document, CollateralDoc)]


def test_what_is_one_link_is_collateral() -> None:
    why, proof, pictures = collateral(read())
    assert (why.title, why.kind, why.use_cases, why.stage) == (
        "Why phones?",
        "presentation",
        ("Mobile testing",),
        None,
    )
    assert (proof.title, proof.kind, proof.note, proof.gated) == ("The proof", "demo", "gated", True)
    assert (pictures.title, pictures.url) == ("Phones in pictures", "https://youtu.be/abc123?list=WL")
    assert proof.source is not None
    assert proof.source.heading == "Live demos (internal only)"


def test_the_inventory_of_the_journey_says_the_stage() -> None:
    assert [one.stage for one in collateral(read())] == [None, "Decision", None]


INVENTORY = """

## Buyer's Journey

| **Awareness** <br> learning | Consideration | Decision/Purchase | Later |
|-|-|-|-|
| [Night talk](https://youtu.be/night1) (gated) | [Maps]() | [Why phones?](https://example.com/why) | [Tea](/tea/) |
| [Farms, compared](/farms/) | [Night talk](https://youtu.be/night1) | [The price](https://example.com/proof) | |
"""


def test_links_of_the_inventory_are_collateral_of_their_stage() -> None:
    found = read(MOBILE[: MOBILE.index("## Buyer's Journey")].rstrip() + INVENTORY)
    page = found.made[0]
    listed = [one for one in page.beside if isinstance(one, CollateralDoc)]
    assert [(one.title, one.kind, one.stage, one.url) for one in listed] == [
        ("Night talk", "video", "Awareness", "https://youtu.be/night1"),
        ("Farms, compared", "other", "Awareness", "/farms/"),
    ]
    assert (listed[0].gated, listed[0].use_cases) == (True, ("Mobile testing",))
    assert {one.title: one.stage for one in collateral(found)}["Why phones?"] == "Decision/Purchase"
    assert isinstance(page.document, ResourcePageDoc)
    points = [(one.group, one.title) for one in page.document.points if one.kind == "inventory"]
    assert points == [
        ("Consideration", "Maps"),
        ("Consideration", "[Night talk](https://youtu.be/night1)"),
        ("Decision/Purchase", "[The price](https://example.com/proof)"),
        ("Later", "[Tea](/tea/)"),
    ]
    said = [*texts_of(tuple(one.documents for one in found.made)), *(one.text for one in found.labels)]
    assert not missing_words(found.words, [write(found.body), *said])


def test_the_rest_stays_points() -> None:
    page = read().made[0].document
    assert isinstance(page, ResourcePageDoc)
    assert [one.text.split("\n")[0] for one in page.points if one.kind == "resources"] == [
        "[Two](https://example.com/1) of [them](https://example.com/2)",
        "[A farm at night](/demos/farm/) by Tess, internal only",
        "[Why phones?](https://example.com/why)",
    ]


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("Integrations Demo Videos", "A"), "integration_demo"),
        (("Clickthrough & Live Demos", "A video"), "demo"),
        (("Videos", "Slides"), "video"),
        (("Interesting reads", "An e-book"), "ebook"),
        (("Talks and customer References", ""), "video"),
        (("Other", "Other"), "other"),
    ],
)
def test_kinds(texts: tuple[str, str], kind: str) -> None:
    assert kind_of(*texts) == kind


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://youtu.be/aB", "https://www.youtube.com/watch?v=aB&list=x", True),
        ("https://www.youtube.com/embed/aB", "http://youtube.com/watch?v=aB", True),
        ("https://youtu.be/aB?t=20", "https://youtu.be/aB", False),
        ("https://example.com/a/", "http://www.example.com/a", True),
        ("https://example.com/a?b=1", "https://example.com/a", False),
        (
            "https://docs.google.com/document/d/12/edit?usp=sharing",
            "https://docs.google.com/document/d/12",
            True,
        ),
        ("https://[", "https://example.com", False),
    ],
)
def test_addresses_of_the_same_place(one: str, other: str, is_same: bool) -> None:
    assert (same_place(one) == same_place(other)) == is_same


@needs_the_pages
@pytest.mark.parametrize(("name", "count", "kinds"), [("usecase-ci", 7, 4), ("usecase-vcc", 20, 5)])
def test_the_real_pages(name: str, count: int, kinds: int) -> None:
    found = collateral(understand(read_page(PAGES[name].read_bytes(), name, name)))
    assert (len(found), len({one.kind for one in found})) == (count, kinds)

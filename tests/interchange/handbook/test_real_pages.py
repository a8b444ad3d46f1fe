"""The real pages of the handbook, read and understood: no word lost, the counts of the fact sheet."""

from __future__ import annotations

from collections import Counter

import pytest

from marketing_portal.interchange.documents import AssetDoc, GuidanceDoc, ListEntryDoc, PersonaDoc
from marketing_portal.interchange.handbook.kinds.understanding import Understood, texts_of, understand
from marketing_portal.interchange.handbook.reading.accounting import missing_words
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook.real import ALL, PAGES, needs_the_pages

pytestmark = needs_the_pages
BUYERS, USERS = "buyer-personas", "roles-personas"
FIELDS = (
    "background demographics identifiers company team influencers goals challenges help objections questions messaging"
    " pitch"
).split()
# Points of each buyer persona, in the order of FIELDS; prose counts as one.
COUNTS = {
    "Alex": (2, 3, 3, 2, 2, 3, 4, 6, 6, 4, 3, 3, 1),
    "Dakota": (1, 1, 1, 1, 1, 1, 1, 1, 5, 5, 3, 3, 1),
    "Erin": (1, 1, 1, 1, 1, 1, 1, 1, 4, 3, 3, 4, 1),
    "Skyler": (1, 1, 1, 1, 1, 1, 1, 1, 4, 6, 3, 5, 2),
    "Kennedy": (2, 3, 3, 2, 3, 5, 6, 4, 3, 4, 6, 5, 2),
    "Casey": (3, 3, 3, 2, 2, 4, 6, 2, 3, 4, 4, 3, 1),
}


def read(name: str) -> Understood:
    """One of the pages."""
    return understand(read_page(PAGES[name].read_bytes(), name, name))


def personas(name: str) -> list[PersonaDoc]:
    """The personas of one of the pages."""
    return [one.document for one in read(name).made if isinstance(one.document, PersonaDoc)]


@pytest.mark.parametrize("name", ALL)
def test_every_word_is_typed_or_stays(name: str) -> None:
    found = read(name)
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    assert not missing_words(found.words, [write(found.body), *said])
    assert not [one.message for one in found.warnings if one.message.startswith("Not understood")]


def test_the_kinds() -> None:
    assert read(BUYERS).kind.name == "buyer-personas"
    assert read(USERS).kind.name == "user-personas"


def test_the_page_of_buyers_is_typed() -> None:
    found = read(BUYERS)
    assert found.typed / found.words.total() >= 0.9
    made = Counter(type(one.document) for one in found.made)
    assert made == {PersonaDoc: 6, ListEntryDoc: 5, GuidanceDoc: 6, AssetDoc: 5}
    assets = [one.document for one in found.made if isinstance(one.document, AssetDoc)]
    assert (sum(bool(one.video_url) for one in assets), sum(bool(one.deck_url) for one in assets)) == (4, 4)


@pytest.mark.parametrize("name", COUNTS)
def test_a_buyer_has_every_point(name: str) -> None:
    (persona,) = [one for one in personas(BUYERS) if one.name == name]
    counted = Counter(point.kind for point in persona.points)
    assert tuple(counted[field] for field in FIELDS) == COUNTS[name]
    assert sum(counted.values()) == sum(COUNTS[name])
    assert all(point.detail for point in persona.points if point.kind == "questions")


def test_the_buyers_in_all() -> None:
    found = personas(BUYERS)
    assert sum(len(one.points) for one in found) == 206
    segments = [segment for one in found for segment in one.segments]
    assert (len(segments), [one.state for one in segments].count("not_applicable")) == (18, 2)
    assert {one.name: len(one.quotes) for one in found if one.quotes} == {"Dakota": 2}
    gaps = Counter((gap.place, gap.state) for one in found for gap in one.gaps)
    assert gaps == {
        ("demographics", "needs_data"): 4,
        ("quotes", "needs_data"): 3,
        ("questions", "needs_data"): 3,
        ("team", "tbd"): 1,
    }
    texts = {kind: {p.text for one in found for p in one.points if p.kind == kind} for kind in FIELDS}
    distinct = {"help": 23, "objections": 24, "questions": 19, "messaging": 19, "pitch": 6}
    assert {kind: len(texts[kind]) for kind in distinct} == distinct
    assert [one.note.partition(" ")[0] for one in found if one.note] == ["This"]


def test_the_user_personas() -> None:
    found = personas(USERS)
    assert Counter(one.kind for one in found) == {"user": 13, "internal": 2}
    assert len({one.slug for one in found}) == 15
    for one in found:
        kinds = {point.kind for point in one.points}
        assert kinds & {"motivations", "jobs"}, one.name
        assert kinds & {"frustrations", "challenges", "other"}, one.name
    rachel = next(one for one in found if one.name == "Rachel")
    assert Counter(point.kind for point in rachel.points) == {
        "jobs": 3,
        "motivations": 3,
        "challenges": 6,
        "tools": 4,
    }

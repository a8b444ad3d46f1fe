"""No text that anybody types is an error, on either database; what comes back is harmless HTML."""

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from marketing_portal.search.backends import backend
from marketing_portal.search.backends.base import Request
from marketing_portal.search.documents import Audience
from marketing_portal.search.marking import marked, snippet
from marketing_portal.search.sight import Sight
from marketing_portal.search.words import LONGEST_QUERY, MOST_WORDS, read_query, singular, squash

ODD = [
    '"',
    "'",
    "\\",
    "\x00",
    "a\x00b",
    "*",
    "a*",
    "(",
    ")",
    "(a",
    "NEAR(a b)",
    "a AND",
    "OR",
    "NOT x",
    "a:b",
    "title:x",
]
ODD += [
    "c++",
    "-x",
    "^a",
    "{a}",
    "a & | !b",
    ":*",
    "%",
    "_",
    "' OR 1=1 --",
    "<b>",
    "ﬀ",
    "İ",
    "ß",
    "🦓",
    "你好",
    "٣",
    "a" * 5000,
]
TEXTS = st.one_of(
    st.sampled_from(ODD), st.text(), st.lists(st.sampled_from([*ODD, "ci", "scm"])).map(" ".join)
)


@pytest.mark.django_db
class TestAnyText(TestCase):
    """One transaction for each example: an error in the database would show."""

    @given(text=TEXTS)
    @example(text="\ud800")
    def test_it_is_answered(self, text: str) -> None:
        query, sight = read_query(text), Sight(Audience.EDITORS)
        if not query:
            return
        for some in (False, True):
            hits = backend().search(Request(query, sight, some=some), 0, 20)
            assert len(set(hits.keys)) == len(hits.keys) <= 20
            assert len(hits.keys) == min(20, hits.total)
        assert len(backend().suggest(Request(query, sight), 8)) <= 8
        marked(text, query.terms)
        snippet(text * 3, query.terms)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ODD)
def test_every_odd_text_has_a_page(client: Client, settings: LazySettings, text: str) -> None:
    settings.PUBLIC_READ = True
    for path in ("/search/", "/search/suggest/"):
        for page in ("1", "x", "-1"):
            response = client.get(path, {"q": text, "kind": text, "page": page})
            assert response.status_code == (400 if "\x00" in text else 200), "a NUL is refused on every page"


@given(text=st.text())
@example(text="℠")
def test_a_query_is_short_and_plain(text: str) -> None:
    query = read_query(text)
    assert len(query.text) <= LONGEST_QUERY
    assert len(query.terms) <= MOST_WORDS
    assert all(term.text.isalnum() for term in query.terms)
    assert squash(query.text) == squash(squash(query.text))


@given(text=st.text(), looked_for=st.text(min_size=1))
def test_marking_only_adds_marks(text: str, looked_for: str) -> None:
    plain = marked(text, ()).replace("<mark>", "")
    found = marked(text, read_query(looked_for).terms)
    assert found.replace("<mark>", "").replace("</mark>", "") == plain


@pytest.mark.parametrize(
    ("word", "shorter"),
    [
        ("personas", "persona"),
        ("queries", "quer"),
        ("class", "class"),
        ("gas", "gas"),
        ("status", "status"),
        ("use", "use"),
    ],
)
def test_plurals(word: str, shorter: str) -> None:
    assert singular(word) == shorter


def test_common_words_are_left_out_where_there_are_others() -> None:
    assert [term.text for term in read_query("what is the use case").terms] == ["use", "case"]
    assert [term.text for term in read_query("the").terms] == ["the"]

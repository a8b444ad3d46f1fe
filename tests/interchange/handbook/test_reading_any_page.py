"""Whatever a page looks like: reading it never fails and loses no word."""

import os
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from marketing_portal.content.markdown import render
from marketing_portal.interchange.handbook.kinds.understanding import texts_of, understand
from marketing_portal.interchange.handbook.reading.accounting import count, missing_words
from marketing_portal.interchange.handbook.reading.inline import WORD
from marketing_portal.interchange.handbook.reading.pictures import placeholders
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from tests.interchange.handbook import generated

EXAMPLES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 200


@settings(max_examples=EXAMPLES)
@given(generated.pages())
def test_no_word_is_lost_between_page_and_body(written: generated.Written) -> None:
    page = read_page(written.text.encode(), "page.md", "page")
    body = write(page.blocks, lambda text: placeholders(text, str))
    assert not Counter(written.words) - Counter(WORD.findall(body))
    assert not missing_words(count(page.blocks), [body])


@settings(max_examples=EXAMPLES)
@given(generated.pages())
def test_no_word_is_lost_between_page_and_documents(written: generated.Written) -> None:
    found = understand(read_page(written.text.encode(), "page.md", "page"))
    said = [text for one in found.made for text in texts_of(one.document)]
    said += [label.text for label in found.labels]
    assert not missing_words(found.words, [write(found.body), *said])
    assert 0 <= found.typed <= found.words.total()


@settings(max_examples=EXAMPLES)
@given(st.text(st.sampled_from("ab \n\t#*-+1.|<>![](){}:`~=_\"'&\\/%•“")))
def test_a_heap_of_markup_loses_nothing(text: str) -> None:
    page = read_page(text.encode(), "page.md", "page")
    body = write(page.blocks, lambda one: placeholders(one, str))
    assert not missing_words(count(page.blocks), [body])
    read = [number for block in page.blocks for number in range(block.first, block.last + 1)]
    filled = [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    assert len(read) == len(set(read))
    assert set(filled) <= set(read) or text.startswith("---")


@given(st.binary(max_size=200))
def test_what_is_read_twice_is_the_same(data: bytes) -> None:
    text = data.decode("latin-1").replace("\x00", "")
    once = write(read_page(text.encode(), "x", "x").blocks)
    render(once)

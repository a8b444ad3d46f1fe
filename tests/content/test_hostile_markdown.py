"""Texts that anybody may send are rendered in reasonable time, and never fail."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketing_portal.content.markdown import PLAIN, SINGLE_PARAGRAPH, render, render_inline
from requests_board.forms.fields import LONGEST_TEXT, PlainText

LENGTH = 12_000
SECONDS = 6  # on a busy machine; each took from ten seconds to minutes
FLOODS = ("[", "![", "<a ", "[^1]", "[[^1]", "<!--", "1. ", "- ", "> ")


@pytest.mark.parametrize("flood", FLOODS)
def test_flood_of_brackets_is_rendered_in_time(flood: str) -> None:
    begun = time.process_time()
    html = render(flood * (LENGTH // len(flood)) + "\n\n[^1]: a note").html
    assert time.process_time() - begun < SECONDS
    assert "<script" not in html


def test_flood_of_addresses_without_end_is_not_looked_through_each_time() -> None:
    begun = time.process_time()
    html = render("[a](" * 20_000).html
    assert time.process_time() - begun < SECONDS / 3  # it took more than four
    assert html == f"<p>{'[a](' * 20_000}</p>"


def test_flood_of_open_tags_is_text_as_typed_and_costs_what_text_costs() -> None:
    begun = time.process_time()
    html = render("# <<\n\n`<`\n\n" + "<" * 60_000).html
    assert time.process_time() - begun < SECONDS / 2  # it took ten seconds, and at twice the length forty
    assert html == f'<h2 id="_1">&lt;&lt;</h2>\n<p><code>&lt;</code></p>\n<p>{"&lt;" * 60_000}</p>'


def test_lists_nested_beyond_all_measure_are_shown_as_typed() -> None:
    assert render("1. " * 5_000).html.startswith("<pre>1. 1. 1.")


def test_links_and_pictures_are_what_they_were() -> None:
    text = '[a [b](c) d](e "T") ![x](y) [c][r] [r] ![r] \\[z](q) `[x](y)` a < b\n\n[r]: /u "U"'
    assert render(text).html == (
        '<p><a href="e" title="T" rel="noopener noreferrer">a [b](c) d</a> <img alt="x" src="y"> '
        '<a href="/u" title="U" rel="noopener noreferrer">c</a> <a href="/u" title="U" rel="noopener noreferrer">r</a> '
        '<img alt="r" src="/u" title="U"> [z](q) <code>[x](y)</code> a &lt; b</p>'
    )


def test_link_around_a_long_text_is_found() -> None:
    assert render(f"[{'[x] ' * 500}](/there)").html.startswith('<p><a href="/there"')


def test_text_of_a_request_has_an_end() -> None:
    field = PlainText(required=False)
    assert field.clean("x" * LONGEST_TEXT)
    assert field.max_length == LONGEST_TEXT


@given(st.from_regex(PLAIN, fullmatch=True))
def test_what_counts_as_plain_text_is_rendered_as_it_is(text: str) -> None:
    found = SINGLE_PARAGRAPH.match(render(text).html.strip())
    assert found is not None
    assert render_inline(text) == found.group(1)

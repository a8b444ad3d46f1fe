"""Blocks of a page: each shape with its lines."""

from pathlib import Path

import pytest

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.handbook.reading.blocks import Block, Page, Shape
from marketing_portal.interchange.handbook.reading.inline import anchor_of, links, plain, words
from marketing_portal.interchange.handbook.reading.pictures import placeholders
from marketing_portal.interchange.handbook.reading.tables import read_html
from marketing_portal.interchange.handbook.reading.text import LARGEST, read_page
from marketing_portal.interchange.handbook.reading.writing import write

PAGES = Path(__file__).parent / "pages"


def page(text: str) -> Page:
    """The page of some text that has a heading, so that it is no plain text."""
    return read_page(f"# Title\n{text}".encode(), "x.md", "x")


def blocks(text: str) -> list[Block]:
    """Its blocks after that heading."""
    return [block for block in page(text).blocks[1:] if block.is_content]


def shapes(text: str) -> list[tuple[str, int, int, str]]:
    """Shape, level, first line and text of each block."""
    return [(block.shape.value, block.level, block.first, block.text) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* **A:**\n1. b\n   c\n\n2. d", [("item", 1, 2, "**A:**"), ("item", 1, 3, "b\nc"), ("item", 1, 6, "d")]),
        ("- a\n   - b\n\n     c\n- d", [("item", 1, 2, "a"), ("item", 2, 3, "b"), ("paragraph", 2, 5, "c"), ("item", 1, 6, "d")]),  # noqa: E501
        ("- a\nNote: b", [("item", 1, 2, "a\nNote: b")]),
        ("text\n- a", [("paragraph", 0, 2, "text"), ("item", 1, 3, "a")]),
        ("In\n1990. that", [("paragraph", 0, 2, "In\n1990. that")]),
        ("Title\n---\ntext\n\n---", [("heading", 2, 2, "Title"), ("paragraph", 0, 4, "text"), ("rule", 0, 6, "---")]),
        ("> a\nb\n\nc", [("quote", 0, 2, "a\nb"), ("paragraph", 0, 5, "c")]),
        ("```\n# a\n\n- b\n```\nc", [("code", 0, 2, "```\n# a\n\n- b\n```"), ("paragraph", 0, 7, "c")]),
        ("\n    a\n\nb", [("code", 0, 3, "    a"), ("paragraph", 0, 5, "b")]),
        ("<!-- a\nb -->\nc {: .x}", [("paragraph", 0, 4, "c")]),
        ("{::comment}\na\n{:/comment}\n{:.no}\nb", [("paragraph", 0, 6, "b")]),
        ("<!-- a\nb", [("paragraph", 0, 2, "<!-- a\nb")]),
        ("<div>\n<style>\na {}\n</style>\nb\n</div>", [("html", 0, 2, "<div>"), ("paragraph", 0, 6, "b"), ("html", 0, 7, "</div>")]),  # noqa: E501
        ("<table>\n<tr>\n\n<td>a</td></tr></table>", [("html", 0, 2, "<table>\n<tr>\n\n<td>a</td></tr></table>")]),
    ],
)  # fmt: skip
def test_a_shape_is_read_with_its_lines(text: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert shapes(text) == expected


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| a | b |\n|---|\n| c |", (("a", "b"), ("c", ""))),
        ("a | b |\n---|---|\nc | |\n\n", (("a", "b"), ("c", ""))),
        ("| a | b |\n| c | d | e |", (("", "", ""), ("a", "b", ""), ("c", "d", "e"))),
        ("| `a|b` | c\\|d |\n|--|--|--|", (("`a|b`", "c\\|d"),)),
    ],
)
def test_a_table_has_rows_of_one_width(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    (block,) = blocks(text)
    assert (block.shape, block.rows) == (Shape.TABLE, rows)


def test_cells_of_html_stand_in_every_column_they_span() -> None:
    html = "<table><tr><td></td><td colspan='2'>A<br/>b &amp; c</td></tr><tr><th>d<td>e<td>f</table>"
    assert read_html(html) == (("", "A b & c", "A b & c"), ("d", "e", "f"))


def test_a_page_copied_as_plain_text_gets_its_headings_and_lists_back() -> None:
    read = read_page((PAGES / "copied.txt").read_bytes(), "copied.txt", "copied")
    assert read.is_plain
    body = write(read.blocks)
    assert body.startswith("## How we travel\n\nOur trips have steps")
    assert "| Pack | ? | Traveller |" in body
    assert "1.  Book early\n2.  Then wait\n    1.  at home" in body
    assert "## What we take along\n\nLittle." in body
    assert "- A map\n    It shows the way.\n- A friend" in body


def test_front_matter_gives_the_title_and_keeps_the_lines() -> None:
    read = read_page(b"\xef\xbb\xbf---\r\ntitle: 'A: b'\r\nx: [1]\r\n---\r\n\r\n# C\r\n", "x.md", "x")
    assert (read.title, [(block.text, block.first) for block in read.blocks]) == ("A: b", [("C", 6)])
    rule = read_page(b"---\nno front matter\n---\nb", "x.md", "x")
    assert {word for block in rule.blocks for word in words(block.text)} == {"no", "front", "matter", "b"}


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"a\nb\x00c", 2, "binary"),
        (b"a\n\xff\xfe", 2, "not UTF-8"),
        ("a".encode("utf-16"), 1, "UTF-16; save it as UTF-8"),
        (b"---\ntitle: [a\n---\nb", 3, "not YAML"),
        (b"---\na: 1\nb: 'x\n---\n", 4, "not YAML"),
        (b"x" * (LARGEST + 1), 1, "too large"),
        (b"a\n" + b"x" * 100_001, 2, "100,001 characters"),
    ],
)
def test_a_bad_file_is_refused_with_line_and_sentence(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(BadFile, match=reason) as refused:
        read_page(data, "x.md", "x")
    assert (refused.value.path, refused.value.line) == ("x.md", line)


def test_anchors_are_those_of_kramdown() -> None:
    assert anchor_of("Kim - the **Quality** Director (QA, etc.)") == "kim---the-quality-director-qa-etc"
    assert anchor_of("2. [Link](x) & `code`") == "link--code"
    assert page("## A {#own} {: .x}").blocks[1].anchor == "own"


def test_what_stands_in_a_line() -> None:
    assert plain("a [b *c*](x(y) 'z') <b>d</b> &amp; `e_f` {: .g}") == "a b c d & e_f"
    assert words("[a](b.c/d) ![e](f) {:g} <h i='j'>k</h> `[l](m)`") == ["a", "e", "k", "l", "m"]
    assert list(links("![a](b) [c [d]](e) [![f](g) h](i) [j]()")) == [
        ("c [d]", "e"),
        ("![f](g) h", "i"),
        ("j", ""),
    ]


def test_pictures_and_frames_become_marked_links() -> None:
    assert placeholders("![A](b.png 'c') and [![D](e) f](g)", lambda one: f"/{one}") == (
        "[A (image, not imported)](/b.png){: .missing-image} and [D f](g)"
    )
    frame = '<figure>\n<iframe src="https://docs.example.com/spreadsheets/a?b&amp;c"></iframe>\n</figure>'
    assert write(page(frame).blocks[1:]) == "[Embedded sheet](https://docs.example.com/spreadsheets/a?b&c)"

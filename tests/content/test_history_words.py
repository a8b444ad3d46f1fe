"""The difference between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketing_portal.content.words import Piece, by_line, compare_texts, joined, merge


def shown(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in compare_texts(before, after)]


def test_one_word_that_changed() -> None:
    assert shown("They test late.", "They test early.") == [
        ("same", "They test "),
        ("removed", "late"),
        ("added", "early"),
        ("same", "."),
    ]


def test_words_that_changed_side_by_side_are_one_change() -> None:
    assert shown("a red old car", "a blue new car") == [
        ("same", "a "),
        ("removed", "red old"),
        ("added", "blue new"),
        ("same", " car"),
    ]


@pytest.mark.parametrize(("before", "after", "kind"), [("", "New", "added"), ("Old", "", "removed")])
def test_all_of_it(before: str, after: str, kind: str) -> None:
    assert shown(before, after) == [(kind, before or after)]


def test_equal_texts_are_one_piece() -> None:
    assert shown("As it was. " * 100, "As it was. " * 100) == [("same", "As it was. " * 100)]


def test_long_unchanged_text_is_left_out() -> None:
    before = "\n".join(f"Line {number} stays as it is." for number in range(200))
    pieces = compare_texts(before, before.replace("Line 100 stays", "Line 100 goes"))
    assert [piece.kind for piece in pieces] == ["gap", "same", "removed", "added", "same", "gap"]
    assert sum(len(piece.text) for piece in pieces) < 400


def test_a_huge_changed_line_is_shown_whole() -> None:
    before, after = "old " * 5_000, "new " * 5_000
    assert [piece.kind for piece in compare_texts(before, after)] == ["removed", "added", "same"]


@given(st.text(alphabet="ab \n.", max_size=60), st.text(alphabet="ab \n.", max_size=60))
def test_nothing_is_invented_or_lost(before: str, after: str) -> None:
    pieces = merge(by_line(before, after))
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert joined(pieces) == pieces
    assert Piece("same", "") not in pieces

"""The colours keep WCAG 2.2 AA in both themes, and docs/design.md tells the true figures."""

import re

import pytest

from tests.ui import contrast
from tests.ui.contrast import PAIRS, Pair

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.colour} on {pair.ground}")
def test_it_is_readable_in_both_themes(pair: Pair) -> None:
    assert min(contrast.measured(pair)) >= pair.least


def test_the_formula_knows_black_on_white() -> None:
    assert contrast.ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast.ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_documented_figures_are_the_measured_ones() -> None:
    documented = (contrast.ROOT / "docs/design.md").read_text()
    assert contrast.table() in documented, (
        "run python -m tests.ui.contrast and put its table into docs/design.md"
    )


def test_only_tokens_name_colours() -> None:
    sheets = [
        path for path in contrast.TOKENS.parent.glob("*.css") if path.name not in {"tokens.css", "print.css"}
    ]
    named = {path.name: COLOUR.findall(path.read_text()) for path in sheets}
    assert {name: found for name, found in named.items() if found} == {}

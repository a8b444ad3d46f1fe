"""Measures the colours of tokens.css by the formula of WCAG 2; run it to print the table of docs/design.md.

python -m tests.ui.contrast
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
TOKENS = ROOT / "marketing_portal/ui/static/ui/css/tokens.css"
TOKEN = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\);")
TONES = ("grey", "blue", "teal", "green", "amber", "orange", "red", "pink", "purple")
TEXT, CONTROL = 4.5, 3.0


class Pair(NamedTuple):
    """A colour on a ground, and the ratio that it must have: 4.5 for text, 3 for the edge of a control."""

    colour: str
    ground: str
    least: float = TEXT


PAIRS = [
    *[
        Pair(ink, ground)
        for ink in ("ink", "ink-soft", "ink-muted")
        for ground in ("paper", "surface", "sunken")
    ],
    *[Pair("accent", ground) for ground in ("paper", "surface", "sunken", "accent-soft")],
    Pair("accent-strong", "accent-soft"),
    Pair("ink", "accent-soft"),
    Pair("ink-soft", "accent-soft"),
    Pair("on-accent", "accent"),
    Pair("on-accent", "accent-strong"),
    *[Pair("ink", f"heat-{step}") for step in (1, 2, 3)],
    Pair("ink-soft", "heat-1"),
    Pair("on-accent", "heat-4"),
    *[Pair(status, ground) for status in ("danger", "warning", "success") for ground in ("paper", "surface")],
    *[Pair(status, f"{status}-soft") for status in ("danger", "warning", "success")],
    *[Pair("on-status", status) for status in ("danger", "warning", "success")],
    *[Pair("ink", f"tone-{tone}-soft") for tone in ("amber", "red", "green")],
    *[Pair(f"tone-{tone}", f"tone-{tone}-soft") for tone in TONES],
    *[Pair("on-tone", f"tone-{tone}") for tone in TONES],
    Pair("ink-muted", "hover"),
    Pair("ink-soft", "track"),
    Pair("ink-muted", "hatch"),
    *[Pair("line-strong", ground, CONTROL) for ground in ("paper", "surface", "sunken")],
    *[Pair("accent", ground, CONTROL) for ground in ("track",)],
]


def tokens() -> dict[str, tuple[str, str]]:
    """Name to (light, dark) of every colour in tokens.css."""
    return {name: (light, dark) for name, light, dark in TOKEN.findall(TOKENS.read_text())}


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def measured(pair: Pair) -> tuple[float, float]:
    """Contrast of ``pair`` in the light and in the dark theme."""
    known = tokens()
    light, dark = (ratio(known[pair.colour][theme], known[pair.ground][theme]) for theme in (0, 1))
    return light, dark


def table() -> str:
    """The pairs and their figures as a Markdown table."""
    lines = ["| colour | on | light | dark | least |", "|---|---|---|---|---|"]
    for pair in PAIRS:
        light, dark = measured(pair)
        lines.append(f"| {pair.colour} | {pair.ground} | {light:.1f} | {dark:.1f} | {pair.least:g} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")

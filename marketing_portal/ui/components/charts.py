"""Charts as plain SVG with classes: no script, no inline style, dark mode and print by the style sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketing_portal.ui.components.basics import known_tone

WIDTH, HEIGHT = 120.0, 28.0


@dataclass(frozen=True)
class Bar:
    """One row of a bar list, or one part of a stack; sizes are per cent of the longest bar or of the whole."""

    label: str
    value: float
    size: float
    start: float = 0.0
    tone: str = "grey"
    href: str = ""


def bars(rows: Sequence[Sequence[object]]) -> list[Bar]:
    """Rows ``(label, value[, href])`` as bars, the longest of them full width."""
    values = [float(str(row[1])) for row in rows]
    longest = max(values, default=0) or 1
    return [
        Bar(str(row[0]), value, round(100 * value / longest, 2), href=str(row[2]) if len(row) > 2 else "")
        for row, value in zip(rows, values, strict=True)
    ]


def stack(parts: Sequence[Sequence[object]]) -> list[Bar]:
    """Parts ``(label, value, tone)`` of one whole, side by side."""
    values = [float(str(part[1])) for part in parts]
    whole, start, out = sum(values) or 1, 0.0, []
    for part, value in zip(parts, values, strict=True):
        size = round(100 * value / whole, 2)
        out.append(Bar(str(part[0]), value, size, round(start, 2), known_tone(str(part[2]))))
        start += size
    return out


def spark_points(values: Sequence[float]) -> str:
    """The points of a polyline through ``values``, fitted into WIDTH x HEIGHT with room for the stroke."""
    if not values:
        return ""
    low, high = min(values), max(values)
    spread, step = (high - low) or 1, (WIDTH - 4) / max(1, len(values) - 1)
    return " ".join(
        f"{2 + place * step:.1f},{HEIGHT - 3 - (value - low) / spread * (HEIGHT - 6):.1f}"
        for place, value in enumerate(values)
    )

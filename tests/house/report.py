"""`make house`: prints the size budget and ends with status 1 when a gated figure is over its limit."""

import sys

from tests.house import budget


def row(line: budget.Line) -> str:
    """One line of the table."""
    verdict = "" if line.is_kept else "  OVER" if line.gated else "  (over, not gated)"
    where = f"  {line.where}" if line.where and (not line.is_kept or "most" in line.what) else ""
    return f"{line.what:38} {line.value:>7g} {'<=' if line.gated else ' ~'} {line.limit:g}{verdict}{where}"


def main() -> int:
    """Print the table."""
    lines = budget.lines()
    print("\n".join(row(line) for line in lines))
    over = [line for line in lines if line.gated and not line.is_kept]
    print(
        f"house: {len(over)} gated figures over their limit" if over else "house: all gated figures are kept"
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())

"""Links whose address stands elsewhere on the page: written as others, since a page is taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marketing_portal.interchange.handbook.reading.inline import CODE, outside_code

DEFINITION = re.compile(
    r" {0,3}\[(?P<name>[^\]\[^][^\]\[]*)\]:[ \t]+(?P<target><[^<>]*>|\S+)[ \t]*"
    r"(?P<title>\"[^\"]*\"|'[^']*'|\([^()]*\))?[ \t]*"
)
USE = re.compile(
    rf"{CODE}|(?P<text>!?\[(?P<inside>(?:[^\[\]]|!?\[[^\[\]]*\](?:\([^()]*\))?)*)\])"
    r"(?:[ ]?\[(?P<name>[^\[\]]*)\])?(?![(\[:])"
)
FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})")


def folded(name: str) -> str:
    """The name of a reference as it is compared."""
    return " ".join(name.split()).casefold()


def with_references(lines: Sequence[str]) -> list[str]:
    """``lines`` with every link that names a definition as a whole link; definitions that are used are empty lines."""
    found: dict[str, tuple[int, str]] = {}
    code: set[int] = set()
    is_code = False
    for number, line in enumerate(lines):
        if FENCE.match(line):
            is_code = not is_code
        if is_code:
            code.add(number)
        elif "]:" in line and (match := DEFINITION.fullmatch(line)):
            title = f' "{match["title"][1:-1]}"' if match["title"] and '"' not in match["title"][1:-1] else ""
            found.setdefault(folded(match["name"]), (number, f"{match['target']}{title}"))
    if not found:
        return list(lines)
    used: set[int] = set()

    def whole(match: re.Match[str]) -> str:
        number, target = found.get(folded(match["name"] or match["inside"]), (-1, ""))
        if number < 0:
            return match.group()
        used.add(number)
        return f"{match['text']}({target})"

    definitions = {number for number, _ in found.values()}
    kept = [
        line if number in code or number in definitions or "[" not in line else outside_code(USE, whole, line)
        for number, line in enumerate(lines)
    ]
    return ["" if number in used else line for number, line in enumerate(kept)]

"""Splitting a Markdown file into its YAML head and its body, with the line that each begins on."""

from __future__ import annotations

from dataclasses import dataclass

from frontmatter.default_handlers import YAMLHandler

from marketing_portal.interchange.canonical.fields import Fields, compose, refuse_controls
from marketing_portal.interchange.errors import BadFile

HANDLER = YAMLHandler()


@dataclass(frozen=True)
class Split:
    """The head as fields, the body as text, and the number of the body's first line."""

    fields: Fields
    body: str
    body_line: int


def split(text: str, path: str) -> Split:
    """Head and body of the Markdown file ``text``. Raises BadFile."""
    text = refuse_controls(text, path)
    if not HANDLER.detect(text):
        raise BadFile(
            path, 1, "The file begins with a line of “---”, then keys and values, then “---” again."
        )
    boundaries = list(HANDLER.FM_BOUNDARY.finditer(text))[:2]
    if len(boundaries) < 2:
        raise BadFile(path, 1, "The keys and values end with a line of “---”, and that line is missing.")
    first, second = boundaries
    offset = text.count("\n", 0, first.end())
    fields = Fields(compose(text[first.end() : second.start()], path, offset), path, offset)
    return Split(fields, text[second.end() :], text.count("\n", 0, second.end()) + 1)


def trim(text: str) -> str:
    """``text`` without empty lines before and without space after it; indentation of its first line stays."""
    lines = text.rstrip().split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)

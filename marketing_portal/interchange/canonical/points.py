"""The grammar of points: a list item whose text ends with its key, and attributes below it. Read and written here.

- Text of the point, Markdown, further lines
  indented by two spaces {#its-key}
  - Answer: an attribute, further lines
    indented by four spaces
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from marketing_portal.interchange.canonical.fields import SLUG, quoted
from marketing_portal.interchange.errors import BadFile

Line = tuple[int, str]
KEY = re.compile(r"(?:^|(?<=\s))(\\*)\{#([^{}]*)\}$")
ATTRIBUTE = re.compile(r"  - ([A-Z][A-Za-z ]*):(?: (.*))?")
BEGINS_STRUCTURE = re.compile(r"^(\\*)(?=#{2,3}(?: |$)|-(?: |$))", re.MULTILINE)
BEGINS_HEADING = re.compile(r"^(\\*)(?=#{2,3}(?: |$))", re.MULTILINE)
NO_KEY = "The point that begins here has no key. Its text ends with one, for example {#first-job}."


@dataclass(frozen=True)
class RawPoint:
    """A point as written: its text, its key, its attributes (label to line and value)."""

    line: int
    key: str
    text: str
    attributes: Mapping[str, Line] = field(default_factory=dict)


def escape(text: str, pattern: re.Pattern[str]) -> str:
    """``text`` with a backslash before whatever in it would be read as structure."""
    return pattern.sub(r"\1\\", text)


def unescape(text: str, pattern: re.Pattern[str]) -> str:
    """The reverse of ``escape``."""
    return pattern.sub(lambda match: match.group(1)[1:], text)


def read_points(lines: list[Line], path: str) -> tuple[str, list[RawPoint]]:
    """Introduction and points of the ``lines`` below one heading. Raises BadFile."""
    start = next((i for i, (_, text) in enumerate(lines) if is_item(text)), len(lines))
    intro = unescape("\n".join(text for _, text in lines[:start]).strip(), BEGINS_STRUCTURE)
    return intro, [read_point(item, path) for item in items(lines[start:], path)]


def is_item(text: str) -> bool:
    """True for the first line of a point."""
    return text == "-" or text.startswith("- ")


def items(lines: list[Line], path: str) -> Iterator[list[Line]]:
    """The lines of each point."""
    item: list[Line] = []
    for number, text in lines:
        if is_item(text):
            if item:
                yield item
            item = [(number, text)]
        elif text.strip() and not text.startswith("  "):
            raise BadFile(path, number, "Further lines of a point are indented by two spaces.")
        else:
            item.append((number, text))
    if item:
        yield item


def read_point(item: list[Line], path: str) -> RawPoint:
    """The point that the lines ``item`` hold."""
    first, texts = item[0][0], []
    for index, (number, line) in enumerate(item):
        text = line[2:]
        match = KEY.search(text)
        if match is None or match.group(1):
            texts.append(unescape_key(text))
            continue
        key = match.group(2)
        if not SLUG.fullmatch(key):
            reason = f"“{key}” is not a key: use small letters, digits and hyphens."
            raise BadFile(path, number, reason)
        texts.append(unescape_key(text[: match.start()].rstrip()))
        attributes = read_attributes(item[index + 1 :], path)
        return RawPoint(first, key, "\n".join(texts).strip(), attributes)
    raise BadFile(path, first, NO_KEY)


def unescape_key(text: str) -> str:
    """``text`` without the backslash that keeps its end from being read as a key."""
    return KEY.sub(lambda match: match.group(0).replace("\\", "", 1), text)


def escape_key(text: str) -> str:
    """The reverse of ``unescape_key``."""
    return KEY.sub(lambda match: "\\" + match.group(0), text)


def read_attributes(lines: list[Line], path: str) -> dict[str, Line]:
    """Attributes below a point."""
    found: dict[str, Line] = {}
    label = ""
    for number, text in lines:
        match = ATTRIBUTE.fullmatch(text)
        if match:
            label = match.group(1)
            if label in found:
                raise BadFile(path, number, f"“{label}” stands below this point twice.")
            found[label] = (number, match.group(2) or "")
        elif label and (text.startswith("    ") or not text.strip()):
            found[label] = (found[label][0], f"{found[label][1]}\n{text[4:]}")
        elif text.strip():
            reason = "After its key a point has only attributes, for example “  - Source: https://…”."
            raise BadFile(path, number, reason)
    return {name: (number, value.strip()) for name, (number, value) in found.items()}


def refuse_unknown(point: RawPoint, allowed: tuple[str, ...], path: str) -> None:
    """BadFile where ``point`` has an attribute that is not ``allowed`` here, or an empty one."""
    for label, (line, value) in point.attributes.items():
        if label not in allowed:
            raise BadFile(path, line, f"“{label}” is not possible here. Possible: {quoted(allowed)}.")
        if not value:
            raise BadFile(path, line, f"“{label}” has no value; leave the line out.")


def write_point(key: str, text: str, attributes: Mapping[str, str]) -> str:
    """The point as text, attributes without value left out."""
    body = "\n".join(escape_key(line) for line in text.split("\n"))
    parts = [indent(f"{body} {{#{key}}}".lstrip(), "  ")]
    parts += [f"  - {label}: {indent(value, '    ')}" for label, value in attributes.items() if value]
    return "- " + "\n".join(parts)


def indent(text: str, by: str) -> str:
    """``text`` with every line but the first and the empty ones indented."""
    return re.sub(r"\n(?!\n|\Z)", f"\n{by}", text)

"""Writing YAML as the content files have it: plain where that is safe, else in double quotes; folded when long."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from marketing_portal.interchange.canonical.yaml_reading import value_of

PLAIN_IN_BLOCK = re.compile(r"[A-Za-z0-9].*")
PLAIN_IN_FLOW = re.compile(r"[A-Za-z0-9][\w./]*(?:(?: |-+)[A-Za-z0-9][\w./]*)*")
FOLD_WIDTH = 116
YES_OR_NO = {"y", "n"}  # to YAML 1.1 a yes and a no, though not to PyYAML


def is_plain(text: str, value: str, pattern: re.Pattern[str], read: Any) -> bool:
    """Whether ``value`` may stand without quotes: it looks like a word, and YAML reads ``text`` as ``read``."""
    return bool(pattern.fullmatch(value)) and value.lower() not in YES_OR_NO and means(text, read)


def means(text: str, value: Any) -> bool:
    """Whether YAML reads ``text`` as ``value``."""
    try:
        return bool(value_of(text) == value)
    except (yaml.YAMLError, ValueError):  # a plain 2020-13-45 is an impossible date
        return False


def quote(text: str) -> str:
    """``text`` in double quotes, on one line."""
    dumped: str = yaml.dump(text, default_style='"', allow_unicode=True, width=10**9)
    return dumped.rstrip("\n")


def block(value: Any) -> str:
    """``value`` as it stands after a key on a line of its own."""
    if isinstance(value, str) and is_plain(f"k: {value}", value, PLAIN_IN_BLOCK, {"k": value}):
        return value
    return flow(value)


def flow(value: Any, quoted: bool = False) -> str:
    """``value`` as it stands inside brackets; text in quotes where ``quoted`` or where it has to be."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        may_be_plain = not quoted and is_plain(f"[{value}]", value, PLAIN_IN_FLOW, [value])
        return value if may_be_plain else quote(value)
    return f"[{', '.join(flow(item) for item in value)}]"


def flow_mapping(values: Mapping[str, Any], quoted: Iterable[str] = ()) -> str:
    """``values`` in braces; those named in ``quoted`` always with quotes."""
    parts = [f"{name}: {flow(value, name in set(quoted))}" for name, value in values.items()]
    return f"{{{', '.join(parts)}}}"


def folded(text: str, indent: str, width: int = FOLD_WIDTH) -> str:
    """``text`` over several lines (``>-``), each after ``indent``; on one line where folding would change it."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    written = ">-\n" + "\n".join(indent + line for line in lines)
    return written if lines and means(f"k: {written}", {"k": text}) else block(text)


def literal(text: str, indent: str) -> str:
    """``text`` of several lines, kept as they are (``|-``); in quotes where that would change it."""
    written = "|-\n" + "\n".join(indent + line if line else "" for line in text.split("\n"))
    return written if means(f"k: {written}", {"k": text}) else quote(text)

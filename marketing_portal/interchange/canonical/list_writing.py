"""Lists to text. Each file has its style: an entry on one line where entries are short, else a key on each line."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from marketing_portal.interchange.canonical.yaml_text import block, flow_mapping, folded, literal
from marketing_portal.interchange.documents import Document

LONG = 122


@dataclass(frozen=True)
class Style:
    """How one list is written: which fields are always in quotes, left out when None, folded when they are long,
    and which sets groups apart by an empty line.
    """

    one_line: bool = True
    quoted: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    group_by: str = ""


STYLES = {
    "people": Style(quoted=("handle", "anchor")),
    "teams": Style(one_line=False),
    "labels": Style(quoted=("note",), optional=("team",), group_by="family"),
    "persona_list": Style(one_line=False),
    "org_chart": Style(),
    "deprecated_assets": Style(one_line=False),
    "guidance": Style(one_line=False, folded=("text",)),
}


def head_comment(text: str) -> str:
    """The comment that opens a list file, with its line ends: to be kept when the file is written anew."""
    comment = itertools.takewhile(lambda line: line.startswith("#"), text.split("\n"))
    return "".join(f"{line}\n" for line in comment)


def write_list(name: str, documents: Iterable[Document], comment: str = "") -> str:
    """The list ``name`` (a key of STYLES) as the text of its file, below ``comment``."""
    style = STYLES[name]
    groups = itertools.groupby(documents, lambda document: getattr(document, style.group_by, ""))
    written = ["\n".join(write_entry(document, style) for document in group) for _, group in groups]
    if not written:
        return f"{comment}[]\n"
    between = "\n" if style.group_by and comment else ""
    return comment + between + "\n\n".join(written) + "\n"


def write_entry(document: Document, style: Style) -> str:
    """One entry of a list."""
    values = {
        one.name: getattr(document, one.name)
        for one in dataclasses.fields(document)
        if one.compare and not (one.name in style.optional and getattr(document, one.name) is None)
    }
    if style.one_line:
        return f"- {flow_mapping(values, style.quoted)}"
    lines = [f"{name}: {entry_value(value, name in style.folded)}" for name, value in values.items()]
    return "- " + "\n  ".join(lines)


def entry_value(value: Any, may_fold: bool) -> str:
    """``value`` after its key: text of several lines as it is, long text folded where it may be."""
    if isinstance(value, str) and "\n" in value:
        return literal(value, "    ")
    is_long = isinstance(value, str) and len(value) > LONG
    return folded(value, "    ") if may_fold and is_long else block(value)

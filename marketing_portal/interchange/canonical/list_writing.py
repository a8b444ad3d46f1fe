"""Lists to text. Each file has its style: an entry on one line where entries are short, else a key on each line."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marketing_portal.interchange.canonical import vocabulary as words
from marketing_portal.interchange.canonical.lists import SECTIONED
from marketing_portal.interchange.canonical.writing import write_source
from marketing_portal.interchange.canonical.yaml_text import block, flow, folded, literal
from marketing_portal.interchange.documents import Document, Source, is_silent
from marketing_portal.interchange.documents_use_cases import RequirementsDoc, UsePointsDoc

LONG = 122
LINES = ("outline", "links", "warnings")


@dataclass(frozen=True)
class Style:
    """How one list is written, and what stands in its entries: which fields are always in quotes (on one line), left
    out where they say nothing, folded when they are long; and which field sets groups apart by an empty line.
    """

    one_line: bool = True
    quoted: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    group_by: str = ""


STYLES = {
    "request_kinds": Style(
        one_line=False, quoted=("help",), optional=("required", "help", "choices"), group_by="key"
    ),
    "people": Style(quoted=("handle", "anchor")),
    "teams": Style(one_line=False),
    "labels": Style(quoted=("note",), optional=("team",), group_by="family"),
    "persona_list": Style(one_line=False),
    "org_chart": Style(),
    "deprecated_assets": Style(one_line=False),
    "guidance": Style(one_line=False, folded=("text",)),
    "enterprise_roles": Style(
        one_line=False, folded=words.ROLE_TEXTS, optional=("parent", *words.ROLE_TEXTS), group_by="level"
    ),
    "value_drivers": Style(one_line=False),
    "statements": Style(quoted=("text",), optional=("title", "state", "parent"), group_by="kind"),
    "activation_roles": Style(one_line=False, folded=("responsibility",)),
    "dri": Style(one_line=False, quoted=("raw", "written"), optional=("state", "people")),
    "key_link_kinds": Style(quoted=("url",)),
    "key_links": Style(quoted=("label", "target", "raw", "note"), optional=("raw", "internal", "note")),
    "areas_of_interest": Style(quoted=("target",)),
    "contradictions": Style(one_line=False, folded=("text",)),
    "journey_stages": Style(one_line=False, folded=("definition", "focus")),
    "audiences": Style(one_line=False),
    "journey_views": Style(one_line=False, optional=("stage",)),
    "journeys": Style(one_line=False, quoted=("measured_by",), folded=("text",)),
    "bom_areas": Style(quoted=("url",)),
    "bom_elements": Style(quoted=("description", "quantity")),
    "collateral": Style(
        one_line=False, optional=("owner", "source", "anchors"), folded=("note",), group_by="kind"
    ),
    "decks": Style(one_line=False, folded=("description", "when_to_use")),
    "ownership": Style(one_line=False, quoted=("url",)),
    "organisation": Style(optional=("pmm_group",)),
    "cascade": Style(one_line=False, quoted=("url",)),
    "imported_files": Style(one_line=False, quoted=("text",), optional=("words_missing", *LINES)),
    "origins_of_objects": Style(
        quoted=("key", "heading"), optional=("lines", "made_of", "heading"), group_by="kind"
    ),
}
ANSWERS = ("answer", "product_areas", "demos")
REQUIREMENTS = Style(
    one_line=False,
    folded=("description", "features", "value", *ANSWERS),
    optional=(*ANSWERS, "demos_state"),
)
POINT_TEXTS = ("title", "text", "detail", "result", "demos")
POINTS = Style(
    one_line=False,
    folded=POINT_TEXTS,
    optional=("group", *POINT_TEXTS, "sales_segment", "state", "is_remark", "internal"),
)


def head_comment(text: str) -> str:
    """The comment that opens a list file, with its line ends: to be kept when the file is written anew."""
    comment = itertools.takewhile(lambda line: line.startswith("#"), text.split("\n"))
    return "".join(f"{line}\n" for line in comment)


def write_list_file(name: str, lists: Mapping[str, Iterable[Document]], comment: str = "") -> str:
    """The file ``name`` (one of FILES) of ``lists`` by their names, below ``comment``."""
    if name not in SECTIONED:
        return write_list(name, lists[name], comment)
    return comment + "".join(
        write_section(section, kind, lists[kind]) for section, kind in SECTIONED[name].items()
    )


def write_section(section: str, kind: str, documents: Iterable[Document]) -> str:
    """One of the lists of a file."""
    entries = write_entries(documents, STYLES[kind])
    return f"{section}:\n{entries}" if entries else f"{section}: []\n"


def write_requirements(document: RequirementsDoc, comment: str = "") -> str:
    """The market requirements of a use case as the text of their file."""
    return write_entries(document.requirements, REQUIREMENTS, comment) or f"{comment}[]\n"


def write_points(document: UsePointsDoc, comment: str = "") -> str:
    """The points of a use case as the text of their file."""
    return write_entries(document.points, POINTS, comment) or f"{comment}[]\n"


def write_list(name: str, documents: Iterable[Document], comment: str = "") -> str:
    """The list ``name`` (a key of STYLES) as the text of its file, below ``comment``."""
    return write_entries(documents, STYLES[name], comment) or f"{comment}[]\n"


def write_entries(documents: Iterable[Document], style: Style, comment: str = "") -> str:
    """``documents`` as the entries of a list below ``comment``; nothing where there are none."""
    groups = itertools.groupby(documents, lambda document: getattr(document, style.group_by, ""))
    written = ["\n".join(write_entry(document, style) for document in group) for _, group in groups]
    between = "\n" if style.group_by and comment else ""
    return comment + between + "\n\n".join(written) + "\n" if written else ""


def write_entry(document: Document, style: Style) -> str:
    """One entry of a list."""
    values = fields_of(document, style)
    if style.one_line:
        return f"- {braces(document, style)}"
    lines = [f"{name}:{entry_value(value, name, style)}" for name, value in values.items()]
    return "- " + "\n  ".join(lines)


def fields_of(document: Document, style: Style) -> dict[str, Any]:
    """What is written of ``document``, by name."""
    columns = [(one, getattr(document, one.name)) for one in dataclasses.fields(document) if one.compare]
    return {
        one.name: value
        for one, value in columns
        if not (is_silent(one, value) or (one.name in style.optional and value == one.default))
    }


def entry_value(value: Any, name: str, style: Style) -> str:
    """``value`` after its key: text of several lines as it is, long text folded where it may be."""
    if is_list_of_documents(value):
        return "".join(f"\n  - {braces(item, style)}" for item in value)
    if isinstance(value, Source):
        return f" {write_source(value)}"
    if isinstance(value, str) and "\n" in value:
        return f" {literal(value, '    ')}"
    is_long = isinstance(value, str) and len(value) > LONG
    return f" {folded(value, '    ') if is_long and name in style.folded else block(value)}"


def is_list_of_documents(value: Any) -> bool:
    """Whether ``value`` holds entries of its own."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Document)


def braces(document: Document, style: Style) -> str:
    """``document`` on one line, with what stands below it."""
    values = fields_of(document, style).items()
    return f"{{{', '.join(f'{name}: {inline(value, name, style)}' for name, value in values)}}}"


def inline(value: Any, name: str, style: Style) -> str:
    """``value`` inside braces."""
    if is_list_of_documents(value):
        return f"[{', '.join(braces(item, style) for item in value)}]"
    return flow(value, name in style.quoted)

"""Content as plain, frozen values: what parsers give, loaders take and writers write. Nothing here knows Django.

Two documents are equal when their content is; ``found`` (the file and the lines they were read from) does not count.
Single-line texts have no surrounding space; texts of several lines are Markdown.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marketing_portal.interchange.errors import BadFile


@dataclass(frozen=True)
class Found:
    """Where a document was read: its file, and the line of each of its fields.

    ``""`` stands for its first line, ``end`` for its last one where that is known.
    """

    path: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def bad(self, name: str, reason: str) -> BadFile:
        """The error that says what is wrong with the field ``name``."""
        return BadFile(self.path, self.lines.get(name) or self.lines.get("", 1), reason)

    @property
    def span(self) -> str:
        """First and last line, for example ``43-130``; empty where the last one is not known."""
        return f"{self.lines.get('', 1)}-{self.lines['end']}" if "end" in self.lines else ""

    def at(self, name: str) -> Found:
        """The place of the field ``name`` alone: for what is made of one field."""
        return Found(self.path, {"": self.lines.get(name) or self.lines.get("", 1)})


def later(default: Any) -> Any:
    """A field that came later: files and fingerprints leave it out where it says nothing, so older ones stay good."""
    return field(default=default, metadata={"is_later": True})


def is_silent(column: dataclasses.Field[Any], value: Any) -> bool:
    """Whether ``column`` came later and its ``value`` says nothing."""
    return "is_later" in column.metadata and value == column.default


@dataclass(frozen=True, kw_only=True)
class Document:
    """Base of every document."""

    found: Found = field(default=Found(), compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where in the handbook the facts come from: a page, and the heading there."""

    page: str
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class GapDoc(Document):
    """Something that is known to be missing at one place; ``closed``: somebody found it, or needs it no more."""

    key: str
    place: str
    state: str
    marker: str = ""
    note: str = ""
    closed: bool = later(False)


@dataclass(frozen=True, kw_only=True)
class IntroDoc(Document):
    """The text that opens one part of a persona."""

    place: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PointDoc(Document):
    """One point. ``label`` is its heading where it stands under “Other”."""

    kind: str
    key: str
    text: str
    detail: str = ""
    state: str = "known"
    source_url: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class SegmentDoc(Document):
    """The persona's part in a purchase at companies of one size; without text the state says why."""

    segment: str
    text: str = ""
    state: str = "known"
    buying_roles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuoteDoc(Document):
    """What somebody really said."""

    key: str
    text: str
    speaker_role: str
    company_size: str = ""
    industry: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonaDoc(Document):
    """A persona with everything said about it, points in the order of the page."""

    slug: str
    name: str
    role: str
    kind: str = "buyer"
    status: str = "active"
    summary: str = ""
    anchors: tuple[str, ...] = ()
    alternative_titles: tuple[str, ...] = ()
    owner: str | None = None
    internal: bool = False
    source: Source | None = None
    gaps: tuple[GapDoc, ...] = ()
    note: str = ""
    intros: tuple[IntroDoc, ...] = ()
    points: tuple[PointDoc, ...] = ()
    segments: tuple[SegmentDoc, ...] = ()
    quotes: tuple[QuoteDoc, ...] = ()
    archived: bool | None = later(None)


@dataclass(frozen=True, kw_only=True)
class PageDoc(Document):
    """A handbook page of running text."""

    slug: str
    title: str
    summary: str = ""
    order: int = 0
    owner: str | None = None
    internal: bool = False
    source: Source | None = None
    anchors: tuple[str, ...] = ()
    body: str = ""
    gaps: tuple[GapDoc, ...] = later(())
    archived: bool | None = later(None)


@dataclass(frozen=True, kw_only=True)
class PersonDoc(Document):
    """Somebody the handbook names; ``anchor`` is that of the team page, ``anchors`` are former addresses."""

    slug: str
    name: str
    handle: str = ""
    aliases: tuple[str, ...] = ()
    anchor: str = ""
    first_name_only: bool = False
    active: bool = True
    anchors: tuple[str, ...] = later(())
    gaps: tuple[GapDoc, ...] = later(())
    archived: bool | None = later(None)


@dataclass(frozen=True, kw_only=True)
class TeamDoc(Document):
    """A team or a part of one. Whether it takes requests follows from the labels, not from its own file."""

    slug: str
    name: str
    parent: str | None = None
    order: int = 0
    abbreviation: str = ""
    slack_channel: str = ""
    purpose: str = ""
    anchors: tuple[str, ...] = later(())
    gaps: tuple[GapDoc, ...] = later(())
    archived: bool | None = later(None)


@dataclass(frozen=True, kw_only=True)
class LabelDoc(Document):
    """The canonical spelling of one value of a label family, and what else is accepted for it."""

    family: str
    key: str
    text: str
    team: str | None = None
    note: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListEntryDoc(Document):
    """One line of the persona list; without persona, ``state`` and ``marker`` say why, and ``closed`` as of a gap.

    ``gaps``: what else is missing.
    """

    key: str
    order: int
    label: str
    persona: str | None = None
    state: str = "known"
    marker: str = ""
    closed: bool = later(False)
    gaps: tuple[GapDoc, ...] = later(())


@dataclass(frozen=True, kw_only=True)
class OrgPositionDoc(Document):
    """A box of the organisation chart."""

    key: str
    title: str
    parent: str | None = None
    order: int = 0
    personas: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AssetDoc(Document):
    """A video or deck from before the personas."""

    key: str
    order: int
    title: str
    alternative_title: str = ""
    video_url: str = ""
    deck_url: str = ""
    remark: str = ""
    superseded_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class EnterpriseRoleDoc(Document):
    """A role in a customer's IT department; ``parent``: key of the role whose speciality it is."""

    key: str
    level: str
    title: str
    parent: str | None = None
    focus: str = ""
    reference: str = ""
    value: str = ""
    challenges: str = ""
    questions: str = ""
    resources: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class GuidanceDoc(Document):
    """A rule for writers, or a purpose of knowing roles."""

    key: str
    kind: str
    order: int
    text: str


def plain(value: Any, *, in_short: bool = False) -> Any:
    """``value`` as lists and mappings of what is compared: no places, no types; ``in_short``: nothing silent."""
    if dataclasses.is_dataclass(value):
        columns = [(one, getattr(value, one.name)) for one in dataclasses.fields(value) if one.compare]
        return {
            one.name: plain(found, in_short=in_short)
            for one, found in columns
            if not (in_short and is_silent(one, found))
        }
    return [plain(item, in_short=in_short) for item in value] if isinstance(value, tuple) else value


def digest(document: Document, **more: Any) -> str:
    """Fingerprint of what ``document`` says (and of ``more`` that goes into the same object): 64 characters."""
    content = [type(document).__name__, plain(document, in_short=True), more]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

"""An issue as a plain value: what the readers give and the writer takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from marketing_portal.interchange.documents import Document


@dataclass(frozen=True, kw_only=True)
class WhoDoc:
    """Somebody as the source names them: ``username`` identifies, ``name`` is shown."""

    username: str = ""
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.username or self.name)


@dataclass(frozen=True, kw_only=True)
class NoteDoc(Document):
    """A comment."""

    author: WhoDoc
    at: dt.datetime
    body: str


@dataclass(frozen=True, kw_only=True)
class IssueDoc(Document):
    """One issue. ``origin`` is its address, or its number where there is none: the same in every export.

    ``launches``: milestones beside the one that GitLab knows; only our own exports have them.
    """

    origin: str
    url: str = ""
    title: str
    description: str = ""
    is_open: bool = True
    author: WhoDoc = field(default_factory=WhoDoc)
    assignees: tuple[WhoDoc, ...] = ()
    labels: tuple[str, ...] = ()
    milestone: str = ""
    launches: tuple[str, ...] = ()
    weight: int | None = None
    due_on: dt.date | None = None
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    is_confidential: bool = False
    epic: str = ""
    notes: tuple[NoteDoc, ...] = ()

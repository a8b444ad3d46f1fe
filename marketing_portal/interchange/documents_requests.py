"""Documents of the request desk: kinds of requests with their questions."""

from __future__ import annotations

from dataclasses import dataclass

from marketing_portal.interchange.documents import Document, later


@dataclass(frozen=True, kw_only=True)
class KindFieldDoc(Document):
    """A question that a kind asks; ``choices`` where one of them is the answer."""

    key: str
    label: str
    type: str = "text"
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    archived: bool | None = later(None)


@dataclass(frozen=True, kw_only=True)
class RequestKindDoc(Document):
    """A kind of request: which team usually gets it, and the labels (as they are written) that it comes with."""

    key: str
    name: str
    description: str = ""
    team: str | None = None
    labels: tuple[str, ...] = ()
    fields: tuple[KindFieldDoc, ...] = ()
    archived: bool | None = later(None)

"""What can be found: kinds as readers filter by them, and sources that turn rows into documents.

An app that adds something with an address registers a source for it in ``search.sources``; nothing else has to know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from marketing_portal.content.addresses import link_to
from marketing_portal.search.documents import Document

FORMAT = 1  # of documents; counted up when what sources say of the same rows changes
Affected = Callable[[set[int]], Iterable[int]]


@dataclass(frozen=True)
class Kind:
    """How documents are grouped for readers: the key in the address, its name for one and for several."""

    key: str
    one: str
    many: str


@dataclass(frozen=True)
class Source:
    """Rows of ``model`` as documents.

    ``documents`` takes a queryset of rows. ``page`` is the URL name that the documents lead to: without it there is
    nothing to find. ``parts`` are models whose rows belong to a row of ``model``, with the column that names it.
    ``depends`` are models whose rows are mentioned: which objects that concerns, None for all of them.
    ``hidden_from`` gives keys that a person may not see although the audience says so, as a queryset.
    """

    key: str
    model: type[Model]
    page: str
    documents: Callable[[Any], Iterable[Document]]
    parts: Mapping[type[Model], str] = field(default_factory=dict)
    depends: Mapping[type[Model], Affected | None] = field(default_factory=dict)
    hidden_from: Callable[[Any], QuerySet[Any] | None] | None = None

    def rows(self, keys: Iterable[int]) -> list[Document]:
        """The documents of the objects with these ``keys``; none where their pages do not exist."""
        rows = self.model._default_manager.filter(pk__in=list(keys))
        return [one for one in self.documents(rows) if one.url]


KINDS: dict[str, Kind] = {}
SOURCES: dict[str, Source] = {}


def register(source: Source, *kinds: Kind) -> None:
    """From now on ``source`` is indexed; ``kinds`` are those of its documents that are new."""
    SOURCES[source.key] = source
    KINDS.update({kind.key: kind for kind in kinds})


def signature() -> str:
    """A value that changes when the sources, or the pages they lead to, are not what they were."""
    known = [(key, bool(link_to(source.page)) or source.page) for key, source in sorted(SOURCES.items())]
    return hashlib.sha256(repr((FORMAT, known)).encode()).hexdigest()

"""What a backend does. Keeping the table of documents is the same for both databases; asking it is not.

A backend for a search server would be one more class with these methods, fed with the same documents.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection, transaction

from marketing_portal.search.models import LONGEST_NAME, SearchDoc
from marketing_portal.search.registry import Source
from marketing_portal.search.sight import Sight
from marketing_portal.search.words import Query
from marketing_portal.search.writing import BATCH, write

READ = 20_000  # documents that are ranked and counted at most; a count that reaches it is “at least”
NAMED = 10  # documents that come first because they are called what was typed
BEGINNING = 2  # letters from which names that only begin so come first, too
NAMED_READ = 200  # names that are read to find them


@dataclass(frozen=True)
class Request:
    """One question: what, seen by whom, of which kind (empty: all), all of the words or some of them."""

    query: Query
    sight: Sight
    kind: str = ""
    some: bool = False


@dataclass
class Hits:
    """The keys of the documents that were found, best first, and how many there are of each kind."""

    keys: list[int] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many there are of all kinds."""
        return sum(self.counts.values())


class Backend(ABC):
    """Keeps documents and finds them."""

    # Keeping

    @abstractmethod
    def lock(self) -> None:
        """Wait until nobody else writes documents; until the transaction ends."""

    @abstractmethod
    def refresh(self) -> None:
        """Whatever the database likes to have done after many changes."""

    def index(self, source: Source, keys: Iterable[int]) -> int:
        """Bring the documents of these objects up to date, also of those that are gone; gives how many changed."""
        changed, rest = 0, iter(sorted(set(keys)))
        while batch := list(islice(rest, BATCH)):
            with transaction.atomic():
                self.lock()
                changed += write(source, batch, source.rows(batch))
        return changed

    def remove(self, source: Source, keys: Iterable[int]) -> None:
        """Forget the documents of these objects."""
        SearchDoc.objects.filter(source=source.key, object_id__in=list(keys)).delete()

    def rebuild(self, sources: Iterable[Source]) -> int:
        """Compare every document with what it should be, and mend what differs; gives how many changed."""
        sources = list(sources)
        changed = SearchDoc.objects.exclude(source__in=[source.key for source in sources]).delete()[0]
        for source in sources:
            there = source.model._base_manager.order_by().values("pk")
            gone = SearchDoc.objects.filter(source=source.key).exclude(object_id__in=there)
            changed += gone.delete()[0]
            changed += self.index(source, source.model._base_manager.values_list("pk", flat=True))
        self.refresh()
        return changed

    # Finding

    @abstractmethod
    def matching(self, request: Request, columns: Sequence[str] = ()) -> tuple[str, list[Any]]:
        """SELECT of ``id``, ``kind`` and ``place`` (the smaller, the better) of the documents ``d`` that match.

        ``columns``: only where the words are in these. It ends with a condition, so that more can be added.
        """

    @abstractmethod
    def names_from(self, beginning: str) -> tuple[str, list[Any]]:
        """SQL of the condition that ``n.squashed`` begins so, one that its index answers."""

    def search(self, request: Request, start: int, count: int) -> Hits:
        """``count`` documents from the ``start``-th on, best first, and how many there are of each kind."""
        named = self.named(request)
        head = [key for key, kind in named.items() if request.kind in {"", kind}]
        first = head[start : start + count]
        offset = max(0, start - len(head))
        hits = self.ranked(request, list(named), offset, count - len(first))
        hits.keys[:0] = first
        for kind in named.values():
            hits.counts[kind] = hits.counts.get(kind, 0) + 1
        return hits

    def named(self, request: Request) -> dict[int, str]:
        """Documents that are called what was typed, then those whose names begin so; key and kind."""
        name = request.query.name[:LONGEST_NAME]
        if not name:
            return {}
        found = self.read_names(name, request.sight, NAMED_READ)
        best: dict[int, tuple[bool, float, int, str]] = {}
        for key, kind, weight, squashed, _ in found:
            if len(name) < BEGINNING and squashed != name:
                continue
            place = (squashed != name, -weight, len(squashed), kind)
            best[key] = min(place, best.get(key, place))
        ordered = sorted(best, key=lambda key: (best[key], key))[:NAMED]
        return {key: best[key][3] for key in ordered}

    def read_names(self, beginning: str, sight: Sight, most: int) -> list[tuple[int, str, float, str, str]]:
        """Names that begin so, in alphabetical order: key, kind and weight of the document, the name as compared, as
        written. The join is a CROSS JOIN so that reading stops after ``most``.
        """
        begins, parameters = self.names_from(beginning)
        seen, values = sight.condition("d")
        sql = (
            "SELECT d.id, d.kind, d.weight, n.squashed, n.text FROM search_searchname n CROSS JOIN search_searchdoc d "
            f"WHERE {begins} AND d.id = n.doc_id AND {seen} ORDER BY n.squashed LIMIT %s"
        )
        return rows(sql, [*parameters, *values, most])

    def ranked(self, request: Request, without: list[int], start: int, count: int) -> Hits:
        """Documents that match, best first, but for those ``without``; they are read once, to rank and to count."""
        sql, parameters = self.matching(request)
        if request.kind:
            kind, values = "WHERE kind = %s", [request.kind]
        else:
            kind, values = "", []
        found = rows(
            # Put together from constants of this package; what people type is always a parameter.
            f"WITH hit AS MATERIALIZED ({sql}{but(without)} LIMIT {READ}) "
            "SELECT id, kind, place, 0 FROM ("
            f"SELECT id, kind, place FROM hit {kind} ORDER BY place, id LIMIT %s OFFSET %s) best "
            "UNION ALL SELECT NULL, kind, NULL, COUNT(*) FROM hit GROUP BY kind",
            [*parameters, *without, *values, count, start],
        )
        best = sorted((place, key) for key, _, place, _ in found if key is not None)
        return Hits([key for _, key in best], {kind: number for key, kind, _, number in found if key is None})

    def suggest(self, request: Request, count: int) -> list[int]:
        """Documents whose names begin with what was typed, then those that have the words in a name."""
        named = list(self.named(request))[:count]
        sql, parameters = self.matching(request, ("title", "aliases"))
        found = rows(
            f"{sql}{but(named)} ORDER BY place, id LIMIT %s", [*parameters, *named, count - len(named)]
        )
        return [*named, *(key for key, _, _ in found)]


def but(keys: list[int]) -> str:
    """A condition that leaves out the documents with these ``keys``."""
    return f" AND d.id NOT IN ({', '.join(['%s'] * len(keys))})" if keys else ""


def rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())

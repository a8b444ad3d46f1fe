"""A page of results, as the template draws it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from marketing_portal.content.addresses import link_to
from marketing_portal.search.backends import backend
from marketing_portal.search.backends.base import READ, Hits, Request
from marketing_portal.search.marking import marked, snippet
from marketing_portal.search.models import SearchText
from marketing_portal.search.nearest import nearest
from marketing_portal.search.places import Place, places
from marketing_portal.search.registry import KINDS
from marketing_portal.search.sight import sight_of
from marketing_portal.search.words import Query, squash

PER_PAGE, PAGES, SUGGESTED = 20, 10, 8
TITLE_LENGTH = 120


@dataclass(frozen=True)
class Result:
    """One thing that was found. ``also`` is the other name by which it was found; ``is_called`` where that is exact."""

    url: str
    title: SafeString
    kind: str
    note: str
    text: SafeString | str = ""
    also: SafeString | str = ""
    is_called: bool = False


@dataclass(frozen=True)
class Facet:
    """A kind to narrow the results to, with how many there are of it."""

    text: str
    count: str
    href: str
    current: bool


@dataclass
class Found:
    """Everything that the page shows. ``some``: nothing has all the words, these have some of them."""

    query: Query
    kind: str
    results: list[Result] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    page: Page[int] | None = None
    total: str = "0"
    some: bool = False
    near: list[Result] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    ask_href: str = ""

    @property
    def all_query(self) -> str:
        """The same search over every kind."""
        return urlencode({"q": self.query.text})


def find(query: Query, kind: str, page: str | None, user: Any) -> Found:
    """What ``user`` finds, narrowed to ``kind`` where there is such a kind."""
    found = Found(query, kind if kind in KINDS else "", ask_href=ask_for(query))
    if not query:
        return found
    found.places = places(query, user)
    request, number = Request(query, sight_of(user), found.kind), page_number(page)
    hits = backend().search(request, (number - 1) * PER_PAGE, PER_PAGE)
    if not hits.total:
        found.near = near_results(nearest(query, request.sight, backend()))
        if len(query.terms) > 1:
            found.some, request = True, replace(request, some=True)
            hits = backend().search(request, (number - 1) * PER_PAGE, PER_PAGE)
    found.page = page_of(hits.counts.get(found.kind, 0) if found.kind else hits.total, number)
    if found.page.number != number:  # there are not as many pages
        hits = backend().search(request, (found.page.number - 1) * PER_PAGE, PER_PAGE)
    fill(found, hits)
    return found


def page_number(text: str | None) -> int:
    """The page that was asked for, whatever was written there."""
    return min(max(int(text), 1), PAGES) if text and text.isdecimal() and len(text) < 6 else 1


def page_of(count: int, number: int) -> Page[int]:
    """Page ``number`` of so many results, or the last one."""
    return Paginator(range(min(count, PAGES * PER_PAGE)), PER_PAGE).get_page(number)


def fill(found: Found, hits: Hits) -> None:
    """Put what was found into the page."""
    found.results = results(hits.keys, found.query)
    found.total = bounded(hits.total)
    found.facets = facets(found, hits)


def bounded(count: int) -> str:
    """A count in words; from a certain number on it is “at least”."""
    return f"{READ:,}+" if count >= READ else f"{count:,}"


def facets(found: Found, hits: Hits) -> list[Facet]:
    """All kinds together, then each that has something, in the order in which kinds are registered."""
    made = [Facet("Everything", bounded(hits.total), f"?{found.all_query}", not found.kind)]
    for key, kind in KINDS.items():
        if hits.counts.get(key) or key == found.kind:
            count = bounded(hits.counts.get(key, 0))
            made.append(Facet(kind.many, count, f"?{found.all_query}&kind={key}", key == found.kind))
    return made


def texts(keys: list[int]) -> list[SearchText]:
    """The documents with these ``keys``, in this order."""
    rows = SearchText.objects.select_related("doc").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def results(keys: list[int], query: Query) -> list[Result]:
    """Those documents, with what was looked for marked."""
    return [result(row, query) for row in texts(keys)]


def result(row: SearchText, query: Query) -> Result:
    """One document."""
    name, kind = query.name, KINDS.get(row.doc.kind)
    names = row.aliases.split("\n")[:-1]  # the last line holds them as single words
    called = next((other for other in names if squash(other) == name), "")
    begins = next((other for other in names if squash(other).startswith(name)), "")
    in_title = squash(row.title).startswith(name)
    return Result(
        url=row.url,
        title=marked(row.title, query.terms),
        kind=kind.one if kind else "",
        note=row.note,
        text=snippet(row.body, query.terms) if row.body else "",
        also="" if in_title else marked(called or begins, query.terms),
        is_called=bool(called) or squash(row.title) == name,
    )


def near_results(close: list[tuple[int, str]]) -> list[Result]:
    """Documents that may have been meant, with the name that is nearly what was typed."""
    names = dict(close)
    return [
        Result(
            row.url,
            marked(row.title, ()),
            KINDS[row.doc.kind].one if row.doc.kind in KINDS else "",
            row.note,
            also="" if names[row.pk] == row.title else names[row.pk],
        )
        for row in texts(list(names))
    ]


def suggestions(query: Query, user: Any) -> list[Result]:
    """A few pages and documents whose names go with what was typed so far."""
    if not query:
        return []
    pages = [Result(place.url, marked(place.title, query.terms), "Page", "") for place in places(query, user)]
    left = SUGGESTED - len(pages)
    return pages + results(backend().suggest(Request(query, sight_of(user)), left), query)


def ask_for(query: Query) -> str:
    """A request for what is not there, its title filled in; empty while requests cannot be filed."""
    form = link_to("requests:new")
    if not form or not query.text:
        return ""
    about = f"{link_to('search:search')}?{urlencode({'q': query.text})}"
    title = f"Looked for and not found: {query.text[:TITLE_LENGTH]}"
    return f"{form}?{urlencode({'title': title, 'about': about})}"

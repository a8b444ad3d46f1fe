"""Importing handbook pages: read all, recognise, match, load in one transaction, account for every word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from marketing_portal.content import history
from marketing_portal.content.models import ChangeSet, HandbookPage, Origin
from marketing_portal.interchange.canonical.folder import Content
from marketing_portal.interchange.documents import Document, Found, PageDoc, Source
from marketing_portal.interchange.documents_journeys import CollateralDoc
from marketing_portal.interchange.documents_use_cases import DRIRowDoc
from marketing_portal.interchange.handbook.applying.addresses import DEFAULT_BASE, Addresses, tail
from marketing_portal.interchange.handbook.applying.houses import displaced, last_houses
from marketing_portal.interchange.handbook.applying.linking import entries_linked, linked, unresolved
from marketing_portal.interchange.handbook.applying.matching import Known
from marketing_portal.interchange.handbook.applying.records import record, tally_of
from marketing_portal.interchange.handbook.applying.referring import Referring
from marketing_portal.interchange.handbook.applying.registry import KIND_NAMES, MATCHERS
from marketing_portal.interchange.handbook.applying.repeats import without_repeats
from marketing_portal.interchange.handbook.applying.report import FileReport, ImportReport, done
from marketing_portal.interchange.handbook.applying.retiring import retire_entries, retire_pages
from marketing_portal.interchange.handbook.applying.unchanged import as_before, reading
from marketing_portal.interchange.handbook.kinds.base import found_at
from marketing_portal.interchange.handbook.kinds.understanding import Understood, understand
from marketing_portal.interchange.handbook.kinds.use_case_collateral import same_place
from marketing_portal.interchange.handbook.reading.blocks import Page
from marketing_portal.interchange.handbook.reading.text import read_page
from marketing_portal.interchange.handbook.reading.writing import write
from marketing_portal.interchange.handbook.sources import SourceFile
from marketing_portal.interchange.loader import kinds
from marketing_portal.interchange.loading.kinds import Run
from marketing_portal.interchange.loading.report import Outcome
from marketing_portal.interchange.models import ImportedFile

REASON = "Imported from handbook pages"
Progress = Callable[[str, int, int], None]


def silent(step: str, number: int, of: int) -> None:
    """Progress that nobody watches."""


@dataclass
class Batch:
    """What is imported together: the pages, and of each the documents, its own page (if any text is left) last."""

    pages: list[Understood] = field(default_factory=list)
    documents: list[list[Document]] = field(default_factory=list)
    headings: list[list[str]] = field(default_factory=list)


def import_files(
    files: Iterable[SourceFile],
    *,
    dry_run: bool = False,
    user: Any = None,
    overwrite: bool = False,
    choices: Mapping[str, str] | None = None,
    base_url: str = DEFAULT_BASE,
    progress: Progress = silent,
) -> ImportReport:
    """Import handbook pages, all of them or none. Raises BadFile (file, line, reason), and then nothing is changed.

    Where a person edited what a page says otherwise, the report lists the conflict field by field and nothing is
    changed; ``choices`` (clash key to “mine” or “file”) or ``overwrite`` decide. ``dry_run``: as if, and taken back.
    ``progress`` is told the step, the number of the page and how many there are.
    """
    sources = list(files)
    same = as_before(sources, base_url)
    if same is not None:
        return replace(same, is_dry_run=dry_run, is_applied=not dry_run)
    batch = read_all(sources, progress)
    run = Run(overwrite=overwrite, origin=Origin.IMPORTED, is_whole=False, choices=choices or {})
    with transaction.atomic(), history.change(user=user, reason=REASON, channel=ChangeSet.Channel.LOAD):
        addresses = match(batch, base_url)
        batch.pages = displaced(batch.pages, batch.documents)
        progress("load", 0, len(batch.pages))
        load(run, batch)
        outcomes = {id(getattr(one.document, "cell", one.document)): one for one in run.report.outcomes}
        files_told = []
        for number in range(len(batch.pages)):
            progress("check", number + 1, len(batch.pages))
            files_told.append(report_file(batch, number, outcomes, addresses, user))
        report = ImportReport(files_told, run.report.conflicts, is_dry_run=dry_run)
        report.is_applied = not (dry_run or report.conflicts)
        if not report.is_applied:
            transaction.set_rollback(True)
    return report


def read_all(files: Sequence[SourceFile], progress: Progress) -> Batch:
    """Every file as documents. What an earlier file says already stays text in the later one."""
    batch = Batch()
    keys, said = set[str](), dict[tuple[str, str], str]()
    stored = {one.key: one for one in ImportedFile.objects.only("key", "title", "digest")}
    pages: list[Understood] = []
    for number, source in enumerate(files, 1):
        progress("read", number, len(files))
        page = read_page(source.data, source.path, source.key)
        pages.append(understand(replace(page, key=free(stored_key(page, stored), keys))))
    for once in last_houses(pages):
        understood = without_repeats(once, said)
        documents = [document for one in understood.made for document in one.documents]
        headings = [one.heading for one in understood.made for _ in one.documents]
        if not any(block.is_content for block in understood.page.blocks):
            understood = understood.warned({1: "There is no text in this file, so no page is made of it."})
        elif understood.body or not documents:
            documents.append(own_page(understood))
            headings.append("")
        batch.pages.append(understood)
        batch.documents.append(documents)
        batch.headings.append(headings)
    return batch


def stored_key(page: Page, stored: Mapping[str, ImportedFile]) -> str:
    """The key of the file that ``page`` is the newer version of; its own where it is new.

    The same page may be named by its file once and within a folder another time: then name and title agree.
    """
    if page.key in stored:
        return page.key
    same = [
        one.key
        for one in stored.values()
        if one.digest == page.digest
        or (page.title and one.title == page.title and tail(one.key) == tail(page.key))
    ]
    return same[0] if len(same) == 1 else page.key


def free(key: str, taken: set[str]) -> str:
    """``key``, or with a number behind it where another file has it; it is taken then."""
    name, number = key, 2
    while name in taken:
        name, number = f"{key}-{number}", number + 1
    taken.add(name)
    return name


def own_page(understood: Understood) -> PageDoc:
    """The page of what was not typed."""
    page = understood.page
    return PageDoc(
        slug=understood.kind.slug or page.key,
        title=understood.title[:200],
        source=Source(page=page.key),
        body=write(understood.body),
        found=found_at(page.path, understood.body) if understood.body else Found(page.path),
    )


def match(batch: Batch, base_url: str) -> Addresses:
    """Find for every document of the batch the object that it is, then where the links in it lead."""
    known = Known()
    separate_pages(batch)
    Referring(known, base_url).refer(batch.documents, batch.headings)
    for model, matcher in MATCHERS.items():
        places = [
            (file, number)
            for file, documents in enumerate(batch.documents)
            for number, document in enumerate(documents)
            if type(document) is model
        ]
        matched = matcher(known, [batch.documents[file][number] for file, number in places]) if places else []
        for (file, number), document in zip(places, matched, strict=True):
            batch.documents[file][number] = document
    addresses = Addresses.stored(base_url)
    for understood, documents in zip(batch.pages, batch.documents, strict=True):
        addresses.add_documents(understood, documents)
    entries_linked(batch.documents, addresses)
    whole: dict[int, Document] = {}  # what several pages say of one object is one document
    for understood, documents in zip(batch.pages, batch.documents, strict=True):
        for document in documents:
            whole.setdefault(id(document), linked(document, understood, addresses))
    for documents in batch.documents:
        documents[:] = [whole[id(document)] for document in documents]
    return addresses


def separate_pages(batch: Batch) -> None:
    """Give each page of the batch an address of its own."""
    taken: set[str] = set()
    for documents in batch.documents:
        for number, document in enumerate(documents):
            if isinstance(document, PageDoc):
                documents[number] = replace(document, slug=free(document.slug, taken))


def load(run: Run, batch: Batch) -> None:
    """Hand the documents to the loader, kind by kind."""
    told = {id(document): document for documents in batch.documents for document in documents}
    lists: dict[str, list[Document]] = {}
    for document in told.values():
        lists.setdefault(KIND_NAMES[type(document)], []).append(document)
    by_kind = {name: tuple(documents) for name, documents in lists.items()}
    for kind in kinds(run, Content(by_kind)):
        if kind.name in by_kind:
            kind.load(by_kind[kind.name])


def parts_of(document: Document) -> tuple[Document, ...]:
    """What the loader makes objects of: the cells of a row of the DRI matrix, else the document itself."""
    return document.cells if isinstance(document, DRIRowDoc) else (document,)


def lines_on(understood: Understood, document: Document) -> str:
    """The lines on which a page says ``document``, which another page of the import may say as well."""
    if document.found.path == understood.page.path or not isinstance(document, CollateralDoc):
        return document.found.span
    places = {
        text: one.found.span
        for made in understood.made
        for one in made.documents
        if isinstance(one, CollateralDoc)
        for text in (one.title, same_place(one.url))
    }
    return places.get(same_place(document.url)) or places.get(document.title, document.found.span)


def report_file(
    batch: Batch, number: int, outcomes: Mapping[int, Outcome], addresses: Addresses, user: Any
) -> FileReport:
    """What became of one file (``outcomes``: of each document, by its identity); writes down where it came from."""
    understood, documents = batch.pages[number], batch.documents[number]
    mine = [
        (outcomes[id(part)], heading)
        for document, heading in zip(documents, batch.headings[number], strict=True)
        for part in parts_of(document)
    ]
    rows = [one.row for one, _ in mine]
    links = unresolved(understood, documents, addresses)
    replaced = retire_entries(rows)
    for row in rows:
        if isinstance(row, HandbookPage):
            replaced += retire_pages(understood.page.key, row)
    tally = tally_of(understood, rows)
    spots = [(one.row, heading, lines_on(understood, one.document)) for one, heading in mine]
    _, gone = record(understood, spots, tally, links, reading(addresses.base), user)
    return FileReport(
        understood.page.path,
        understood.page.key,
        understood.kind.name,
        understood.title,
        [done(one) for one, _ in mine],
        [(one.line, one.message) for one in understood.warnings],
        links,
        gone,
        replaced,
        tally,
    )

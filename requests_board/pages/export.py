"""The list as a file: every request that the filters leave, in its order and groups, a chunk at a time.

Chunks are found by key as pages are: no cursor is held open on the server, and memory stays the same however many rows
there are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from requests_board.models import SMRequest
from requests_board.pages import columns
from requests_board.pages.beside import bring
from requests_board.pages.cells import Texts
from requests_board.pages.listing import Listing
from requests_board.pages.slices import Rows
from requests_board.pages.sorting import Sort
from requests_board.pages.together import together
from usecases.csv_out import safe

CHUNK = 500
SEVERAL = {"assignee": "assignees"}  # a request stands in several of these groups; in the file it stands once
MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8


class Line:
    """What a csv writer writes to: gives the line back instead of keeping it."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def lines(listing: Listing) -> Iterator[str]:
    """The file: a head, then a line for each request, group after group."""
    writer, texts = csv.writer(Line()), Texts(listing.labels)
    shown = columns_of(listing)
    yield MARK + writer.writerow([column.title for column in shown])
    sort, told = listing.filter.order, set[int]()
    read = columns.reading(SMRequest.objects.all(), shown, sort)
    for group in listing.groups:
        for rows in chunks(listing.filter.qs.filter(group.rule), read, sort):
            fresh = [row for row in rows if row.pk not in told]
            bring(fresh)
            if listing.group in SEVERAL:
                told.update(row.pk for row in fresh)
            yield "".join(
                writer.writerow([safe(getattr(texts, column.content)(row)) for column in shown])
                for row in fresh
            )


def columns_of(listing: Listing) -> list[columns.Column]:
    """The columns of the list, and the one that it is grouped by: without it nobody could tell the groups apart."""
    key = SEVERAL.get(listing.group, listing.group)
    return [column for column in columns.ALL if column in listing.columns or column.key == key]


def chunks(rows: Rows, read: Rows, sort: Sort) -> Iterator[list[SMRequest]]:
    """``rows`` in the order of ``sort``, CHUNK at a time, each read as ``read`` says."""
    cursor = None
    while True:
        parts = [
            sort.arrange(rows.filter(branch)).values("pk")[:CHUNK]
            for branch in sort.branches(sort.read_cursor(cursor) if cursor else None)
        ]
        keys = [key for _, key in sorted(together("pk", parts), key=lambda row: row[0])][:CHUNK]
        found = read.in_bulk(keys)
        chunk = [found[key] for key in keys if key in found]
        if chunk:
            yield chunk
        if len(keys) < CHUNK or not chunk:
            return
        cursor = sort.write_cursor(chunk[-1])

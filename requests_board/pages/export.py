"""The list as a file: every request that the filters leave, in its order, a chunk at a time.

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
MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8


class Line:
    """What a csv writer writes to: gives the line back instead of keeping it."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def lines(listing: Listing) -> Iterator[str]:
    """The file: a head, then a line for each request."""
    writer, texts = csv.writer(Line()), Texts(listing.labels)
    yield MARK + writer.writerow([column.title for column in listing.columns])
    sort = listing.filter.order
    read = columns.reading(SMRequest.objects.all(), listing.columns, sort)
    for rows in chunks(listing.filter.qs, read, sort):
        bring(rows)
        yield "".join(
            writer.writerow([safe(getattr(texts, column.content)(row)) for column in listing.columns])
            for row in rows
        )


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

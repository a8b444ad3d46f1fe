"""Tables as CSV that a spreadsheet opens without taking text for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(value: str) -> str:
    """``value`` with an apostrophe in front where a spreadsheet would run it (OWASP, CSV injection)."""
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value


def csv_response(name: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A file ``name``.csv; the mark at its start tells spreadsheets that it is UTF-8."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=disposition)
    writer = csv.writer(response)
    for row in rows:
        writer.writerow([safe(value) for value in row])
    return response

"""The report of an import in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from marketing_portal.interchange.handbook.applying.report import COUNTED, Done, FileReport, ImportReport

WIDTH = 110


def report_lines(report: ImportReport, *, is_long: bool = False) -> list[str]:
    """What was done: a line for each file, its warnings, in a dry run the differences; ``is_long``: links as well."""
    lines = [row("", *COUNTED, "words", "found", "typed")]
    for file in report.files:
        lines += file_lines(file, is_dry_run=report.is_dry_run, is_long=is_long)
    if report.conflicts:
        lines += ["", *conflict_lines(report)]
    if report.is_dry_run:
        lines.append("Dry run: nothing was changed.")
    return lines


def file_lines(file: FileReport, *, is_dry_run: bool, is_long: bool) -> Iterator[str]:
    """One file."""
    tally = file.tally
    cells = [str(file.count(what)) for what in COUNTED]
    cells += [f"{tally.words:,}", part(tally.found, tally.words), part(tally.typed, tally.words)]
    yield row(f"{file.path} ({file.kind})", *cells)
    if tally.missing:
        yield f"  missing words: {shorten(' '.join(tally.missing), WIDTH)}"
    for line, message in file.warnings:
        yield f"  {file.path}:{line}: {message}"
    for name in file.gone:
        yield f"  not in the file any more, left as it is: {name}"
    for name in file.replaced:
        yield f"  sample content taken out of use: {name}"
    for one in file.objects if is_dry_run else ():
        yield from difference(one)
    if file.links and not is_long:
        what = "1 link leads" if len(file.links) == 1 else f"{len(file.links)} links lead"
        yield f"  {what} to nothing known here (-v 2 lists them)"
    for line, address in file.links if is_long else ():
        yield f"  {file.path}:{line}: leads to nothing known: {address}"


def difference(one: Done) -> Iterator[str]:
    """What changes in one object."""
    if one.what not in {"unchanged", "skipped"}:
        yield f"  {one.what}: {one.label}"
    for change in one.changes:
        before, after = (shorten(change[name], WIDTH) for name in ("before", "after"))
        if before:
            yield f"    - {change['field']}: {before}"
        if after:
            yield f"    + {change['field']}: {after}"


def conflict_lines(report: ImportReport) -> list[str]:
    """Which edits stopped the import, field by field, and what can be done."""
    lines = ["Nothing was imported: people edited what these pages say otherwise."]
    for conflict in report.conflicts:
        lines.append(f"  {conflict}")
        lines += [f"    {shorten(str(clash), 2 * WIDTH)}" for clash in conflict.clashes]
    return [
        *lines,
        "Bring the edits into the pages, or replace them with --overwrite (the history keeps them).",
    ]


def part(some: int, of: int) -> str:
    """``some`` of ``of`` in per cent; only everything is 100."""
    return "100 %" if some == of else f"{some * 1000 // of / 10:.1f} %"


def row(first: str, *cells: str) -> str:
    """A line of the table."""
    return "".join([first.ljust(56), *(cell.rjust(10) for cell in cells)]).rstrip()

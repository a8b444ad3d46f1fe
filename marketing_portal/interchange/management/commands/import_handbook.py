"""``manage.py import_handbook``: bring handbook pages into the portal."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.handbook.applying.addresses import DEFAULT_BASE
from marketing_portal.interchange.handbook.applying.importing import import_files
from marketing_portal.interchange.handbook.applying.telling import conflict_lines, report_lines
from marketing_portal.interchange.handbook.sources import gather

EVERY = 25  # pages between two lines of progress
LONG = 50  # pages from which progress is told


class Command(BaseCommand):
    """Imports handbook pages: all of them or none."""

    help = (
        "Import handbook pages (files, folders, zip archives). A bad file stops everything, changing nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Paths and switches."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file, folder or zip archive")
        parser.add_argument("--dry-run", action="store_true", help="show the difference, change nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the whole report as JSON")
        parser.add_argument("--base-url", default=DEFAULT_BASE, metavar="URL", help="where the pages stood")
        parser.add_argument("--overwrite", action="store_true", help="replace what people edited")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and report; exit code 1 where nothing was imported."""
        try:
            report = import_files(
                gather(options["paths"]),
                dry_run=options["dry_run"],
                overwrite=options["overwrite"],
                base_url=options["base_url"],
                progress=self.progress if options["verbosity"] else lambda *_: None,
            )
        except BadFile as error:
            raise CommandError(str(error)) from None
        if options["report"]:
            text = json.dumps(report.as_dict(), indent=1, ensure_ascii=False)
            options["report"].write_text(f"{text}\n", encoding="utf-8")
        if options["verbosity"]:
            self.stdout.write("\n".join(report_lines(report, is_long=options["verbosity"] > 1)))
        if report.conflicts and not options["dry_run"]:
            raise CommandError("\n".join(conflict_lines(report)))

    def progress(self, step: str, number: int, of: int) -> None:
        """A line now and then while many pages are imported."""
        if of >= LONG and number % EVERY == 0:
            self.stderr.write(f"{step}: {number} of {of} pages" if number else f"{step}: {of} pages")

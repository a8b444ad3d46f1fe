"""``manage.py load_content``: bring the content files into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketing_portal.interchange.errors import BadFile
from marketing_portal.interchange.loader import load_directory
from marketing_portal.interchange.loading.report import LoadReport

DEFAULT = settings.BASE_DIR / "fixtures" / "content"


class Command(BaseCommand):
    """Loads a folder of content files: all of it or nothing."""

    help = "Load content files. Stops, changing nothing, at a bad file or where a person edited what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Folder and switches."""
        parser.add_argument(
            "directory", nargs="?", type=Path, default=DEFAULT, help="folder of content files"
        )
        parser.add_argument("--overwrite", action="store_true", help="replace what people edited")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report; exit code 1 where nothing was loaded."""
        try:
            report = load_directory(
                shortened(options["directory"]), overwrite=options["overwrite"], dry_run=options["dry_run"]
            )
        except BadFile as error:
            raise CommandError(str(error)) from None
        if report.conflicts:
            raise CommandError("\n".join(conflict_lines(report)))
        if options["verbosity"]:
            self.stdout.write("\n".join(report_lines(report)))


def shortened(path: Path) -> Path:
    """``path`` from the working directory where it lies below it: shorter to read."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def report_lines(report: LoadReport) -> list[str]:
    """What was done, for people."""
    lines = report.lines()
    lines += [f"not in the files any more, left as it is: {name}" for name in report.missing]
    if not report.is_applied:
        lines.append("Dry run: nothing was changed.")
    return lines


def conflict_lines(report: LoadReport) -> list[str]:
    """Which edits stopped the load, and what can be done."""
    return [
        "Nothing was loaded: these files changed, and people edited the same objects since the last load.",
        *(f"  {conflict}" for conflict in report.conflicts),
        "Bring the edits into the files, or replace them with --overwrite (the history keeps them).",
    ]

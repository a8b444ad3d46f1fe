"""``manage.py dump_content DIR``: all content as the files that load_content reads."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketing_portal.interchange.canonical.folder import KNOWN
from marketing_portal.interchange.dumping.folder import write


class Command(BaseCommand):
    """Writes a folder that people read and keep in git."""

    help = "Write all content as the canonical files that load_content reads."

    def add_arguments(self, parser: Any) -> None:
        """Where."""
        parser.add_argument("folder", type=Path, help="the folder to write; what is no content there stays")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        folder: Path = options["folder"]
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        if folder.is_dir() and any(folder.iterdir()) and not any(any(folder.glob(known)) for known in KNOWN):
            raise CommandError(f"{folder} holds something else than content; give an empty or a new folder.")
        try:
            number = write(folder)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from None
        if options["verbosity"]:
            self.stdout.write(f"{number} files written to {folder}")

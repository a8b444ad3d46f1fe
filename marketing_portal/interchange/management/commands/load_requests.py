"""``manage.py load_requests FILE``: requests with their history, as ``dump_requests`` wrote them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketing_portal.interchange.desk_lines.loading import load
from marketing_portal.interchange.errors import BadFile


class Command(BaseCommand):
    """Reads one file, all of it or nothing."""

    help = "Load requests with their numbers and histories from the JSON lines of dump_requests."

    def add_arguments(self, parser: Any) -> None:
        """Which."""
        parser.add_argument("file", type=Path, help="the file to read")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it."""
        try:
            with options["file"].open(encoding="utf-8", newline="\n") as source:
                done = load(source, str(options["file"]))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{options['file']}: The file is not UTF-8. Nothing was changed.") from None
        except BadFile as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        if options["verbosity"]:
            self.stdout.write(f"{done.created:,} requests loaded, {done.unchanged:,} were there already.")

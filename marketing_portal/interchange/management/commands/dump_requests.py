"""``manage.py dump_requests FILE``: every request with its history, as JSON lines."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from marketing_portal.interchange.desk_lines.writing import lines
from requests_board.models import SMRequest


class Command(BaseCommand):
    """Writes one file."""

    help = "Write all requests, confidential ones too, with their whole history, as JSON lines."

    def add_arguments(self, parser: Any) -> None:
        """Where."""
        parser.add_argument("file", type=Path, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        with options["file"].open("w", encoding="utf-8", newline="\n") as target:
            written = sum(bool(target.write(line)) for line in lines(SMRequest.objects.all()))
        if options["verbosity"]:
            self.stdout.write(f"{written - 1:,} requests written to {options['file']}")

"""``manage.py export_issues FILE``: all requests in the CSV that GitLab imports."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from marketing_portal.interchange.issues.collecting import issues_of
from marketing_portal.interchange.issues.exporting import lines
from requests_board.models import SMRequest


class Command(BaseCommand):
    """Writes one file; the requests stream through it."""

    help = "Write every request, confidential ones too, as a CSV that GitLab and import_issues read."

    def add_arguments(self, parser: Any) -> None:
        """Where."""
        parser.add_argument("file", type=Path, help="the CSV file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        with options["file"].open("w", encoding="utf-8", newline="") as target:
            written = sum(bool(target.write(line)) for line in lines(issues_of(SMRequest.objects.all())))
        if options["verbosity"]:
            self.stdout.write(f"{written - 1:,} requests written to {options['file']}")

"""``manage.py content_report``: how much content there is."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from marketing_portal.interchange.report import figures


class Command(BaseCommand):
    """Prints the number of each entity and of each kind of gap."""

    help = "Print how many there are of each entity and of each kind of gap."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Form of the answer."""
        parser.add_argument("--json", action="store_true", help="one flat JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures."""
        found = figures()
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
            return
        width = max(len(name) for name in found)
        for name, number in found.items():
            self.stdout.write(f"{name.replace('_', ' ').ljust(width)}{number:>7,}")

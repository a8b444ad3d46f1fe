"""``manage.py rebuild_search``: bring the search index up to date with everything."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from marketing_portal.search.models import SearchDoc
from marketing_portal.search.upkeep import rebuild


class Command(BaseCommand):
    """Compares every document with what it should be and writes what differs. Safe to run at any time."""

    help = "Bring the search index up to date: adds, mends and removes what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and report."""
        started = time.monotonic()
        changed = rebuild()
        if options["verbosity"]:
            total = SearchDoc.objects.count()
            self.stdout.write(f"{total:,} documents, {changed:,} changed, {time.monotonic() - started:.1f} s")

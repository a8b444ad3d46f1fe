"""Part of `make bench`: what the database takes for a page of results among 50,000 documents.

One figure is everything that a page asks of the index: names that begin so, the best twenty, how many there are of
each kind; and what suggestions take. The limit is 25 ms for any text that is not in nearly every document.
"""

# ruff: noqa: E402  Django is set up before its models are read
import statistics
import time
from collections.abc import Callable
from functools import partial

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from marketing_portal.search.backends import backend
from marketing_portal.search.backends.base import Request
from marketing_portal.search.documents import Audience
from marketing_portal.search.sight import Sight
from marketing_portal.search.words import read_query
from requests_board.models import SMRequest
from tests.search import many

DOCUMENTS, ROUNDS, LIMIT = 50_000, 15, 25.0
TEXTS = ("compliance", "devops", "devops compliance", "kub", "kubernetes dev", "ciso", "zeppelin")


def milliseconds(do: Callable[[], object]) -> float:
    """The median of some rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        do()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def figures() -> list[tuple[str, int, float, float]]:
    """For each text: how many documents have it, how long a page of results takes, and suggestions."""
    hidden = SMRequest.objects.filter(is_confidential=True).order_by().values("pk")
    sight, found = Sight(Audience.COLLEAGUES, (("requests", hidden),)), []
    for text in TEXTS:
        request = Request(read_query(text), sight)
        total = backend().search(request, 0, 20).total
        page = milliseconds(partial(backend().search, request, 0, 20))
        typed = milliseconds(partial(backend().suggest, request, 8))
        found.append((text, total, page, typed))
    return found


def measure_here() -> None:
    """Fill the database that DATABASE_URL names, and measure."""
    call_command("migrate", verbosity=0, skip_checks=True)
    many.fill(DOCUMENTS)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_searchdoc")
    print(f"\n{connection.vendor}, {DOCUMENTS:,} documents, limit {LIMIT:.0f} ms")
    print(f"{'text':24}{'found':>8}{'results ms':>12}{'suggest ms':>12}")
    for text, total, page, typed in figures():
        print(
            f"{text:24}{total:>8,}{page:>12.1f}{typed:>12.1f}{'  over' if max(page, typed) > LIMIT else ''}"
        )


if __name__ == "__main__":
    measure_here()

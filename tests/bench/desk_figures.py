"""Part of `make bench`: the pages of the desk in the database that DATABASE_URL names, at each of the given sizes.

The limit is 30 times the floor for list, board and triage mode. Then one submit that moves 1,000 requests (limit 3
seconds), and the export of everything as CSV with what the server's memory grows by meanwhile (limit 30 MB).
"""

# ruff: noqa: E402  Django is set up before its models are read
import argparse
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from marketing_portal.operations.models import StartMark
from marketing_portal.people.models import User
from requests_board import workflow
from requests_board.models import Milestone, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow import MoveData, Step
from tests.bench.clock import Figure, Line, measure
from tests.bench.floor_server import floor
from tests.bench.memory import Watched
from tests.support import servers

LIMIT, MOVED = 30.0, 1_000
EXPORTED = (20_000, 100_000)
HEAD = f"{'page':36}{'requests':>10}{'queries':>9}{'ms median':>11}{'ms p95':>9}{'floors':>8}"
LIMITED = ("list", "filtered list", "board", "board by team", "triage mode", "triage mode of a team")


def fill(size: int) -> None:
    """Have ``size`` requests."""
    missing = size - SMRequest.objects.count()
    if missing > 0:
        call_command("make_requests", missing, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def paths() -> dict[str, str]:
    """What is measured, with its address."""
    Milestone.objects.ensure_current()
    quarter = Milestone.objects.plannable().first()
    # Such as have everything that a request can have: the fullest page of its kind, and the same one at each size.
    full = (
        SMRequest.objects.exclude(kind=None)
        .exclude(use_case=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    worked_on = full.filter(state=State.ASSIGNED, waiting_since=None).exclude(health="")
    middle = worked_on[worked_on.count() // 2]
    new = full.filter(state=State.NEW, waiting_since=None)[0]
    given, team = full.filter(state=State.TRIAGE, waiting_since=None).values_list("pk", "team__slug")[0]
    return {
        "list": "/requests/",
        "list, second page by priority": "/requests/?sort=priority",
        "filtered list": "/requests/?team=product-marketing&priority=1&priority=2&sort=due",
        "closed, by last change": "/requests/?scope=closed&sort=updated",
        "board": "/requests/board/",
        "board by team": "/requests/board/?by=team",
        "triage mode": f"/requests/triage/new/?request={new}",
        "triage mode of a team": f"/requests/triage/{team}/?request={given}",
        "quarter": f"/milestones/{quarter.slug if quarter else 'backlog'}/",
        "request": f"/requests/{middle}/",
        "text that few have": f"/requests/?q={middle}&scope=all",
        "text that many have": "/requests/?q=security&scope=all",
        "text that none has": "/requests/?q=zeppelin&scope=all",
    }


def cookie() -> str:
    """The session of a triage lead."""
    client = Client()
    client.force_login(User.objects.get(email="triage-lead@demo.example"))
    return f"sessionid={client.cookies['sessionid'].value}"


def pages(portal: str, floor_address: str, size: int) -> Iterator[Figure]:
    """Each page of the desk."""
    for name, path in paths().items():
        line = Line(portal, cookie())
        found = measure(name, size, path, line, Line(floor_address))
        yield replace(found, page=f"{name} ({connection.vendor})")


def show(figure: Figure) -> None:
    """Print one line."""
    name = figure.page.partition(" (")[0]
    over = "  over" if name in LIMITED and figure.ratio_to_floor > LIMIT else ""
    print(
        f"{name:36}{figure.rows:>10,}{figure.queries:>9}{figure.ms_median:>11.2f}{figure.ms_p95:>9.2f}"
        f"{figure.ratio_to_floor:>8.1f}{over}",
        flush=True,
    )


def move_many() -> None:
    """One submit that opens a thousand requests again; taken back afterwards."""
    by = User.objects.get(email="triage-lead@demo.example")
    rows = list(SMRequest.objects.filter(state=State.COMPLETED)[:MOVED])
    with transaction.atomic():
        started = time.perf_counter()
        done = workflow.move(rows, by=by, steps=[Step("reopen", MoveData(reason="Ask again."))]).requests
        took = time.perf_counter() - started
        transaction.set_rollback(True)
    print(f"{len(done):,} requests moved in one submit: {took:.2f} s (limit 3 s for 1,000)", flush=True)


def export(portal: str, size: int) -> None:
    """Everything as CSV."""
    line = Line(portal, cookie())
    line.get("/requests/csv/?scope=all&milestone=backlog", "identity")  # what the first export of all loads
    watched = Watched()
    with watched:
        started, rows = time.perf_counter(), 0
        line.connection.request("GET", "/requests/csv/?scope=all", headers={"Cookie": line.cookie})
        response = line.connection.getresponse()
        while block := response.read(65_536):
            rows += block.count(b"\n")  # the two characters of a line's end may come in two blocks
        took = time.perf_counter() - started
    grew = f"memory grew by {watched.growth:.1f} MB (limit 30 MB)"
    print(f"CSV of {rows - 1:,} rows: {took:.1f} s, {grew}", flush=True)
    if rows <= size:
        raise SystemExit(f"The export has {rows} lines for {size} requests.")


def main() -> None:
    """Fill, measure, print; with `--json` the figures are added to the list in that file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("load_content", verbosity=0)
    StartMark.set("demo")
    fill(min(given.sizes))
    figures: list[Figure] = []
    started = {"DATABASE_URL": os.environ["DATABASE_URL"], "PORTAL_BENCH": "1"}
    with (
        servers.portal(Path(settings.DATA_DIR), servers.free_port(), **started) as portal,
        floor() as beside,
    ):
        for size in given.sizes:
            fill(size)
            print(f"\n{connection.vendor}, {size:,} requests, limit {LIMIT:.0f} floors\n{HEAD}")
            for figure in pages(portal, beside, size):
                show(figure)
                figures.append(figure)
            move_many()
            if size in EXPORTED:
                export(portal, size)
    if given.json:
        known = json.loads(given.json.read_text()) if given.json.exists() else []
        given.json.write_text(json.dumps([*known, *map(asdict, figures)], indent=2) + "\n")


if __name__ == "__main__":
    main()

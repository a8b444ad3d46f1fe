"""`make bench`: how long every page takes with the demo's requests and with 10,000, beside the floor, over HTTP.

Somebody is signed in. The portal runs as `make run` runs it, the floor on the same web server with the same settings;
both are asked in turns, so that the ratio holds on a slow or busy machine. At the end come the matrices with 50 use
cases, 40 roles, 500 people and 500 pieces of collateral more: the time for each cell should not grow. `JSON=FILE`
writes the figures as a list of objects.
"""

# ruff: noqa: I001  Django is set up before its models are read
import tests.support.outside as outside

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from django.test import Client

from requests_board.models import SMRequest
from tests.bench.clock import Figure, Line, measure
from tests.bench.floor_server import floor
from tests.house.access import READER
from tests.house.pages import PAGES, Page
from tests.support import servers, volume, volume_use_cases
from tests.support.cast import Cast
from tests.support.world import World
from usecases.models import ActivationRole, UseCase

SIZES = (100, 10_000)  # at least: the demo has more than 100
MATRICES = ("usecases:dri", "usecases:key_links", "journey:detail", "journey:coverage")
USE_CASES, ROLES, PEOPLE, COLLATERAL = 50, 40, 500, 500
MEASURED = [page for page in PAGES if not page.is_admin and page.role != READER]


def cookie_of(page: Page, world: World) -> str:
    """The session of whoever sees most of the page."""
    client = Client()
    user = world.play(page.role)
    if user is None:
        return ""
    client.force_login(user)
    return f"sessionid={client.cookies['sessionid'].value}"


def grow(world: World, size: int) -> int:
    """Add requests until there are ``size``, and a tenth as many notices to one person; gives how many there are.

    The demo may have more to begin with.
    """
    missing = size - SMRequest.objects.count()
    if missing > 0:
        made = volume.requests(world, missing)
        volume.notices(world, world.cast.administrator, made[0], missing // 10)
    return SMRequest.objects.count()


def grow_matrices() -> None:
    """Add use cases and roles until there are as many as said, and people and collateral beside them."""
    columns, roles = USE_CASES - UseCase.objects.count(), ROLES - ActivationRole.objects.count()
    volume_use_cases.matrices(max(columns, 0), max(roles, 0), PEOPLE)
    volume_use_cases.coverage(COLLATERAL)


def figures(portal: str, floor_address: str) -> Iterator[Figure]:
    """Every page, with few and with many rows."""
    world, floor_line = World(Cast()), Line(floor_address)
    paths = {str(page): world.path(page.row) for page in MEASURED}
    for size in SIZES:
        there = grow(world, size)
        for page in MEASURED:
            line = Line(portal, cookie_of(page, world))
            yield measure(str(page.row), there, paths[str(page)], line, floor_line)
    grow_matrices()
    for page in (one for one in MEASURED if one.row.name in MATRICES):
        line = Line(portal, cookie_of(page, world))
        yield measure(f"{page.row}, {USE_CASES} use cases", SIZES[-1], paths[str(page)], line, floor_line)


def show(figure: Figure) -> None:
    """Print one line of the table."""
    print(
        f"{figure.page:36}{figure.rows:>8,}{figure.queries:>9}{figure.ms_median:>11.2f}{figure.ms_p95:>9.2f}"
        f"{figure.ratio_to_floor:>8.1f}{figure.us_a_cell:>10.1f}",
        flush=True,
    )


def main() -> None:
    """Measure, print the table and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there")
    target: Path | None = parser.parse_args().json
    found = []
    with servers.portal(outside.FOLDER, outside.PORT, PORTAL_BENCH="1") as portal, floor() as floor_address:
        print(
            f"{'page':36}{'requests':>8}{'queries':>9}{'ms median':>11}{'ms p95':>9}{'floors':>8}{'µs a cell':>10}"
        )
        for figure in figures(portal, floor_address):
            show(figure)
            found.append(figure)
    if target:
        target.write_text(json.dumps([asdict(figure) for figure in found], indent=2) + "\n")
        print(f"written to {target}")


if __name__ == "__main__":
    main()

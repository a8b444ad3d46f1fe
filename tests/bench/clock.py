"""Times pages over HTTP, in turns with the floor, on connections that stay open."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

WARM_UP, ROUNDS = 8, 40


class WrongAnswerError(Exception):
    """A page did not answer 200."""


@dataclass
class Line:
    """A connection that is kept, with the cookies of whoever is signed in."""

    address: str
    cookie: str = ""
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        self.connection = HTTPConnection(parts.hostname or "", parts.port, timeout=120)

    def get(self, path: str, encoding: str = "gzip") -> tuple[HTTPResponse, bytes]:
        """Ask for ``path``; gives the answer and what was sent."""
        headers = {"Accept-Encoding": encoding} | ({"Cookie": self.cookie} if self.cookie else {})
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise WrongAnswerError(f"{path} answers {response.status}")
        return response, body

    def milliseconds(self, path: str) -> float:
        """How long ``path`` takes once."""
        started = time.perf_counter()
        self.get(path)
        return (time.perf_counter() - started) * 1000

    def cells(self, path: str) -> int:
        """How many cells of tables ``path`` shows."""
        return self.get(path, "identity")[1].count(b"<td")


@dataclass(frozen=True)
class Figure:
    """What was measured of one page."""

    page: str
    rows: int
    queries: int
    ms_median: float
    ms_p95: float
    ratio_to_floor: float
    cells: int

    @property
    def us_a_cell(self) -> float:
        """Microseconds for each cell of its tables; 0 where it has none."""
        return 1000 * self.ms_median / self.cells if self.cells else 0.0


def measure(page: str, rows: int, path: str, portal: Line, floor: Line) -> Figure:
    """Ask for the page and for the floor in turns; the ratio is that of their medians."""
    for _ in range(WARM_UP):
        response, _body = portal.get(path)
        floor.get("/")
    times, floors = [], []
    for _ in range(ROUNDS):
        floors.append(floor.milliseconds("/"))
        times.append(portal.milliseconds(path))
    median = statistics.median(times)
    return Figure(
        page,
        rows,
        int(response.headers.get("X-Query-Count", "0")),
        round(median, 2),
        round(statistics.quantiles(times, n=20)[-1], 2),
        round(median / statistics.median(floors), 1),
        portal.cells(path),
    )

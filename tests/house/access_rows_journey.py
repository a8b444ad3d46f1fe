"""Rows of the buyer's journey: read by everybody who may read."""

from tests.house.access import PUBLIC_PAGE, Row, row

JOURNEY_ROWS: list[Row] = [
    row("journey:detail", PUBLIC_PAGE),
    row("journey:coverage", PUBLIC_PAGE),
    row("journey:coverage_csv", PUBLIC_PAGE),
]

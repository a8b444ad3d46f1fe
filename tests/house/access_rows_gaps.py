"""Rows of what is missing and of whom to ask: read by everybody who may read."""

from tests.house.access import PUBLIC_PAGE, Row, row

GAP_ROWS: list[Row] = [
    row("gaps:list", PUBLIC_PAGE),
    row("gaps:csv", PUBLIC_PAGE),
    row("ask:whom", PUBLIC_PAGE),
]

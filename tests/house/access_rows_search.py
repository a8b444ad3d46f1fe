"""Rows of the search: for everybody who may read; what each finds is tested in tests/search."""

from tests.house.access import PUBLIC_PAGE, Row, row

SEARCH_ROWS: list[Row] = [row("search:search", PUBLIC_PAGE), row("search:suggest", PUBLIC_PAGE)]

"""Rows of use cases and their matrices: read by everybody who may read, edited by editors."""

from tests.house.access import EDITORS, PUBLIC_PAGE, Row, form_for, row

USE_CASE_ROWS: list[Row] = [
    row("usecases:list", PUBLIC_PAGE),
    row("usecases:detail", PUBLIC_PAGE, slug="=ci"),
    row("usecases:dri", PUBLIC_PAGE),
    row("usecases:dri_csv", PUBLIC_PAGE),
    row("usecases:dri_cell", form_for(EDITORS), role="=product-marketing", slug="=ci"),
    row("usecases:key_links", PUBLIC_PAGE),
    row("usecases:key_link", form_for(EDITORS), kind="=resource-page", slug="=ci"),
    row("usecases:market_requirements", PUBLIC_PAGE),
    row("usecases:bill_of_materials", PUBLIC_PAGE),
]

"""Rows of bringing files in and taking them out: editors content, triage leads requests, each their own uploads."""

from tests.house.access import (
    ADMINISTRATOR,
    EDITORS,
    HIDDEN,
    INTERNAL_PAGE,
    LEADERSHIP,
    NO_POST,
    SHOWN,
    Access,
    Row,
    form_for,
    only,
    row,
)

INTERCHANGE_ROWS: list[Row] = [
    row("interchange:handbook", form_for(EDITORS)),
    row("interchange:issues", form_for(LEADERSHIP)),
    row("interchange:upload", form_for(ADMINISTRATOR, HIDDEN), token="upload"),
    row("interchange:content_zip", Access(only(EDITORS, SHOWN), NO_POST)),
    row("interchange:requests_csv", Access(only(LEADERSHIP, SHOWN), NO_POST)),
    row("interchange:requests_lines", Access(only(LEADERSHIP, SHOWN), NO_POST)),
    row("interchange:source", INTERNAL_PAGE, "persona", folder="=personas", slug="persona"),
    row("interchange:source", INTERNAL_PAGE, "page", folder="=pages", slug="page"),
]

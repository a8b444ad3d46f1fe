"""Rows of the pages that are read: personas, people and their accounts, handbook."""

from tests.house.access import (
    ADMINISTRATOR,
    EDITORS,
    ELSEWHERE,
    INTERNAL_PAGE,
    NO_POST,
    NO_SUCH_METHOD,
    PUBLIC_PAGE,
    SHOWN,
    Access,
    Row,
    action_for,
    answers,
    form_for,
    only,
    row,
)

PERSONA = {"app": "=personas", "model": "=persona", "pk": "persona_id"}
CONTENT_ROWS: list[Row] = [
    row("personas:list", PUBLIC_PAGE),
    row("personas:org_chart", PUBLIC_PAGE),
    row("personas:roles", PUBLIC_PAGE),
    row("personas:detail", PUBLIC_PAGE, slug="persona"),
    row("people:accounts", Access(only(ADMINISTRATOR, SHOWN), answers(NO_SUCH_METHOD))),
    row("people:invite", form_for(ADMINISTRATOR)),
    row("people:invite_again", action_for(ADMINISTRATOR), pk="account_id"),
    row("people:deactivate", action_for(ADMINISTRATOR), pk="account_id"),
    row("people:activate", action_for(ADMINISTRATOR), pk="account_id"),
    row("people:list", PUBLIC_PAGE),
    row("people:detail", PUBLIC_PAGE, slug="person"),
    row("people:teams", PUBLIC_PAGE),
    row("people:team", PUBLIC_PAGE, slug="team"),
    row("content:page_list", PUBLIC_PAGE),
    row("content:page", PUBLIC_PAGE, path="page"),
    row(
        "content:go",
        Access(answers(ELSEWHERE, reader=ELSEWHERE), answers(NO_SUCH_METHOD, reader=NO_SUCH_METHOD)),
        **PERSONA,
    ),
    row("content:report_problem", Access(answers(ELSEWHERE), answers(NO_SUCH_METHOD))),
    row("content:history", INTERNAL_PAGE, **PERSONA),
    row("content:history_compare", Access(answers(ELSEWHERE), NO_POST), **PERSONA),
    row("content:history_revert", form_for(EDITORS), **PERSONA, change_set="persona_change"),
    row("content:preview", action_for(EDITORS)),
    row("content:review", action_for(EDITORS), **PERSONA),
]

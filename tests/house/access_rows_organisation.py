"""Rows of collateral and of the organisation: read by all who may read; runs of the checklist are for employees."""

from tests.house.access import (
    ELSEWHERE,
    INTERNAL_PAGE,
    PUBLIC_PAGE,
    TAKEN,
    Access,
    Row,
    action_for,
    form_for,
    only,
    row,
)

# Editors, triage leads and everybody in a team (people.roles.can_run_releases).
RUNNERS = ("team_member", "team_lead", "other_member", "other_lead", "triage_lead", "editor", "administrator")
ANSWER = Access(only(RUNNERS, ELSEWHERE), only(RUNNERS, TAKEN))

ORGANISATION_ROWS: list[Row] = [
    row("collateral:list", PUBLIC_PAGE),
    row("collateral:detail", PUBLIC_PAGE, slug="=what-is-ci-cd"),
    row("collateral:decks", PUBLIC_PAGE),
    row("organisation:ownership", PUBLIC_PAGE),
    row("organisation:work", PUBLIC_PAGE),
    row("organisation:hiring", PUBLIC_PAGE),
    row("organisation:releases", PUBLIC_PAGE),
    row("organisation:release_new", form_for(RUNNERS)),
    row("organisation:release", INTERNAL_PAGE, slug="release"),
    row("organisation:release_answer", ANSWER, slug="release", pk="release_answer"),
    row("organisation:release_finish", action_for(RUNNERS), slug="release"),
    row("organisation:release_withdraw", action_for(RUNNERS), slug="release"),
    row("organisation:release_reopen", action_for(RUNNERS), slug="release"),
]

"""Rows of the milestones: everybody reads them, leads plan, triage leads decide about the quarter itself."""

from tests.house.access import INTERNAL_PAGE, LEADERSHIP, OWN_LEADS, OWN_TEAM, Row, action_for, form_for, row

LEADS = (*OWN_LEADS, "other_lead")
IN_A_TEAM = (*OWN_TEAM, "other_member", "other_lead")

MILESTONE_ROWS: list[Row] = [
    row("milestones:list", INTERNAL_PAGE),
    row("milestones:detail", INTERNAL_PAGE, slug="milestone"),
    row("milestones:detail", INTERNAL_PAGE, "launch", slug="launch"),
    row("milestones:new", form_for(LEADS)),
    row("milestones:edit", form_for(LEADS), "launch", slug="launch"),
    row("milestones:edit", form_for(LEADERSHIP), "quarter", slug="milestone"),
    row("milestones:put_in", action_for(IN_A_TEAM), slug="launch"),
    row("milestones:take_out", action_for(IN_A_TEAM), slug="launch"),
    row("milestones:close", form_for(LEADS), slug="milestone"),
    row("milestones:close_now", action_for(LEADS), slug="milestone"),
    row("milestones:reopen", action_for(LEADERSHIP), slug="milestone"),
    row("requests:health", action_for(OWN_TEAM), number="assigned"),
]

"""Rows of triage mode, stand-ups and capacity."""

from tests.house.access import (
    ELSEWHERE,
    INTERNAL_PAGE,
    LEADERSHIP,
    NO_POST,
    OWN_LEADS,
    OWN_TEAM,
    SHOWN,
    TAKEN,
    Access,
    Row,
    action_for,
    only,
    row,
)

TRIAGE_ROWS: list[Row] = [
    row("requests:triage", Access(only((*OWN_LEADS, "other_lead"), SHOWN), NO_POST)),
    row("requests:triage_queue", Access(only(LEADERSHIP, SHOWN), NO_POST), "new requests", queue="=new"),
    row("requests:triage_queue", Access(only(OWN_LEADS, SHOWN), NO_POST), "own team", queue="team"),
    row("requests:triage_decide", action_for(LEADERSHIP), "new requests", queue="=new"),
    row("requests:triage_decide", action_for(OWN_LEADS), "own team", queue="team"),
    row("requests:triage_back", Access(only(OWN_LEADS, ELSEWHERE), NO_POST), queue="team"),
    row("requests:triage_undo", action_for(OWN_LEADS), queue="team"),
    row("requests:triage_end", action_for(OWN_LEADS), queue="team"),
    row("requests:standups", INTERNAL_PAGE),
    row("requests:standup", INTERNAL_PAGE, number="id:requests_board.Standup"),
    row("requests:capacity", Access(only(OWN_TEAM, SHOWN), only(OWN_LEADS, TAKEN)), slug="team"),
]

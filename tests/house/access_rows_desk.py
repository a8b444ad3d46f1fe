"""Rows of the request desk. The request belongs to the own team, `requester` filed it; the part names its state."""

from tests.house.access import (
    ELSEWHERE,
    HIDDEN,
    INTERNAL_ACTION,
    INTERNAL_FORM,
    INTERNAL_PAGE,
    LEADERSHIP,
    NO_SUCH_METHOD,
    OWN_LEADS,
    OWN_TEAM,
    SHOWN,
    TAKEN,
    Access,
    Row,
    action_for,
    answers,
    form_for,
    only,
    row,
)

REQUESTER = ("requester",)
NOBODY: tuple[str, ...] = ()
# Move: from which state it is tried, who may make it (product.md, roles and workflow).
MOVES: dict[str, tuple[str, tuple[str, ...]]] = {
    "triage": ("new_request", LEADERSHIP),
    "transfer_new": ("new_request", LEADERSHIP),
    "decline_new": ("new_request", LEADERSHIP),
    "assign_urgent": ("triage", OWN_LEADS),
    "backlog": ("triage", OWN_LEADS),
    "transfer": ("triage", OWN_LEADS),
    "decline_triage": ("triage", OWN_LEADS),
    "reroute": ("triage", OWN_LEADS),
    "assign": ("backlog", OWN_LEADS),
    "decline": ("backlog", OWN_LEADS),
    "complete": ("assigned", OWN_TEAM),
    "return_to_backlog": ("assigned", OWN_LEADS),
    "reassign": ("assigned", OWN_LEADS),
    "reopen": ("completed", OWN_LEADS),
    "withdraw": ("triage", REQUESTER),
}
CONFIDENTIAL = only((*REQUESTER, *OWN_TEAM), SHOWN, rest=HIDDEN)

REQUEST_ROWS = [
    row("requests:list", INTERNAL_PAGE),
    row("requests:new", INTERNAL_FORM),
    row("requests:mine", INTERNAL_PAGE),
    row("requests:export", INTERNAL_PAGE),
    row("requests:views", INTERNAL_PAGE),
    row("requests:view_save", INTERNAL_FORM),
    row("requests:view_edit", form_for(("team_lead",)), pk="view"),
    row("requests:view_delete", action_for(("team_lead",)), pk="view"),
    row("requests:board", INTERNAL_PAGE),
    row("requests:board_column", INTERNAL_PAGE, key="=triage"),
    row("requests:place", form_for((*REQUESTER, *OWN_TEAM)), number="triage"),
    row("requests:workflow", INTERNAL_PAGE),
    *(
        row(f"requests:{name}", Access(answers(ELSEWHERE), answers(TAKEN)))
        for name in ("bulk", "bulk_preview", "bulk_apply")
    ),
    row("requests:batches", INTERNAL_PAGE),
    row("requests:batch", Access(only(LEADERSHIP, SHOWN, rest=HIDDEN), INTERNAL_PAGE.post), number="batch"),
    row("requests:batch_undo", action_for(LEADERSHIP, rest=HIDDEN), number="batch"),
    row("requests:detail", INTERNAL_PAGE, number="triage"),
    row("requests:detail", Access(CONFIDENTIAL, INTERNAL_PAGE.post), "confidential", number="confidential"),
    row("requests:edit", form_for((*REQUESTER, *OWN_TEAM)), "before work", number="triage"),
    row("requests:edit", form_for(OWN_TEAM), "during work", number="assigned"),
    row("requests:edit", form_for(NOBODY), "closed", number="completed"),
    row("requests:withdraw", form_for(REQUESTER), number="backlog"),
    row("requests:undo", action_for(NOBODY), "nothing to take back", number="triage"),
    row("requests:watch", INTERNAL_ACTION, number="triage"),
    row("requests:comment", INTERNAL_ACTION, number="triage"),
    row("requests:ask", action_for(OWN_TEAM), number="triage"),
    row("requests:answer", action_for(REQUESTER), number="waiting"),
    row("requests:relate", action_for((*REQUESTER, *OWN_TEAM)), number="triage"),
    row("requests:unlink", action_for((*REQUESTER, *OWN_TEAM)), number="triage", link_id="link"),
    row("requests:attach", INTERNAL_ACTION, number="triage"),
    row("requests:attachment", INTERNAL_PAGE, number="triage", key="file"),
    row("requests:detach", action_for((*REQUESTER, *OWN_LEADS)), number="triage", key="file"),
]
MOVE_ROWS = [
    row("requests:move", form_for(roles), key, number=state, key=f"={key}")
    for key, (state, roles) in MOVES.items()
]
DESK_ROWS: list[Row] = [
    *REQUEST_ROWS,
    *MOVE_ROWS,
    row("inbox:list", INTERNAL_PAGE),
    row("inbox:read", Access(answers(NO_SUCH_METHOD), answers(HIDDEN)), "no such notice"),
]

"""What stands in the way of a move: something that its data lack, or something about one of the requests.

Each check answers for all requests with the same few queries, so that many cost hardly more than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError

from marketing_portal.people.models import TeamMembership, User
from requests_board.models import RequestLink, SMRequest
from requests_board.vocabulary import State
from requests_board.workflow.data import MoveData
from requests_board.workflow.moves import Move, Need

Errors = dict[str, str]
Hindrances = Iterator[tuple[SMRequest, str]]
SENTENCES = {
    Need.TEAM: "Choose the team that should look at it.",
    Need.ASSIGNEES: "Choose at least one person of the team.",
    Need.QUARTER: "Choose the quarter that this is committed for.",
    Need.REASON: "Say why, in a sentence: the requester will read it.",
    Need.URGENCY: "Say what makes this urgent: only urgent requests skip the backlog.",
    Need.RECEIVER: "Name the team that takes this over, for example Field Marketing.",
    Need.DUPLICATE_OF: "Give the number of the request that asks for the same.",
    Need.DELIVERY: "Give the link to what was delivered, or say in a note what it was.",
}


def missing(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> Errors:
    """A sentence for each thing that ``move`` needs and ``data`` lacks or has wrong for any of ``rows``."""
    errors = lacking(move, data)
    for found in hindrances(move, data, rows).values():
        errors = found | errors
    return errors


def lacking(move: Move, data: MoveData) -> Errors:
    """What ``data`` lacks or has wrong, whichever requests it is for."""
    given = {need: bool(getattr(data, need.value)) for need in move.needs}
    if Need.DELIVERY in given:
        given[Need.DELIVERY] = bool(data.delivered_url or data.delivered_note.strip() or data.note.strip())
    for need in (Need.REASON, Need.URGENCY, Need.RECEIVER):
        if need in given:
            given[need] = bool(getattr(data, need.value).strip())
    errors = {need.value: SENTENCES[need] for need, there in given.items() if not there}
    checks = {
        "team": team_error,
        "milestone": quarter_error,
        "delivered_url": link_error,
        "duplicate_of": duplicate_error,
    }
    for name, check in checks.items():
        error = check(move, data) if name not in errors else ""
        if error:
            errors[name] = error
    return errors


def hindrances(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> dict[int, Errors]:
    """What is wrong with ``data`` for single requests, by their keys; those that it fits are left out."""
    checks = {
        "team": team_hindrances,
        "milestone": quarter_hindrances,
        "assignees": assignee_hindrances,
        "duplicate_of": duplicate_hindrances,
    }
    found: dict[int, Errors] = {}
    for name, check in checks.items():
        for row, sentence in check(move, data, rows):
            found.setdefault(row.pk, {})[name] = sentence
    return found


def link_error(move: Move, data: MoveData) -> str:
    """What is wrong with the link to the result."""
    if Need.DELIVERY not in move.needs or not data.delivered_url:
        return ""
    try:
        SMRequest._meta.get_field("delivered_url").clean(data.delivered_url, None)
    except ValidationError:
        return "Give the whole link, beginning with https://, at most 400 characters long."
    return ""


def team_error(move: Move, data: MoveData) -> str:
    """What is wrong with the team that was given."""
    if data.team is None or Need.TEAM not in (*move.needs, *move.may):
        return ""
    if not data.team.is_routable or data.team.archived_at:
        return f"{data.team} takes no requests: it has no label."
    return ""


def team_hindrances(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> Hindrances:
    """A request that is reopened needs a team; one that goes to another team goes to another."""
    for row in rows:
        if move.key == "reopen" and data.team is None and row.team_id is None:
            yield row, SENTENCES[Need.TEAM]
        if move.key == "reroute" and data.team is not None and row.team_id == data.team.pk:
            yield row, f"{data.team} has it already; choose another team."


def quarter_error(move: Move, data: MoveData) -> str:
    """What is wrong with the milestone that was given."""
    if Need.QUARTER not in move.needs or data.milestone is None:
        return ""
    if not data.milestone.is_quarter:
        return "Work is committed for a quarter, not for the backlog."
    if data.milestone.closed_at:
        return f"{data.milestone} is closed; choose a later quarter."
    return f"{data.milestone} is over; choose a later quarter." if data.milestone.is_over else ""


def quarter_hindrances(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> Hindrances:
    """A promise is carried over into another quarter."""
    if move.key != "roll_over" or data.milestone is None:
        return
    for row in rows:
        if row.milestone_id == data.milestone.pk:
            yield row, f"It is committed for {data.milestone} already; choose another quarter."


def duplicate_error(move: Move, data: MoveData) -> str:
    """What is wrong with the request that they are said to be duplicates of."""
    other = data.duplicate_of
    if Need.DUPLICATE_OF not in move.needs or other is None:
        return ""
    if other.state == State.DECLINED:
        return f"#{other.pk} was declined; choose the request that is being worked on."
    if RequestLink.objects.filter(source=other, kind=RequestLink.Kind.DUPLICATE_OF).exists():
        return f"#{other.pk} is a duplicate itself; give the number of the request that it repeats."
    return ""


def unseen_error(data: MoveData, by: User) -> Errors:
    """Nobody leads others to a request that they may not see themselves: to them it is not there."""
    other = data.duplicate_of
    if other is None or SMRequest.objects.visible_to(by).filter(pk=other.pk).exists():
        return {}
    return {"duplicate_of": "There is no request of this number."}


def duplicate_hindrances(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> Hindrances:
    """Nothing is a duplicate of itself, and who filed the duplicate must be able to follow the other request."""
    other = data.duplicate_of
    if Need.DUPLICATE_OF not in move.needs or other is None:
        return
    blind: set[int] = set()
    originals = RequestLink.objects.filter(target__in=rows, kind=RequestLink.Kind.DUPLICATE_OF)
    repeated = set(originals.values_list("target_id", flat=True))
    if other.is_confidential:
        requesters = User.objects.in_bulk({row.requester_id for row in rows})
        same = SMRequest.objects.filter(pk=other.pk)
        blind = {key for key, user in requesters.items() if not same.visible_to(user).exists()}
    for row in rows:
        if row.pk == other.pk:
            yield row, "A request is no duplicate of itself; give the number of the other one."
        elif row.pk in repeated:
            yield row, f"Others are duplicates of #{row.pk}; let #{other.pk} be the duplicate instead."
        elif row.requester_id in blind:
            yield row, f"#{other.pk} is confidential: {row.requester} could not follow it."


def assignee_hindrances(move: Move, data: MoveData, rows: Sequence[SMRequest]) -> Hindrances:
    """All who work on a request are active members of its team."""
    if Need.ASSIGNEES not in move.needs or not data.assignees:
        return
    members = TeamMembership.objects.filter(
        team__in={row.team_id for row in rows if row.team_id},
        person__user__in=data.assignees,
        person__user__is_active=True,
    )
    known = set(members.values_list("team_id", "person__user_id"))
    for row in rows:
        strangers = [str(user) for user in data.assignees if (row.team_id, user.pk) not in known]
        if strangers:
            yield row, f"Not in the team: {', '.join(strangers)}."

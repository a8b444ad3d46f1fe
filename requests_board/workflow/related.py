"""Requests that belong together: duplicate of, related to, blocked by. A link changes no field of either request."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from marketing_portal.people.models import User
from marketing_portal.people.roles import is_employee, is_member
from requests_board.models import EventKind, RequestEvent, RequestLink, SMRequest
from requests_board.workflow import record
from requests_board.workflow.data import Incomplete, NotAllowed
from requests_board.workflow.locking import locked

LinkKind = RequestLink.Kind
FURTHEST = 200  # requests that wait for each other in a row: nobody plans so far


def kinds_for(request: SMRequest, user: Any) -> list[LinkKind]:
    """The links that ``user`` may make from ``request``: all of them in the team, the requester relates."""
    if is_member(user, request.team_id):
        return list(LinkKind)
    is_requester = is_employee(user) and request.requester_id == user.pk
    return [LinkKind.RELATED_TO] if is_requester else []


def link(source: SMRequest, target: SMRequest, kind: str, *, by: User) -> RequestLink:
    """``source`` is ``kind`` of ``target`` from now on. Both histories say so. A link that is there stays as it is.

    Raises NotAllowed, or Incomplete with a sentence for the field ``other``.
    """
    wanted = LinkKind(kind)
    with transaction.atomic():
        seen = SMRequest.objects.visible_to(by).filter(pk__in=[source.pk, target.pk])
        rows = {row.pk: row for row in locked([source.pk, target.pk])}
        if set(seen.values_list("pk", flat=True)) != rows.keys() or wanted not in kinds_for(
            rows[source.pk], by
        ):
            raise NotAllowed(f"{source}: this link is not yours to make.")
        here, there = rows[source.pk], rows[target.pk]
        existing = between(here, there, wanted)
        if existing:
            return existing
        error = hindrance(here, there, wanted)
        if error:
            raise Incomplete({"other": error})
        submit = record.Submit(by=by, rows=[here, there])
        made = RequestLink.objects.create(source=here, target=there, kind=wanted, by=by, at=submit.now)
        tell(submit, made, EventKind.LINKED)
    return made


def between(here: SMRequest, there: SMRequest, kind: LinkKind) -> RequestLink | None:
    """The link of this kind that is there already; related requests are related both ways."""
    found = RequestLink.objects.filter(source=here, target=there, kind=kind).first()
    if found is None and kind == LinkKind.RELATED_TO:
        found = RequestLink.objects.filter(source=there, target=here, kind=kind).first()
    return found


def hindrance(here: SMRequest, there: SMRequest, kind: LinkKind) -> str:
    """Why ``here`` cannot be ``kind`` of ``there``; empty where it can."""
    if here.pk == there.pk:
        return "Give the number of another request; this is the same one."
    if kind == LinkKind.DUPLICATE_OF:
        return duplicate_hindrance(here, there)
    if kind == LinkKind.BLOCKED_BY and waits_for(there.pk, here.pk):
        return f"#{there.pk} waits for #{here.pk} already: they would wait for each other."
    return ""


def duplicate_hindrance(here: SMRequest, there: SMRequest) -> str:
    """Duplicates point at one original, which is none itself; a chain would lead people in a circle."""
    links = RequestLink.objects.filter(kind=LinkKind.DUPLICATE_OF)
    if links.filter(source=there).exists():
        return f"#{there.pk} is a duplicate itself; give the number of the request that it repeats."
    if links.filter(target=here).exists():
        return f"Others are duplicates of #{here.pk}; let #{there.pk} be the duplicate instead."
    if links.filter(source=here).exclude(target=there).exists():
        return f"#{here.pk} is marked as a duplicate of another request; take that link away first."
    return ""


def waits_for(start: int, goal: int) -> bool:
    """Whether the request ``start`` is blocked by ``goal``, itself or by way of others. A query a step."""
    reached, frontier = {start}, {start}
    while frontier and len(reached) < FURTHEST:
        if goal in frontier:
            return True
        steps = RequestLink.objects.filter(kind=LinkKind.BLOCKED_BY, source__in=frontier)
        frontier = set(steps.values_list("target_id", flat=True)) - reached
        reached |= frontier
    return goal in reached


def may_unlink(found: RequestLink, user: Any) -> bool:
    """Whoever may make such a link from one of its ends; the ends are read with it."""
    kind = LinkKind(found.kind)
    return kind in kinds_for(found.source, user) or kind in kinds_for(found.target, user)


def unlink(found: RequestLink, *, by: User) -> None:
    """Take a link away. Both histories say so."""
    with transaction.atomic():
        rows = locked([found.source_id, found.target_id])
        if not may_unlink(found, by):
            raise NotAllowed("This link is not yours to take away.")
        if not RequestLink.objects.filter(pk=found.pk).delete()[0]:
            return  # a second click
        tell(record.Submit(by=by, rows=rows), found, EventKind.UNLINKED)


def tell(submit: record.Submit, found: RequestLink, kind: EventKind) -> None:
    """Note the link in the history of both requests: which one, and from which end it is seen."""
    rows = {row.pk: row for row in submit.rows}
    for key, other in ((found.source_id, found.target_id), (found.target_id, found.source_id)):
        submit.events.append(
            RequestEvent(
                request=rows[key],
                submit=submit.id,
                at=submit.now,
                actor=submit.by,
                kind=kind,
                after={"link": found.kind, "other": other, "outward": key == found.source_id},
                version=rows[key].version,
            )
        )
    record.save_events(submit)

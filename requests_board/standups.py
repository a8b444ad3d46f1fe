"""Stand-ups: sittings of triage whose minutes write themselves.

A sitting begins with its first decision and ends when whoever leads it says so; one that was left open is ended when
the next one begins. Its minutes are mailed once to those concerned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from marketing_portal.people.models import Team, User
from requests_board import workflow
from requests_board.delivery import enqueue_mail
from requests_board.models import Decision, EventKind, Notification, RequestEvent, SMRequest, Standup
from requests_board.notices import triage_leads
from requests_board.vocabulary import State
from requests_board.workflow import Outcome, Step
from requests_board.workflow.locking import whole
from requests_board.workflow.undoing import last_submit

LEFT_OPEN = dt.timedelta(hours=12)  # a stand-up takes fifteen minutes: yesterday's was forgotten
SKIPPED = "Skipped"
LONGEST = 300  # characters of a line of the minutes
HIDDEN = "not visible to you"
MOST_LINES = 200  # of a mail
WORDS = {
    State.TRIAGE: "Given to {team}",
    State.BACKLOG: "Moved to the backlog",
    State.ASSIGNED: "Assigned to {people}, committed for {milestone}",
    State.TRANSFERRED: "Transferred to {transferred_to}",
    State.DECLINED: "Declined",
}


def current(*, by: User, team: Team | None) -> Standup | None:
    """The sitting of ``by`` with the queue of ``team`` (None: the new requests) that goes on now."""
    recent = timezone.now() - LEFT_OPEN
    return Standup.objects.filter(led_by=by, team=team, ended_at=None, started_at__gt=recent).first()


def begin(*, by: User, team: Team | None) -> Standup:
    """The sitting that goes on, or a new one; one that was left open is ended first."""
    with transaction.atomic():
        for forgotten in Standup.objects.filter(
            led_by=by, team=team, ended_at=None, started_at__lte=timezone.now() - LEFT_OPEN
        ):
            end(standup=forgotten, by=by)
        return Standup.objects.get_or_create(led_by=by, team=team, ended_at=None)[0]


@whole
def decide(
    *,
    request: SMRequest,
    by: User,
    team: Team | None,
    steps: Sequence[Step] = (),
    question: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Decision:
    """Take a decision on ``request`` of the queue of ``team`` and write it into the minutes.

    Raises what ``workflow.decide`` raises; nothing is written then.
    """
    outcome = workflow.decide(request, by=by, steps=steps, question=question, changes=changes)
    standup = begin(by=by, team=team)
    return Decision.objects.create(
        standup=standup, request=request, submit=outcome.submit, by=by, words=words_of(outcome)
    )


def skip(*, request: SMRequest, by: User, team: Team | None) -> Decision:
    """Leave ``request`` for the end of this sitting."""
    with transaction.atomic():
        standup = begin(by=by, team=team)
        return Decision.objects.create(standup=standup, request=request, by=by, words=SKIPPED)


def undo(*, decision: Decision, by: User) -> None:
    """Take ``decision`` back. Raises NotAllowed where the workflow does not allow it any more, Conflict as ever."""
    with transaction.atomic():
        if decision.submit is None:
            Decision.objects.filter(pk=decision.pk, undone_at=None).update(undone_at=timezone.now())
            return
        events = last_submit(decision.request)
        if not events or events[-1].submit != decision.submit:
            raise workflow.NotAllowed("Something changed since then, so it cannot be taken back any more.")
        if events[-1].kind == EventKind.ASKED:
            raise workflow.NotAllowed("A question is with the requester and cannot be taken back.")
        workflow.undo(decision.request, by=by)  # which marks the decision as well


def words_of(outcome: Outcome) -> str:
    """What was decided, as the minutes say it."""
    request, last = outcome.requests[0], outcome.events[-1]
    if last.kind == EventKind.ASKED:
        return cut(f"Asked: {last.note}")
    said = next((event.note for event in reversed(outcome.events) if event.note), "")
    return cut(": ".join(filter(None, [f"{headline(request, last)}{beside(outcome.events)}", said])))


def headline(request: SMRequest, event: RequestEvent) -> str:
    """What the last move of a decision did."""
    if event.move.startswith("duplicate"):
        return request.close_reason.rstrip(".")
    state = event.to_state or State.TRIAGE  # given to another team: the state stays
    people = ", ".join(str(user) for user in request.assignees.all()) if state == State.ASSIGNED else ""
    return WORDS[state].format(
        team=request.team,
        people=people,
        milestone=request.milestone,
        transferred_to=request.transferred_to,
    )


def beside(events: Iterable[RequestEvent]) -> str:
    """Priority and estimate, where they were set with the decision."""
    after: dict[str, Any] = {}
    for event in events:
        after |= event.after
    words = [f", priority {after['priority']}"] if after.get("priority") else []
    days = after.get("weight")
    return "".join(words + ([f", {days} day{'' if days == 1 else 's'}"] if days is not None else []))


def cut(text: str) -> str:
    """``text`` on one line, as long as the minutes take it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def end(*, standup: Standup, by: User) -> bool:
    """End the sitting and mail its minutes. False where it had ended already: nobody gets them twice."""
    with transaction.atomic():
        row = Standup.objects.select_for_update(of=("self",)).select_related("team").get(pk=standup.pk)
        if row.ended_at is not None:
            return False
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        mail_minutes(row, by)
    return True


def decisions_of(standup: Standup) -> list[Decision]:
    """What the minutes hold: decisions that stand, the last word on each skipped request, in order."""
    rows = standup.decisions.filter(undone_at=None).select_related("request", "by").order_by("pk")
    return last_words(list(rows[:MOST_LINES]))


def last_words(found: Sequence[Decision]) -> list[Decision]:
    """Of decisions that stand: without the skips of what was decided later, and with the last skip of the rest."""
    decided = {row.request_id for row in found if row.submit}
    last_skip = {row.request_id: row.pk for row in found if not row.submit}
    return [
        row
        for row in found
        if row.submit or (row.request_id not in decided and last_skip[row.request_id] == row.pk)
    ]


def concerned(standup: Standup) -> list[User]:
    """Who gets the minutes: triage leads those of new requests, leads and members of a team those of its queue."""
    people = User.objects.filter(is_active=True)
    if standup.team_id is None:
        return list(people.filter(pk__in=triage_leads()))
    return list(people.filter(person__memberships__team=standup.team_id).distinct())


def mail_minutes(standup: Standup, by: User) -> None:
    """A notice for each of those concerned; their mail follows after commit."""
    decisions = decisions_of(standup)
    if not any(decision.submit for decision in decisions):
        return
    keys = [decision.request_id for decision in decisions]
    rows = []
    for person in concerned(standup):
        if person == by:
            continue
        seen = set(SMRequest.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True))
        rows.append(notice(standup, by, person, [line(decision, seen) for decision in decisions]))
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(enqueue_mail)


def notice(standup: Standup, by: User, person: User, lines: Sequence[str]) -> Notification:
    """The minutes as one notice of ``person``; its key follows from the stand-up, so a second one is refused."""
    address = reverse("requests:standup", args=[standup.pk])
    day = date_format(timezone.localtime(standup.started_at), "j M Y")
    return Notification(
        recipient=person,
        actor=by,
        submit=uuid5(NAMESPACE_URL, address),
        subject=f"Minutes: {title_of(standup)}, {day}",
        body="\n".join([*lines, "", f"{settings.SITE_URL}{address}"]),
    )


def title_of(standup: Standup) -> str:
    """For example: triage of new requests."""
    return f"triage of {standup.team}" if standup.team else "triage of new requests"


def line(decision: Decision, seen: set[int]) -> str:
    """One decision as a line of the mail; of what the reader may not see only that there was something."""
    if decision.request_id not in seen:
        return f"#{decision.request_id}, {HIDDEN}."
    return f"{decision.request}: {decision.words}"

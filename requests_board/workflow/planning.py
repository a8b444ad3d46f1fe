"""Planning: closing a quarter in one submit, launches and campaigns, and saying how the work goes.

Source: at the end of a quarter the project management page of the handbook moves what is unfinished into the next one
and marks where it comes from; the product marketing page has the health of an item, and that raising a risk is welcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from marketing_portal.people.models import TeamRole, User
from marketing_portal.people.roles import can_plan, is_triage_lead
from requests_board.fiscal import Quarter
from requests_board.models import Batch, EventKind, Milestone, SMRequest
from requests_board.models.requests import SMRequestQuerySet
from requests_board.vocabulary import Health, State
from requests_board.workflow import record
from requests_board.workflow.data import Adjust, NotAllowed, Outcome, Step
from requests_board.workflow.engine import move_groups
from requests_board.workflow.fields import edit_many, editable_fields
from requests_board.workflow.locking import lock, whole


@dataclass(frozen=True)
class Fate:
    """What becomes of one unfinished request when its quarter ends. The request carries the version that was seen."""

    request: SMRequest
    step: Step


@dataclass(frozen=True)
class Closing:
    """What closing did: the moves (None where there were none), and whether the quarter is closed now."""

    outcome: Outcome | None
    batch: Batch | None
    is_closed: bool


def unfinished(milestone: Milestone, by: User) -> SMRequestQuerySet:
    """What is committed for ``milestone`` and not done, as far as ``by`` decides about it."""
    rows = SMRequest.objects.filter(milestone=milestone, state=State.ASSIGNED)
    if is_triage_lead(by):
        return rows
    return rows.filter(team__in=[team for team, role in by.team_roles.items() if role == TeamRole.LEAD])


def next_quarter(milestone: Milestone) -> Milestone:
    """The quarter that unfinished work goes into: the next that is open, after ``milestone`` and not over. Made when
    it is needed."""
    after = Quarter.containing(milestone.ends_on or timezone.localdate()).next()
    quarter = max(after, Quarter.current())
    while (found := Milestone.objects.for_quarter(quarter)).closed_at:
        quarter = quarter.next()
    return found


@whole
def close_quarter(milestone: Milestone, fates: Sequence[Fate], *, by: User, close: bool) -> Closing:
    """Take each unfinished request where its fate says, as one submit and one batch; then close the quarter.

    ``close``: close it where nothing unfinished is left. Raises what ``workflow.move`` raises; then nothing is done.
    """
    if not (milestone.is_quarter and can_plan(by)):
        raise NotAllowed(f"{milestone} is not yours to close.")
    outcome = move_groups(grouped(fates), by=by) if fates else None
    batch = None
    if outcome:
        words = f"Closing of {milestone}: {in_words(fates)}"[:300]
        batch = Batch.objects.create(
            submit=outcome.submit, by=by, at=outcome.events[0].at, words=words, size=len(outcome.requests)
        )
    return Closing(outcome, batch, close and shut(milestone))


def grouped(fates: Iterable[Fate]) -> list[tuple[list[SMRequest], list[Step]]]:
    """``fates`` as groups that take the same step, with the same reason."""
    groups: dict[Step, list[SMRequest]] = {}
    for fate in fates:
        groups.setdefault(fate.step, []).append(fate.request)
    return [(requests, [step]) for step, requests in groups.items()]


def in_words(fates: Iterable[Fate]) -> str:
    """For example: 12 carried over, 2 back to the backlog."""
    taken = [fate.step.key for fate in fates]
    verbs = {"roll_over": "carried over", "return_to_backlog": "back to the backlog", "complete": "completed"}
    return ", ".join(f"{taken.count(key)} {verb}" for key, verb in verbs.items() if key in taken)


def shut(milestone: Milestone) -> bool:
    """Close ``milestone`` unless something unfinished is left in it; True where it is closed now."""
    held = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if SMRequest.objects.filter(milestone=held, state=State.ASSIGNED).exists():
        return False
    held.closed_at = milestone.closed_at = held.closed_at or timezone.now()
    held.save(update_fields=["closed_at"])
    return True


def reopen_quarter(milestone: Milestone, *, by: User) -> None:
    """Take commitments for ``milestone`` again. For triage leads."""
    if not (milestone.is_quarter and is_triage_lead(by)):
        raise NotAllowed(f"{milestone} is not yours to reopen.")
    Milestone.objects.filter(pk=milestone.pk).update(closed_at=None)


def put_into(effort: Milestone, requests: Sequence[SMRequest], *, by: User) -> int:
    """Make ``requests`` part of the launch or campaign ``effort``; how many were not yet. All of them or none."""
    return len(edit_many(requests, by=by, changes={"launches": Adjust(add=frozenset({effort.pk}))}).events)


def take_out(effort: Milestone, requests: Sequence[SMRequest], *, by: User) -> int:
    """Take ``requests`` out of the launch or campaign ``effort``; how many were in it. All of them or none."""
    return len(edit_many(requests, by=by, changes={"launches": Adjust(remove=frozenset({effort.pk}))}).events)


@whole
def say_health(request: SMRequest, *, by: User, health: str, note: str = "") -> Outcome:
    """Say how the work on ``request`` goes. An event even where it goes as before: it was said again, today.

    Raises Conflict, or NotAllowed for who may not edit the health.
    """
    submit = record.Submit(by=by, rows=lock([request]))
    row = submit.rows[0]
    if "health" not in editable_fields(row, by):
        raise NotAllowed(f"{row}: not yours to say.")
    record.load_sets(submit)
    before, changes = row.health, {"health": health, "health_note": note}
    again = still(health) if health == before else ""
    record.write(submit, [row], changes, kind=EventKind.EDITED, note=again)
    event = submit.events[-1]
    event.before, event.after = event.before | {"health": before}, event.after | {"health": health}
    record.save_events(submit)
    return Outcome(submit.id, submit.rows, submit.events)


def still(health: str) -> str:
    """What the history says when it goes as before."""
    return f"Still {Health(health).label.lower()}."

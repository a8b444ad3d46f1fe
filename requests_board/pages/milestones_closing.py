"""The page that closes a quarter: what is unfinished, what shall become of each, and what that will do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marketing_portal.people.models import User
from requests_board.models import Milestone, SMRequest
from requests_board.models.requests import ROW_FIELDS
from requests_board.pages.labels import LabelBook
from requests_board.pages.milestones_detail import ROW_MORE, RiskRows
from requests_board.pages.rows import with_marks
from requests_board.workflow import MOVES, MoveData, Step
from requests_board.workflow.checks import lacking
from requests_board.workflow.locking import newest_changes
from requests_board.workflow.planning import Fate, next_quarter, unfinished

MOST_ROWS = 400  # on one page; what is more follows when these are done
CARRY, BACKLOG, COMPLETE, LEAVE = "carry", "backlog", "complete", "leave"
CHOICES = (
    (CARRY, "Carry over"),
    (BACKLOG, "Back to the backlog"),
    (COMPLETE, "It is completed"),
    (LEAVE, "Leave it here"),
)
MOVES_OF = {CARRY: "roll_over", BACKLOG: "return_to_backlog", COMPLETE: "complete"}
# What follows their number in the preview, for one and for several of them.
WORDS = {
    CARRY: ("request is carried over into {target}", "requests are carried over into {target}"),
    BACKLOG: (
        "request goes back to the backlog and is no longer committed",
        "requests go back to the backlog and are no longer committed",
    ),
    COMPLETE: ("request is completed in {milestone}", "requests are completed in {milestone}"),
    LEAVE: ("request stays in {milestone}", "requests stay in {milestone}"),
}
NEED_REASON = "Say why, here or in the reason for all: the requester will read it."
NEED_RESULT = "Give the link to what was delivered, or say what it was."
LINKS = ("https://", "http://")


@dataclass
class Plan:
    """One unfinished request with what shall become of it. ``why`` is its own reason, or what was delivered."""

    request: SMRequest
    choice: str = CARRY
    why: str = ""
    error: str = ""
    changed: str = ""

    def step(self, target: Milestone, reason: str) -> Step | None:
        """The move that it takes; None where it is left."""
        if self.choice == LEAVE:
            return None
        own = self.why.strip()
        if self.choice == COMPLETE:
            is_link = own.startswith(LINKS) and " " not in own
            given = MoveData(delivered_url=own) if is_link else MoveData(delivered_note=own)
        else:
            into = target if self.choice == CARRY else None
            given = MoveData(milestone=into, reason=own or reason.strip())
        return Step(MOVES_OF[self.choice], given)

    def check(self, target: Milestone, reason: str) -> None:
        """Note what is missing or wrong."""
        step = self.step(target, reason)
        if step is None:
            return
        found = lacking(MOVES[step.key], step.data)
        needed = {"reason": NEED_REASON, "delivered_url": NEED_RESULT}
        for name, sentence in found.items():
            blank = not (step.data.reason or step.data.delivered_url)
            self.error = needed[name] if blank and name in needed else sentence


@dataclass
class Group:
    """What becomes of some requests, and why: a line of the preview. ``one``, ``several``: what follows their number.

    ``is_result``: ``why`` is what was delivered.
    """

    one: str
    several: str
    why: str
    is_result: bool = False
    rows: list[SMRequest] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What follows the number of ``rows``."""
        return self.one if len(self.rows) == 1 else self.several


@dataclass(frozen=True)
class Team:
    """The unfinished requests of one team: what is shown of each, with its plan."""

    name: str
    rows: list[tuple[dict[str, Any], Plan]]


def unfinished_rows(milestone: Milestone, user: User) -> list[SMRequest]:
    """What ``user`` decides about, by team, what is due first before the rest; one more than fits the page."""
    rows = with_marks(unfinished(milestone, user).for_list()).only(*ROW_FIELDS, *ROW_MORE, "version")
    return list(rows.order_by("team__order", "team__name", "due_order", "pk")[: MOST_ROWS + 1])


def targets(milestone: Milestone) -> list[Milestone]:
    """Where unfinished work can go: the next quarter first, made when it is needed."""
    first = next_quarter(milestone)
    return [first, *Milestone.objects.plannable().exclude(pk__in=[first.pk, milestone.pk])[:3]]


def plans(rows: Iterable[SMRequest], typed: Mapping[str, str]) -> list[Plan]:
    """A plan for each of ``rows``, as ``typed``: ``do-12`` and ``why-12`` belong to request 12."""
    known = dict(CHOICES)
    made = []
    for row in rows:
        choice = typed.get(f"do-{row.pk}", CARRY)
        why = typed.get(f"why-{row.pk}", "").replace("\x00", "")[:500]  # no field of a form looks at it
        made.append(Plan(row, choice if choice in known else CARRY, why))
    return made


def seen_text(rows: Iterable[SMRequest]) -> str:
    """The versions that the page shows, in one hidden field."""
    return ",".join(f"{row.pk}:{row.version}" for row in rows)


def read_seen(text: str) -> dict[int, int]:
    """The versions by request, as ``seen_text`` wrote them; what is none of ours is left out."""
    found = {}
    for pair in text.split(","):
        key, _, version = pair.partition(":")
        if all(part.isascii() and part.isdigit() and len(part) < 10 for part in (key, version)):
            found[int(key)] = int(version)
    return found


def note_changes(made: list[Plan], seen: Mapping[int, int], user: User) -> list[str]:
    """Mark the plans whose request somebody changed since, and name those that are no longer here. Two queries.

    ``seen`` comes from the browser: what ``user`` may not see is not named, whatever stands in it.
    """
    newer = [plan for plan in made if seen.get(plan.request.pk) != plan.request.version]
    gone = [key for key in seen if key not in {plan.request.pk for plan in made}]
    rows = [*(plan.request for plan in newer), *SMRequest.objects.visible_to(user).filter(pk__in=gone)]
    events = newest_changes(rows) if rows else {}
    for plan in newer:
        event = events.get(plan.request.pk)
        plan.changed = f"{event.actor} changed it meanwhile." if event else "It was changed meanwhile."
        if plan.request.pk not in seen:
            plan.changed = "It came in meanwhile."
    return [
        f"#{row.pk} {row.title}: {events[row.pk].actor} was first, it is no longer here."
        for row in rows
        if row.pk in gone and row.pk in events
    ]


def groups(made: Iterable[Plan], milestone: Milestone, target: Milestone, reason: str) -> list[Group]:
    """The preview: what becomes of how many, and why."""
    found: dict[tuple[str, str], Group] = {}
    for plan in made:
        why = "" if plan.choice == LEAVE else plan.why.strip() or (reason if plan.choice != COMPLETE else "")
        one, several = (text.format(target=target, milestone=milestone) for text in WORDS[plan.choice])
        group = Group(one, several, why, is_result=plan.choice == COMPLETE)
        found.setdefault((plan.choice, why), group).rows.append(plan.request)
    order = [key for key, _ in CHOICES]
    ordered = sorted(found.items(), key=lambda item: (order.index(item[0][0]), -len(item[1].rows)))
    return [group for _, group in ordered]


def fates(made: Iterable[Plan], target: Milestone, reason: str) -> list[Fate]:
    """The plans as the workflow takes them; without those that are left."""
    found = [(plan.request, plan.step(target, reason)) for plan in made]
    return [Fate(request, step) for request, step in found if step is not None]


def by_team(made: Iterable[Plan]) -> list[Team]:
    """The rows of the page, by team."""
    shown = RiskRows(LabelBook())
    teams: dict[str, Team] = {}
    for plan in made:
        name = str(plan.request.team)
        teams.setdefault(name, Team(name, [])).rows.append((shown.row(plan.request), plan))
    return list(teams.values())

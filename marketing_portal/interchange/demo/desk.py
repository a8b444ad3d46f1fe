"""A desk with two quarters behind it: requests with plausible titles, histories and comments, the same ones every time.

What is said comes from fixtures/demo/desk.yaml; how requests fare is drawn here, with a generator of a fixed seed. The
days count from the day of loading, so that the current quarter is always under way.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from marketing_portal.interchange.canonical.yaml_reading import value_of
from marketing_portal.people.models import Team, TeamMembership, TeamRole, User
from requests_board.fiscal import Quarter
from requests_board.models import (
    Capacity,
    Comment,
    FieldType,
    KindField,
    Label,
    Milestone,
    RequestKind,
    SMRequest,
    WipLimit,
)
from requests_board.vocabulary import Family, GtmPhase, Priority
from requests_board.workflow import MoveData
from requests_board.workflow.history import Life, restore

SEED = 20200413
REQUESTERS = ("requester", "outsider", "editor", "sales_rep", "field_marketer")
STAGES = ("plan", "create", "verify", "secure", "release", "configure", "monitor")
MORNING, FRIDAY = 9, 4
ENDS = {"start": "from", "end": "to"}


@dataclass(frozen=True)
class Material:
    """What the desk is filled from."""

    said: Mapping[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Material:
        """The material in ``folder``."""
        return cls(value_of((folder / "desk.yaml").read_text("utf-8")))

    def __getitem__(self, name: str) -> Any:
        return self.said[name]


@dataclass
class Desk:
    """Everything that lives on the desk are made of, read once."""

    material: Material
    users: Mapping[str, User]
    now: dt.datetime = field(default_factory=timezone.now)
    draw: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - nothing secret

    def __post_init__(self) -> None:
        Milestone.objects.ensure_current()
        current = Quarter.containing(timezone.localdate(self.now))
        self.quarters = [
            Milestone.objects.for_quarter(quarter)
            for quarter in (current.previous(), current, current.next())
        ]
        self.backlog = Milestone.objects.backlog()
        self.teams = {team.slug: team for team in Team.objects.routable()}
        self.team_of = {team.pk: team for team in self.teams.values()}
        self.efforts = [self.effort(**given) for given in self.material["efforts"]]
        self.kinds = {kind.key: kind for kind in RequestKind.objects.prefetch_related("fields")}
        self.labels = {(label.family, label.key): label.pk for label in Label.objects.all()}
        self.leads: dict[int, list[User]] = {}
        self.members: dict[int, list[User]] = {}
        for row in TeamMembership.objects.select_related("person__user").order_by("pk"):
            if row.person.user:
                self.members.setdefault(row.team_id, []).append(row.person.user)
                if row.role == TeamRole.LEAD:
                    self.leads.setdefault(row.team_id, []).append(row.person.user)

    def answers(self, kind: RequestKind | None, at: dt.datetime) -> dict[str, Any]:
        """Answers to what ``kind`` asks: to everything that must be answered, and to some of the rest."""
        found: dict[str, Any] = {}
        for question in kind.fields.all() if kind else ():
            answer = self.answer(question, at) if question.is_required or self.chance(45) else None
            if answer is not None:
                found[question.key] = answer
        return found

    def answer(self, question: KindField, at: dt.datetime) -> Any:
        """One answer, as a request keeps it; None where the material has no words for it."""
        if question.type == FieldType.CHOICE:
            return self.draw.choice(question.options)
        if question.type == FieldType.DATE:
            return (timezone.localdate(at) + dt.timedelta(days=self.draw.randrange(14, 90))).isoformat()
        if question.type == FieldType.NUMBER:
            return self.draw.choice([20, 30, 45, 60, 90])
        words = self.material["kind_answers"].get(question.key)
        return self.draw.choice(words) if words and question.type != FieldType.LINK else None

    def effort(self, name: str, kind: str, goal: str, **days: int) -> Milestone:
        """A launch or campaign, made once; ``days``: its first and last, from today."""
        today = timezone.localdate(self.now)
        dates = {f"{end}s_on": today + dt.timedelta(days=days[word]) for end, word in ENDS.items()}
        values = {"name": name, "kind": kind, "goal": goal, **dates}
        return Milestone.objects.get_or_create(slug=slugify(name), defaults=values)[0]

    def pick(self, name: str) -> Any:
        """One entry of the list ``name``."""
        return self.draw.choice(self.material[name])

    def chance(self, percent: int) -> bool:
        """True in about ``percent`` of a hundred cases."""
        return self.draw.random() * 100 < percent

    def lead_of(self, team: Team) -> User:
        """Who decides for ``team``; a triage lead where it has nobody."""
        return self.draw.choice(self.leads.get(team.pk) or [self.users["triage_lead"]])

    def quarter_of(self, moment: dt.datetime) -> Milestone:
        """The quarter that ``moment`` falls in, of those on the desk."""
        day = timezone.localdate(moment)
        return next((one for one in self.quarters if one.ends_on and day <= one.ends_on), self.quarters[-1])


def on_a_workday(moment: dt.datetime) -> dt.datetime:
    """``moment``, or the same time on Monday where it falls on a weekend."""
    return moment + dt.timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > FRIDAY else 0)


class Over(Exception):  # noqa: N818 - no error
    """The life has reached the present."""


@dataclass
class Story:
    """One request as it is told: a life, and the moment it has come to."""

    desk: Desk
    life: Life
    at: dt.datetime
    kind_key: str

    def later(self, least: float, most: float) -> dt.datetime:
        """The next moment, so many days later, in working hours. Raises Over where that is not yet."""
        draw = self.desk.draw
        moment = self.at + dt.timedelta(days=draw.uniform(least, most))
        moment = on_a_workday(moment.replace(hour=draw.randrange(MORNING, 17), minute=draw.randrange(60)))
        if moment <= self.at:
            moment = self.at + dt.timedelta(minutes=20)
        if moment > self.desk.now:
            raise Over
        self.at = moment
        return moment

    def stand_up(self) -> dt.datetime:
        """One of the next stand-ups: a quarter of an hour in the morning. Raises Over where that is not yet."""
        moment = self.at + dt.timedelta(days=self.desk.draw.uniform(0.2, 1.6))
        moment = on_a_workday(moment.replace(hour=MORNING, minute=self.desk.draw.randrange(15)))
        if moment <= self.at:
            moment = on_a_workday(moment + dt.timedelta(days=1))
        if moment.date() >= self.desk.now.date():
            raise Over  # today's is left to whoever tries the portal
        self.at = moment
        return moment

    @property
    def team(self) -> Team:
        """The team that has it."""
        found: Team = self.desk.team_of[self.life.request.team_id or 0]
        return found

    def decide(self, key: str, by: User, days: tuple[float, float] | None, **data: Any) -> None:
        """One move, so many days later; in a stand-up where no ``days`` are given."""
        at = self.later(*days) if days else self.stand_up()
        if "quarter" in data:
            data.pop("quarter")
            data["milestone"] = self.desk.quarter_of(at)
        self.life.move(key, by, at, MoveData(**data))

    def tell(self) -> Life:
        """From triage to wherever it has come by now."""
        with suppress(Over):
            self.triage()
        return self.life

    def triage(self) -> None:
        """Leadership looks at it."""
        desk, lead = self.desk, self.desk.users["triage_lead"]
        if desk.chance(3):
            return self.decide("decline_new", lead, None, reason=desk.pick("decline"))
        if desk.chance(4):
            reason, receiver = desk.pick("transfer_reasons"), desk.pick("transfer")
            return self.decide("transfer_new", lead, None, reason=reason, transferred_to=receiver)
        team = desk.teams[desk.draw.choice(self.wanted)]
        self.decide("triage", lead, None, team=team)
        return self.groom()

    @property
    def wanted(self) -> list[str]:
        """The teams that its kind usually goes to."""
        found: list[str] = next(
            kind["teams"] for kind in self.desk.material["kinds"] if kind["kind"] == self.kind_key
        )
        return found

    def groom(self) -> None:
        """The team looks at it: asks, sets what a request should have, and decides."""
        desk, lead = self.desk, self.desk.lead_of(self.team)
        if desk.chance(5):
            others = [team for team in desk.teams.values() if team.pk != self.life.request.team_id]
            self.decide("reroute", lead, (0.5, 2), team=desk.draw.choice(others))
            lead = desk.lead_of(self.team)
        if desk.chance(14):
            self.talk(lead)
        self.life.change_fields(lead, self.later(0.2, 3), self.grooming())
        if desk.chance(5):
            return self.decide("decline_triage", lead, (0.1, 1), reason=desk.pick("decline"))
        if desk.chance(4):
            reason, receiver = desk.pick("transfer_reasons"), desk.pick("transfer")
            return self.decide("transfer", lead, (0.1, 1), reason=reason, transferred_to=receiver)
        if desk.chance(9):
            people = self.people()
            why = desk.pick("urgent")
            self.decide("assign_urgent", lead, (0.1, 1), assignees=people, quarter=True, urgent_reason=why)
            return self.work(lead)
        self.decide("backlog", lead, (0.1, 1))
        return self.plan(lead)

    def talk(self, lead: User) -> None:
        """A question to the requester, and nearly always an answer."""
        ask, answer = Comment.Kind.QUESTION, Comment.Kind.ANSWER
        pairs = list(zip(self.desk.material["questions"], self.desk.material["answers"], strict=True))
        question, reply = self.desk.draw.choice(pairs)
        self.life.say(ask, lead, self.later(0.2, 2), question)
        if not self.desk.chance(90):
            raise Over
        self.life.say(answer, self.life.request.requester, self.later(0.5, 4), reply)

    def grooming(self) -> dict[str, Any]:
        """What the team finds out about it."""
        draw = self.desk.draw
        priority = draw.choices(["1", "2", "3", Priority.UNDECIDED.value, ""], [15, 40, 25, 10, 10])[0]
        return {
            "priority": priority,
            "weight": draw.choice([1, 1, 2, 3, 3, 5, 8]),
            "dod": draw.choice(["Y", "Y", "N", ""]),
            "eteam": draw.choices(["N", "Y", ""], [80, 5, 15])[0],
            "is_clear": draw.choice(["Y", "Y", "Y", "N"]),
        }

    def people(self) -> tuple[User, ...]:
        """One of the team, seldom two."""
        members = self.desk.members.get(self.team.pk) or [self.desk.users["triage_lead"]]
        return tuple(self.desk.draw.sample(members, min(len(members), 2 if self.desk.chance(12) else 1)))

    def plan(self, lead: User) -> None:
        """From the backlog into a quarter, or out of it."""
        if self.desk.chance(7):
            return self.decide("decline", lead, (20, 60), reason=self.desk.pick("decline"))
        if self.desk.chance(8):
            raise Over  # it still waits
        self.decide("assign", lead, (2, 24), assignees=self.people(), quarter=True)
        return self.work(lead)

    def work(self, lead: User) -> None:
        """Somebody works on it until it is done; the end of a quarter may come first."""
        desk, who = self.desk, self.people()[0]
        if desk.chance(35):
            self.life.change_fields(who, self.later(1, 6), desk.pick("health"))
        if desk.chance(40):
            self.life.say(Comment.Kind.COMMENT, who, self.later(0.5, 5), desk.pick("comments"))
        if desk.chance(2):
            return self.decide("return_to_backlog", lead, (1, 6), reason=desk.pick("return"))
        done = self.at + dt.timedelta(days=desk.draw.uniform(3, 32))
        self.roll_over_before(done, lead)
        self.at = max(self.at, done - dt.timedelta(days=1))
        name = self.life.request.title.lower().replace(" ", "-")[:60]
        url = f"https://example.com/results/{name}" if desk.chance(85) else ""
        words = "" if url else "Given as a talk; the recording is with the enablement team."
        return self.decide("complete", who, (0.2, 1.5), delivered_url=url, delivered_note=words)

    def roll_over_before(self, done: dt.datetime, lead: User) -> None:
        """Carry it into the next quarter where the old one ends before it is ``done``."""
        quarter = next(one for one in self.desk.quarters if one.pk == self.life.request.milestone_id)
        following = self.desk.quarters[self.desk.quarters.index(quarter) + 1 :]
        if quarter.ends_on is None or not following or timezone.localdate(done) <= quarter.ends_on:
            return
        day = dt.datetime.combine(quarter.ends_on + dt.timedelta(days=1), dt.time(MORNING), self.at.tzinfo)
        self.at = max(self.at, day)
        self.decide("roll_over", lead, (0, 1), milestone=following[0], reason=self.desk.pick("carry"))


def lives(desk: Desk, number: int) -> Iterator[Life]:
    """``number`` requests, filed evenly from the first day of the last quarter until now, in order."""
    first = desk.quarters[0].starts_on or timezone.localdate(desk.now)
    start = dt.datetime.combine(first, dt.time(MORNING), timezone.get_current_timezone())
    span = (desk.now - start) / max(number, 1)
    kinds = desk.material["kinds"]
    used: set[str] = set()
    for place in range(number):
        kind = desk.draw.choices(kinds, [one["weight"] for one in kinds])[0]
        at = start + span * (place + desk.draw.random() * 0.9)
        yield story_of(desk, kind, at, used).tell()


def story_of(desk: Desk, kind: Mapping[str, Any], at: dt.datetime, used: set[str]) -> Story:
    """A request of ``kind`` that is filed at ``at``; no title is used twice while there are others."""
    for _ in range(8):
        topic = desk.pick("topics")
        places = {"topic": topic["words"], "region": desk.pick("regions"), "event": desk.pick("events")}
        title = desk.draw.choice(kind["titles"]).format(**places)
        if title not in used:
            break
    used.add(title)
    draw, due = desk.draw, None
    if desk.chance(55):
        due = timezone.localdate(at) + dt.timedelta(days=draw.randrange(10, 75))
    row = desk.kinds.get(kind["kind"])
    fields: dict[str, Any] = {
        "title": title,
        "description": desk.pick("descriptions").strip(),
        "dod_text": desk.pick("done"),
        "kind": row,
        "answers": desk.answers(row, at),
        "use_case_id": desk.labels.get((Family.USE_CASE, topic["use_case"])) if desk.chance(85) else None,
        "gtm_phase": draw.choice([*GtmPhase.values, ""]),
        "due_on": due,
        "due_is_critical": bool(due) and desk.chance(20),
        "is_confidential": desk.chance(3),
        "launches": [desk.draw.choice(desk.efforts).pk] if desk.chance(20) else [],
    }
    stages = [desk.labels.get((Family.DEVOPS_STAGE, draw.choice(STAGES)))] if desk.chance(30) else []
    fields["devops_stages"] = [key for key in stages if key]
    by = desk.users[draw.choices(REQUESTERS, [4, 2, 1, 5, 4])[0]]
    return Story(desk, Life.filed(by, at, **fields), at, kind["kind"])


def fill(users: Mapping[str, User], folder: Path, number: int) -> list[SMRequest]:
    """``number`` requests of ``users`` (by key), as ``folder`` tells them; and what leads plan with."""
    desk = Desk(Material.read(folder), users)
    plan(desk)
    return restore(list(lives(desk, number)))


def plan(desk: Desk) -> None:
    """Capacity of everybody in a team, and limits on the work in progress."""
    Capacity.objects.bulk_create(
        Capacity(team_id=team, user=user, days=desk.pick("capacity"))
        for team in desk.team_of
        for user in desk.members.get(team, [])
    )
    WipLimit.objects.bulk_create(
        WipLimit(team_id=team, state=state, limit=limit)
        for team in desk.team_of
        for state, limit in desk.material["limits"].items()
    )

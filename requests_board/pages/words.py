"""What a request's fields hold, in words: for the timeline, and where two people's values are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value
from django.utils.formats import date_format

from marketing_portal.people.models import Team, User
from requests_board.models import Milestone, RequestKind, SMRequest
from requests_board.pages.answers import Questions
from requests_board.pages.labels import LabelBook
from requests_board.pages.together import Prepared
from requests_board.workflow.answers import PREFIX

NOTHING = "nothing"
SIZES = (8, 64, 512)  # of ids of each sort; a query is put together for each size that is met
KEPT_BY_ID = ("team_id", "milestone_id", "launches", "kind_id", "assignees")
NAMES = {
    "assignees": "assigned to",
    "milestone_id": "milestone",
    "dod": "definition of done is clear",
    "delivered_url": "link to the result",
    "delivered_note": "result",
    "eteam": "executive team request",
}


def field_name(name: str) -> str:
    """The field ``name`` of a request (``use_case_id`` as well) as people call it."""
    if name in NAMES:
        return NAMES[name]
    model_field = SMRequest._meta.get_field(name.removesuffix("_id"))
    return str(getattr(model_field, "verbose_name", name))


def by_question(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` with each answer under a name of its own, as forms call it, in place of all of them together."""
    rest = {name: value for name, value in values.items() if name != "answers"}
    return rest | {PREFIX + key: answer for key, answer in (values.get("answers") or {}).items()}


def named(*keys: int) -> list[QuerySet[Any, Any]]:
    """Name and address of teams, milestones, kinds and people: a fourth of ``keys`` for each, in this order."""
    size = len(keys) // 4
    teams, milestones, kinds, people = (keys[place * size : (place + 1) * size] for place in range(4))
    nothing = Value("")
    return [
        Team.objects.filter(pk__in=teams).order_by().values("id", "name", more=nothing),
        Milestone.objects.filter(pk__in=milestones).order_by().values("id", "name", more=nothing),
        RequestKind.objects.filter(pk__in=kinds).order_by().values("id", "name", more=nothing),
        User.objects.filter(pk__in=people).order_by().values("id", "name", more=F("email")),
    ]


@lru_cache(maxsize=8)
def prepared(size: int) -> Prepared:
    """The query for up to ``size`` of each."""
    return Prepared("id, name, more", named, *[int] * (4 * size))


def names_of(*wanted: Collection[int]) -> list[dict[int, tuple[str, str]]]:
    """Names of ``wanted``: teams, milestones, kinds, people. One query."""
    most = max(len(keys) for keys in wanted)
    size = next((size for size in SIZES if size >= most), most)
    keys = [key for some in wanted for key in (*some, *[0] * (size - len(some)))]
    found: list[dict[int, tuple[str, str]]] = [{} for _ in wanted]
    for part, key, name, more in prepared(size).rows(*keys):
        found[part][key] = name, more
    return found


@dataclass
class Names:
    """Names of the teams, milestones, kinds and people that events refer to by id: one query for all of them."""

    labels: LabelBook
    teams: dict[int, Team] = field(default_factory=dict)
    milestones: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    questions: Questions | None = None

    @classmethod
    def in_values(cls, labels: LabelBook, values: Iterable[Mapping[str, Any]]) -> Names:
        """The names that ``values`` (mappings from field to stored value) need."""
        found: dict[str, set[int]] = {name: set() for name in KEPT_BY_ID}
        answered: set[str] = set()
        for mapping in values:
            answered.update(mapping.get("answers") or ())
            for name, ids in found.items():
                held = mapping.get(name)
                ids.update(held if isinstance(held, list) else [held] if held else [])
        names = cls(labels)
        teams, milestones, kinds, people = names_of(
            found["team_id"], found["milestone_id"] | found["launches"], found["kind_id"], found["assignees"]
        )
        names.teams = {key: Team(pk=key, name=name) for key, (name, _) in teams.items()}
        names.milestones = {key: name for key, (name, _) in milestones.items()}
        names.kinds = {key: name for key, (name, _) in kinds.items()}
        names.people = {key: name or address for key, (name, address) in people.items()}
        if answered:
            names.questions = Questions(answered)
        return names

    def field(self, name: str) -> str:
        """The field or question ``name`` as people call it."""
        if name.startswith(PREFIX):
            return self.questions.name(name.removeprefix(PREFIX)) if self.questions else name
        return field_name(name)

    def say(self, name: str, value: Any) -> str:
        """``value`` of the field or question ``name``, as an event keeps it, in words."""
        if value in (None, "", []):
            return NOTHING
        if name.startswith(PREFIX):
            return self.questions.say(name.removeprefix(PREFIX), value) if self.questions else str(value)
        if name == "team_id":
            team = self.teams.get(value)
            return self.labels.show_team(team).text if team else NOTHING
        ids = value if isinstance(value, list) else [value]
        if name in {"milestone_id", "launches"}:
            return ", ".join(self.milestones[pk] for pk in ids if pk in self.milestones) or NOTHING
        if name == "kind_id":
            return self.kinds.get(value, NOTHING)
        if name == "assignees":
            return ", ".join(self.people.get(pk, "somebody") for pk in ids)
        if name in {"use_case_id", "devops_stages", "labels"}:
            return ", ".join(self.labels.by_id[pk].text for pk in ids if pk in self.labels.by_id) or NOTHING
        return say_plain(name, value)


def say_plain(name: str, value: Any) -> str:
    """``value`` of a field that refers to nothing else, in words."""
    model_field = SMRequest._meta.get_field(name)
    if isinstance(model_field, models.DateField):
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])
        return date_format(day, "j M Y")
    if isinstance(value, bool):
        return "yes" if value else "no"
    choices = dict(getattr(model_field, "flatchoices", ()) or ())
    return str(choices.get(value, value))

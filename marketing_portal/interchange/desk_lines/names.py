"""Ids and the names that stand for them in a file: e-mail, slug, key or text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from marketing_portal.people.models import Team, User
from requests_board.models import Label, Milestone, RequestKind

Pairs = tuple[dict[int, str], dict[str, int]]
# Fields that hold ids, and what they are ids of.
REFERENCES = {
    "kind_id": "kinds",
    "team_id": "teams",
    "milestone_id": "milestones",
    "use_case_id": "labels",
    "assignees": "users",
    "devops_stages": "labels",
    "labels": "labels",
    "launches": "milestones",
}


class UnknownNameError(Exception):
    """A file names something that is not there."""


@dataclass
class Names:
    """Both directions, each table read once."""

    @cached_property
    def users(self) -> Pairs:
        """Accounts by e-mail."""
        return both(User.objects.values_list("pk", "email"))

    @cached_property
    def teams(self) -> Pairs:
        """Teams by slug."""
        return both(Team.objects.values_list("pk", "slug"))

    @cached_property
    def milestones(self) -> Pairs:
        """Milestones by slug."""
        return both(Milestone.objects.values_list("pk", "slug"))

    @cached_property
    def labels(self) -> Pairs:
        """Labels by text."""
        return both(Label.objects.values_list("pk", "text"))

    @cached_property
    def kinds(self) -> Pairs:
        """Kinds by key."""
        return both(RequestKind.objects.values_list("pk", "key"))

    def name(self, table: str, key: int) -> str:
        """The name of a row; rows are never deleted while a request refers to them, but events may be older."""
        pairs: Pairs = getattr(self, table)
        return pairs[0].get(key, "")

    def key(self, table: str, name: str) -> int:
        """The id of what is named so. Raises UnknownNameError."""
        pairs: Pairs = getattr(self, table)
        if name not in pairs[1]:
            raise UnknownNameError(f"There is no {table.removesuffix('s')} “{name}”.")
        return pairs[1][name]

    def named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` with names for ids; sets in the order of their names."""
        found = dict(values)
        for field, table in REFERENCES.items():
            held = found.get(field)
            if isinstance(held, list):
                found[field] = sorted(name for key in held if (name := self.name(table, key)))
            elif held is not None:
                found[field] = self.name(table, held) or None
        return found

    def keyed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` with ids for names."""
        found = dict(values)
        for field, table in REFERENCES.items():
            held = found.get(field)
            if isinstance(held, list):
                found[field] = sorted(self.key(table, name) for name in held)
            elif held is not None:
                found[field] = self.key(table, held)
        return found


def both(rows: Any) -> Pairs:
    """Name by id and id by name."""
    names = dict(rows)
    return names, {name: key for key, name in names.items()}

"""What there is to say, to ask and to show for a use case, laid out: parts, kinds, groups, points."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from marketing_portal.content.knowledge import Knowledge
from usecases.models import UseCase, UseCasePoint
from usecases.vocabulary import PointSection, UsePointKind

LISTED_TEXTS = 60


@dataclass(frozen=True)
class PointGroup:
    """Points below one heading, and what is remarked on them."""

    name: str
    remarks: list[UseCasePoint]
    points: list[UseCasePoint]


@dataclass(frozen=True)
class PointBlock:
    """Points of one kind."""

    kind: UsePointKind
    groups: list[PointGroup]

    @property
    def count(self) -> int:
        """How many there are, without remarks."""
        return sum(len(group.points) for group in self.groups)

    @property
    def anchor(self) -> str:
        """Id on the page."""
        return f"points-{self.kind.value.replace('_', '-')}"

    @property
    def label(self) -> str:
        """The heading."""
        return str(self.kind.label)

    @property
    def text_label(self) -> str:
        """What the first text is called, where that needs saying."""
        return self.kind.facts.text

    @property
    def detail_label(self) -> str:
        """What the second text is called."""
        return self.kind.facts.detail

    @property
    def result_label(self) -> str:
        """What the third text is called."""
        return self.kind.facts.result


@dataclass(frozen=True)
class PointPart:
    """A section of the page."""

    anchor: str
    name: str
    blocks: list[PointBlock]


def points_of(use_case: UseCase, user: Any) -> list[UseCasePoint]:
    """The points of ``use_case`` in order; what is internal is for those who are signed in."""
    rows = UseCasePoint.objects.filter(use_case=use_case).order_by("order", "pk")
    return list(rows if user.is_authenticated else rows.filter(internal=False))


def parts_of(points: Iterable[UseCasePoint]) -> list[PointPart]:
    """The sections that have any of ``points``."""
    by_kind: dict[str, list[UseCasePoint]] = {}
    for point in points:
        by_kind.setdefault(point.kind, []).append(point)
    blocks = [PointBlock(kind, groups_of(by_kind[kind])) for kind in UsePointKind if kind in by_kind]
    found = []
    for section in PointSection:
        mine = [block for block in blocks if block.kind.facts.section is section]
        if mine:
            found.append(PointPart(section.value, str(section.label), mine))
    return found


def groups_of(points: Iterable[UseCasePoint]) -> list[PointGroup]:
    """Points that follow each other below the same heading."""
    found = []
    for name, some in itertools.groupby(points, lambda one: one.group):
        rows = list(some)
        remarks = [one for one in rows if one.is_remark]
        found.append(PointGroup(name, remarks, [one for one in rows if not one.is_remark]))
    return found


def about_personas(points: Iterable[UseCasePoint]) -> dict[str, list[UseCasePoint]]:
    """What is said of users and of buyers together, as the sections of personas are called."""
    found: dict[str, list[UseCasePoint]] = {"user": [], "buyer": []}
    for point in points:
        if point.kind in {UsePointKind.USERS, UsePointKind.BUYERS}:
            found["user" if point.kind == UsePointKind.USERS else "buyer"].append(point)
    return found


def gaps_in(points: Iterable[UseCasePoint]) -> Iterator[tuple[str, str, str]]:
    """Section, state and words of every point that says it is still to come."""
    for point in points:
        section = UsePointKind(point.kind).facts.section
        if Knowledge(point.state).is_gap:
            said = strip_tags(point.title_html or point.text_html)[:LISTED_TEXTS].strip()
            kind = UsePointKind(point.kind).label
            text = f"{kind}: {said}" if said else str(kind)
            yield section.value if section else "personas", point.state, text

"""What the filters can be set to, as far as it is rows: milestones, people, kinds. One query for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from marketing_portal.people.models import TeamMembership, User
from requests_board.fiscal import Quarter
from requests_board.models import Milestone, RequestKind
from requests_board.models.milestones import EFFORTS
from requests_board.pages.together import Prepared

Choice = tuple[str, str]
QUARTERS_OFFERED, EFFORTS_OFFERED, PEOPLE_OFFERED, KINDS_OFFERED = 13, 40, 300, 60
LONGEST_SLUG, MOST_DIGITS = 80, 9


class Row(NamedTuple):
    """One choice: what the address says, what is shown, the kind of a milestone, its id."""

    picked: str
    shown: str
    sort: str
    id: int

    @property
    def is_effort(self) -> bool:
        """True for a launch or campaign: a request can have several of them beside its quarter."""
        return self.sort in EFFORTS


PARTS = ("quarters", "efforts", "kinds", "people", "others", "milestone")


def parts(person: int, other: int, milestone: str) -> list[QuerySet[Any, Any]]:
    """What is offered, in the order of PARTS."""
    return [
        named(Milestone.objects.exclude(kind__in=EFFORTS).order_by("kind", "-starts_on"))[:QUARTERS_OFFERED],
        named(Milestone.objects.efforts().order_by("-starts_on", "name"))[:EFFORTS_OFFERED],
        named(RequestKind.objects.order_by("order", "name"), "key")[:KINDS_OFFERED],
        accounts(in_teams())[:PEOPLE_OFFERED],
        accounts(User.objects.filter(pk__in=[person, other])),
        named(Milestone.objects.filter(slug=milestone))[:1],
    ]


READ = Prepared("picked, shown, sort, id", parts, int, int, str)


def offered(milestone: str = "", people: Sequence[str] = ()) -> Offered:
    """The choices of today, and the milestone and the two people that the address names however old they are."""
    person, other = (int(key) if is_key(key) else 0 for key in (*people, "", "")[:2])
    slug = "" if "\x00" in milestone else milestone[:LONGEST_SLUG]  # PostgreSQL takes no NUL in a text
    return sorted_out(tuple(READ.rows(person, other, slug)))


@lru_cache(maxsize=16)
def sorted_out(rows: tuple[tuple[Any, ...], ...]) -> Offered:
    """``rows`` as they are offered: sorted out again only when one of them is another."""
    return Offered(rows)


class Offered:
    """What can be chosen. Shared by all pages: nobody changes it."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self.found: dict[str, list[Row]] = {name: [] for name in PARTS}
        for place, *row in rows:
            self.found[PARTS[place]].append(Row(*row))

    def choices(self, *names: str) -> list[Choice]:
        """Value and text of each choice in the lists ``names``, each once."""
        return list({row.picked: row.shown for name in names for row in self.found[name]}.items())

    def milestone(self, key: str) -> Row | None:
        """The milestone that ``key`` means: a slug, ``current`` or ``next``."""
        current = Quarter.current()
        slug = {"current": current.slug, "next": current.next().slug}.get(key, key)
        rows = (row for name in ("quarters", "efforts", "milestone") for row in self.found[name])
        return next((row for row in rows if row.picked == slug), None)

    @property
    def milestones(self) -> list[Choice]:
        """What requests can be in, this quarter by that name first."""
        fixed = [("current", "This quarter"), ("next", "Next quarter"), ("none", "No milestone")]
        return [*fixed, *self.choices("quarters", "efforts", "milestone")]


def named(rows: QuerySet[Any], value: str = "slug") -> QuerySet[Any, Any]:
    """``rows`` as choices: what is picked, what is shown, the kind of a milestone."""
    sort = F("kind") if rows.model is Milestone else Value("", CharField())
    return rows.values("id", picked=F(value), shown=F("name"), sort=sort)


def accounts(rows: QuerySet[User]) -> QuerySet[User, Any]:
    """People as choices."""
    name = Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
    return rows.values("id", picked=Cast("pk", CharField()), shown=name, sort=Value("", CharField()))


def in_teams() -> QuerySet[User]:
    """Everybody with an account who is in a team: who can be an assignee."""
    members = TeamMembership.objects.filter(person__user__isnull=False).values("person__user")
    return User.objects.filter(pk__in=members).order_by("name", "pk")


def is_key(text: str) -> bool:
    """True for the number of a row."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS

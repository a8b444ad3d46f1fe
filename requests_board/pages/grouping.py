"""The groups of the list: what it can be grouped by, and which requests belong to each group.

Groups are few and known beforehand, so each is a condition that an index answers, and its count stops where counting
takes long. A last group takes what belongs to none of those that are named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.html import format_html
from django.utils.safestring import SafeString

from requests_board.filters import RequestFilter
from requests_board.models import Assignment, SMRequest
from requests_board.models.requests import PRIORITY_RANKS
from requests_board.pages.cells import HEALTH_TONES
from requests_board.pages.labels import LabelBook, ShownLabel
from requests_board.pages.rows import html_of
from requests_board.pages.together import counts
from requests_board.vocabulary import CLOSED, OPEN_STATES, Family, Health, State

NONE, REST = "none", "rest"
MOST_GROUPS = 40
BYS = {
    "state": "State",
    "team": "Team",
    "assignee": "Assignee",
    "milestone": "Milestone",
    "priority": "Priority",
    "use_case": "Use case",
    "health": "Health",
    "kind": "Kind",
}


@dataclass(frozen=True)
class Group:
    """One group: its key in the address of a page, its title, its requests. ``narrow`` filters the list by it."""

    key: str
    title: SafeString
    rule: Q
    narrow: str = ""


WHOLE = Group("", SafeString(""), Q())


def groups(by: str, found: RequestFilter, labels: LabelBook) -> list[Group]:
    """The groups of ``found`` by ``by``, in the order in which they are shown."""
    return BUILDERS[by](found, labels)


def labelled(key: str, shown: ShownLabel, rule: Q, narrow: str = "") -> Group:
    """A group under a label."""
    return Group(key, html_of(shown), rule, narrow or key)


def plain(key: str, title: str, rule: Q, narrow: str = "") -> Group:
    """A group under words."""
    return Group(key, format_html("{}", title), rule, narrow)


def by_state(found: RequestFilter, labels: LabelBook) -> list[Group]:
    """Those states that the scope leaves, in the order of the workflow."""
    states = {"open": OPEN_STATES, "closed": [state for state in State if state in CLOSED]}
    among = [State(key) for key in states.get(found.scope_key, State.values)]
    return [
        labelled(state, labels.show(Family.STATE, state), Q(state=state, closed_at__isnull=state.is_open))
        for state in among
    ]


def by_team(found: RequestFilter, labels: LabelBook) -> list[Group]:
    """What has no team yet, then the teams."""
    ordered = labels.teams[:MOST_GROUPS]
    return [
        plain(NONE, "No team yet", Q(team=None), NONE),
        *(labelled(team.slug, labels.show_team(team), Q(team=team.pk)) for team in ordered),
        plain(REST, "Other teams", Q(team__isnull=False) & ~Q(team__in=[team.pk for team in ordered])),
    ]


def by_assignee(found: RequestFilter, labels: LabelBook) -> list[Group]:
    """What nobody has, then everybody in a team; somebody else's last. With several people it stands under each."""
    held = Assignment.objects.filter(request=OuterRef("pk"))
    people = found.offered.choices("people", "others")[:MOST_GROUPS]
    keys = [int(key) for key, _ in people]
    return [
        plain(NONE, "Nobody", ~Q(Exists(held)), NONE),
        *(plain(key, name, Q(Exists(held.filter(user=int(key)))), key) for key, name in people),
        plain(REST, "Somebody in no team", Q(Exists(held.exclude(user__in=keys)))),
    ]


def counted_by_person(rows: QuerySet[SMRequest], groups: Sequence[Group]) -> list[int]:
    """How many of ``rows`` each of the groups of ``by_assignee`` has. Two queries.

    One look at everybody's work: to count it person by person, all that is open would be read for each of them.
    """
    people = [int(group.key) for group in groups if group.key not in {NONE, REST}]
    who = Case(When(user__in=people, then=F("user_id")), default=Value(0))
    held = Assignment.objects.filter(request__in=rows.order_by().values("pk")).order_by()
    numbers = dict(held.values_list(who).annotate(number=Count("request", distinct=True)))
    (nobody,) = counts([rows.filter(groups[0].rule)])
    return [nobody, *(numbers.get(person, 0) for person in people), numbers.get(0, 0)]


def by_milestone(found: RequestFilter, labels: LabelBook) -> list[Group]:
    """The backlog and the latest quarters, then older ones, then what is in none."""
    rows = found.offered.found["quarters"]
    return [
        *(plain(row.picked, row.shown, Q(milestone=row.id), row.picked) for row in rows),
        plain(
            REST, "Earlier quarters", Q(milestone__isnull=False) & ~Q(milestone__in=[row.id for row in rows])
        ),
        plain(NONE, "No milestone", Q(milestone=None), NONE),
    ]


def by_priority(found: RequestFilter, labels: LabelBook) -> list[Group]:
    """First things first."""
    return [
        labelled(key, labels.show(Family.PRIORITY, key), Q(priority_rank=place))
        if key
        else plain(NONE, "No priority", Q(priority_rank=place), NONE)
        for key, place in PRIORITY_RANKS.items()
    ]


def by_use_case(found: RequestFilter, labels: LabelBook) -> list[Group]:
    """The use cases in their order, then what is for none."""
    named = labels.of_family(Family.USE_CASE)[:MOST_GROUPS]
    return [
        *(labelled(one.key, labels.show(Family.USE_CASE, one.key), Q(use_case=one.pk)) for one in named),
        plain(
            REST, "Other use cases", Q(use_case__isnull=False) & ~Q(use_case__in=[one.pk for one in named])
        ),
        plain(NONE, "No use case", Q(use_case=None), NONE),
    ]


def by_health(found: RequestFilter, labels: LabelBook) -> list[Group]:
    """What needs help first."""
    order = (Health.AT_RISK, Health.NEEDS_ATTENTION, Health.ON_TRACK)
    said = [
        Group(
            key,
            format_html('<span class="health tone-{}">{}</span>', HEALTH_TONES[key], key.label),
            Q(health=key),
            key,
        )
        for key in order
    ]
    return [*said, plain(NONE, "Health not said", Q(health=""), NONE)]


def by_kind(found: RequestFilter, labels: LabelBook) -> list[Group]:
    """The kinds in their order, then what has none."""
    rows = found.offered.found["kinds"][:MOST_GROUPS]
    return [
        *(plain(row.picked, row.shown, Q(kind=row.id), row.picked) for row in rows),
        plain(REST, "Other kinds", Q(kind__isnull=False) & ~Q(kind__in=[row.id for row in rows])),
        plain(NONE, "No kind", Q(kind=None), NONE),
    ]


BUILDERS: dict[str, Callable[[RequestFilter, LabelBook], list[Group]]] = {
    "state": by_state,
    "team": by_team,
    "assignee": by_assignee,
    "milestone": by_milestone,
    "priority": by_priority,
    "use_case": by_use_case,
    "health": by_health,
    "kind": by_kind,
}

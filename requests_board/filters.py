"""The filters and sorts of the list of requests: an allow-list. Any other key in the address is ignored.

A value that a filter does not know is left out and said so; the rest still holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict

from marketing_portal.people.models import User
from requests_board.models import Assignment, Milestone, SMRequest
from requests_board.pages.labels import LabelBook
from requests_board.pages.paging import Order, only, rank, replaced
from requests_board.vocabulary import Family, Priority, State

FAR = dt.date(9999, 12, 31)
RANKS = {"1": 1, "2": 2, "3": 3, "?": 4, "": 5}
Choices = Sequence[tuple[str, str]]
Rows = QuerySet[SMRequest]

by_rank = Case(
    *[When(priority=value, then=Value(place)) for value, place in RANKS.items()],
    default=Value(9),
    output_field=models.IntegerField(),
)
ORDERS = {
    "newest": Order("Newest first"),
    "oldest": Order("Oldest first", descending=False),
    "due": Order(
        "Due date",
        descending=False,
        value=Coalesce(F("due_on"), Value(FAR), output_field=models.DateField()),
        parse=dt.date.fromisoformat,
        show=dt.date.isoformat,
    ),
    "priority": Order("Priority", descending=False, value=by_rank, parse=rank(RANKS)),
    "updated": Order(
        "Last change",
        value=F("updated_at"),
        parse=lambda text: aware(dt.datetime.fromisoformat(text)),
        show=dt.datetime.isoformat,
    ),
}
DEFAULT_ORDER = "newest"
QUARTERS_OFFERED = 13
FOLDED = ("use_case", "milestone", "requester", "waiting", "late", "watched")
SCOPES: Choices = (("open", "Open"), ("closed", "Closed"), ("all", "All"))


def aware(moment: dt.datetime) -> dt.datetime:
    """``moment``, which must name its time zone."""
    if moment.tzinfo is None:
        raise ValueError(moment)
    return moment


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address of the list without it."""

    text: str
    href: str


class RequestFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Narrows the requests that somebody may see."""

    q = django_filters.CharFilter(
        method="by_text",
        label="Text or number",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "data-hotkey": "f"}),
    )
    scope = django_filters.ChoiceFilter(method="by_scope", label="Open or closed", choices=SCOPES)
    state = django_filters.MultipleChoiceFilter(
        method="by_state", label="State", choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    team = django_filters.ChoiceFilter(method="by_team", label="Team", empty_label="Any team")
    priority = django_filters.MultipleChoiceFilter(
        method="by_priority",
        label="Priority",
        choices=[*Priority.choices, ("none", "Not set")],
        widget=forms.CheckboxSelectMultiple,
    )
    assignee = django_filters.ChoiceFilter(method="by_assignee", label="Assignee", empty_label="Anybody")
    requester = django_filters.ChoiceFilter(
        method="by_requester", label="Filed by", empty_label="Anybody", choices=[("me", "Me")]
    )
    use_case = django_filters.ChoiceFilter(method="by_use_case", label="Use case", empty_label="Any use case")
    milestone = django_filters.ChoiceFilter(
        method="by_milestone", label="Milestone", empty_label="Any milestone"
    )
    waiting = django_filters.BooleanFilter(
        method="by_waiting", label="Waits for the requester", widget=forms.CheckboxInput
    )
    late = django_filters.BooleanFilter(method="by_late", label="Late", widget=forms.CheckboxInput)
    watched = django_filters.BooleanFilter(
        method="by_watched", label="Watched by me", widget=forms.CheckboxInput
    )
    sort = django_filters.ChoiceFilter(
        method="leave",
        label="Sort by",
        empty_label=None,
        choices=[(key, order.label) for key, order in ORDERS.items()],
    )

    def __init__(self, data: QueryDict, queryset: Rows, *, user: User, labels: LabelBook) -> None:
        super().__init__(data, queryset)
        self.user = user
        teams = [label.team for label in labels.of_family(Family.TEAM) if label.team]
        self.choose("team", [(team.slug, team.name) for team in sorted(teams, key=lambda team: team.order)])
        self.choose("use_case", [(label.key, label.text) for label in labels.of_family(Family.USE_CASE)])
        self.choose("milestone", milestones(str(data.get("milestone", ""))))
        self.choose("assignee", [("me", "Me"), ("none", "Nobody"), *team_people()])

    def choose(self, name: str, choices: Choices) -> None:
        """Let the filter ``name`` take ``choices``."""
        self.filters[name].extra["choices"] = choices

    @property
    def order(self) -> Order:
        """The sort that was asked for, or the default."""
        return ORDERS[self.order_key]

    @property
    def order_key(self) -> str:
        """Its key."""
        return self.form.cleaned_data.get("sort") or DEFAULT_ORDER

    @property
    def scope_key(self) -> str:
        """Open, closed or all; open where nothing was asked for, all where states were named."""
        chosen = self.form.cleaned_data
        return chosen.get("scope") or ("all" if chosen.get("state") else "open")

    def filter_queryset(self, queryset: Rows) -> Rows:
        """Everything that was asked for and understood."""
        rows: Rows = super().filter_queryset(queryset)
        if self.scope_key == "all":
            return rows
        # Not by state: a list of states would make SQLite read all open requests by index and sort them.
        return rows.filter(closed_at__isnull=self.scope_key == "open")

    def by_text(self, rows: Rows, name: str, value: str) -> Rows:
        """In the title or the description; ``#12`` and ``12`` also find the request of that number."""
        wanted = Q(title__icontains=value) | Q(description__icontains=value)
        number = value.strip().removeprefix("#")
        if number.isascii() and number.isdigit() and len(number) < 10:
            wanted |= Q(pk=int(number))
        return rows.filter(wanted)

    def by_scope(self, rows: Rows, name: str, value: str) -> Rows:
        """See ``filter_queryset``."""
        return rows

    def by_state(self, rows: Rows, name: str, value: list[str]) -> Rows:
        """Any of these states."""
        return rows.filter(state__in=value) if value else rows

    def by_team(self, rows: Rows, name: str, value: str) -> Rows:
        """With that team."""
        return rows.filter(team__slug=value)

    def by_priority(self, rows: Rows, name: str, value: list[str]) -> Rows:
        """Any of these priorities; ``?`` is a priority, ``none`` is none at all."""
        return rows.filter(priority__in=["" if key == "none" else key for key in value]) if value else rows

    def by_assignee(self, rows: Rows, name: str, value: str) -> Rows:
        """Assigned to me, to nobody, to one person."""
        if value == "me":
            return rows.filter(pk__in=Assignment.objects.filter(user=self.user).values("request"))
        if value == "none":
            return rows.filter(~Exists(Assignment.objects.filter(request=OuterRef("pk"))))
        return rows.filter(pk__in=Assignment.objects.filter(user=int(value)).values("request"))

    def by_requester(self, rows: Rows, name: str, value: str) -> Rows:
        """Filed by me."""
        return rows.filter(requester=self.user)

    def by_use_case(self, rows: Rows, name: str, value: str) -> Rows:
        """For that use case."""
        return rows.filter(use_case__family=Family.USE_CASE, use_case__key=value)

    def by_milestone(self, rows: Rows, name: str, value: str) -> Rows:
        """In that milestone."""
        return rows.filter(milestone__slug=value)

    def by_waiting(self, rows: Rows, name: str, value: bool) -> Rows:
        """With an open question to the requester."""
        return rows.filter(waiting_since__isnull=False) if value else rows

    def by_late(self, rows: Any, name: str, value: bool) -> Rows:
        """Past the due date, open, not waiting."""
        late: Rows = rows.late()
        return late if value else rows

    def by_watched(self, rows: Rows, name: str, value: bool) -> Rows:
        """Those whose comments I am told of."""
        return rows.filter(watches__user=self.user) if value else rows

    def leave(self, rows: Rows, name: str, value: str) -> Rows:
        """The sort narrows nothing."""
        return rows

    @property
    def folded(self) -> int:
        """How many of the filters behind “More” are set."""
        return sum(bool(self.form.cleaned_data.get(name)) for name in FOLDED)

    @property
    def problems(self) -> list[str]:
        """A sentence for each value that was left out."""
        return [
            f"“{', '.join(self.data.getlist(name))[:60]}” is not something that “{self.filters[name].label}”"
            " can be; the list leaves it out."
            for name in self.form.errors
            if name in self.filters
        ]

    @property
    def chips(self) -> list[Chip]:
        """Each value that is set, with the address of the list without it. The scope has its own links."""
        found = []
        for name, held in self.form.cleaned_data.items():
            if name in {"sort", "scope"} or not held:
                continue
            label, field = self.filters[name].label, self.form.fields[name]
            words = dict(getattr(field, "choices", ()))
            values = held if isinstance(held, list) else [held]
            for value in values:
                rest = [other for other in values if other != value]
                text = label if value is True else f"{label}: {words.get(value, value)}"
                found.append(Chip(text, replaced(self.data, **{name: rest or None})))
        return found


def milestones(wanted: str) -> list[tuple[str, str]]:
    """The backlog and the latest quarters, and the one that is ``wanted`` however old it is."""
    latest = Milestone.objects.order_by("kind", "-starts_on").values_list("slug", "name")
    found = list(latest[:QUARTERS_OFFERED])
    if wanted and wanted not in dict(found):
        found += latest.filter(slug=wanted)
    return found


def team_people() -> list[tuple[str, str]]:
    """Everybody with an account who is in a team: who can be an assignee."""
    rows = User.objects.filter(person__memberships__isnull=False).distinct().order_by("name", "pk")
    return [(str(key), name or email) for key, name, email in rows.values_list("pk", "name", "email")]


def allowed(query: QueryDict) -> QueryDict:
    """``query`` with the keys of the filters and of paging alone: nothing else is read or written into links."""
    return only(query, *RequestFilter.base_filters)

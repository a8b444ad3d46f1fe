"""The filters of the list of requests: an allow-list. Any other key in the address is ignored.

A value that a filter does not know is left out and said so; the rest still holds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from marketing_portal.people.models import User
from requests_board.filters.choices import Offered, is_key, offered
from requests_board.filters.fields import DayFilter, LabelFilter, SortFilter
from requests_board.filters.panel import ENTRY, SELECT, TICK, Choices, Panel, controls
from requests_board.fiscal import Quarter
from requests_board.models import Assignment, SMRequest
from requests_board.models.requests import NO_DAY, PRIORITY_RANKS
from requests_board.pages.labels import LabelBook, Shelf
from requests_board.pages.paging import only, replaced
from requests_board.pages.sorting import Sort, joined
from requests_board.vocabulary import Family, GtmPhase, Health, Priority, State, YesNo
from requests_board.wording import Says, is_rare, words_of

Rows = QuerySet[SMRequest]
NOT_SET = ("none", "Not set")
SCOPES = (("open", "Open"), ("closed", "Closed"), ("all", "All"))
DUE = (
    ("overdue", "Has passed"),
    ("week", "This week"),
    ("quarter", "This quarter"),
    ("none", "No due date"),
)
# In the bar itself; all others stand behind “More”.
IN_THE_BAR = ("q", "scope", "state", "priority", "team", "assignee", "sort")
NOT_BESIDE_THE_BOARD = ("q", "team", "assignee", "milestone", "sort", "scope")
UNSAID = frozenset({"sort", "scope"})  # they have links of their own, so no chip


def several(name: str, label: str, choices: Any, **more: Any) -> django_filters.MultipleChoiceFilter:
    """A filter that takes any of several values."""
    return django_filters.MultipleChoiceFilter(
        method=name, label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **more
    )


def one(name: str, label: str, empty: str = "Any", choices: Any = ()) -> django_filters.ChoiceFilter:
    """A filter that takes one value."""
    return django_filters.ChoiceFilter(method=name, label=label, empty_label=empty, choices=choices)


def tick(name: str, label: str) -> django_filters.BooleanFilter:
    """A filter that is on or off."""
    return django_filters.BooleanFilter(method=name, label=label, widget=forms.CheckboxInput)


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address of the list without it."""

    text: str
    href: str


class RequestFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Narrows the requests that somebody may see."""

    q = django_filters.CharFilter(
        method="by_text",
        label="Words or number",
        max_length=200,
        widget=forms.TextInput(
            attrs={"type": "search", "data-hotkey": "f", "placeholder": "Words or #number"}
        ),
    )
    scope = one("leave", "Open or closed", choices=SCOPES)
    state = several("by_state", "State", State.choices)
    team = one("by_team", "Team", "Any team")
    priority = several("by_priority", "Priority", [*Priority.choices, NOT_SET])
    assignee = one("by_assignee", "Assignee", "Anybody")
    requester = one("by_requester", "Filed by", "Anybody")
    kind = one("by_kind", "Kind", "Any kind")
    use_case = one("by_use_case", "Use case", "Any use case")
    milestone = one("by_milestone", "Milestone, launch or campaign", "Any")
    health = several("by_value", "Health", [*Health.choices, NOT_SET])
    devops_stage = one("by_stage", "DevOps stage", "Any stage")
    devops_category = django_filters.CharFilter(
        field_name="devops_categories", lookup_expr="icontains", label="DevOps category", max_length=80
    )
    gtm_phase = one("by_value", "GTM phase", "Any phase", [*GtmPhase.choices, NOT_SET])
    dod = one("by_value", "Definition of done is clear", "Any", [*YesNo.choices, NOT_SET])
    eteam = one("by_value", "Executive team request", "Any", [*YesNo.choices, NOT_SET])
    label = LabelFilter(label="Label", max_length=200)
    due = one("by_due", "Due", "Any time", DUE)
    due_after = DayFilter(method="by_due_after", label="Due from")
    due_before = DayFilter(method="by_due_before", label="Due until")
    filed_after = DayFilter(method="by_filed_after", label="Filed from")
    filed_before = DayFilter(method="by_filed_before", label="Filed until")
    late = tick("by_late", "Late")
    waiting = tick("by_waiting", "Waits for the requester")
    critical = tick("by_critical", "Due date is critical")
    urgent = tick("by_urgent", "Urgent")
    carried = tick("by_carried", "Carried over from another quarter")
    watched = tick("by_watched", "Watched by me")
    sort = SortFilter(label="Sort by", max_length=100)

    def __init__(self, data: QueryDict, queryset: Rows, *, user: User, labels: LabelBook) -> None:
        # Only what is asked for is made: each filter is copied for each page, with its field and all its choices.
        self.__dict__["base_filters"] = {name: held for name, held in ALL.items() if any(data.getlist(name))}
        super().__init__(data, queryset)
        self.user = user
        asked = [str(data.get(name, "")) for name in ("assignee", "requester")]
        self.offered = offered(str(data.get("milestone", "")), asked)
        self.shelf = labels.shelf
        self.choices = choices_of(self.shelf, self.offered)
        for name, held in self.filters.items():
            if name in self.choices:
                held.extra["choices"] = self.choices[name]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What was asked for and understood, by filter."""
        self.form.is_valid()
        held: dict[str, Any] = self.form.cleaned_data
        return held

    @property
    def order(self) -> Sort:
        """The sort that was asked for, or the default."""
        return self.chosen.get("sort") or Sort.read("")

    @property
    def scope_key(self) -> str:
        """Open, closed or all; open where nothing was asked for, all where states were named."""
        chosen = self.chosen
        named = chosen.get("state") or any(
            label.family == Family.STATE for label in chosen.get("label") or ()
        )
        return chosen.get("scope") or ("all" if named else "open")

    def filter_queryset(self, queryset: Rows) -> Rows:
        """Everything that was asked for and understood."""
        rows: Rows = super().filter_queryset(queryset)
        if self.scope_key == "all":
            return rows
        # Not by state: a list of states would make SQLite read all open requests by index and sort them.
        return rows.filter(closed_at__isnull=self.scope_key == "open")

    def leave(self, rows: Rows, name: str, value: str) -> Rows:
        """See ``filter_queryset``."""
        return rows

    def by_text(self, rows: Rows, name: str, value: str) -> Rows:
        """Each word begins a word of title, description or answers; a number is also the request of that number."""
        words, number = words_of(value), value.strip().removeprefix("#")
        if not words:
            return rows.none()
        return rows.filter(
            Says(words, number=int(number)) if is_key(number) else Says(words, looked_up=is_rare(words))
        )

    def by_value(self, rows: Rows, name: str, value: str | list[str]) -> Rows:
        """Any of these values of the column ``name``; ``none`` is not set."""
        values = value if isinstance(value, list) else [value]
        return (
            rows.filter(**{f"{name}__in": ["" if key == "none" else key for key in values]})
            if values
            else rows
        )

    def by_state(self, rows: Rows, name: str, value: list[str]) -> Rows:
        """Any of these states; only open ones are said to be open, for the indexes of what is open."""
        if value and self.scope_key == "all" and all(State(key).is_open for key in value):
            rows = rows.filter(closed_at__isnull=True)
        return rows.filter(state__in=value) if value else rows

    def by_priority(self, rows: Rows, name: str, value: list[str]) -> Rows:
        """Any of these priorities, by rank, as the indexes hold them; ``?`` is one of them, ``none`` is not set."""
        ranks = [PRIORITY_RANKS["" if key == "none" else key] for key in value]
        return rows.filter(priority_rank__in=ranks) if value else rows

    def by_team(self, rows: Rows, name: str, value: str) -> Rows:
        """With that team."""
        return rows.filter(team=next((team.pk for team in self.shelf.teams if team.slug == value), None))

    def by_assignee(self, rows: Rows, name: str, value: str) -> Rows:
        """Assigned to me, to nobody, to one person."""
        held = Assignment.objects.filter(request=OuterRef("pk"))
        if value == "none":
            return rows.filter(~Exists(held))
        return rows.filter(Exists(held.filter(user=self.person(value))))

    def by_requester(self, rows: Rows, name: str, value: str) -> Rows:
        """Filed by me, or by one person."""
        return rows.filter(requester=self.person(value))

    def person(self, value: str) -> int:
        """The account that ``value`` means."""
        return self.user.pk if value == "me" else int(value)

    def by_use_case(self, rows: Rows, name: str, value: str) -> Rows:
        """For that use case."""
        return rows.filter(use_case=self.shelf.by_key.get((Family.USE_CASE, value)))

    def by_kind(self, rows: Rows, name: str, value: str) -> Rows:
        """Of that kind."""
        found = next((row.id for row in self.offered.found["kinds"] if row.picked == value), None)
        return rows.filter(kind=found)

    def by_milestone(self, rows: Rows, name: str, value: str) -> Rows:
        """In that milestone, or with that launch or campaign."""
        if value == "none":
            return rows.filter(milestone=None)
        found = self.offered.milestone(value)
        if found is None:  # the quarter of today that nobody has looked for yet
            return rows.none()
        if not found.is_effort:
            return rows.filter(milestone=found.id)
        launches = SMRequest.launches.through._default_manager.filter(smrequest=OuterRef("pk"))
        return rows.filter(Exists(launches.filter(milestone=found.id)))

    def by_stage(self, rows: Rows, name: str, value: str) -> Rows:
        """For that DevOps stage, or for none."""
        stages = SMRequest.devops_stages.through._default_manager.filter(smrequest=OuterRef("pk"))
        if value == "none":
            return rows.filter(~Exists(stages))
        return rows.filter(Exists(stages.filter(label=self.shelf.by_key.get((Family.DEVOPS_STAGE, value)))))

    def by_due(self, rows: Rows, name: str, value: str) -> Rows:
        """Due in that time."""
        today = timezone.localdate()
        monday, quarter = today - dt.timedelta(days=today.weekday()), Quarter.current()
        spans = {
            "overdue": (dt.date.min, today - dt.timedelta(days=1)),
            "week": (monday, monday + dt.timedelta(days=6)),
            "quarter": (quarter.start(), quarter.end()),
            "none": (NO_DAY, NO_DAY),
        }
        return rows.filter(due_order__range=spans[value])

    def by_due_after(self, rows: Rows, name: str, value: dt.date) -> Rows:
        """Due that day or later."""
        return rows.filter(due_order__gte=value, due_order__lt=NO_DAY)

    def by_due_before(self, rows: Rows, name: str, value: dt.date) -> Rows:
        """Due that day or earlier."""
        return rows.filter(due_order__lte=value)

    def by_filed_after(self, rows: Rows, name: str, value: dt.date) -> Rows:
        """Filed that day or later."""
        return rows.filter(created_at__gte=midnight(value))

    def by_filed_before(self, rows: Rows, name: str, value: dt.date) -> Rows:
        """Filed that day or earlier."""
        return rows.filter(created_at__lt=midnight(value + dt.timedelta(days=1)))

    def by_waiting(self, rows: Rows, name: str, value: bool) -> Rows:
        """With an open question to the requester."""
        return rows.filter(waiting_since__isnull=False) if value else rows

    def by_late(self, rows: Any, name: str, value: bool) -> Rows:
        """Past the due date, open, not waiting."""
        late = rows.filter(
            closed_at__isnull=True, due_order__lt=timezone.localdate(), waiting_since__isnull=True
        )
        found: Rows = late if value else rows
        return found

    def by_critical(self, rows: Rows, name: str, value: bool) -> Rows:
        """Where missing the due date makes the work useless."""
        return rows.filter(due_is_critical=True) if value else rows

    def by_urgent(self, rows: Rows, name: str, value: bool) -> Rows:
        """Assigned at once because it could not wait."""
        return rows.filter(is_urgent=True) if value else rows

    def by_carried(self, rows: Rows, name: str, value: bool) -> Rows:
        """That went unfinished from one quarter into another."""
        return rows.filter(carried_over__gt=0) if value else rows

    def by_watched(self, rows: Rows, name: str, value: bool) -> Rows:
        """Those whose comments I am told of."""
        return rows.filter(watches__user=self.user) if value else rows

    @property
    def folded(self) -> int:
        """How many of the filters behind “More” are set."""
        return sum(bool(held) for name, held in self.chosen.items() if name not in IN_THE_BAR)

    @cached_property
    def panel(self) -> Panel:
        """All fields as they are set."""
        return Panel(CONTROLS, self.choices, self.data, frozenset(self.form.errors))

    @property
    def more(self) -> SafeString:
        """The fields behind “More” in which one chooses or writes, in order."""
        panel = self.panel
        return panel.written([*panel.of_kind(SELECT, IN_THE_BAR), *panel.of_kind(ENTRY, IN_THE_BAR)])

    @property
    def ticks(self) -> SafeString:
        """Those that are on or off."""
        return self.panel.written(self.panel.of_kind(TICK, IN_THE_BAR))

    @property
    def beside_the_board(self) -> SafeString:
        """All but those that stand above the board, and what a board has no use for."""
        return self.panel.written(name for name in CONTROLS if name not in NOT_BESIDE_THE_BOARD)

    @cached_property
    def problems(self) -> list[str]:
        """A sentence for each value that was left out."""
        return [
            f"“{', '.join(self.data.getlist(name))[:60]}” is not something that “{self.filters[name].label}”"
            " can be; the list leaves it out."
            for name in self.form.errors
            if name in self.filters
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        """Each value that is set, with the address of the list without it. The scope has its own links."""
        found = []
        for name, held in self.chosen.items():
            if name in UNSAID or not held:
                continue
            label, field = self.filters[name].label, self.form.fields[name]
            words = {str(key): text for key, text in getattr(field, "choices", ())}
            values = [str(value) for value in held] if isinstance(held, list) else [str(held)]
            for value in values:
                rest = [other for other in values if other != value]
                text = label if held is True else f"{label}: {words.get(value, value)}"
                found.append(Chip(text, self.without(name, rest)))
        return found

    def without(self, name: str, rest: list[str]) -> str:
        """The address with ``rest`` as the values of ``name``."""
        kept: str | list[str] | None = ",".join(rest) if name == "label" else rest
        return replaced(self.data, **{name: kept or None})


ALL = RequestFilter.base_filters
CONTROLS = controls(ALL)


@lru_cache(maxsize=16)
def choices_of(shelf: Shelf, offered: Offered) -> dict[str, Choices]:
    """What the filters can be set to that have other choices every day."""
    people = offered.choices("people", "others")
    found = {
        "team": [("none", "No team yet"), *((team.slug, team.name) for team in shelf.teams)],
        "use_case": [NOT_SET, *labels_of(shelf, Family.USE_CASE)],
        "devops_stage": [NOT_SET, *labels_of(shelf, Family.DEVOPS_STAGE)],
        "kind": [("none", "No kind"), *offered.choices("kinds")],
        "milestone": offered.milestones,
        "assignee": [("me", "Me"), ("none", "Nobody"), *people],
        "requester": [("me", "Me"), *people],
    }
    return {name: tuple(choices) for name, choices in found.items()}


def labels_of(shelf: Shelf, family: Family) -> list[tuple[str, str]]:
    """The labels of ``family`` as choices."""
    return [(label.key, label.text) for label in shelf.families.get(family, ())]


def midnight(day: dt.date) -> dt.datetime:
    """The moment at which ``day`` begins."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def allowed(query: QueryDict) -> QueryDict:
    """``query`` with the keys of the filters and of paging alone: nothing else is read or written into links."""
    kept = only(query, *ALL)
    if "sort" in kept:
        kept["sort"] = joined(kept, "sort")
    return kept

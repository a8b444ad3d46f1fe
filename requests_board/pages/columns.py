"""The columns of the list: an allow-list. Each names what has to be read for it, and nothing else is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict

from requests_board.models import Label, Milestone, SMRequest
from requests_board.pages.paging import replaced
from requests_board.pages.sorting import KEYS, NUMBER, Sort, joined


@dataclass(frozen=True)
class Column:
    """One column: its name in the address, its head, the fields it reads, what stands where nothing is set.

    ``method`` of ``Cells`` and ``Texts`` gives the content. ``sort`` is the key that its head sorts by.
    """

    key: str
    title: str
    fields: tuple[str, ...] = ()
    css: str = ""
    unset: str = ""
    sort: str = ""
    method: str = ""
    related: str = ""
    several: str = ""

    @property
    def content(self) -> str:
        """The method that gives the content."""
        return self.method or self.key


ALL = (
    Column("number", "No.", css="num", sort="newest"),
    Column("title", "Request", ("title",)),
    Column("state", "State", ("state", "milestone__name"), related="milestone"),
    Column("team", "Team", ("team__name",), unset="none yet", related="team"),
    Column("priority", "Priority", ("priority",), unset="not set", sort="priority"),
    Column("assignees", "Assigned to", unset="nobody", several="assignees"),
    Column("kind", "Kind", ("kind__name",), unset="none", related="kind"),
    Column("milestone", "Milestone", ("milestone__name",), "nowrap", "none", related="milestone"),
    Column("launches", "Launches", unset="none", several="launches"),
    Column("use_case", "Use case", ("use_case_id",), unset="none"),
    Column("devops_stages", "DevOps stages", unset="none", several="devops_stages"),
    Column("devops_categories", "DevOps categories", ("devops_categories",), unset="none"),
    Column("gtm_phase", "GTM phase", ("gtm_phase",), unset="not set"),
    Column("dod", "Definition of done", ("dod",), unset="not asked"),
    Column("eteam", "E-team", ("eteam",), unset="not asked"),
    Column("labels", "Other labels", unset="none", method="labels_of", several="labels"),
    Column("health", "Health", ("health",), "nowrap", "not said"),
    Column("estimate", "Estimate", ("weight",), "num", "none"),
    Column("carried", "Carried over", ("carried_over",), "num", "never"),
    Column("requester", "Filed by", ("requester__name", "requester__email"), related="requester"),
    Column("filed", "Filed", ("created_at",), "nowrap"),
    Column("due", "Due", ("due_on",), "nowrap", "no date", sort="due"),
    Column("critical", "Critical date", ("due_is_critical",), unset="no"),
    Column("closed", "Closed", (), "nowrap", "open"),
    Column("updated", "Changed", ("updated_at",), "nowrap", sort="updated"),
)
COLUMNS = {column.key: column for column in ALL}
FIXED = ("number", "title")
USUAL = ("state", "team", "priority", "assignees", "due", "updated")
# What every row needs whatever its columns: marks, the box that picks it, where the next page begins.
ALWAYS = (
    "title",
    "state",
    "due_on",
    "is_urgent",
    "is_confidential",
    "waiting_since",
    "carried_over",
    "closed_at",
    "version",
)


@dataclass(frozen=True)
class Head:
    """The head of one column; ``direction`` is aria-sort, empty where it does not lead; ``place`` among the sorts."""

    title: str
    css: str
    href: str = ""
    direction: str = ""
    place: int = 0


def chosen(query: QueryDict) -> list[Column]:
    """The columns that ``query`` asks for, in the order of the list; the usual ones where it names none."""
    names = {name.strip() for name in joined(query, "columns").split(",")} & COLUMNS.keys()
    wanted = names or {*USUAL}
    return [column for column in ALL if column.key in wanted or column.key in FIXED]


def picker(columns: list[Column]) -> list[tuple[str, str, bool]]:
    """What can be chosen: name in the address, title, and whether it is shown."""
    shown = {column.key for column in columns}
    return [(column.key, column.title, column.key in shown) for column in ALL if column.key not in FIXED]


def heads(columns: list[Column], sort: Sort, query: QueryDict) -> list[Head]:
    """The heads; a click on one lets it lead the sort, a second one turns it round."""
    places = {step.key.column: (place, step) for place, step in enumerate(sort.steps, 1)}
    found = []
    for column in columns:
        if not column.sort:
            found.append(Head(column.title, column.css))
            continue
        place, step = places.get(KEYS[column.sort].column, (0, None))
        direction = "" if step is None else "descending" if step.descending else "ascending"
        href = replaced(query, sort=sort.led_by(column.sort).text)
        found.append(Head(column.title, column.css, href, direction, place if len(sort.steps) > 1 else 0))
    return found


def reading(rows: QuerySet[SMRequest], columns: list[Column], sort: Sort) -> QuerySet[SMRequest]:
    """``rows`` with what ``columns`` show and nothing else."""
    fields = {name for column in columns for name in column.fields}
    related = {column.related for column in columns if column.related}
    if "milestone" not in related:
        fields.discard("milestone__name")
    sorted_by = {name for name in sort.columns if name != NUMBER}
    read = rows.select_related(*sorted(related)) if related else rows.select_related(None)
    several = [parts(column.several) for column in columns if column.several in SEVERAL]
    return read.only(*sorted({*ALWAYS, *fields, *sorted_by})).prefetch_related(*several)


SEVERAL: dict[str, QuerySet[Any]] = {
    "launches": Milestone.objects.only("name").order_by("starts_on", "name"),
    "devops_stages": Label.objects.only("key", "text").order_by("order"),
    "labels": Label.objects.only("key", "text").order_by("text"),
}


def parts(name: str) -> Prefetch[Any]:
    """The rows of a column that can hold several, with what is shown of them."""
    return Prefetch(name, SEVERAL[name].all())
